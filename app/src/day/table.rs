//! An operator's table: the current person fills the screen, the next step is the one big button.

use super::person::{act_button, common, head};
use super::rows::{Group, Row};
use super::{table_path, use_day_words};
use crate::components::{Input, input};
use crate::form::FormState;
use chrono::{DateTime, Utc};
use domain::calendar::clock;
use domain::day::{Day, Stage};
use domain::field::Field;
use domain::id::{OperatorId, VisitId};
use domain::pending::{PendingReason, ReferredTo};
use leptos::prelude::*;

/// Who sits at the table, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AtTable {
    /// The operator does not serve.
    Off,
    /// Nobody; so many wait.
    Nobody(usize),
    /// Called so often again.
    Called(Row, u32),
    /// Served since.
    Served(Row, DateTime<Utc>),
}

/// A table. Two equal ones look the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableView {
    /// Number of the table.
    pub table: u32,
    /// Now.
    pub now: AtTable,
    /// Others who were called to this table.
    pub also: Vec<Row>,
    /// Put aside.
    pub parked: Vec<Row>,
    /// Served here, the latest first.
    pub done: Vec<Row>,
    /// An incident is open.
    pub down: bool,
    /// How often a number may be called again.
    pub recalls: u32,
}

/// The table of an operator as the day is.
pub fn table_view(day: &Day, rows: &[Row], operator: OperatorId, now: DateTime<Utc>) -> TableView {
    let row = |id| rows.iter().find(|row| row.entry == id).cloned();
    let (mut busy, mut parked) = (Vec::new(), Vec::new());
    for entry in day.held_by(operator) {
        match (entry.stage, row(entry.id)) {
            (Stage::Parked { .. }, Some(row)) => parked.push(row),
            (Stage::Called { recalls, .. }, Some(row)) => busy.push(AtTable::Called(row, recalls)),
            (Stage::InService { since, .. }, Some(row)) => busy.insert(0, AtTable::Served(row, since)),
            _ => {}
        }
    }
    let mut busy = busy.into_iter();
    let waiting = rows.iter().filter(|row| row.group == Group::Waiting).count();
    let first = busy.next().unwrap_or(if day.is_active(operator) {
        AtTable::Nobody(waiting)
    } else {
        AtTable::Off
    });
    let mut done: Vec<_> = day
        .entries()
        .filter(|it| it.operator == Some(operator))
        .filter_map(|it| match it.stage {
            Stage::Done { at, .. } => Some((at, row(it.id)?)),
            _ => None,
        })
        .collect();
    done.sort_by_key(|(at, row)| (std::cmp::Reverse(*at), row.entry));
    TableView {
        table: day.table(operator),
        now: first,
        also: busy
            .filter_map(|it| match it {
                AtTable::Called(row, _) | AtTable::Served(row, _) => Some(row),
                _ => None,
            })
            .collect(),
        parked,
        done: done.into_iter().map(|(_, row)| row).collect(),
        down: day.open_incident(now).is_some(),
        recalls: day.plan().recalls,
    }
}

/// The page's main part.
pub fn table_panel(
    visit: VisitId,
    operator: OperatorId,
    view: &TableView,
    operators: &[(OperatorId, String)],
    form: &FormState,
) -> AnyView {
    let words = use_day_words();
    let action = table_path(visit, &operator.to_string());
    let now = match &view.now {
        AtTable::Off => off(&action, operator),
        AtTable::Nobody(waiting) => nobody(&action, operator, *waiting, view.down),
        AtTable::Called(row, recalls) => called(&action, operator, row, (*recalls, view.recalls)),
        AtTable::Served(row, since) => served(&action, operator, row, *since, operators, form),
    };
    let resume = |row: &Row| {
        let of = (Some(row.entry), Some(operator));
        view! {
            <li class="person">
                {head(row)} {act_button(&action, "begin", of, "button second", words.resume())}
            </li>
        }
    };
    let also: Vec<_> = view.also.iter().chain(&view.parked).map(resume).collect();
    let also = (!also.is_empty()).then(|| {
        view! {
            <section>
                <h2>{words.parked()}</h2>
                <ul class="people">{also}</ul>
            </section>
        }
    });
    let stop = (view.now != AtTable::Off).then(|| {
        view! {
            <details>
                <summary>{words.stop()}</summary>
                <p class="hint">{words.stop_hint()}</p>
                {act_button(&action, "stop", (None, Some(operator)), "button second danger", words.stop())}
            </details>
        }
    });
    view! {
        <section class="at-table" aria-live="polite">
            <p class="hint">{words.table_number(view.table)}</p>
            {now}
        </section>
        {also}
        {done(&action, operator, view)}
        {stop}
    }
    .into_any()
}

fn off(action: &str, operator: OperatorId) -> AnyView {
    let words = use_day_words();
    act_button(
        action,
        "start",
        (None, Some(operator)),
        "button big",
        words.start(),
    )
}

fn nobody(action: &str, operator: OperatorId, waiting: usize, down: bool) -> AnyView {
    let words = use_day_words();
    if waiting == 0 || down {
        let say = if down { "" } else { words.nobody_waits() };
        return view! { <p class="said">{say}</p> }.into_any();
    }
    act_button(action, "next", (None, Some(operator)), "button big", words.next())
}

/// `recalls`: how often the number was called again, and how often it may be.
fn called(action: &str, operator: OperatorId, row: &Row, recalls: (u32, u32)) -> AnyView {
    let words = use_day_words();
    let of = (Some(row.entry), Some(operator));
    let (times, most) = recalls;
    let again = if times < most {
        act_button(action, "recall", of, "button second", words.recall(times, most))
    } else {
        act_button(action, "miss", of, "button second danger", words.miss())
    };
    view! {
        <p class="now-number">{row.number}</p>
        <p role="status">{words.called(row.number.unwrap_or(0))}</p>
        {head(row)}
        {act_button(action, "begin", of, "button big", words.begin())}
        {again}
        {act_button(action, "park", of, "button second", words.park())}
    }
    .into_any()
}

fn served(
    action: &str,
    operator: OperatorId,
    row: &Row,
    since: DateTime<Utc>,
    operators: &[(OperatorId, String)],
    form: &FormState,
) -> AnyView {
    let words = use_day_words();
    let of = (Some(row.entry), Some(operator));
    let others: Vec<_> = operators
        .iter()
        .filter(|(id, _)| *id != operator)
        .map(|(id, name)| view! { <option value=id.to_string()>{name.clone()}</option> })
        .collect();
    view! {
        <p class="now-number">{row.number}</p>
        {head(row)}
        <p class="hint">{words.served_since(&clock(since))}</p>
        {endings(action, of, form)}
        {act_button(action, "park", of, "button second", words.park())}
        <details>
            <summary>{words.hand_over()}</summary>
            <form method="post" action=action.to_owned()>
                {common("hand-over", of)}
                <div class="field">
                    <label for="to">{words.hand_to()}</label>
                    <select id="to" name="to">
                        <option value="">{words.to_queue()}</option>
                        {others}
                    </select>
                </div>
                <button class="button second">{words.hand_over()}</button>
            </form>
        </details>
    }
    .into_any()
}

type Of = (Option<domain::id::EntryId>, Option<OperatorId>);

/// The four ways a service ends: the common one open, the others folded.
fn endings(action: &str, of: Of, form: &FormState) -> AnyView {
    let words = use_day_words();
    let nib = Input {
        inputmode: "numeric",
        hint: words.nib_hint(),
        autocomplete: "off",
        ..Input::text(Field::Nib, words.nib())
    };
    let note = Input {
        autocomplete: "off",
        ..Input::text(Field::Note, words.note())
    };
    let call_back = Input {
        kind: "date",
        ..Input::text(Field::CallBack, words.call_back())
    };
    let reasons = PendingReason::ALL
        .iter()
        .filter(|it| !matches!(it, PendingReason::ReturnSlip | PendingReason::WentHome));
    let reasons = reasons.map(|it| (it.key(), it.word(words.0))).collect();
    let places = ReferredTo::ALL
        .iter()
        .map(|it| (it.key(), it.word(words.0)))
        .collect();
    let end = |outcome: &'static str, label: &'static str, class: &'static str, fields: AnyView| {
        view! {
            <form method="post" action=action.to_owned()>
                {common("end", of)}
                {crate::components::hidden(Field::Outcome.name(), outcome.to_owned())}
                {fields}
                <button class=class>{label}</button>
            </form>
        }
    };
    let pending = view! {
        {choices(Field::PendingReason, words.why(), reasons)}
        {input(note, form)}
        {input(call_back, form)}
    };
    view! {
        {end("nib-issued", words.nib_issued(), "button big", input(nib, form))}
        <details>
            <summary>{words.pending()}</summary>
            {end("pending", words.pending(), "button second", pending.into_any())}
        </details>
        <details>
            <summary>{words.referred()}</summary>
            {end(
                "referred",
                words.referred(),
                "button second",
                choices(Field::ReferredTo, words.where_to(), places),
            )}
        </details>
        {end("consultation-only", words.consultation(), "button second", ().into_any())}
    }
    .into_any()
}

fn choices(field: Field, label: &'static str, options: Vec<(&'static str, &'static str)>) -> AnyView {
    let options: Vec<_> = options
        .into_iter()
        .map(|(key, word)| view! { <option value=key>{word}</option> })
        .collect();
    view! {
        <div class="field">
            <label for=field.name()>{label}</label>
            <select id=field.name() name=field.name()>
                {options}
            </select>
        </div>
    }
    .into_any()
}

/// Whom the table has served; a mistake is put right by saying it again.
fn done(action: &str, operator: OperatorId, view: &TableView) -> AnyView {
    let words = use_day_words();
    let line = |row: &Row| {
        let of = (Some(row.entry), Some(operator));
        let outcome = match row.group {
            Group::Done(ending) => ending.outcome().state().word(words.0),
            _ => "",
        };
        let again = |outcome: &'static str, label: &'static str| {
            view! {
                <form method="post" action=action.to_owned()>
                    {common("end", of)}
                    {crate::components::hidden(Field::Outcome.name(), outcome.to_owned())}
                    <button class="button second">{label}</button>
                </form>
            }
        };
        view! {
            <li class="person">
                {head(row)} <p class="said">{outcome}</p>
                <details>
                    <summary>{words.correct()}</summary>
                    {again("nib-issued", words.nib_issued())}
                    {again("consultation-only", words.consultation())}
                </details>
            </li>
        }
    };
    let lines: Vec<_> = view.done.iter().map(line).collect();
    if lines.is_empty() {
        return ().into_any();
    }
    view! {
        <details>
            <summary>{[words.served(), " (", &lines.len().to_string(), ")"].concat()}</summary>
            <ul class="people">{lines}</ul>
        </details>
    }
    .into_any()
}

/// The queue beside the table.
pub fn table_queue(rows: &[Row]) -> AnyView {
    let words = use_day_words();
    let waiting = rows.iter().filter(|row| row.group == Group::Waiting);
    let lines: Vec<_> = waiting
        .map(|row| view! { <li class="person">{head(row)}</li> })
        .collect();
    let none = lines
        .is_empty()
        .then(|| view! { <p class="hint">{words.nobody()}</p> });
    view! {
        <section class="day-group">
            <h2>{words.queue()}</h2>
            <p class="hint">{words.rule()}</p>
            <ol class="people">{lines}</ol>
            {none}
        </section>
    }
    .into_any()
}
