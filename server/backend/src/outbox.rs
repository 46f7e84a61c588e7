//! The outbox: messages are written in the transaction of what they tell, and sent afterwards.

use crate::Backend;
use crate::catalogue::Text;
use crate::db::{Pool, Tx, execute, fetch_all, fetch_optional, insert_many};
use crate::error::{StoreError, Stored};
use chrono::{DateTime, Utc};
use domain::id::{BookingId, MessageId, VisitId};
use domain::message::{Channel, Delivery, MessageKind, MessageState};
use domain::phone::Phone;
use domain::reach::CHOICES;
use domain::service::MessageRow;
use domain::settings::Settings;
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
    pub(crate) wish: Wish,
    /// From then on it is not sent; `None` where it is always of use.
    pub(crate) useful_until: Option<DateTime<Utc>>,
    pub(crate) text: Text,
}

/// How a person wants to be told, where they said so.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wish {
    /// The channel to try first.
    pub(crate) first: Option<Channel>,
    /// The browser that takes notifications, as it is stored (`domain::reach::Subscription`).
    pub(crate) push: Option<String>,
}

impl Wish {
    /// As a booking holds it.
    pub(crate) fn stored(first: Option<&str>, push: Option<&str>) -> Wish {
        Wish {
            first: first.and_then(Channel::from_key),
            push: push.map(str::to_owned),
        }
    }
}

/// A message to whoever left less than a booking asks for: a number, an address, or both; about a visit or none.
pub(crate) struct Reply {
    pub(crate) kind: MessageKind,
    /// As of a [`NewMessage`].
    pub(crate) step: String,
    pub(crate) visit: Option<VisitId>,
    pub(crate) to_name: String,
    pub(crate) phone: Option<Phone>,
    pub(crate) email: Option<Email>,
    pub(crate) text: Text,
}

/// The channels that are configured, in the order the office wants, and whether there are notifications beside them.
#[derive(Debug, Clone)]
pub(crate) struct Ways {
    order: Vec<Channel>,
    push: bool,
}

impl Ways {
    /// How a person can be reached, the first way first; where there is a number, a draft to send by hand is the last.
    fn to(&self, phone: Option<&Phone>, email: Option<&Email>, wish: &Wish) -> Vec<Way> {
        let way = |channel: Channel| match channel {
            Channel::Email => email.map(|email| (channel, email.as_str().to_owned())),
            Channel::Push => wish.push.clone().map(|browser| (channel, browser)),
            _ => phone.map(|phone| (channel, phone.as_e164().to_owned())),
        };
        let first = wish.first.filter(|first| match first {
            Channel::Push => self.push,
            first => self.order.contains(first),
        });
        let others = self.order.iter().copied().filter(|it| Some(*it) != first);
        let all = first.into_iter().chain(others).chain([Channel::WhatsAppDraft]);
        all.filter_map(way).collect()
    }

    /// Those that a person may choose.
    pub(crate) fn choices(&self) -> Vec<Channel> {
        let there = |channel: &Channel| match channel {
            Channel::Push => self.push,
            channel => self.order.contains(channel),
        };
        CHOICES.into_iter().filter(there).collect()
    }

    /// The channel that is tried first.
    pub(crate) fn first(&self, phone: &Phone, email: Option<&Email>, wish: &Wish) -> Option<Channel> {
        self.to(Some(phone), email, wish)
            .first()
            .map(|(channel, _)| *channel)
    }

    /// Whether a person is reached without somebody of the office sending by hand.
    pub(crate) fn by_itself(&self, has_email: bool) -> bool {
        self.order
            .iter()
            .any(|channel| *channel != Channel::Email || has_email)
    }
}

/// A channel and the recipient on it.
type Way = (Channel, String);

impl Backend {
    /// The channels that messages may be written for.
    pub(crate) async fn ways(&self, tx: &mut Tx) -> Stored<Ways> {
        Ok(self.ways_of(&self.settings_in(tx).await?))
    }

    /// The same by these settings.
    pub(crate) fn ways_of(&self, settings: &Settings) -> Ways {
        Ways {
            order: self.channels.configured(&settings.channel_order),
            push: self.channels.get(Channel::Push).is_some(),
        }
    }
}

/// What else a message holds of a person, as a list to set: emptied once it is not needed any more.
macro_rules! forget {
    () => {
        "body = '', recipient = '', parameters = '', short = '', others = ''"
    };
}
pub(crate) use forget;

fn state_of(channel: Channel) -> MessageState {
    if channel == Channel::WhatsAppDraft {
        MessageState::ToSendByHand
    } else {
        MessageState::Queued
    }
}

fn write_ways(ways: &[Way]) -> Stored<String> {
    let keys: Vec<_> = ways.iter().map(|(channel, to)| (channel.key(), to)).collect();
    serde_json::to_string(&keys).map_err(|_| StoreError::Corrupt("ways"))
}

fn read_ways(text: &str) -> Vec<Way> {
    let keys: Vec<(String, String)> = serde_json::from_str(text).unwrap_or_default();
    let way = |(key, to): (String, String)| Some((Channel::from_key(&key)?, to));
    keys.into_iter().filter_map(way).collect()
}

/// A row to write.
struct Draft {
    kind: MessageKind,
    step: String,
    visit: Option<Uuid>,
    booking: Option<Uuid>,
    to_name: String,
    ways: Vec<Way>,
    useful_until: Option<DateTime<Utc>>,
    text: Text,
}

/// Writes messages, each for the first way its person can be reached by; the others are kept for when it fails.
pub(crate) async fn write(
    tx: &mut Tx,
    now: DateTime<Utc>,
    ways: &Ways,
    messages: Vec<NewMessage>,
) -> Stored<()> {
    let draft = |message: NewMessage| Draft {
        ways: ways.to(Some(&message.phone), message.email.as_ref(), &message.wish),
        kind: message.kind,
        step: message.step,
        visit: Some(message.visit.uuid()),
        booking: message.booking.map(BookingId::uuid),
        to_name: message.to_name,
        useful_until: message.useful_until,
        text: message.text,
    };
    insert(tx, now, messages.into_iter().map(draft)).await
}

/// Writes an answer. Whoever left an address alone, while no mail server is configured, is not written to: the answer
/// stands at the link.
pub(crate) async fn write_reply(tx: &mut Tx, now: DateTime<Utc>, ways: &Ways, reply: Reply) -> Stored<()> {
    let draft = Draft {
        ways: ways.to(reply.phone.as_ref(), reply.email.as_ref(), &Wish::default()),
        kind: reply.kind,
        step: reply.step,
        visit: reply.visit.map(VisitId::uuid),
        booking: None,
        to_name: reply.to_name,
        useful_until: None,
        text: reply.text,
    };
    if draft.ways.is_empty() {
        return Ok(());
    }
    insert(tx, now, [draft].into_iter()).await
}

/// Each of the drafts has a way.
async fn insert(tx: &mut Tx, now: DateTime<Utc>, drafts: impl Iterator<Item = Draft>) -> Stored<()> {
    let mut rest = drafts
        .map(|mut draft| {
            let (channel, recipient) = draft.ways.remove(0);
            let parameters = serde_json::to_string(&draft.text.parameters);
            let parameters = parameters.map_err(|_| StoreError::Corrupt("parameters"))?;
            let others = write_ways(&draft.ways)?;
            Ok((draft, channel, recipient, others, parameters))
        })
        .collect::<Stored<Vec<_>>>()?
        .into_iter()
        .peekable();
    while rest.peek().is_some() {
        // 21 values a row; SQLite binds 32,766 at most.
        let some: Vec<_> = rest.by_ref().take(200).collect();
        insert_many!(
            tx,
            "insert into message (id, kind, channel, state, step, visit_id, booking_id, to_name, recipient, subject, body, attempts, due_at, created_at, useful_until, at_night, lang, template, parameters, short, others) ",
            some,
            |row, it| {
                let (draft, channel, recipient, others, parameters) = it;
                row.push_bind(Uuid::now_v7())
                    .push_bind(draft.kind.key())
                    .push_bind(channel.key())
                    .push_bind(state_of(channel).key())
                    .push_bind(draft.step)
                    .push_bind(draft.visit)
                    .push_bind(draft.booking)
                    .push_bind(draft.to_name)
                    .push_bind(recipient)
                    .push_bind(draft.text.subject)
                    .push_bind(draft.text.body)
                    .push_bind(0i64)
                    .push_bind(now)
                    .push_bind(now)
                    .push_bind(draft.useful_until)
                    .push_bind(draft.kind.at_night().key())
                    .push_bind(draft.text.lang.tag())
                    .push_bind(draft.text.template)
                    .push_bind(parameters)
                    .push_bind(draft.text.short)
                    .push_bind(others);
            },
            " on conflict (step) do nothing"
        )?;
    }
    Ok(())
}

const DROP_OF_BOOKING: &str = concat!(
    "update message set state = 'dropped', ",
    forget!(),
    "
    where booking_id = $1 and state in ('queued', 'sending', 'by-hand', 'dead')"
);

/// What was not sent yet about a booking is no longer true.
pub(crate) async fn drop_of_booking(tx: &mut Tx, booking: BookingId) -> Stored<()> {
    execute!(tx, DROP_OF_BOOKING, booking.uuid())?;
    Ok(())
}

const DROP_QUESTION: &str = concat!(
    "update message set state = 'dropped', ",
    forget!(),
    " where booking_id = $1 and kind = 'still-coming' and state in ('queued', 'sending', 'by-hand', 'dead')"
);

/// The question whether the person comes is answered.
pub(crate) async fn drop_question(tx: &mut Tx, booking: BookingId) -> Stored<()> {
    execute!(tx, DROP_QUESTION, booking.uuid())?;
    Ok(())
}

const DROP_OF_HOLDERS: &str = concat!(
    "update message set state = 'dropped', ",
    forget!(),
    "
    where visit_id = $1 and kind in ('booked', 'moved', 'visit-changed', 'visit-cancelled', 'return-slip', 'still-coming', 'reminder', 'morning')
    and state in ('queued', 'sending', 'by-hand', 'dead')"
);

/// What was not sent yet to those who hold a place in a visit is no longer true.
pub(crate) async fn drop_of_holders(tx: &mut Tx, visit: VisitId) -> Stored<()> {
    execute!(tx, DROP_OF_HOLDERS, visit.uuid())?;
    Ok(())
}

const DROP_STEP: &str = concat!(
    "update message set state = 'dropped', ",
    forget!(),
    "
    where step = $1 and state in ('queued', 'sending', 'by-hand', 'dead')"
);

/// The message of a step, if it was not sent yet, is no longer true.
pub(crate) async fn drop_step(tx: &mut Tx, step: &str) -> Stored<()> {
    execute!(tx, DROP_STEP, step)?;
    Ok(())
}

const DROP_REQUEST: &str = concat!(
    "update message set state = 'dropped', ",
    forget!(),
    "
    where visit_id = $1 and kind = 'venue-request' and state in ('queued', 'sending', 'by-hand', 'dead')"
);

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
    others: String,
    body: String,
    attempts: i64,
    last_error: Option<String>,
    created_at: DateTime<Utc>,
    sent_at: Option<DateTime<Utc>>,
    sent_by: Option<String>,
    useful_until: Option<DateTime<Utc>>,
    delivery: Option<String>,
    delivered_at: Option<DateTime<Utc>>,
    read_at: Option<DateTime<Utc>>,
}

macro_rules! of_state {
    ($order:literal) => {
        concat!(
            "select m.id, m.kind, m.channel, m.state, m.to_name, m.recipient, m.others, m.body, m.attempts,
    m.last_error, m.created_at, m.sent_at, s.name as sent_by, m.useful_until, m.delivery, m.delivered_at, m.read_at
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
pub(crate) async fn list(pool: &Pool, state: MessageState) -> Stored<Vec<MessageRow>> {
    let settled = matches!(state, MessageState::Sent | MessageState::Dropped);
    let sql = if settled { LATEST_OF_STATE } else { OF_STATE };
    let rows = fetch_all!(pool, Row, sql, state.key())?;
    rows.into_iter().map(message).collect()
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
    // What failed may be sent by hand too, where there is a number.
    let number = match state {
        MessageState::ToSendByHand => Some(row.recipient),
        MessageState::Dead => read_ways(&row.others)
            .into_iter()
            .find(|(channel, _)| *channel == Channel::WhatsAppDraft)
            .map(|(_, number)| number),
        _ => None,
    };
    let whatsapp_link = number.map(|number| whatsapp_link(&number, &row.body));
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
        useful_until: row.useful_until,
        delivery: row.delivery.as_deref().and_then(Delivery::from_key),
        delivered_at: row.delivered_at,
        read_at: row.read_at,
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

const MARK_SENT: &str = concat!(
    "update message set state = 'sent', sent_at = $2, sent_by = $3, ",
    forget!(),
    " where id = $1 and state in ('by-hand', 'dead')"
);

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
#[derive(Debug, Clone, Default, sqlx::FromRow)]
pub(crate) struct Claimed {
    pub(crate) id: Uuid,
    pub(crate) to_name: String,
    pub(crate) recipient: String,
    pub(crate) subject: String,
    pub(crate) body: String,
    pub(crate) short: String,
    pub(crate) lang: String,
    pub(crate) template: String,
    pub(crate) parameters: String,
    pub(crate) others: String,
    pub(crate) attempts: i64,
    pub(crate) useful_until: Option<DateTime<Utc>>,
}

/// What a worker takes: due messages of one channel, and those whose worker died.
pub(crate) struct Wanted {
    pub(crate) channel: Channel,
    pub(crate) now: DateTime<Utc>,
    /// How long the worker may hold them.
    pub(crate) until: DateTime<Utc>,
    /// When the night ends that holds now.
    pub(crate) night_ends: Option<DateTime<Utc>>,
    pub(crate) most: i64,
}

const CLAIM: &str = "update message set state = 'sending', claimed_until = $2, attempts = attempts + 1
    where id in (select id from message where channel = $3 and due_at <= $1
      and (state = 'queued' or (state = 'sending' and claimed_until < $1)) and state in ('queued', 'sending')
      and (useful_until is null or useful_until > $1)
      and (not $4 or at_night = 'send' or (at_night = 'if-late' and useful_until <= $5))
      order by due_at, id limit $6)
    and (state = 'queued' or (state = 'sending' and claimed_until < $1))
    returning id, to_name, recipient, subject, body, short, lang, template, parameters, others, attempts, useful_until";

/// Takes messages. The guard is in the statement, so two workers never take the same one.
pub(crate) async fn claim(tx: &mut Tx, wanted: &Wanted) -> Stored<Vec<Claimed>> {
    let Wanted {
        channel,
        now,
        until,
        night_ends,
        most,
    } = wanted;
    let night = night_ends.is_some();
    let ends = night_ends.unwrap_or(*now);
    fetch_all!(tx, Claimed, CLAIM, now, until, channel.key(), night, ends, most)
}

/// What became of a message that was taken.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// The channel took it, under a name of its own where it gives one. `final_word`: it says nothing later.
    Accepted {
        provider_id: Option<String>,
        final_word: bool,
    },
    /// Once more then, by the same channel.
    Again(DateTime<Utc>, &'static str),
    /// The channel takes nothing at present: as if it had not been tried.
    Untried(&'static str),
    /// Not by this channel: by the next one, or given up, which staff see.
    NextWay(&'static str),
    /// Not by this channel, and nothing failed: by the next way, a draft to send by hand being the last.
    Divert(&'static str),
}

const ACCEPTED: &str = concat!(
    "update message set state = 'sent', sent_at = $2, provider_id = $3, delivery = 'accepted', last_error = null, ",
    forget!(),
    " where id = $1 and state in ('sending', 'dropped')"
);
/// The channel may still say that it did not arrive: what the next way needs is kept.
const ACCEPTED_SO_FAR: &str =
    "update message set state = 'sent', sent_at = $2, provider_id = $3, delivery = 'accepted',
    last_error = null where id = $1 and state in ('sending', 'dropped')";
const AGAIN: &str =
    "update message set state = 'queued', due_at = $2, last_error = $3 where id = $1 and state = 'sending'";
const UNTRIED: &str = "update message set state = 'queued', attempts = attempts - 1, last_error = $2
    where id = $1 and state = 'sending'";
const GIVE_UP: &str = "update message set state = 'dead', last_error = $2, sent_at = null, provider_id = null,
    delivery = case when delivery is null then null else 'failed' end where id = $1 and state in ('sending', 'sent')";
const OTHER_WAY: &str =
    "update message set channel = $2, state = $3, recipient = $4, others = $5, due_at = $6,
    last_error = $7, attempts = 0, provider_id = null, delivery = null, sent_at = null
    where id = $1 and state in ('queued', 'sending', 'sent')";

/// Records what became of a message. What was dropped on its way stays dropped, unless it went out.
pub(crate) async fn record(
    tx: &mut Tx,
    now: DateTime<Utc>,
    message: &Claimed,
    outcome: Outcome,
) -> Stored<()> {
    match outcome {
        Outcome::Accepted {
            provider_id,
            final_word,
        } => {
            // Who has no other way needs nothing for it.
            let sql = if final_word { ACCEPTED } else { ACCEPTED_SO_FAR };
            execute!(tx, sql, message.id, now, provider_id)?;
        }
        Outcome::Again(at, why) => {
            execute!(tx, AGAIN, message.id, at, why)?;
        }
        Outcome::Untried(why) => {
            execute!(tx, UNTRIED, message.id, why)?;
        }
        Outcome::NextWay(why) => next_way(tx, now, (message.id, &message.others), false, why).await?,
        Outcome::Divert(why) => next_way(tx, now, (message.id, &message.others), true, why).await?,
    }
    Ok(())
}

async fn next_way(
    tx: &mut Tx,
    now: DateTime<Utc>,
    (id, others): (Uuid, &str),
    by_hand: bool,
    why: &str,
) -> Stored<()> {
    let mut ways = read_ways(others);
    let next = ways.first().map(|(channel, _)| *channel);
    if next.is_none_or(|channel| channel == Channel::WhatsAppDraft && !by_hand) {
        execute!(tx, GIVE_UP, id, why)?;
        return Ok(());
    }
    let (channel, recipient) = ways.remove(0);
    let state = state_of(channel).key();
    execute!(
        tx,
        OTHER_WAY,
        id,
        channel.key(),
        state,
        recipient,
        write_ways(&ways)?,
        now,
        why
    )?;
    Ok(())
}

const WAITING_FOR: &str = "select id, others from message where channel = $1 and state in ('queued', 'sending') and state = 'queued'
    and others <> '' order by due_at, id limit 500";

/// Sends what waits for a channel its next way, a draft being the last; says whether there was something.
pub(crate) async fn divert_all(tx: &mut Tx, now: DateTime<Utc>, channel: Channel) -> Stored<bool> {
    let waiting = fetch_all!(tx, (Uuid, String), WAITING_FOR, channel.key())?;
    for (id, others) in &waiting {
        next_way(tx, now, (*id, others), true, "channel is not configured").await?;
    }
    Ok(!waiting.is_empty())
}

const DROP_LATE: &str = concat!(
    "update message set state = 'dropped', last_error = 'too late', ",
    forget!(),
    " where useful_until <= $1 and state not in ('sent', 'dropped')
    and (state <> 'sending' or claimed_until < $1)"
);

/// What would come too late is not sent any more; says how many.
pub(crate) async fn drop_late(tx: &mut Tx, now: DateTime<Utc>) -> Stored<u64> {
    execute!(tx, DROP_LATE, now)
}

const FORGET_SENT: &str = concat!(
    "update message set ",
    forget!(),
    " where sent_at < $1 and body <> ''"
);

/// Empties what was kept of sent messages (only those have a time of sending) in case a channel says later that it did not arrive.
pub(crate) async fn forget_sent(tx: &mut Tx, before: DateTime<Utc>) -> Stored<u64> {
    execute!(tx, FORGET_SENT, before)
}

const REACHED: &str = concat!(
    "update message set delivery = $2, delivered_at = coalesce(delivered_at, $3), ",
    forget!(),
    " where provider_id = $1 and delivery in ('accepted', 'failed')"
);
const WAS_READ: &str = concat!(
    "update message set delivery = $2, delivered_at = coalesce(delivered_at, $3), read_at = coalesce(read_at, $3), ",
    forget!(),
    " where provider_id = $1 and delivery in ('accepted', 'delivered', 'failed')"
);
const BY_PROVIDER: &str = "select id, others, useful_until from message
    where provider_id = $1 and state = 'sent' and delivery = 'accepted'";
const FAILED_LATE: &str = concat!(
    "update message set delivery = 'failed', last_error = $2, ",
    forget!(),
    " where id = $1"
);

/// What the channel says later of a message it took. It may say it twice, and in any order.
pub(crate) async fn said_of(
    tx: &mut Tx,
    now: DateTime<Utc>,
    provider_id: &str,
    delivery: Delivery,
    at: DateTime<Utc>,
    why: &str,
) -> Stored<()> {
    match delivery {
        Delivery::Accepted => {}
        Delivery::Delivered => {
            execute!(tx, REACHED, provider_id, delivery.key(), at)?;
        }
        Delivery::Read => {
            execute!(tx, WAS_READ, provider_id, delivery.key(), at)?;
        }
        Delivery::Failed => {
            let found = fetch_optional!(
                tx,
                (Uuid, String, Option<DateTime<Utc>>),
                BY_PROVIDER,
                provider_id
            )?;
            if let Some((id, others, useful_until)) = found {
                let late = useful_until.is_some_and(|until| until <= now);
                if late || others.is_empty() {
                    execute!(tx, FAILED_LATE, id, why)?;
                } else {
                    next_way(tx, now, (id, &others), false, why).await?;
                }
            }
        }
    }
    Ok(())
}

const NEXT_DUE: &str =
    "select due_at from message where state in ('queued', 'sending') and state = 'queued' and channel = $1
    order by due_at, id limit 1";

/// When the next message of a channel is due.
pub(crate) async fn next_due(pool: &Pool, channel: Channel) -> Stored<Option<DateTime<Utc>>> {
    Ok(fetch_optional!(pool, (DateTime<Utc>,), NEXT_DUE, channel.key())?.map(|(due,)| due))
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
