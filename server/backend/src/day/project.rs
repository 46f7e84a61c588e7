//! What the events of a day come to, written where the rest of the office reads it: the person's entry, the
//! state of the booking, the incidents.

use crate::db::{Tx, execute, insert_many};
use crate::error::Stored;
use crate::follow_ups::{self, NewFollowUp};
use crate::outage_plans;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use domain::booking::BookingState;
use domain::calendar::from_wita;
use domain::day::service::{Sent, WalkInPerson};
use domain::day::{Day, Ending, Entry, Stage};
use domain::id::{BookingId, EntryId, OperatorId, VisitId};
use domain::nib::Nib;
use domain::text::Line;

/// Rows of one statement: 17 values each, and SQLite binds 32,766 at most.
const MOST_ROWS: usize = 500;
const WRITE_ENTRIES: &str =
    "insert into queue_entry (id, visit_id, booking_id, name, phone, business_activity, number, stage,
    need, arrived_at, operator_id, ended_at, served_seconds, outcome, reason, nib, file_complete) ";
const OR_UPDATE: &str =
    " on conflict (id) do update set number = excluded.number, stage = excluded.stage, need = excluded.need,
    arrived_at = excluded.arrived_at, operator_id = excluded.operator_id, ended_at = excluded.ended_at,
    served_seconds = excluded.served_seconds, file_complete = excluded.file_complete, outcome = excluded.outcome, reason = excluded.reason,
    nib = case when excluded.outcome = 'nib-issued' then coalesce(excluded.nib, queue_entry.nib) end";

/// A booking that was called off stays so, whoever came.
const WRITE_BOOKING: &str =
    "update booking set state = $3 where id = $1 and visit_id = $2 and state <> 'cancelled'";

const WRITE_INCIDENT: &str =
    "insert into incident (id, visit_id, from_at, until_at, confirmed_at, plan_version, lost_seconds)
    values ($1, $2, $3, $4, $5, $6, $7)
    on conflict (id) do update set from_at = excluded.from_at, until_at = excluded.until_at,
    confirmed_at = excluded.confirmed_at, lost_seconds = excluded.lost_seconds";

/// Writes what differs between two states of a day. False where a booking is no longer of this visit.
pub(super) async fn write(
    tx: &mut Tx,
    id: VisitId,
    was: &Day,
    is: &Day,
    sent: &[&Sent],
    now: DateTime<Utc>,
) -> Stored<bool> {
    let mut all_here = true;
    let differs = |entry: &&Entry| was.entry(entry.id) != Some(*entry);
    let changes: Vec<_> = is
        .entries()
        .filter(differs)
        .map(|entry| Change {
            entry,
            booked: is_booked(is, entry.id),
            with: Told::about(entry.id, sent),
        })
        .collect();
    for some in changes.chunks(MOST_ROWS) {
        write_entries(tx, id, some).await?;
    }
    for Change { entry, booked, with } in &changes {
        let booked = *booked;
        if booked {
            let state = booking_state(entry.stage).key();
            let rows = execute!(tx, WRITE_BOOKING, entry.id.uuid(), id.uuid(), state)?;
            all_here &= rows == 1 || entry.cancelled;
        }
        follow(tx, id, entry, booked, with, now).await?;
    }
    if !is.incidents().is_empty() {
        write_incidents(tx, id, was, is, now).await?;
    }
    Ok(all_here)
}

/// Whoever is unfinished is followed up; whoever is finished after all is not, nor who came back with a slip for
/// what was left of the first day.
async fn follow(
    tx: &mut Tx,
    id: VisitId,
    entry: &Entry,
    booked: bool,
    with: &Told<'_>,
    now: DateTime<Utc>,
) -> Stored<()> {
    let Stage::Done { ending, .. } = entry.stage else {
        return Ok(());
    };
    if booked && entry.precedence {
        follow_ups::came_back(tx, now, BookingId::new(entry.id.uuid())).await?;
    }
    let Ending::Pending(reason) = ending else {
        return follow_ups::withdraw(tx, entry.id).await;
    };
    // The hour of a call is agreed later; the morning of the day stands for it.
    let call_back = with
        .call_back
        .map(|day| from_wita(day, NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default()));
    let new = NewFollowUp {
        entry: entry.id,
        visit: id,
        booking: booked.then(|| BookingId::new(entry.id.uuid())),
        reason,
        note: with.note.cloned(),
        call_back,
    };
    follow_ups::open(tx, now, new).await
}

fn is_booked(day: &Day, entry: EntryId) -> bool {
    day.expected().iter().any(|it| it.entry == entry)
}

/// A person whose standing has changed.
struct Change<'a> {
    entry: &'a Entry,
    booked: bool,
    with: Told<'a>,
}

/// What was sent about a person beside the acts: who it is at first, the last word of the rest.
#[derive(Default)]
struct Told<'a> {
    person: Option<&'a WalkInPerson>,
    nib: Option<&'a Nib>,
    note: Option<&'a Line<200>>,
    call_back: Option<NaiveDate>,
}

impl<'a> Told<'a> {
    fn about(entry: EntryId, sent: &[&'a Sent]) -> Self {
        let of_entry = sent.iter().filter(|it| it.act.entry() == Some(entry));
        of_entry.fold(Told::default(), |told, it| Told {
            person: told.person.or(it.person.as_ref()),
            nib: it.nib.as_ref().or(told.nib),
            note: it.note.as_ref().or(told.note),
            call_back: it.call_back.or(told.call_back),
        })
    }
}

async fn write_entries(tx: &mut Tx, id: VisitId, changes: &[Change<'_>]) -> Stored<()> {
    insert_many!(
        tx,
        WRITE_ENTRIES,
        changes,
        |row, change| {
            let Change { entry, booked, with } = change;
            let (ending, ended_at) = match entry.stage {
                Stage::Done { ending, at } => (Some(ending), Some(at)),
                _ => (None, None),
            };
            row.push_bind(entry.id.uuid())
                .push_bind(id.uuid())
                .push_bind(booked.then(|| entry.id.uuid()))
                .push_bind(with.person.map(|it| it.name.as_str()))
                .push_bind(with.person.map(|it| it.phone.as_e164()))
                .push_bind(with.person.map(|it| it.business_activity.as_str()))
                .push_bind(entry.number.map(i64::from))
                .push_bind(entry.stage.key())
                .push_bind(entry.need.map(|need| need.key()))
                .push_bind(entry.arrived)
                .push_bind(entry.operator.map(OperatorId::uuid))
                .push_bind(ended_at)
                .push_bind(entry.served_seconds())
                .push_bind(ending.map(|it| it.outcome().state().key()))
                .push_bind(ending.and_then(|it| it.reason()))
                .push_bind(with.nib.map(|nib| nib.as_str()))
                .push_bind(entry.is_complete());
        },
        OR_UPDATE
    )?;
    Ok(())
}

/// A person who was called and is not there has come all the same.
fn booking_state(stage: Stage) -> BookingState {
    match stage {
        Stage::Expected => BookingState::Booked,
        Stage::Waiting | Stage::Called { .. } | Stage::Missed | Stage::Withdrawn => BookingState::CheckedIn,
        Stage::InService { .. } | Stage::Parked { .. } => BookingState::InService,
        Stage::NoShow => BookingState::NoShow,
        Stage::Done { ending, .. } => ending.outcome().state(),
    }
}

async fn write_incidents(tx: &mut Tx, id: VisitId, was: &Day, is: &Day, now: DateTime<Utc>) -> Stored<()> {
    // Those that ended before those that are open: only one may be open.
    let mut incidents: Vec<_> = is.incidents().iter().collect();
    incidents.sort_by_key(|it| it.end(is.plan(), now).is_none());
    for incident in incidents {
        // Who served while OSS failed may become known later, from a device that had no network.
        let lost = is.lost_seconds_of(incident, now);
        let is_as_it_was = was.incidents().contains(incident) && was.lost_seconds_of(incident, now) == lost;
        if is_as_it_was && incident.until.is_some() {
            continue;
        }
        let agreed = outage_plans::in_force(tx).await?;
        execute!(
            tx,
            WRITE_INCIDENT,
            incident.id.uuid(),
            id.uuid(),
            incident.from,
            incident.end(is.plan(), now),
            incident.confirmed,
            i64::from(agreed.version),
            lost,
        )?;
    }
    Ok(())
}
