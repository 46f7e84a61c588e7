//! What the demand thermometer is read from: bookings, interest, the past; and the worker's judgement before a visit.

use crate::Backend;
use crate::audit::{self, Actor, Entry};
use crate::db::{execute, fetch_all, fetch_optional};
use crate::error::{StoreError, Stored};
use crate::visits::people;
use chrono::{Days, NaiveDate};
use domain::demand::{Heat, Judged, Past, ShowRate, Thermometer, stage};
use domain::error::ServiceError;
use domain::id::VisitId;
use domain::service::VisitSummary;
use domain::settings::Settings;
use uuid::Uuid;

/// People expected in past visits, and those of them who came; of the latest hundred, in one village or in all. A visit
/// whose people were called counts them; one that was only counted afterwards (`attended`) counts as many of its
/// bookings; one that is handed down without bookings expected the target, as every visit does.
const PAST: &str = "select cast(coalesce(sum(case when p.booked > 0 then p.booked else $2 end), 0) as bigint),
    cast(coalesce(sum(case when p.booked > 0 and p.marked > 0 then p.came
      when p.booked > 0 and p.attended < p.booked then p.attended
      when p.booked > 0 then p.booked
      when p.attended < $2 then p.attended else $2 end), 0) as bigint)
    from (select v.id, v.attended, count(b.id) as booked,
      sum(case when b.state in ('checked-in', 'in-service', 'nib-issued', 'pending', 'referred', 'consultation-only')
        then 1 else 0 end) as came,
      sum(case when b.state = 'booked' or b.id is null then 0 else 1 end) as marked
      from (select id, attended from visit where state in ('done', 'evaluated') and attended is not null
        and (village_code = $1 or $1 = '') order by date desc, id desc limit 100) v
      left join booking b on b.visit_id = v.id and b.state <> 'cancelled' and b.state <> 'waitlisted'
      group by v.id, v.attended) p";

/// People who want to come and have no place: those of the village and of its guests who asked to be told, and those on
/// the waiting list. A number that has a place or waits is not counted twice.
const INTERESTED: &str = "select (select count(distinct i.phone) from interest i
      where (i.village_code = $2 or exists (select 1 from guest_village g
        where g.visit_id = $1 and g.village_code = i.village_code))
      and (i.told_at is null or i.told_of = $1)
      and not exists (select 1 from booking b where b.visit_id = $1 and b.phone = i.phone and b.state <> 'cancelled')
      and not exists (select 1 from waiting w where w.visit_id = $1 and w.phone = i.phone
        and w.state in ('waiting', 'offered')))
    + (select count(*) from waiting w where w.visit_id = $1 and w.state in ('waiting', 'offered'))";

const AHEAD: &str = "select v.id from visit v where v.date >= $1 and v.date <= $2
    and v.state in ('confirmed', 'open', 'closed') order by v.date, v.id";
const IS_JUDGED: &str =
    "select cast(1 as bigint) from demand_check where visit_id = $1 and date = $2 and days = $3";
const JUDGE: &str = "insert into demand_check (visit_id, date, days, verdict, expected, at)
    values ($1, $2, $3, $4, $5, $6) on conflict (visit_id, date, days) do nothing";
/// The latest judgement of each visit for the day it has now.
const JUDGED: &str = "select c.visit_id, c.verdict, c.expected from demand_check c
    join visit v on v.id = c.visit_id and v.date = c.date
    where v.date >= $1 and v.date <= $2 and v.state in ('confirmed', 'open', 'closed')
    order by c.visit_id, c.days desc";

impl Backend {
    /// How many are expected to come to a visit.
    pub(crate) async fn thermometer_of(
        &self,
        visit: &VisitSummary,
        settings: &Settings,
    ) -> Stored<Thermometer> {
        let code = visit.village.code.as_str();
        let village = self.past(code, settings).await?;
        let programme = match village.expected {
            0 => self.past("", settings).await?,
            _ => Past::default(),
        };
        let interested = fetch_optional!(self.pool, (i64,), INTERESTED, visit.id.uuid(), code)?;
        Ok(Thermometer {
            booked: visit.booked,
            interested: people(interested.map_or(0, |(number,)| number)),
            rate: ShowRate::of(village, programme, settings.show_percent),
            target: settings.target,
            capacity: visit.capacity,
        })
    }

    /// Of a village, or of the programme where its code is empty.
    async fn past(&self, code: &str, settings: &Settings) -> Stored<Past> {
        // More than the target should come.
        let wanted = i64::from(settings.target) + 1;
        let past = fetch_optional!(self.pool, (i64, i64), PAST, code, wanted)?;
        let (expected, came) = past.unwrap_or_default();
        Ok(Past {
            expected: people(expected),
            came: people(came),
        })
    }

    /// Judges the visits whose day for it has come, each stage once; says how many. Public for tests.
    ///
    /// # Errors
    /// Of the store; what was judged stays.
    pub async fn judge_demand(&self) -> Stored<usize> {
        let (today, settings) = (self.today_in_wita(), self.settings_now().await?);
        let stages = [settings.demand_days, settings.check_days];
        let ahead = Days::new(u64::from(stages.into_iter().max().unwrap_or(0)));
        let until = today.checked_add_days(ahead).unwrap_or(today);
        let mut judged = 0;
        for (id,) in fetch_all!(self.pool, (Uuid,), AHEAD, today, until)? {
            let visit = match self.summary(VisitId::new(id)).await {
                Ok(visit) => visit,
                Err(ServiceError::NotFound) => continue,
                Err(_) => return Err(StoreError::Corrupt("visit")),
            };
            let Some(days) = stage(visit.date, today, stages) else {
                continue;
            };
            let known = fetch_optional!(self.pool, (i64,), IS_JUDGED, id, visit.date, i64::from(days))?;
            if known.is_none() {
                judged += usize::from(self.judge_one(&visit, days, &settings).await?);
            }
        }
        Ok(judged)
    }

    async fn judge_one(&self, visit: &VisitSummary, days: u32, settings: &Settings) -> Stored<bool> {
        let now = self.now();
        let found = self.thermometer_of(visit, settings).await?;
        let (heat, expected) = (found.heat(), found.expected());
        let mut tx = self.pool.begin().await?;
        let written = execute!(
            tx,
            JUDGE,
            visit.id.uuid(),
            visit.date,
            i64::from(days),
            heat.key(),
            i64::from(expected),
            now
        )?;
        // Another worker came first.
        if written == 0 {
            return Ok(false);
        }
        let detail = format!("H-{days}: {expected}");
        let entry = Entry {
            act: match heat {
                Heat::Below => "demand-below",
                Heat::On => "demand-on",
                Heat::Above => "demand-above",
            },
            visit: Some(visit.id),
            booking: None,
            detail: &detail,
        };
        audit::record(&mut tx, now, Actor::System, entry).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// The latest judgement of each coming visit up to a day.
    pub(crate) async fn judged(&self, from: NaiveDate, until: NaiveDate) -> Stored<Vec<Judged>> {
        let mut all: Vec<Judged> = Vec::new();
        for (id, verdict, expected) in fetch_all!(self.pool, (Uuid, String, i64), JUDGED, from, until)? {
            let visit = VisitId::new(id);
            all.retain(|it| it.visit != visit);
            all.push(Judged {
                visit,
                heat: Heat::from_key(&verdict).ok_or(StoreError::Corrupt("verdict of demand"))?,
                expected: people(expected),
            });
        }
        Ok(all)
    }
}
