//! A remedy before it is done: what it changes, which message goes to whom, and one button.

use super::frame::{Tab, staff_frame};
use super::parts::{OwnField, own_field, use_visit_id, visit_line, visit_path};
use super::proposals::movers;
use crate::api::{self, Loaded};
use crate::components::{error_summary, hidden, loaded, query};
use crate::form::{FormState, use_form_state};
use crate::text::{DemandWords, SettleWords, StaffWords, use_staff_words};
use domain::demand::{Offer, Preview, Remedy};
use domain::error::ServiceError;
use domain::field::Field;
use domain::id::VisitId;
use domain::message::Channel;
use domain::service::VisitSummary;
use domain::settle::Way;
use leptos::prelude::*;

/// `/staf/kunjungan/:visit/permintaan/langkah`
#[component]
pub fn DemandStepView() -> impl IntoView {
    let words = use_staff_words();
    let id = use_visit_id();
    let way = query("cara");
    let form = use_form_state();
    let data = load(id.get_untracked(), way.get_untracked());
    let content = loaded(data, move |(visit, offer)| match offer {
        Some(offer) => content(words, &visit, &offer, &form),
        None => not_possible(words, &visit),
    })
    .into_any();
    staff_frame(DemandWords(words.0).heading(), Tab::Visits, content)
}

async fn load(id: VisitId, key: String) -> Loaded<(VisitSummary, Option<Offer>)> {
    let visit = api::demand::forecast(id).await?.visit;
    Ok((visit, api::demand::remedy(id, key).await?))
}

fn back(words: DemandWords, visit: VisitId) -> AnyView {
    view! {
        <p>
            <a href=visit_path(visit, "/permintaan")>{words.back()}</a>
        </p>
    }
    .into_any()
}

fn not_possible(words: StaffWords, visit: &VisitSummary) -> AnyView {
    let own = DemandWords(words.0);
    view! {
        <h1>{own.heading()}</h1>
        {visit_line(words, visit)}
        <p class="notice warning">{own.not_possible()}</p>
        {back(own, visit.id)}
    }
    .into_any()
}

fn content(staff_words: StaffWords, visit: &VisitSummary, offer: &Offer, form: &FormState) -> AnyView {
    let words = DemandWords(staff_words.0);
    let why = match form.error {
        Some(ServiceError::Stale) => view! {
            <p class="notice error" id="masalah" role="alert">
                {words.changed()}
            </p>
        }
        .into_any(),
        _ => error_summary(form),
    };
    let moves = offer
        .proposal
        .as_ref()
        .map(|it| movers(SettleWords(words.0), &it.settlement.transfers));
    let aside = match &offer.remedy {
        Remedy::SecondDay(_) => Some(words.not_invited()),
        Remedy::Settle(Way::AddOperator(_) | Way::Lengthen(_)) => Some(words.waiting_list_first()),
        Remedy::Settle(Way::Move | Way::Merge(_)) | Remedy::Neighbour(_) => None,
    };
    let reason = offer.needs_office_reason.then(|| {
        let reason = OwnField {
            field: Field::OfficeReason,
            kind: "text",
            label: SettleWords(words.0).office_reason(),
            hint: "",
            value: String::new(),
        };
        own_field(reason, "langkah", form)
    });
    view! {
        <h1>{words.remedy(&offer.remedy, &offer.name)}</h1>
        {visit_line(staff_words, visit)}
        {why}
        <section>
            <h2>{words.what()}</h2>
            {moves}
            {aside.map(|text| view! { <p>{text}</p> }.into_any())}
        </section>
        {messages(words, &offer.messages)}
        <form method="post" action=visit_path(visit.id, "/permintaan") class="narrow">
            {hidden("cara", offer.remedy.key())}
            {hidden("seen", offer.seen.clone())}
            {reason}
            <button class="button">{words.confirm()}</button>
        </form>
        {back(words, visit.id)}
    }
    .into_any()
}

fn messages(words: DemandWords, all: &[Preview]) -> AnyView {
    let body = if all.is_empty() {
        view! { <p>{words.no_messages()}</p> }.into_any()
    } else {
        let rows: Vec<_> = all.iter().map(|it| message(words, it)).collect();
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    view! {
        <section id="pesan">
            <h2>{words.messages()}</h2>
            {body}
        </section>
    }
    .into_any()
}

fn message(words: DemandWords, it: &Preview) -> AnyView {
    let by_hand = (it.channel == Channel::WhatsAppDraft)
        .then(|| view! { <p class="hint">{words.by_hand()}</p> }.into_any());
    view! {
        <li class="card">
            <p>
                <b>{it.to_name.clone()}</b>
                ": "
                {it.kind.word(words.0)}
                ", "
                {it.channel.word(words.0)}
            </p>
            {by_hand}
            <blockquote class="message-text" lang="id">
                {it.body.clone()}
            </blockquote>
        </li>
    }
    .into_any()
}
