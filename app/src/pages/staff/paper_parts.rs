//! The text of a paper on its page: for those who cannot read the file.

use domain::paper::{Block, PaperText, Section, Signature};
use leptos::prelude::*;

/// A part of it.
pub(super) fn block(block: &Block) -> AnyView {
    match block {
        Block::Paragraph(text) => view! { <p>{text.clone()}</p> }.into_any(),
        Block::Facts(all) => facts(all),
        Block::Numbered(all) => {
            let all: Vec<_> = all
                .iter()
                .map(|text| view! { <li>{text.clone()}</li> }.into_any())
                .collect();
            view! { <ol>{all}</ol> }.into_any()
        }
    }
}

/// Names and their values.
pub(super) fn facts(all: &[(String, String)]) -> AnyView {
    let rows: Vec<_> = all
        .iter()
        .map(|(name, value)| view! { <dt>{name.clone()}</dt><dd>{value.clone()}</dd> }.into_any())
        .collect();
    view! { <dl class="summary-list">{rows}</dl> }.into_any()
}

/// A paper of sections, below the heading of its own section.
pub(super) fn paper_text(text: &PaperText) -> AnyView {
    let sections: Vec<_> = text.sections.iter().map(section).collect();
    let signatures: Vec<_> = text.signatures.iter().map(signature).collect();
    view! {
        <div class="card narrow" lang="id">
            <p>{text.office.clone()}</p>
            {facts(&text.about)}
            {sections}
            {signatures}
        </div>
    }
    .into_any()
}

fn section(it: &Section) -> AnyView {
    let blocks: Vec<_> = it.blocks.iter().map(block).collect();
    view! {
        <h3>{it.heading.clone()}</h3>
        {blocks}
    }
    .into_any()
}

fn signature(it: &Signature) -> AnyView {
    let all: Vec<_> = it.above.iter().chain(&it.below).cloned().collect();
    lines(&all)
}

/// Lines of one paragraph.
pub(super) fn lines(all: &[String]) -> AnyView {
    let all: Vec<_> = all
        .iter()
        .filter(|line| !line.is_empty())
        .map(|line| view! { {line.clone()}<br /> }.into_any())
        .collect();
    view! { <p>{all}</p> }.into_any()
}
