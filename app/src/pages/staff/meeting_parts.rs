//! Obstacles and decisions on the sheet of a meeting, each with its forms.

use super::meeting::PATH;
use super::parts::{OwnField, moment, only, own_field, post_button, typed};
use crate::api::may;
use crate::components::{Input, choice, input, problem, status};
use crate::form::FormState;
use crate::text::MeetingWords;
use chrono::NaiveDate;
use domain::calendar::short_date;
use domain::evaluation::{Decision, Indicator, MeetingPage, Obstacle, Outcome};
use domain::field::Field;
use domain::staff::Act;
use leptos::prelude::*;

/// What stood in the way, by the study's indicators.
pub(super) fn obstacles(words: MeetingWords, page: &MeetingPage, form: &FormState) -> AnyView {
    let path = format!("{PATH}/{}/kendala", page.dashboard.period);
    let groups: Vec<_> = Indicator::ALL
        .iter()
        .filter_map(|indicator| group(words, page, *indicator, &path))
        .collect();
    let none = page
        .obstacles
        .is_empty()
        .then(|| view! { <p>{words.no_obstacles()}</p> });
    let chosen = form.value_or(Field::Indicator, "");
    let choices: Vec<_> = Indicator::ALL
        .iter()
        .map(|it| {
            let hint = words.indicator_hint(*it);
            choice(
                Field::Indicator.name(),
                it.key(),
                it.word(words.0),
                hint,
                it.key() == chosen,
            )
        })
        .collect();
    let what = Input {
        required: true,
        ..Input::text(Field::Obstacle, words.obstacle())
    };
    let add = may(Act::Evaluate).then(|| {
        view! {
            <form method="post" action=path.clone() class="narrow no-print">
                <fieldset id=Field::Indicator.name()>
                    <legend>{words.indicator()}</legend>
                    {problem(Field::Indicator, form)}
                    {choices}
                </fieldset>
                {input(what, form)}
                <button class="button second">{words.add_obstacle()}</button>
            </form>
        }
    });
    view! {
        <section>
            <h2>{words.obstacles()}</h2>
            {none}
            {groups}
            {add}
        </section>
    }
    .into_any()
}

fn group(words: MeetingWords, page: &MeetingPage, indicator: Indicator, path: &str) -> Option<AnyView> {
    let of: Vec<&Obstacle> = page
        .obstacles
        .iter()
        .filter(|it| it.indicator == indicator)
        .collect();
    let lines: Vec<_> = of
        .iter()
        .map(|it| {
            let action = format!("{path}/{}/hapus", it.id);
            let remove = may(Act::Evaluate)
                .then(|| post_button(action, "button quiet no-print", words.remove(), ().into_any()));
            view! { <li><span lang="id">{it.words.clone()}</span> {remove}</li> }.into_any()
        })
        .collect();
    (!of.is_empty()).then(|| {
        view! {
            <h3>{indicator.word(words.0)}</h3>
            <ul>{lines}</ul>
        }
        .into_any()
    })
}

/// What the meeting decided.
pub(super) fn decisions(words: MeetingWords, page: &MeetingPage, form: &FormState) -> AnyView {
    let path = format!("{PATH}/{}/keputusan", page.dashboard.period);
    let cards: Vec<_> = page
        .decisions
        .iter()
        .map(|it| {
            let remove = (it.replies.is_empty() && may(Act::Evaluate)).then(|| {
                let action = format!("{path}/{}/hapus", it.id);
                post_button(action, "button quiet no-print", words.remove(), ().into_any())
            });
            card(words, it, page, form, remove)
        })
        .collect();
    let none = cards.is_empty().then(|| view! { <p>{words.no_decisions()}</p> });
    let form = only(form, "keputusan");
    let text = |field, label| Input {
        required: true,
        ..Input::text(field, label)
    };
    let due = Input {
        kind: "date",
        ..text(Field::Due, words.due())
    };
    let add = may(Act::Evaluate).then(|| {
        view! {
            <form method="post" action=path.clone() class="narrow no-print">
                {input(text(Field::Decision, words.decision()), &form)}
                {input(text(Field::Owner, words.owner()), &form)}
                {input(due, &form)}
                <button class="button second">{words.add_decision()}</button>
            </form>
        }
    });
    view! {
        <section id="keputusan">
            <h2>{words.decisions()}</h2>
            {none}
            <ul class="rows">{cards}</ul>
            {add}
        </section>
    }
    .into_any()
}

/// Open decisions of earlier months: they come first.
pub(super) fn earlier(words: MeetingWords, page: &MeetingPage, form: &FormState) -> Option<AnyView> {
    let cards: Vec<_> = page
        .open
        .iter()
        .map(|it| card(words, it, page, form, None))
        .collect();
    (!cards.is_empty()).then(|| {
        view! {
            <section>
                <h2>{words.earlier()}</h2>
                <ul class="rows">{cards}</ul>
            </section>
        }
        .into_any()
    })
}

/// What was decided, who sees to it and by when.
pub(super) fn decision_lines(words: MeetingWords, it: &Decision, today: NaiveDate) -> AnyView {
    let due = short_date(it.due_now(), words.0);
    let state = match it.reply() {
        _ if it.is_late(today) => status("bad", words.late()),
        None => status("wait", words.open()),
        Some(reply) if it.is_open() => status("wait", reply.outcome.word(words.0)),
        Some(reply) => status("good", reply.outcome.word(words.0)),
    };
    view! {
        <p>
            <strong lang="id">{it.what.clone()}</strong>
        </p>
        <p>{words.owner_and_due(&it.owner, &due)} " · " {it.period.words(words.0)} " " {state}</p>
    }
    .into_any()
}

fn card(
    words: MeetingWords,
    it: &Decision,
    page: &MeetingPage,
    form: &FormState,
    remove: Option<AnyView>,
) -> AnyView {
    let said: Vec<_> = it
        .replies
        .iter()
        .map(|reply| {
            let at = moment(reply.at, words.0);
            let text = words.replied(reply.outcome.word(words.0), &reply.words, &at, &reply.by);
            view! { <li>{text}</li> }.into_any()
        })
        .collect();
    let said = (!said.is_empty()).then(|| view! { <ul>{said}</ul> });
    let mine = form.form == "jawab" && typed(form, "decision").is_some_and(|id| id == it.id.to_string());
    let form = if mine { form.clone() } else { FormState::default() };
    let answer = (it.is_open() && may(Act::Evaluate)).then(|| answer_form(words, it, page, &form));
    view! {
        <li class="card" id=format!("keputusan-{}", it.id)>
            {decision_lines(words, it, page.dashboard.today)}
            {said}
            {answer}
            {remove}
        </li>
    }
    .into_any()
}

fn answer_form(words: MeetingWords, it: &Decision, page: &MeetingPage, form: &FormState) -> AnyView {
    let (owner, chosen) = (it.id.to_string(), form.value_or(Field::DecisionOutcome, ""));
    let choices: Vec<_> = Outcome::ALL
        .iter()
        .map(|outcome| {
            let (name, key) = (Field::DecisionOutcome.name(), outcome.key());
            let checked = key == chosen;
            let id = format!("{name}-{key}-{owner}");
            view! {
                <label class="choice">
                    <input type="radio" id=id name=name value=key checked=checked />
                    <span>{outcome.word(words.0)}</span>
                </label>
            }
            .into_any()
        })
        .collect();
    let text = |field, kind, label, hint| OwnField {
        field,
        kind,
        label,
        hint,
        value: String::new(),
    };
    let problem = form.problem(Field::DecisionOutcome, words.0);
    let group = form.is_refused().then(|| Field::DecisionOutcome.name());
    view! {
        <details class="no-print" open=form.is_refused()>
            <summary>{words.answer()}</summary>
            <form
                method="post"
                action=format!("{PATH}/{}/keputusan/{}/jawab", page.dashboard.period, it.id)
                class="narrow"
            >
                <fieldset id=group>
                    <legend>{words.outcome()}</legend>
                    <p class="problem">{problem}</p>
                    {choices}
                </fieldset>
                {own_field(text(Field::Reply, "text", words.words(), ""), &owner, form)}
                {own_field(text(Field::ContinuedUntil, "date", words.until(), words.until_hint()), &owner, form)}
                <button class="button">{words.save_answer()}</button>
            </form>
        </details>
    }
    .into_any()
}
