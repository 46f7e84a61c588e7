//! The follow-ups: people whom the day left unfinished, until it is done.

use super::follow_up_forms::forms;
use super::frame::{Tab, staff_frame};
use super::parts::{moment, optional_row, phone_links, row, text_row, typed, visit_path};
use crate::api::{self, Loaded, may};
use crate::components::{empty, error_summary, loaded, query, status};
use crate::form::{FormState, use_form_state};
use crate::text::{AfterWords, use_lang, use_staff_words};
use domain::calendar::short_date;
use domain::follow_up::{FollowUp, FollowUpList, FollowUpPage, FollowUpState};
use domain::staff::Act;
use leptos::prelude::*;

/// Where the page is.
pub(super) const PATH: &str = "/staf/tindak-lanjut";
/// The list of those that are done.
const DONE: &str = "selesai";

/// `/staf/tindak-lanjut`
#[component]
pub fn FollowUpsView() -> impl IntoView {
    let words = AfterWords(use_lang());
    let form = use_form_state();
    let data = load(query("daftar").get_untracked());
    let content = loaded(data, move |(list, page)| content(words, list, &page, &form)).into_any();
    staff_frame(words.follow_ups(), Tab::More, content)
}

async fn load(list: String) -> Loaded<(FollowUpList, FollowUpPage)> {
    let list = if list == DONE {
        FollowUpList::Done
    } else {
        FollowUpList::Open
    };
    Ok((list, api::after::follow_ups(list).await?))
}

fn content(words: AfterWords, list: FollowUpList, page: &FollowUpPage, form: &FormState) -> AnyView {
    let cards: Vec<_> = page.rows.iter().map(|row| card(words, row, page, form)).collect();
    let none = match list {
        FollowUpList::Open => words.nobody_open(),
        FollowUpList::Done => words.nobody_done(),
    };
    let cards = if cards.is_empty() {
        empty(none, ().into_any())
    } else {
        view! { <ul class="rows">{cards}</ul> }.into_any()
    };
    let open = format!("{} ({})", words.open_list(), page.open);
    view! {
        <h1>{words.follow_ups()}</h1>
        <p>{words.follow_ups_lead()}</p>
        {error_summary(form)}
        <nav class="tabs" aria-label=words.lists()>
            <ul>
                {tab(PATH.to_owned(), open, list == FollowUpList::Open)}
                {tab(
                    [PATH, "?daftar=", DONE].concat(),
                    words.done_list().to_owned(),
                    list == FollowUpList::Done,
                )}
            </ul>
        </nav>
        {cards}
    }
    .into_any()
}

fn tab(href: String, label: String, here: bool) -> AnyView {
    view! {
        <li>
            <a href=href aria-current=here.then_some("page")>
                {label}
            </a>
        </li>
    }
    .into_any()
}

fn card(words: AfterWords, it: &FollowUp, page: &FollowUpPage, form: &FormState) -> AnyView {
    let heading = match &it.person {
        Some(person) => person.name.clone(),
        None => words.number_of_day(it.number),
    };
    let state = if it.is_due(page.now) {
        status("bad", words.due_now())
    } else {
        state_word(words, it.state)
    };
    let came = format!(
        "{}, {} · {}",
        it.village,
        it.district,
        short_date(it.date, words.0)
    );
    let visit = view! { <a href=visit_path(it.visit, "")>{came}</a> }.into_any();
    let mine = typed(form, "id").is_some_and(|id| id == it.id.to_string());
    let form = if mine { form.clone() } else { FormState::default() };
    let forms =
        (it.state == FollowUpState::Open && may(Act::ChangeBookings)).then(|| forms(words, it, page, &form));
    view! {
        <li class="card">
            <h2>{heading}</h2>
            <p>{state}</p>
            <dl class="summary-list">
                {row(words.came_to(), visit)}
                {text_row(words.why(), it.reason.word(words.0).to_owned())}
                {optional_row(words.note(), it.note.clone())}
                {person(words, it)}
                {ahead(words, it)}
                {ended(words, it)}
            </dl>
            {forms}
        </li>
    }
    .into_any()
}

fn state_word(words: AfterWords, state: FollowUpState) -> AnyView {
    let tone = match state {
        FollowUpState::NibIssued | FollowUpState::CameBack => "good",
        FollowUpState::Open | FollowUpState::Referred => "wait",
        FollowUpState::GaveUp | FollowUpState::Withdrawn => "",
    };
    status(tone, state.word(words.0))
}

/// Number and business, or why they are not shown.
fn person(words: AfterWords, it: &FollowUp) -> AnyView {
    let Some(person) = &it.person else {
        return text_row(words.phone(), words.hidden_person().to_owned());
    };
    let phone = match &person.phone {
        Some(phone) => phone_links(use_staff_words(), phone),
        None => words.no_phone().into_any(),
    };
    view! {
        {row(words.phone(), phone)}
        {text_row(words.business(), person.business_activity.clone())}
    }
    .into_any()
}

/// What is agreed on for the time to come.
fn ahead(words: AfterWords, it: &FollowUp) -> Option<AnyView> {
    let call_back = match it.call_back {
        Some(at) => moment(at, words.0),
        None => words.not_agreed().to_owned(),
    };
    let responsible = match &it.responsible {
        Some(colleague) => colleague.name.clone(),
        None => words.nobody().to_owned(),
    };
    (it.state == FollowUpState::Open).then(|| {
        view! {
            {text_row(words.call_back(), call_back)}
            {text_row(words.responsible(), responsible)}
        }
        .into_any()
    })
}

/// How it ended.
fn ended(words: AfterWords, it: &FollowUp) -> AnyView {
    let detail = match it.state {
        FollowUpState::Referred => words.referred_to(),
        _ => words.gave_up_why(),
    };
    let nib = it.nib.as_ref().map(ToString::to_string);
    let closed = it
        .closed
        .as_ref()
        .map(|(at, by)| words.ended_by(&moment(*at, words.0), by));
    view! {
        {optional_row(words.nib(), nib)}
        {optional_row(detail, it.detail_words(words.0))}
        {optional_row(words.ended(), closed)}
    }
    .into_any()
}
