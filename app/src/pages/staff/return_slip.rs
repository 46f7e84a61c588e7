//! The return slip of a person of a day: where a place can be kept, and the slip to print once it is.

use super::follow_ups::PATH as FOLLOW_UPS;
use super::frame::{Tab, staff_frame};
use super::parts::{link_button, optional_row, post_button, text_row, use_visit_id, visit_line, visit_path};
use crate::api;
use crate::components::{choice, empty, error_summary, loaded, param, problem};
use crate::form::{FormState, use_form_state};
use crate::text::{AfterWords, use_lang, use_staff_words};
use domain::calendar::{clock, long_date};
use domain::field::Field;
use domain::id::EntryId;
use domain::return_slip::{KeptPlace, ReturnChoices, ReturnPlace, ReturnSlip, ReturnSlipPage, VisitChoice};
use domain::visit::VisitState;
use leptos::prelude::*;

/// `/staf/kunjungan/:visit/kartu-kembali/:entry`
#[component]
pub fn ReturnSlipView() -> impl IntoView {
    let words = AfterWords(use_lang());
    let (form, visit, entry) = (use_form_state(), use_visit_id(), param("entry"));
    // A broken id becomes one that nobody has, so that the service answers.
    let entry = entry.get_untracked().parse();
    let entry = entry.unwrap_or(EntryId::new(Default::default()));
    let data = api::after::return_slip(visit.get_untracked(), entry);
    let content = loaded(data, move |page| content(words, &page, &form)).into_any();
    staff_frame(words.return_slip(), Tab::Visits, content)
}

fn content(words: AfterWords, page: &ReturnSlipPage, form: &FormState) -> AnyView {
    let body = match &page.slip {
        Some(slip) => given(words, page, slip),
        None => view! {
            <p>{words.slip_lead()}</p>
            {error_summary(form)}
            <dl class="summary-list">{person(words, page)}</dl>
            {choices(words, page, form)}
        }
        .into_any(),
    };
    let desk = (page.visit.state == VisitState::Underway).then(|| {
        let path = visit_path(page.visit.id, "/meja");
        link_button(path, "button second", words.back_to_desk())
    });
    view! {
        <h1>{words.return_slip()}</h1>
        <div class="no-print">{visit_line(use_staff_words(), &page.visit)}</div>
        {body}
        <p class="no-print">
            {desk}
            <a class="button quiet" href=FOLLOW_UPS>
                {words.see_follow_ups()}
            </a>
        </p>
    }
    .into_any()
}

fn person(words: AfterWords, page: &ReturnSlipPage) -> AnyView {
    view! {
        {optional_row(words.name(), page.name.clone())}
        {optional_row(words.number(), page.number.map(|number| number.to_string()))}
    }
    .into_any()
}

fn path(page: &ReturnSlipPage, rest: &str) -> String {
    visit_path(page.visit.id, &format!("/kartu-kembali/{}{rest}", page.entry))
}

/// The slip, to print.
fn given(words: AfterWords, page: &ReturnSlipPage, slip: &ReturnSlip) -> AnyView {
    let (name, address) = &page.office;
    let when_and_where = match &slip.at {
        KeptPlace::Office(day) => view! {
            {text_row(words.day(), long_date(*day, words.0))}
            {text_row(words.come_at(), words.office_hours().to_owned())}
            {text_row(words.place(), format!("{name}, {address}"))}
        }
        .into_any(),
        KeptPlace::Visit {
            code,
            starts_at,
            visit,
            ..
        } => {
            let place = format!(
                "{}, Desa {}, Kecamatan {}",
                visit.venue, visit.village.name, visit.village.district
            );
            view! {
                {text_row(words.day(), long_date(visit.date, words.0))}
                {text_row(words.come_at(), format!("{} WITA", clock(*starts_at)))}
                {text_row(words.place(), place)}
                {text_row(words.code(), code.to_string())}
            }
            .into_any()
        }
    };
    view! {
        <article class="card narrow">
            <p>
                <strong>{words.slip_first()}</strong>
            </p>
            <dl class="summary-list">
                {optional_row(words.name(), page.name.clone())} {when_and_where}
            </dl>
            <p>{words.slip_show()}</p>
        </article>
        <p class="hint no-print">{words.slip_print()}</p>
        <details class="danger-zone no-print">
            <summary>{words.take_back()}</summary>
            <p class="hint">{words.take_back_hint()}</p>
            {post_button(path(page, "/tarik"), "button danger second", words.take_back(), ().into_any())}
        </details>
    }
    .into_any()
}

fn choices(words: AfterWords, page: &ReturnSlipPage, form: &FormState) -> AnyView {
    let ReturnChoices { office, visits } = &page.choices;
    if office.is_empty() && visits.is_empty() {
        return empty(words.nothing_free(), ().into_any());
    }
    let name = Field::ReturnPlace.name();
    let card = |place: ReturnPlace, label: &str, hint: &str| {
        let key = place.key();
        choice(name, &key, label, hint, form.holds(name, &key))
    };
    let days: Vec<_> = office
        .iter()
        .map(|it| {
            let place = ReturnPlace::Office(it.date);
            card(place, &long_date(it.date, words.0), &words.left(it.left))
        })
        .collect();
    let visits: Vec<_> = visits.iter().map(|it| of_visit(words, it, &card)).collect();
    let office = (!days.is_empty()).then(|| {
        view! {
            <details open=true>
                <summary>{words.at_office()}</summary>
                {days}
            </details>
        }
    });
    view! {
        <form method="post" action=path(page, "")>
            <fieldset>
                <legend id=name>{words.where_to()}</legend>
                {problem(Field::ReturnPlace, form)}
                {visits}
                {office}
            </fieldset>
            <button class="button">{words.give()}</button>
        </form>
    }
    .into_any()
}

fn of_visit(
    words: AfterWords,
    it: &VisitChoice,
    card: &impl Fn(ReturnPlace, &str, &str) -> AnyView,
) -> AnyView {
    let visit = &it.visit;
    let heading = format!(
        "{}, {} ({}) · {}",
        visit.village.name,
        visit.village.district,
        words.nearness(it.nearness),
        long_date(visit.date, words.0)
    );
    let slots: Vec<_> = it
        .slots
        .iter()
        .map(|(id, starts_at, left)| {
            let label = format!("{} WITA", clock(*starts_at));
            card(ReturnPlace::Slot(*id), &label, &words.left(*left))
        })
        .collect();
    view! {
        <details open=true>
            <summary>{heading}</summary>
            {slots}
        </details>
    }
    .into_any()
}
