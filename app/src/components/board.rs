//! The changing part of the board in the hall: numbers, no names.

use super::hours;
use crate::text::{QueueWords, use_lang};
use domain::calendar::long_date;
use domain::day::service::BoardPage;
use domain::day::{Board, CalledNumber};
use domain::visit::VisitState;
use leptos::prelude::*;

/// How many of those who wait are shown.
const NEXT: usize = 5;

/// What the board shows now.
pub fn board(page: &BoardPage) -> AnyView {
    let words = QueueWords(use_lang());
    let over = matches!(page.visit.state, VisitState::Done | VisitState::Evaluated);
    match &page.board {
        Some(board) if !board.closed && !over => underway(words, board),
        Some(_) => quiet(words.over(), words.thanks(), None),
        None if over => quiet(words.over(), words.thanks(), None),
        None => {
            let visit = &page.visit;
            let when = [
                &long_date(visit.date, words.0),
                ", ",
                &hours(visit.starts_at, visit.ends_at),
            ];
            quiet(words.not_begun(), words.not_begun_advice(), Some(when.concat()))
        }
    }
}

/// Before the day and after it.
fn quiet(what: &'static str, advice: &'static str, when: Option<String>) -> AnyView {
    view! {
        <section class="board-quiet">
            {when.map(|when| view! { <p class="board-when">{when}</p> })}
            <h2>{what}</h2>
            <p>{advice}</p>
        </section>
    }
    .into_any()
}

fn underway(words: QueueWords, board: &Board) -> AnyView {
    view! {
        <div class="board-numbers">{top(words, board)} {facts(words, board)}</div>
        <p class="board-rule">{words.rule_in_short()}</p>
    }
    .into_any()
}

/// An outage takes the whole top; what was called before it stays to be seen.
fn top(words: QueueWords, board: &Board) -> AnyView {
    let Some(since) = board.incident_since else {
        return calls(words, board);
    };
    view! {
        <section class="board-incident">
            <h2>{words.incident(since)}</h2>
            <p>{words.still_valid()}</p>
            <div class="board-groups">
                {at_tables(words.called(), words, &board.called)}
                {at_tables(words.serving(), words, &board.serving)}
            </div>
        </section>
    }
    .into_any()
}

/// The number called last fills the screen, the others stand below it.
fn calls(words: QueueWords, board: &Board) -> AnyView {
    let Some((last, others)) = board.called.split_first() else {
        let none = board
            .serving
            .is_empty()
            .then(|| view! { <p class="board-none">{words.nobody_called()}</p> });
        return view! {
            <section class="board-call">
                {none}
                {at_tables(words.serving(), words, &board.serving)}
            </section>
        }
        .into_any();
    };
    let size = if last.number > 999 {
        "board-number long"
    } else {
        "board-number"
    };
    view! {
        <section class="board-call">
            <h2>{words.called()}</h2>
            <p class="board-last">
                <b class=size>
                    {last.number.to_string()}
                </b>
                " "
                <span class="board-table">{words.table(last.table)}</span>
            </p>
            {at_tables("", words, others)}
            {at_tables(words.serving(), words, &board.serving)}
        </section>
    }
    .into_any()
}

/// Numbers with their tables; nothing where there are none.
fn at_tables(heading: &'static str, words: QueueWords, numbers: &[CalledNumber]) -> AnyView {
    if numbers.is_empty() {
        return ().into_any();
    }
    let heading = (!heading.is_empty()).then(|| view! { <h3>{heading}</h3> });
    let rows: Vec<_> = numbers
        .iter()
        .map(|it| {
            view! {
                <li>
                    <b>{it.number.to_string()}</b>
                    " "
                    <span>{words.table(it.table)}</span>
                </li>
            }
        })
        .collect();
    view! {
        <div>
            {heading}
            <ul class="board-tables">{rows}</ul>
        </div>
    }
    .into_any()
}

fn facts(words: QueueWords, board: &Board) -> AnyView {
    let next: Vec<_> = board
        .order
        .iter()
        .take(NEXT)
        .map(|number| view! { <li>{number.to_string()}</li> })
        .collect();
    let next = (!next.is_empty()).then(|| {
        view! {
            <div>
                <h2>{words.next()}</h2>
                <ol class="board-next">{next}</ol>
            </div>
        }
    });
    let wait = match board.newcomer {
        _ if board.incident_since.is_some() => None,
        None => Some(view! { <p>{words.no_estimate()}</p> }.into_any()),
        Some(wait) => Some(
            view! {
                <p>
                    {words.if_you_come_now()}": "
                    <b class="board-wait">{words.wait(wait)}</b>
                </p>
            }
            .into_any(),
        ),
    };
    let missed = (!board.missed.is_empty()).then(|| {
        let numbers: Vec<String> = board.missed.iter().map(u32::to_string).collect();
        view! {
            <p>
                {words.missed()}": "
                <b>{numbers.join(", ")}</b>
                ". "
                {words.missed_advice()}
            </p>
        }
    });
    view! {
        <section class="board-facts">
            {next}
            <div>
                <p>
                    <b>{words.people_wait(board.order.len())}</b>
                </p>
                {wait}
                {missed}
            </div>
        </section>
    }
    .into_any()
}
