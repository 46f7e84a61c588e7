//! The outbox: messages are written in the transaction of what they tell, and sent afterwards.

use crate::db::{Pool, Tx, execute, fetch_all, fetch_optional, insert_many};
use crate::error::{StoreError, Stored};
use crate::message_text::Text;
use chrono::{DateTime, Utc};
use domain::id::{BookingId, MessageId, VisitId};
use domain::message::{Channel, MessageKind, MessageState};
use domain::phone::Phone;
use domain::service::{MessageRow, Outbox};
use domain::text::Email;
use uuid::Uuid;

/// A message to write.
pub(crate) struct NewMessage {
    pub(crate) kind: MessageKind,
    /// What it is about and which step: a second one of the same step is not written.
    pub(crate) step: String,
    pub(crate) visit: VisitId,
    pub(crate) booking: Option<BookingId>,
    pub(crate) to_name: String,
    pub(crate) phone: Phone,
    pub(crate) email: Option<Email>,
    pub(crate) text: Text,
}

/// Writes messages: by e-mail where there is an address and a mail server, otherwise as a WhatsApp
/// draft that a person sends.
pub(crate) async fn write(
    tx: &mut Tx,
    now: DateTime<Utc>,
    mail: bool,
    messages: Vec<NewMessage>,
) -> Stored<()> {
    let mut rest = messages.into_iter().peekable();
    while rest.peek().is_some() {
        // 15 values a row; SQLite binds 32,766 at most.
        let some: Vec<NewMessage> = rest.by_ref().take(200).collect();
        insert_many!(
            tx,
            "insert into message (id, kind, channel, state, step, visit_id, booking_id, to_name, recipient, subject, body, attempts, due_at, created_at) ",
            some,
            |row, message| {
                let (channel, state, recipient) = match message.email {
                    Some(email) if mail => (Channel::Email, MessageState::Queued, String::from(email)),
                    _ => (
                        Channel::WhatsAppDraft,
                        MessageState::ToSendByHand,
                        String::from(message.phone),
                    ),
                };
                row.push_bind(Uuid::now_v7())
                    .push_bind(message.kind.key())
                    .push_bind(channel.key())
                    .push_bind(state.key())
                    .push_bind(message.step)
                    .push_bind(message.visit.uuid())
                    .push_bind(message.booking.map(BookingId::uuid))
                    .push_bind(message.to_name)
                    .push_bind(recipient)
                    .push_bind(message.text.subject)
                    .push_bind(message.text.body)
                    .push_bind(0i64)
                    .push_bind(now)
                    .push_bind(now);
            },
            " on conflict (step) do nothing"
        )?;
    }
    Ok(())
}

const DROP_OF_BOOKING: &str = "update message set state = 'dropped', body = '', recipient = ''
    where booking_id = $1 and state in ('queued', 'sending', 'by-hand', 'dead')";

/// What was not sent yet about a booking is no longer true.
pub(crate) async fn drop_of_booking(tx: &mut Tx, booking: BookingId) -> Stored<()> {
    execute!(tx, DROP_OF_BOOKING, booking.uuid())?;
    Ok(())
}

const DROP_OF_HOLDERS: &str = "update message set state = 'dropped', body = '', recipient = ''
    where visit_id = $1 and kind in ('booked', 'moved', 'visit-changed', 'visit-cancelled', 'return-slip')
    and state in ('queued', 'sending', 'by-hand', 'dead')";

/// What was not sent yet to those who hold a place in a visit is no longer true.
pub(crate) async fn drop_of_holders(tx: &mut Tx, visit: VisitId) -> Stored<()> {
    execute!(tx, DROP_OF_HOLDERS, visit.uuid())?;
    Ok(())
}

const DROP_STEP: &str = "update message set state = 'dropped', body = '', recipient = ''
    where step = $1 and state in ('queued', 'sending', 'by-hand', 'dead')";

/// The message of a step, if it was not sent yet, is no longer true.
pub(crate) async fn drop_step(tx: &mut Tx, step: &str) -> Stored<()> {
    execute!(tx, DROP_STEP, step)?;
    Ok(())
}

const DROP_REQUEST: &str = "update message set state = 'dropped', body = '', recipient = ''
    where visit_id = $1 and kind = 'venue-request' and state in ('queued', 'sending', 'by-hand', 'dead')";

/// A request to a village whose link has ended.
pub(crate) async fn drop_of_visit_request(tx: &mut Tx, visit: VisitId) -> Stored<()> {
    execute!(tx, DROP_REQUEST, visit.uuid())?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    kind: String,
    channel: String,
    state: String,
    to_name: String,
    recipient: String,
    body: String,
    attempts: i64,
    last_error: Option<String>,
    created_at: DateTime<Utc>,
    sent_at: Option<DateTime<Utc>>,
    sent_by: Option<String>,
}

macro_rules! of_state {
    ($order:literal) => {
        concat!(
            "select m.id, m.kind, m.channel, m.state, m.to_name, m.recipient, m.body, m.attempts,
    m.last_error, m.created_at, m.sent_at, s.name as sent_by
    from message m left join staff s on s.id = m.sent_by
    where m.state = $1 order by ",
            $order,
            " limit 200"
        )
    };
}

const OF_STATE: &str = of_state!("m.created_at, m.id");
const LATEST_OF_STATE: &str = of_state!("m.created_at desc, m.id desc");

/// Messages of a state, those to be dealt with oldest first, the sent ones latest first.
pub(crate) async fn list(
    pool: &Pool,
    state: MessageState,
    silent_until: Option<DateTime<Utc>>,
) -> Stored<Outbox> {
    let settled = matches!(state, MessageState::Sent | MessageState::Dropped);
    let sql = if settled { LATEST_OF_STATE } else { OF_STATE };
    let rows = fetch_all!(pool, Row, sql, state.key())?;
    let messages = rows.into_iter().map(message).collect::<Stored<_>>()?;
    Ok(Outbox {
        messages,
        counts: counts(pool).await?,
        silent_until,
    })
}

const COUNTS: &str = "select state, count(*) as number from message
    where state in ('queued', 'sending', 'by-hand', 'dead') group by state order by state";

/// How many messages there are of each state that still asks for something.
pub(crate) async fn counts(pool: &Pool) -> Stored<Vec<(MessageState, u32)>> {
    let rows = fetch_all!(pool, (String, i64), COUNTS)?;
    let count = |state: &MessageState| {
        rows.iter()
            .find(|(key, _)| key == state.key())
            .map_or(0, |(_, number)| u32::try_from(*number).unwrap_or(u32::MAX))
    };
    let open = MessageState::ALL
        .iter()
        .filter(|state| !matches!(state, MessageState::Sent | MessageState::Dropped));
    Ok(open.map(|state| (*state, count(state))).collect())
}

fn message(row: Row) -> Stored<MessageRow> {
    let state = MessageState::from_key(&row.state).ok_or(StoreError::Corrupt("message state"))?;
    let channel = Channel::from_key(&row.channel).ok_or(StoreError::Corrupt("message channel"))?;
    let by_hand = state == MessageState::ToSendByHand;
    let whatsapp_link = by_hand.then(|| whatsapp_link(&row.recipient, &row.body));
    Ok(MessageRow {
        id: MessageId::new(row.id),
        kind: MessageKind::from_key(&row.kind).ok_or(StoreError::Corrupt("message kind"))?,
        channel,
        state,
        to_name: row.to_name,
        whatsapp_link,
        body: row.body,
        attempts: u32::try_from(row.attempts).unwrap_or(0),
        last_error: row.last_error,
        created_at: row.created_at,
        sent_at: row.sent_at,
        sent_by: row.sent_by,
    })
}

/// `https://wa.me/628…?text=…`: opens a draft, sends nothing.
pub(crate) fn whatsapp_link(e164: &str, text: &str) -> String {
    use std::fmt::Write;
    let mut link = format!("https://wa.me/{}?text=", e164.trim_start_matches('+'));
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                link.push(char::from(byte))
            }
            // Writing to a string cannot fail.
            _ => _ = write!(link, "%{byte:02X}"),
        }
    }
    link
}

const MARK_SENT: &str =
    "update message set state = 'sent', sent_at = $2, sent_by = $3, body = '', recipient = ''
    where id = $1 and state = 'by-hand'";

/// Marks a draft as sent by a person. Says whether there was one.
pub(crate) async fn mark_sent(tx: &mut Tx, now: DateTime<Utc>, id: MessageId, by: Uuid) -> Stored<bool> {
    Ok(execute!(tx, MARK_SENT, id.uuid(), now, by)? == 1)
}

const RESEND: &str = "update message set state = 'queued', attempts = 0, due_at = $2, last_error = null
    where id = $1 and state = 'dead'";

/// Puts a dead message back into the queue. Says whether there was one.
pub(crate) async fn resend(tx: &mut Tx, now: DateTime<Utc>, id: MessageId) -> Stored<bool> {
    Ok(execute!(tx, RESEND, id.uuid(), now)? == 1)
}

/// A message that a worker has taken.
#[derive(sqlx::FromRow)]
pub(crate) struct Claimed {
    pub(crate) id: Uuid,
    pub(crate) to_name: String,
    pub(crate) recipient: String,
    pub(crate) subject: String,
    pub(crate) body: String,
    pub(crate) attempts: i64,
}

const CLAIM: &str = "update message set state = 'sending', claimed_until = $2, attempts = attempts + 1
    where id in (select id from message where due_at <= $1 and (state = 'queued' or (state = 'sending' and claimed_until < $1))
      and state in ('queued', 'sending') order by due_at, id limit 20)
    and (state = 'queued' or (state = 'sending' and claimed_until < $1))
    returning id, to_name, recipient, subject, body, attempts";

/// Takes due messages, and those whose worker died. The guard is in the statement, so two workers
/// never take the same one.
pub(crate) async fn claim(tx: &mut Tx, now: DateTime<Utc>, until: DateTime<Utc>) -> Stored<Vec<Claimed>> {
    fetch_all!(tx, Claimed, CLAIM, now, until)
}

const DELIVERED: &str =
    "update message set state = 'sent', sent_at = $2, body = '', recipient = '', last_error = null
    where id = $1 and state in ('sending', 'dropped')";

/// The channel took it, even if it was dropped on its way.
pub(crate) async fn delivered(tx: &mut Tx, now: DateTime<Utc>, id: Uuid) -> Stored<()> {
    execute!(tx, DELIVERED, id, now)?;
    Ok(())
}

const FAILED: &str = "update message set state = $2, due_at = $3, last_error = $4
    where id = $1 and state = 'sending'";

/// The channel refused: once more at `again`, or never. What was dropped on its way stays dropped.
pub(crate) async fn failed(
    tx: &mut Tx,
    id: Uuid,
    again: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
    why: &str,
) -> Stored<()> {
    let state = if again.is_some() {
        MessageState::Queued
    } else {
        MessageState::Dead
    };
    execute!(tx, FAILED, id, state.key(), again.unwrap_or(now), why)?;
    Ok(())
}

const NEXT_DUE: &str = "select due_at from message where state = 'queued' order by due_at, id limit 1";

/// When the next message is due.
pub(crate) async fn next_due(pool: &Pool) -> Stored<Option<DateTime<Utc>>> {
    Ok(fetch_optional!(pool, (DateTime<Utc>,), NEXT_DUE)?.map(|(due,)| due))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_link_carries_digits_and_an_encoded_text() {
        assert_eq!(
            whatsapp_link("+6281234567890", "Kode: T7K4Q\n& é"),
            "https://wa.me/6281234567890?text=Kode%3A%20T7K4Q%0A%26%20%C3%A9"
        );
    }
}
