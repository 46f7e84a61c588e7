//! A chart of lying bars, drawn on the server. The table beside it holds the same figures, the sentence says what it
//! shows.

use leptos::prelude::*;

/// A bar.
#[derive(Debug, Clone)]
pub struct Bar {
    /// What it is.
    pub label: String,
    /// How long it is, in the unit of the chart.
    pub value: u64,
    /// Its value as it is written.
    pub text: String,
    /// Filled, to stand out.
    pub strong: bool,
}

/// A line across all bars.
#[derive(Debug, Clone)]
pub struct Mark {
    /// Where, in the unit of the chart.
    pub value: u64,
    /// What it means.
    pub text: String,
}

/// Room of one bar with its label above it, and the height of a bar.
const STEP: u64 = 40;
const BAR: u64 = 16;
/// Width of the longest bar; what follows is for its text.
const LONGEST: u64 = 250;
const WIDTH: u64 = 320;

/// The chart; `id` is unique on its page. The longest bar, or the line, takes the whole width.
pub fn bars(id: &'static str, title: &str, bars: &[Bar], mark: Option<&Mark>) -> AnyView {
    let longest = bars.iter().map(|bar| bar.value).max().unwrap_or(0);
    let most = longest.max(mark.map_or(0, |mark| mark.value)).max(1);
    let said: Vec<_> = bars
        .iter()
        .map(|bar| [&bar.label, ": ", &bar.text].concat())
        .collect();
    let top = if mark.is_some() { 18 } else { 0 };
    let height = top + STEP * bars.len() as u64;
    let drawn: Vec<_> = (0..)
        .zip(bars)
        .map(|(place, each)| bar(top + place * STEP, each, most))
        .collect();
    let line = mark.map(|mark| {
        let x = mark.value * LONGEST / most;
        // Beside each bar, not through the labels.
        let beside = |place: u64| format!("M{x} {}V{}", top + place * STEP + 13, top + place * STEP + 37);
        let path: String = (0..bars.len() as u64).map(beside).collect();
        view! {
            <path class="target" d=path></path>
            <text class="target" x=WIDTH y="12">
                {mark.text.clone()}
            </text>
        }
        .into_any()
    });
    let (title_id, text_id) = ([id, "-judul"].concat(), [id, "-isi"].concat());
    view! {
        <svg
            class="chart lying"
            viewBox=format!("0 0 {WIDTH} {height}")
            role="img"
            aria-labelledby=[&title_id, " ", &text_id].concat()
        >
            <title id=title_id.clone()>{title.to_owned()}</title>
            <desc id=text_id.clone()>{said.join("; ")}</desc>
            {drawn}
            {line}
        </svg>
    }
    .into_any()
}

fn bar(top: u64, bar: &Bar, most: u64) -> AnyView {
    let width = bar.value * LONGEST / most;
    let class = if bar.strong { "own" } else { "" };
    view! {
        <g class=class>
            <text x="0" y=top + 12>
                {bar.label.clone()}
            </text>
            <rect x="0" y=top + 17 width=width height=BAR></rect>
            <text x=width + 6 y=top + 30>
                {bar.text.clone()}
            </text>
        </g>
    }
    .into_any()
}
