//! The outbox: what a person has to send, what failed, what went out.

use super::frame::{Tab, staff_frame};
use super::parts::{cell, heads, moment, post_button};
use crate::api::{self, Loaded};
use crate::components::{NoticeKind, empty, error_summary, loaded, notice, query};
use crate::form::use_form_state;
use crate::text::{CalendarWords, StaffWords, use_staff_words};
use domain::message::MessageState;
use domain::service::{ChannelPause, MessageRow, Outbox, Spending};
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
    let night = outbox.night_until.map(|until| {
        let text = [words.night(), " ", &moment(until, words.0)].concat();
        notice(NoticeKind::Info, text)
    });
    let paused: Vec<_> = outbox
        .paused
        .into_iter()
        .map(|each| paused(words, each))
        .collect();
    let lead =
        (state == MessageState::ToSendByHand).then(|| view! { <p>{words.by_hand_lead()}</p> }.into_any());
    view! {
        <h1>{words.messages()}</h1>
        {summary}
        {paused}
        {silence}
        {night}
        <nav class="tabs" aria-label=words.message_states()>
            <ul>{tabs}</ul>
        </nav>
        <h2>{state.word(words.0)}</h2>
        {lead}
        {list}
        {spending(words, &outbox.spending)}
    }
    .into_any()
}

/// A channel that waits for staff, with its button.
fn paused(words: StaffWords, pause: ChannelPause) -> AnyView {
    let channel = pause.channel;
    let text = format!(
        "{} ({}): {}. {}",
        channel.word(words.0),
        moment(pause.since, words.0),
        words.failure(&pause.why),
        words.channel_paused(),
    );
    let path = ["/staf/pesan/saluran/", channel.key()].concat();
    view! {
        {notice(NoticeKind::Warning, text)}
        {post_button(path, "button", words.resume_channel(), ().into_any())}
    }
    .into_any()
}

/// What each channel has sent and cost this month.
fn spending(words: StaffWords, all: &[Spending]) -> AnyView {
    if all.is_empty() {
        return ().into_any();
    }
    let lines: Vec<_> = all
        .iter()
        .map(|it| {
            let ceiling = match it.ceiling {
                0 => words.no_ceiling().to_owned(),
                ceiling => rupiah(u64::from(ceiling)),
            };
            view! {
                <tr>
                    {cell(words.channel(), it.channel.word(words.0).into_any())}
                    {cell(words.number_sent(), it.sent.to_string().into_any())}
                    {cell(words.cost(), rupiah(it.cost).into_any())}
                    {cell(words.ceiling(), ceiling.into_any())}
                </tr>
            }
            .into_any()
        })
        .collect();
    view! {
        <h2>{words.spent_this_month()}</h2>
        <table class="cards">
            {heads(&[words.channel(), words.number_sent(), words.cost(), words.ceiling()])}
            <tbody>{lines}</tbody>
        </table>
    }
    .into_any()
}

/// `Rp 1.250.000`.
fn rupiah(amount: u64) -> String {
    let digits = amount.to_string();
    let mut text = String::from("Rp ");
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
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
    let delivery = row.delivery.map(|said| {
        let at = row.read_at.or(row.delivered_at).map(|at| moment(at, words.0));
        let text = [said.word(words.0), " ", &at.unwrap_or_default()].concat();
        view! { <p>{row.channel.word(words.0)} ": " {text.trim().to_owned()}</p> }.into_any()
    });
    let until = row.useful_until.filter(|_| row.sent_at.is_none()).map(|until| {
        let text = [words.useful_until(), " ", &moment(until, words.0)].concat();
        view! { <p class="hint">{text}</p> }.into_any()
    });
    let failed = row.last_error.map(|error| {
        view! {
            <p class="problem">
                {words.last_error()} ": " {words.failure(&error).to_owned()}
            </p>
        }
        .into_any()
    });
    let body = (!row.body.is_empty()).then(|| view! { <p class="message-text">{row.body}</p> }.into_any());
    let by_hand = row.whatsapp_link.is_some();
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
        MessageState::Dead => Some(
            view! {
                {post_button(path("ulang"), "button", words.send_again(), ().into_any())}
                {by_hand.then(|| post_button(path("terkirim"), "button second", words.mark_sent(), ().into_any()))}
            }
            .into_any(),
        ),
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
            {delivery}
            {until}
            <div class="actions">{link} {action}</div>
        </li>
    }
    .into_any()
}
