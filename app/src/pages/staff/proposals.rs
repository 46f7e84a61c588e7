//! The ways to settle a surplus, each with whom it touches and one confirmation.

use super::parts::{OwnField, cell, heads, only, own_field, visit_path};
use crate::components::{error_summary, hidden};
use crate::form::FormState;
use crate::text::{SettleWords, StaffWords};
use domain::calendar::{clock, clock_time};
use domain::error::ServiceError;
use domain::field::Field;
use domain::id::VisitId;
use domain::settle::{Proposal, Transfer, Way};
use domain::shown::{Change, changes};
use leptos::prelude::*;

/// Name of the hidden fields that carry who was shown to move.
const SHOWN: &str = "tampil";

/// Why a form came back. Of a way that was confirmed too late: what is no longer as it was shown.
pub(super) fn why_back(words: StaffWords, proposals: &[Proposal], form: &FormState) -> AnyView {
    let way = Way::from_key(&form.form);
    let (Some(way), Some(ServiceError::Stale)) = (way, &form.error) else {
        return error_summary(form);
    };
    let words = SettleWords(words.0);
    let shown: Vec<String> = form
        .values
        .iter()
        .filter(|(name, _)| name == SHOWN)
        .map(|(_, key)| key.clone())
        .collect();
    let now = proposals.iter().find(|it| it.way == way);
    let mut lines: Vec<_> = changes(&shown, now)
        .iter()
        .map(|change| change_line(words, change))
        .collect();
    if lines.is_empty() {
        lines.push(words.changed_plan().to_owned());
    }
    let lines: Vec<_> = lines
        .into_iter()
        .map(|line| view! { <li>{line}</li> }.into_any())
        .collect();
    view! {
        <div class="notice error" id="masalah" role="alert" tabindex="-1" autofocus=true>
            <p>
                <b>{words.changed()}</b>
            </p>
            <ul>{lines}</ul>
        </div>
    }
    .into_any()
}

fn change_line(words: SettleWords, change: &Change) -> String {
    match change {
        Change::Otherwise(it) => words.moves_otherwise(&it.name, &destination(it)),
        Change::Also(it) => words.moves_also(&it.name, &destination(it)),
        Change::Gone(people) => words.moves_no_more(*people),
    }
}

/// `09.20`, of another visit with its village and day.
fn destination(transfer: &Transfer) -> String {
    match &transfer.place {
        Some(place) => [place, ", ", &clock(transfer.to)].concat(),
        None => clock(transfer.to),
    }
}

/// All ways that work.
pub(super) fn ways(words: StaffWords, visit: VisitId, proposals: &[Proposal], form: &FormState) -> AnyView {
    let words = SettleWords(words.0);
    let each: Vec<_> = proposals
        .iter()
        .map(|proposal| way(words, visit, proposal, form))
        .collect();
    let none = proposals
        .is_empty()
        .then(|| view! { <p class="notice warning">{words.no_ways()}</p> }.into_any());
    view! {
        <section>
            <h2>{words.ways()}</h2>
            {none}
            {each}
        </section>
    }
    .into_any()
}

/// One way.
pub(super) fn way(words: SettleWords, visit: VisitId, proposal: &Proposal, form: &FormState) -> AnyView {
    let (heading, button) = match proposal.way {
        Way::Move => (words.move_people().to_owned(), words.apply_move()),
        Way::AddOperator(_) => (words.add_operator(&proposal.name), words.apply_operator()),
        Way::Lengthen(until) => (words.lengthen(&clock_time(until)), words.apply_longer()),
        Way::Merge(_) => (words.merge_into(&proposal.name), words.apply_merge()),
    };
    let key = proposal.way.key();
    let settlement = &proposal.settlement;
    let left = (settlement.left_over > 0)
        .then(|| view! { <p class="surplus">"! " {words.left_over(settlement.left_over)}</p> }.into_any());
    let reason = proposal.needs_office_reason.then(|| {
        let reason = OwnField {
            field: Field::OfficeReason,
            kind: "text",
            label: words.office_reason(),
            hint: "",
            value: String::new(),
        };
        own_field(reason, &key, &only(form, &key))
    });
    let shown: Vec<_> = settlement
        .transfers
        .iter()
        .map(|it| hidden(SHOWN, it.key()))
        .collect();
    view! {
        <section class="card">
            <h3>{heading}</h3>
            {movers(words, &settlement.transfers)}
            {left}
            <form method="post" action=visit_path(visit, "/konflik") class="narrow">
                {hidden("cara", key.clone())}
                {hidden("seen", proposal.seen.clone())}
                {shown}
                {reason}
                <button class="button second">{button}</button>
            </form>
        </section>
    }
    .into_any()
}

pub(super) fn movers(words: SettleWords, transfers: &[Transfer]) -> AnyView {
    if transfers.is_empty() {
        return view! { <p>{words.nobody_moves()}</p> }.into_any();
    }
    let rows: Vec<_> = transfers
        .iter()
        .map(|it| {
            let help = it.needs_help.then(|| [" (", words.needs_help(), ")"].concat());
            let name = view! {
                {it.name.clone()}
                {help}
            };
            view! {
                <tr>
                    {cell(words.who(), name.into_any())}
                    {cell(words.from(), clock(it.from).into_any())}
                    {cell(words.to(), destination(it).into_any())}
                </tr>
            }
            .into_any()
        })
        .collect();
    view! {
        <p>{words.moving(transfers.len())}</p>
        <table class="cards">
            {heads(&[words.who(), words.from(), words.to()])} <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
