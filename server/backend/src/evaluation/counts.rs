//! Visits, counted: a handful of statements for a span of days, however many visits lie in it.

use crate::db::{Pool, fetch_all};
use crate::error::{StoreError, Stored};
use crate::villages::village;
use crate::visits::people;
use chrono::NaiveDate;
use domain::evaluation::{ChannelFacts, Heads, VisitCounts};
use domain::id::VisitId;
use domain::outreach::OutreachChannel;
use domain::pending::PendingReason;
use domain::visit::VisitState;
use std::collections::HashMap;
use uuid::Uuid;

const VISITS: &str = "select v.id, l.code, l.name, l.district, l.aliases, v.date, v.state,
    (v.sudden_reason is not null) as sudden, (d.visit_id is not null) as recorded, v.attended, v.service_minutes,
    cast(coalesce((select sum(s.capacity) from slot s where s.visit_id = v.id and not s.withdrawn), 0) as bigint)
      as capacity,
    cast(coalesce((select sum(i.lost_seconds) from incident i where i.visit_id = v.id), 0) as bigint) as lost_seconds,
    (select count(*) from allotment a join operator o on o.id = a.operator_id
      where a.visit_id = v.id and o.duty = 'oss-operator') as allotted,
    (select count(distinct q.operator_id) from queue_entry q
      where q.visit_id = v.id and q.served_seconds > 0) as served
    from visit v join village l on l.code = v.village_code left join service_day d on d.visit_id = v.id
    where v.date >= $1 and v.date < $2 order by v.date, v.starts_at, v.id";

/// Through the slots, for which bookings have an index.
const BOOKINGS: &str =
    "select v.id, count(*) as made, count(case when b.state = 'cancelled' then 1 end) as called_off,
    count(case when b.state = 'no-show' then 1 end) as no_show
    from visit v join slot s on s.visit_id = v.id join booking b on b.slot_id = s.id
    where v.date >= $1 and v.date < $2 and b.state <> 'waitlisted' group by v.id order by v.id";

/// Whoever called the booking off and came nevertheless came without booking.
const CAME: &str = "select v.id, (b.id is not null and b.state <> 'cancelled') as booked, count(*) as came,
    count(case when q.file_complete or q.outcome = 'nib-issued' then 1 end) as complete,
    count(case when q.outcome = 'nib-issued' then 1 end) as nib,
    count(case when q.outcome = 'referred' then 1 end) as referred,
    count(case when q.outcome = 'consultation-only' then 1 end) as consulted
    from visit v join queue_entry q on q.visit_id = v.id left join booking b on b.id = q.booking_id
    where v.date >= $1 and v.date < $2 and q.arrived_at is not null group by 1, 2 order by 1, 2";

const PENDING: &str = "select v.id, q.reason, count(*) from visit v join queue_entry q on q.visit_id = v.id
    where v.date >= $1 and v.date < $2 and q.arrived_at is not null and q.outcome = 'pending'
    group by v.id, q.reason order by v.id, q.reason";

/// Entries about another day or another village do not count, nor those that staff rejected.
const TOLD: &str = "select v.id, o.channel, count(distinct o.id), count(distinct p.banjar_id)
    from visit v join outreach o on o.visit_id = v.id and o.told_village = v.village_code and o.told_day = v.date
    left join outreach_banjar p on p.outreach_id = o.id
    where v.date >= $1 and v.date < $2 and (o.verdict is null or o.verdict <> 'rejected')
    group by v.id, o.channel order by v.id, o.channel";

const LINKS: &str = "select v.id, c.channel, c.opened, (select count(*) from booking_channel k
      join booking b on b.id = k.booking_id where k.code = c.code and b.state <> 'cancelled')
    from visit v join channel_code c on c.visit_id = v.id
    where v.date >= $1 and v.date < $2 order by v.id, c.channel";

#[derive(sqlx::FromRow)]
struct VisitRow {
    id: Uuid,
    code: String,
    name: String,
    district: String,
    aliases: String,
    date: NaiveDate,
    state: String,
    sudden: bool,
    recorded: bool,
    attended: Option<i64>,
    service_minutes: i64,
    capacity: i64,
    lost_seconds: i64,
    allotted: i64,
    served: i64,
}

#[derive(sqlx::FromRow)]
struct CameRow {
    id: Uuid,
    booked: bool,
    came: i64,
    complete: i64,
    nib: i64,
    referred: i64,
    consulted: i64,
}

/// A visit, counted, and its operators.
pub(super) struct Counted {
    pub(super) counts: VisitCounts,
    /// OSS operators allotted.
    pub(super) allotted: u32,
    /// Operators who served somebody.
    pub(super) served: u32,
}

impl VisitRow {
    fn counted(self) -> Stored<Counted> {
        Ok(Counted {
            allotted: people(self.allotted),
            served: people(self.served),
            counts: VisitCounts {
                id: VisitId::new(self.id),
                village: village(self.code, self.name, self.district, &self.aliases)?,
                date: self.date,
                state: VisitState::from_key(&self.state).ok_or(StoreError::Corrupt("visit state"))?,
                sudden: self.sudden,
                recorded: self.recorded,
                attended: self.attended.map(people),
                capacity: people(self.capacity),
                service_minutes: people(self.service_minutes),
                channels: Vec::new(),
                made: 0,
                called_off: 0,
                no_show: 0,
                came: Heads::default(),
                complete: Heads::default(),
                nib: Heads::default(),
                referred: 0,
                consulted: 0,
                pending: Vec::new(),
                lost_seconds: u64::try_from(self.lost_seconds).unwrap_or(0),
            },
        })
    }
}

/// The visits of a span of days, by day.
pub(super) async fn of_span(pool: &Pool, from: NaiveDate, until: NaiveDate) -> Stored<Vec<Counted>> {
    let rows = fetch_all!(pool, VisitRow, VISITS, from, until)?;
    let mut all = rows
        .into_iter()
        .map(VisitRow::counted)
        .collect::<Stored<Vec<_>>>()?;
    let places: HashMap<Uuid, usize> = (0..)
        .zip(&all)
        .map(|(place, it)| (it.counts.id.uuid(), place))
        .collect();
    // A visit that was moved into the span meanwhile is counted the next time.
    macro_rules! each {
        ($row:ty, $sql:expr, |$counts:ident, $it:ident| $add:expr, $id:expr) => {
            for $it in fetch_all!(pool, $row, $sql, from, until)? {
                if let Some($counts) = places.get(&$id).and_then(|place| all.get_mut(*place)) {
                    let $counts = &mut $counts.counts;
                    $add
                }
            }
        };
    }
    each!(
        (Uuid, i64, i64, i64),
        BOOKINGS,
        |counts, it| {
            counts.made = people(it.1);
            counts.called_off = people(it.2);
            counts.no_show = people(it.3);
        },
        it.0
    );
    each!(CameRow, CAME, |counts, it| add_came(counts, &it), it.id);
    each!(
        (Uuid, Option<String>, i64),
        PENDING,
        |counts, it| {
            let reason = it.1.as_deref().and_then(PendingReason::from_key);
            add_pending(counts, reason.unwrap_or(PendingReason::Other), people(it.2));
        },
        it.0
    );
    each!(
        (Uuid, String, i64, i64),
        TOLD,
        |counts, it| {
            let facts = of_channel(counts, &it.1)?;
            facts.told = people(it.2);
            facts.banjars = people(it.3);
        },
        it.0
    );
    each!(
        (Uuid, String, i64, i64),
        LINKS,
        |counts, it| {
            let facts = of_channel(counts, &it.1)?;
            facts.opened = people(it.2);
            facts.booked = people(it.3);
        },
        it.0
    );
    for it in &mut all {
        let place = |facts: &ChannelFacts| OutreachChannel::ALL.iter().position(|one| *one == facts.channel);
        it.counts.channels.sort_by_key(place);
    }
    Ok(all)
}

fn add_came(counts: &mut VisitCounts, row: &CameRow) {
    let set = |heads: &mut Heads, number: i64| {
        if row.booked {
            heads.booked = people(number);
        } else {
            heads.walk_in = people(number);
        }
    };
    set(&mut counts.came, row.came);
    set(&mut counts.complete, row.complete);
    set(&mut counts.nib, row.nib);
    counts.referred += people(row.referred);
    counts.consulted += people(row.consulted);
}

/// Two reasons of the store may be one of the domain: what it does not know is another.
fn add_pending(counts: &mut VisitCounts, reason: PendingReason, number: u32) {
    match counts.pending.iter_mut().find(|(known, _)| *known == reason) {
        Some((_, people)) => *people += number,
        None => counts.pending.push((reason, number)),
    }
}

fn of_channel<'a>(counts: &'a mut VisitCounts, key: &str) -> Stored<&'a mut ChannelFacts> {
    let channel = OutreachChannel::from_key(key).ok_or(StoreError::Corrupt("channel of outreach"))?;
    let place = counts.channels.iter().position(|it| it.channel == channel);
    let place = place.unwrap_or_else(|| {
        counts.channels.push(ChannelFacts {
            channel,
            told: 0,
            banjars: 0,
            opened: 0,
            booked: 0,
        });
        counts.channels.len() - 1
    });
    Ok(&mut counts.channels[place])
}
