//! Visits as they are read: summaries, slots, pages of public and staff.

use crate::Backend;
use crate::db::{fetch_all, fetch_optional};
use crate::error::{StoreError, Stored};
use crate::villages::{self, village};
use chrono::{DateTime, NaiveDate, Utc};
use domain::error::ServiceError;
use domain::evaluation::{Headcount, Held};
use domain::id::{SlotId, VisitId};
use domain::service::{Answer, Home, SlotView, VillagePage, VisitFilter, VisitPage, VisitSummary};
use domain::village::{Village, VillageCode};
use domain::visit::VisitState;
use std::collections::HashMap;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
pub(crate) struct SummaryRow {
    id: Uuid,
    code: String,
    name: String,
    district: String,
    aliases: String,
    state: String,
    date: NaiveDate,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    venue: String,
    capacity: i64,
    booked: i64,
    surplus: i64,
    held: i64,
}

impl SummaryRow {
    pub(crate) fn summary(self, now: DateTime<Utc>) -> Stored<VisitSummary> {
        let state = VisitState::from_key(&self.state).ok_or(StoreError::Corrupt("visit state"))?;
        Ok(VisitSummary {
            id: VisitId::new(self.id),
            village: village(self.code, self.name, self.district, &self.aliases)?,
            state,
            date: self.date,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            venue: self.venue,
            capacity: people(self.capacity),
            booked: people(self.booked),
            surplus: people(self.surplus),
            held: people(self.held),
            bookable: state == VisitState::Open && self.ends_at > now,
        })
    }
}

/// A count as the domain holds it; the schema keeps it at 0 or more.
pub(crate) fn people(number: i64) -> u32 {
    u32::try_from(number.max(0)).unwrap_or(u32::MAX)
}

/// The columns of [`SummaryRow`]; a statement adds `where`, then [`GROUP`].
macro_rules! summary {
    ($where_and_order:literal) => {
        concat!(
            "select v.id, l.code, l.name, l.district, l.aliases, v.state, v.date, v.starts_at, v.ends_at, v.venue,
    cast(coalesce(sum(s.capacity), 0) as bigint) as capacity, cast(coalesce(sum(s.booked), 0) as bigint) as booked,
    cast(coalesce(sum(case when s.booked > s.capacity then s.booked - s.capacity else 0 end), 0) as bigint) as surplus,
    cast(coalesce(sum(s.held), 0) as bigint) as held
    from visit v join village l on l.code = v.village_code left join slot s on s.visit_id = v.id ",
            $where_and_order
        )
    };
}
pub(crate) use summary;

pub(crate) const ONE: &str = summary!("where v.id = $1 group by v.id, l.code");
const COMING: &str = summary!(
    "where v.date >= $1 and v.state in ('confirmed', 'open', 'closed', 'underway')
    group by v.id, l.code order by v.date, v.starts_at, v.id limit 60"
);
const FILTERED: &str = summary!(
    "where v.date >= $1 and v.date <= $2 and (v.village_code = $3 or $3 = '')
    and v.state in ('confirmed', 'open', 'closed', 'underway', 'done', 'evaluated')
    group by v.id, l.code order by v.date, v.starts_at, v.id limit 500"
);
const PAST_OF_VILLAGE: &str = summary!(
    "where v.village_code = $1 and v.state in ('done', 'evaluated')
    group by v.id, l.code order by v.date desc, v.id limit 20"
);
/// The same visits with who came.
const HELD_IN_VILLAGE: &str = "select id, date, attended from visit
    where village_code = $1 and state in ('done', 'evaluated') order by date desc, id limit 20";

#[derive(sqlx::FromRow)]
pub(crate) struct SlotRow {
    pub(crate) id: Uuid,
    pub(crate) starts_at: DateTime<Utc>,
    pub(crate) ends_at: DateTime<Utc>,
    pub(crate) capacity: i64,
    pub(crate) booked: i64,
    pub(crate) withdrawn: bool,
    pub(crate) held: i64,
    /// Somebody waits for a place in it.
    pub(crate) waited_for: bool,
}

impl SlotRow {
    /// Free places are shown to nobody while somebody waits for them.
    pub(crate) fn view(&self, bookable: bool, now: DateTime<Utc>) -> SlotView {
        let available = if self.waited_for {
            0
        } else {
            people(self.capacity - self.booked - self.held)
        };
        SlotView {
            id: SlotId::new(self.id),
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            capacity: people(self.capacity),
            available,
            bookable: bookable && available > 0 && self.starts_at > now && !self.withdrawn,
        }
    }
}

pub(crate) const SLOTS: &str = "select id, starts_at, ends_at, capacity, booked, withdrawn, held,
    exists (select 1 from waiting w where w.visit_id = slot.visit_id and w.state = 'waiting'
      and (w.slot_id is null or w.slot_id = slot.id)) as waited_for
    from slot where visit_id = $1 order by starts_at, id";

/// A visit is for its own village, and for those it was opened to.
fn is_for(visit: &VisitSummary, village: &VillageCode, guests: &[(VisitId, String)]) -> bool {
    let guest = |(to, code): &(VisitId, String)| *to == visit.id && code == village.as_str();
    visit.village.code == *village || guests.iter().any(guest)
}

impl Backend {
    /// One visit, whatever its state.
    pub(crate) async fn summary(&self, id: VisitId) -> Answer<VisitSummary> {
        let row = fetch_optional!(self.pool, SummaryRow, ONE, id.uuid())?.ok_or(ServiceError::NotFound)?;
        Ok(row.summary(self.now())?)
    }

    pub(crate) fn summaries(&self, rows: Vec<SummaryRow>) -> Answer<Vec<VisitSummary>> {
        let now = self.now();
        Ok(rows
            .into_iter()
            .map(|row| row.summary(now))
            .collect::<Stored<_>>()?)
    }

    /// The coming public visits.
    async fn coming(&self) -> Answer<Vec<VisitSummary>> {
        self.summaries(fetch_all!(self.pool, SummaryRow, COMING, self.today_in_wita())?)
    }

    pub(crate) async fn home_page(&self, search: &str) -> Answer<Home> {
        let mut visits = self.coming().await?;
        let mut found = Vec::new();
        if !search.trim().is_empty() {
            found = domain::village::search(&villages::all(&self.pool).await?, search);
            let guests = self.guests_from(self.today_in_wita()).await?;
            visits.retain(|visit| {
                found.is_empty() || found.iter().any(|village| is_for(visit, &village.code, &guests))
            });
            found.truncate(40);
        }
        visits.truncate(20);
        Ok(Home {
            villages: found,
            visits,
            settings: self.settings_now().await?,
        })
    }

    pub(crate) async fn found_villages(&self, search: &str) -> Answer<Vec<Village>> {
        let all = villages::all(&self.pool).await?;
        Ok(if search.trim().is_empty() {
            all
        } else {
            domain::village::search(&all, search)
        })
    }

    pub(crate) async fn village_page(&self, code: &VillageCode) -> Answer<VillagePage> {
        let village = villages::one(&self.pool, code)
            .await?
            .ok_or(ServiceError::NotFound)?;
        let guests = self.guests_from(self.today_in_wita()).await?;
        let (mut coming, others): (Vec<_>, Vec<_>) = self
            .coming()
            .await?
            .into_iter()
            .partition(|visit| is_for(visit, code, &guests));
        coming.truncate(20);
        let mut nearby: Vec<_> = others
            .into_iter()
            .filter(|visit| visit.village.code.district() == code.district())
            .collect();
        nearby.truncate(5);
        let past = self.summaries(fetch_all!(self.pool, SummaryRow, PAST_OF_VILLAGE, code.as_str())?)?;
        let came: HashMap<_, _> = self.held_in(code).await?.into_iter().collect();
        let small_group = self.settings_now().await?.small_group;
        let counted = |visit: VisitSummary| {
            let came = came.get(&visit.id).and_then(|held| held.came);
            let shown = came.map(|people| Headcount::of(people, small_group));
            (visit.for_everybody(), shown)
        };
        Ok(VillagePage {
            village,
            coming,
            past: past.into_iter().map(counted).collect(),
            nearby,
        })
    }

    /// The latest visits of a village that are over, latest first.
    pub(crate) async fn held_in(&self, code: &VillageCode) -> Stored<Vec<(VisitId, Held)>> {
        let rows = fetch_all!(
            self.pool,
            (Uuid, NaiveDate, Option<i64>),
            HELD_IN_VILLAGE,
            code.as_str()
        )?;
        let held = |(id, date, attended): (Uuid, NaiveDate, Option<i64>)| {
            let came = attended.map(people);
            (VisitId::new(id), Held { date, came })
        };
        Ok(rows.into_iter().map(held).collect())
    }

    pub(crate) async fn filtered_visits(&self, filter: &VisitFilter) -> Answer<Vec<VisitSummary>> {
        let from = filter.from.unwrap_or(self.today_in_wita());
        let to = filter
            .to
            .unwrap_or(NaiveDate::from_ymd_opt(2100, 12, 31).unwrap_or(NaiveDate::MAX));
        let village = filter.village.as_ref().map_or("", VillageCode::as_str);
        let visits = self.summaries(fetch_all!(self.pool, SummaryRow, FILTERED, from, to, village)?)?;
        Ok(visits.into_iter().map(VisitSummary::for_everybody).collect())
    }

    pub(crate) async fn visit_page(&self, id: VisitId) -> Answer<VisitPage> {
        let visit = self.summary(id).await?;
        // A visit that is put off or called off says so to those who hold its link.
        if !(visit.state.is_public() || matches!(visit.state, VisitState::Postponed | VisitState::Cancelled))
        {
            return Err(ServiceError::NotFound);
        }
        let mut slots = self.slot_views(&visit).await?;
        if visit.state.is_over() {
            slots.iter_mut().for_each(|slot| slot.available = 0);
        }
        let idempotency_key = Uuid::now_v7().to_string();
        Ok(VisitPage {
            visit: visit.for_everybody(),
            slots,
            guests: self.guests_of(id).await?,
            settings: self.settings_now().await?,
            idempotency_key,
        })
    }

    /// The slots of a visit as the public sees them.
    pub(crate) async fn slot_views(&self, visit: &VisitSummary) -> Answer<Vec<SlotView>> {
        let now = self.now();
        let rows = fetch_all!(self.pool, SlotRow, SLOTS, visit.id.uuid())?;
        Ok(rows
            .iter()
            .filter(|row| !row.withdrawn)
            .map(|row| row.view(visit.bookable, now))
            .collect())
    }
}
