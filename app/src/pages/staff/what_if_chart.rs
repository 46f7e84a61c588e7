//! The result as a chart; the table below it holds the same figures.

use crate::text::WhatIfWords;
use domain::simulation::Outcome;
use domain::what_if::WhatIfPage;
use leptos::prelude::*;

/// Width of the room of one bar.
const STEP: u64 = 64;
/// Width of a bar.
const BAR: u64 = 40;
/// Where the bars stand, below the height of a bar of 100 % and its number.
const GROUND: u64 = 122;

/// One bar a size of team: the share of days above the target. The visit's own team is filled and named.
pub(super) fn chart(words: WhatIfWords, page: &WhatIfPage) -> AnyView {
    let bars: Vec<_> = (0..)
        .zip(&page.outcomes)
        .map(|(at, it)| bar(words, at, it, it.operators == page.team))
        .collect();
    let said: Vec<_> = page
        .outcomes
        .iter()
        .map(|it| words.bar(it.operators, it.above_target))
        .collect();
    view! {
        <svg class="chart" viewBox="0 0 320 166" role="img" aria-labelledby="chart-title chart-text">
            <title id="chart-title">{words.chart()}</title>
            <desc id="chart-text">{said.join("; ")}</desc>
            <path d="M0 122h320"></path>
            {bars}
        </svg>
    }
    .into_any()
}

fn bar(words: WhatIfWords, at: u64, it: &Outcome, own: bool) -> AnyView {
    let height = it.above_target.min(100);
    let middle = at * STEP + STEP / 2;
    let class = if own { "own" } else { "" };
    let team = own.then(|| view! { <text x=middle y="160">{words.this_team()}</text> }.into_any());
    view! {
        <g class=class>
            <rect x=middle - BAR / 2 y=GROUND - height width=BAR height=height></rect>
            <text x=middle y=GROUND - height - 6>
                {it.above_target}
                " %"
            </text>
            <text x=middle y="142">
                {it.operators}
            </text>
            {team}
        </g>
    }
    .into_any()
}
