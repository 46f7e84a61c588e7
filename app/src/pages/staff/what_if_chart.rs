//! The result as a chart; the table below it holds the same figures.

use crate::text::WhatIfWords;
use domain::simulation::Outcome;
use domain::what_if::WhatIfPage;
use leptos::prelude::*;

/// Width of the room of one bar, and of a bar.
const STEP: u64 = 64;
const BAR: u64 = 40;
/// Where the bars stand, and the height of the highest.
const GROUND: u64 = 130;
const HIGHEST: u64 = 100;

/// One bar a size of team: people served on the mean, with the line of the target. The visit's own team is
/// filled and named.
pub(super) fn chart(words: WhatIfWords, page: &WhatIfPage) -> AnyView {
    let target = u64::from(page.target) * 10;
    let served = page.outcomes.iter().map(|it| it.served_tenths);
    let most = served.max().unwrap_or(0).max(target).max(1);
    let bars: Vec<_> = (0..)
        .zip(&page.outcomes)
        .map(|(at, it)| bar(words, at, it, most, it.operators == page.team))
        .collect();
    let said: Vec<_> = page
        .outcomes
        .iter()
        .map(|it| words.bar(it.operators, it.served_tenths, it.above_target))
        .collect();
    let line = GROUND - target * HIGHEST / most;
    view! {
        <svg class="chart" viewBox="0 0 320 172" role="img" aria-labelledby="chart-title chart-text">
            <title id="chart-title">{words.chart()}</title>
            <desc id="chart-text">{[&words.target(page.target), "; ", &said.join("; ")].concat()}</desc>
            <path d=format!("M0 {GROUND}h320")></path>
            {bars}
            <path class="target" d=format!("M0 {line}h320")></path>
            <text class="target" x="320" y="11">
                {words.target(page.target)}
            </text>
        </svg>
    }
    .into_any()
}

fn bar(words: WhatIfWords, at: u64, it: &Outcome, most: u64, own: bool) -> AnyView {
    let height = it.served_tenths * HIGHEST / most;
    let middle = at * STEP + STEP / 2;
    let class = if own { "own" } else { "" };
    // At the foot of the bar, where the line of the target does not cross it; above a bar that is too low.
    let (place, foot) = match height {
        0..18 => ("", GROUND - height - 4),
        _ => ("inside", GROUND - 6),
    };
    let team = own.then(|| view! { <text x=middle y="166">{words.this_team()}</text> }.into_any());
    view! {
        <g class=class>
            <rect x=middle - BAR / 2 y=GROUND - height width=BAR height=height></rect>
            <text class=place x=middle y=foot>
                {words.tenths(it.served_tenths)}
            </text>
            <text x=middle y="149">
                {it.operators}
            </text>
            {team}
        </g>
    }
    .into_any()
}
