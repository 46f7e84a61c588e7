//! The outbox: what a person has to send, what failed, what went out.

use super::frame::{Tab, staff_frame};
use super::parts::{moment, post_button};
use crate::api::{self, Loaded};
use crate::components::{NoticeKind, empty, error_summary, loaded, notice, query};
use crate::form::use_form_state;
use crate::text::{CalendarWords, StaffWords, use_staff_words};
use domain::message::MessageState;
use domain::service::{MessageRow, Outbox};
use leptos::prelude::*;

/// `/staf/pesan`
#[component]
pub fn OutboxView() -> impl IntoView {
    let words = use_staff_words();
    let form = use_form_state();
    let status = query("status");
    let data = load(status.get_untracked());
    let content = loaded(data, move |(state, outbox)| {
        let summary = error_summary(&form);
        content(words, state, outbox, summary)
    })
    .into_any();
    staff_frame(words.messages(), Tab::Messages, content)
}

async fn load(status: String) -> Loaded<(MessageState, Outbox)> {
    let state = MessageState::from_key(&status).unwrap_or(MessageState::ToSendByHand);
    Ok((state, api::staff::outbox(state).await?))
}

fn content(words: StaffWords, state: MessageState, outbox: Outbox, summary: AnyView) -> AnyView {
    // What a person has to do comes first.
    let tabs: Vec<_> = [
        MessageState::ToSendByHand,
        MessageState::Dead,
        MessageState::Queued,
        MessageState::Sending,
        MessageState::Sent,
        MessageState::Dropped,
    ]
    .into_iter()
    .map(|each| tab(words, each, each == state, &outbox.counts))
    .collect();
    let messages: Vec<_> = outbox
        .messages
        .into_iter()
        .map(|row| message(words, row))
        .collect();
    let list = if messages.is_empty() {
        empty(words.no_messages(), ().into_any())
    } else {
        view! { <ul class="rows">{messages}</ul> }.into_any()
    };
    let silence = outbox.silent_until.map(|until| {
        let words = CalendarWords(words.0);
        let text = [
            words.silence(),
            " ",
            &words.silence_until(&moment(until, words.0)),
        ]
        .concat();
        notice(NoticeKind::Info, text)
    });
    let lead =
        (state == MessageState::ToSendByHand).then(|| view! { <p>{words.by_hand_lead()}</p> }.into_any());
    view! {
        <h1>{words.messages()}</h1>
        {summary}
        {silence}
        <nav class="tabs" aria-label=words.message_states()>
            <ul>{tabs}</ul>
        </nav>
        <h2>{state.word(words.0)}</h2>
        {lead}
        {list}
    }
    .into_any()
}

fn tab(words: StaffWords, state: MessageState, here: bool, counts: &[(MessageState, u32)]) -> AnyView {
    // Only what still asks for something is counted.
    let count = counts.iter().find(|(each, _)| *each == state);
    let count = count.map(|(_, count)| format!(" ({count})"));
    view! {
        <li>
            <a href=["/staf/pesan?status=", state.key()].concat() aria-current=here.then_some("page")>
                {state.word(words.0)}
                {count}
            </a>
        </li>
    }
    .into_any()
}

fn message(words: StaffWords, row: MessageRow) -> AnyView {
    let meta = format!(
        "{} · {}",
        row.channel.word(words.0),
        moment(row.created_at, words.0)
    );
    let sent = row
        .sent_at
        .map(|at| view! { <p>{words.sent(&moment(at, words.0), row.sent_by.as_deref())}</p> }.into_any());
    let failed = row.last_error.map(|error| {
        view! {
            <p class="problem">
                {words.last_error()} ": " {words.failure(&error).to_owned()}
            </p>
        }
        .into_any()
    });
    let body = (!row.body.is_empty()).then(|| view! { <p class="message-text">{row.body}</p> }.into_any());
    let link = row.whatsapp_link.map(|link| {
        view! {
            <a class="button" href=link target="_blank" rel="noopener external">
                {words.open_whatsapp()}
            </a>
        }
        .into_any()
    });
    let path = |step: &str| format!("/staf/pesan/{}/{step}", row.id);
    let action = match row.state {
        MessageState::ToSendByHand => Some(post_button(
            path("terkirim"),
            "button second",
            words.mark_sent(),
            ().into_any(),
        )),
        MessageState::Dead => Some(post_button(
            path("ulang"),
            "button",
            words.send_again(),
            ().into_any(),
        )),
        _ => None,
    };
    view! {
        <li class="card message">
            <h3>{row.kind.word(words.0)}</h3>
            <p>
                {words.to()} " " <strong>{row.to_name}</strong>
            </p>
            <p class="hint">{meta}</p>
            {body}
            {failed}
            {sent}
            <div class="actions">{link} {action}</div>
        </li>
    }
    .into_any()
}
