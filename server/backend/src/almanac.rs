//! The calendar that the office keeps: holidays and lunar days, read for warnings and changed by staff.

use crate::Backend;
use crate::audit::{self, Actor, Entry};
use crate::db::{Tx, execute, fetch_all};
use crate::error::{StoreError, Stored};
use chrono::{Datelike, Days, NaiveDate, NaiveTime};
use domain::calendar::to_wita;
use domain::error::ServiceError;
use domain::field::{Field, Problem};
use domain::holiday::{Almanac, Holiday, HolidayKind, PlanDay, Warning, calendar_warnings, plan_warnings};
use domain::lunar::{LunarDay, LunarKind};
use domain::service::{Answer, VisitSummary};
use domain::staff::Staff;
use domain::village::VillageCode;
use domain::year::{CalendarYear, HolidayEntry, YEARS};

const HOLIDAYS: &str =
    "select date, kind, name, provisional from holiday where date >= $1 and date <= $2 order by date, name";
const LUNAR: &str = "select date, kind from lunar_day where date >= $1 and date <= $2 order by date, kind";
const ADD: &str = "insert into holiday (date, kind, name, provisional) values ($1, $2, $3, $4)
    on conflict (date, name) do nothing";
/// The whole row as it was seen: of two changes at once the second finds another row.
const EDIT: &str = "update holiday set date = $5, kind = $6, name = $7, provisional = $8
    where date = $1 and kind = $2 and name = $3 and provisional = $4";
const REMOVE: &str = "delete from holiday where date = $1 and kind = $2 and name = $3 and provisional = $4";
const ADD_LUNAR: &str =
    "insert into lunar_day (date, kind) values ($1, $2) on conflict (date, kind) do nothing";
const REMOVE_LUNAR: &str = "delete from lunar_day where date = $1 and kind = $2";

/// Days on both sides of a span that decide about the days in it.
const BESIDE: Days = Days::new(3);

/// What is entered from a day to a day, through a pool or in a transaction.
macro_rules! read_almanac {
    ($on:expr, $from:expr, $until:expr) => {{
        let holidays = fetch_all!($on, (NaiveDate, String, String, bool), HOLIDAYS, $from, $until)?;
        let lunar = fetch_all!($on, (NaiveDate, String), LUNAR, $from, $until)?;
        Ok(Almanac {
            holidays: holidays.into_iter().map(holiday).collect::<Stored<_>>()?,
            lunar: lunar.into_iter().map(lunar_day).collect::<Stored<_>>()?,
        })
    }};
}

/// What is entered from a day to a day, both included, as a transaction sees it.
pub(crate) async fn almanac_in(tx: &mut Tx, from: NaiveDate, until: NaiveDate) -> Stored<Almanac> {
    read_almanac!(tx, from, until)
}

impl Backend {
    /// What is entered from a day to a day, both included.
    pub(crate) async fn almanac(&self, from: NaiveDate, until: NaiveDate) -> Stored<Almanac> {
        read_almanac!(self.pool, from, until)
    }

    /// The year of a date, with the days next to it.
    async fn almanac_of(&self, date: NaiveDate) -> Answer<Almanac> {
        let (first, last) = year_of(date.year())?;
        Ok(self.almanac(first - BESIDE, last + BESIDE).await?)
    }

    /// Days of Nyepi from a day to a day, both included.
    pub(crate) async fn nyepi_between(&self, from: NaiveDate, until: NaiveDate) -> Stored<Vec<NaiveDate>> {
        Ok(self.almanac(from, until).await?.nyepi())
    }

    /// Days of Nyepi whose silence may hold now.
    pub(crate) async fn nyepi_now(&self) -> Stored<Vec<NaiveDate>> {
        let today = self.today_in_wita();
        self.nyepi_between(today - Days::new(1), today).await
    }

    /// What the calendar says of a day.
    pub(crate) async fn warnings_of(&self, date: NaiveDate) -> Answer<Vec<Warning>> {
        Ok(calendar_warnings(date, &self.almanac_of(date).await?))
    }

    /// What the calendar and the village's feasts say of a plan, as far as it is known.
    pub(crate) async fn warnings_of_plan(
        &self,
        date: NaiveDate,
        village: Option<&VillageCode>,
        ends_at: Option<NaiveTime>,
    ) -> Answer<Vec<Warning>> {
        let odalan = match village {
            Some(code) => self.odalan_of(code).await?,
            None => Vec::new(),
        };
        let plan = PlanDay {
            date,
            ends_at,
            friday_closes_at: self.settings_now().await?.friday_end(),
            odalan: &odalan,
        };
        Ok(plan_warnings(&plan, &self.almanac_of(date).await?))
    }

    /// What they say of a visit.
    pub(crate) async fn warnings_of_visit(&self, visit: &VisitSummary) -> Answer<Vec<Warning>> {
        let ends_at = to_wita(visit.ends_at).time();
        self.warnings_of_plan(visit.date, Some(&visit.village.code), Some(ends_at))
            .await
    }

    pub(crate) async fn year(&self, year: i32) -> Answer<CalendarYear> {
        if !YEARS.contains(&year) {
            return Err(ServiceError::NotFound);
        }
        let (first, last) = year_of(year)?;
        let almanac = self.almanac(first, last).await?;
        Ok(CalendarYear {
            year,
            nyepi_known: !almanac.nyepi().is_empty(),
            holidays: almanac.holidays,
            lunar: almanac.lunar,
        })
    }

    pub(crate) async fn new_holiday(&self, staff: &Staff, new: &HolidayEntry) -> Answer<()> {
        let mut tx = self.pool.begin().await?;
        let added = execute!(
            tx,
            ADD,
            new.date,
            new.kind.key(),
            new.name.as_str(),
            new.provisional
        )?;
        if added == 0 {
            return Err(known_already());
        }
        self.record_calendar(&mut tx, staff, "holiday-added", &line(new))
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Changes a holiday that is still as it was seen.
    pub(crate) async fn change_holiday(
        &self,
        staff: &Staff,
        was: &HolidayEntry,
        new: &HolidayEntry,
    ) -> Answer<()> {
        let mut tx = self.pool.begin().await?;
        let changed = execute!(
            tx,
            EDIT,
            was.date,
            was.kind.key(),
            was.name.as_str(),
            was.provisional,
            new.date,
            new.kind.key(),
            new.name.as_str(),
            new.provisional
        );
        match changed {
            Ok(1) => {}
            Ok(_) => return Err(ServiceError::Stale),
            Err(error) if error.is_unique_violation() => return Err(known_already()),
            Err(error) => return Err(error.into()),
        }
        let detail = format!("{} -> {}", line(was), line(new));
        self.record_calendar(&mut tx, staff, "holiday-edited", &detail)
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Removes a holiday that is still as it was seen.
    pub(crate) async fn drop_holiday(&self, staff: &Staff, was: &HolidayEntry) -> Answer<()> {
        let mut tx = self.pool.begin().await?;
        let removed = execute!(
            tx,
            REMOVE,
            was.date,
            was.kind.key(),
            was.name.as_str(),
            was.provisional
        )?;
        if removed == 0 {
            return Err(ServiceError::Stale);
        }
        self.record_calendar(&mut tx, staff, "holiday-removed", &line(was))
            .await?;
        tx.commit().await?;
        Ok(())
    }

    pub(crate) async fn new_lunar_day(&self, staff: &Staff, day: LunarDay) -> Answer<()> {
        let mut tx = self.pool.begin().await?;
        if execute!(tx, ADD_LUNAR, day.date, day.kind.key())? == 0 {
            return Err(known_already());
        }
        let detail = format!("{} {}", day.date, day.kind.key());
        self.record_calendar(&mut tx, staff, "lunar-day-added", &detail)
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Removes a lunar day. Twice is once.
    pub(crate) async fn drop_lunar_day(&self, staff: &Staff, day: LunarDay) -> Answer<()> {
        let mut tx = self.pool.begin().await?;
        if execute!(tx, REMOVE_LUNAR, day.date, day.kind.key())? == 1 {
            let detail = format!("{} {}", day.date, day.kind.key());
            self.record_calendar(&mut tx, staff, "lunar-day-removed", &detail)
                .await?;
        }
        tx.commit().await?;
        Ok(())
    }

    async fn record_calendar(
        &self,
        tx: &mut crate::db::Tx,
        staff: &Staff,
        act: &'static str,
        detail: &str,
    ) -> Stored<()> {
        let entry = Entry {
            act,
            visit: None,
            booking: None,
            detail,
        };
        audit::record(tx, self.now(), Actor::Staff(staff), entry).await
    }
}

fn known_already() -> ServiceError {
    ServiceError::field(Field::Date, Problem::InCalendar)
}

/// `2027-03-08 Nyepi (national, provisional)`, for the record.
fn line(entry: &HolidayEntry) -> String {
    let provisional = if entry.provisional { ", provisional" } else { "" };
    format!(
        "{} {} ({}{provisional})",
        entry.date,
        entry.name.as_str(),
        entry.kind.key()
    )
}

/// First and last day of a year.
fn year_of(year: i32) -> Answer<(NaiveDate, NaiveDate)> {
    let day = |month, day| NaiveDate::from_ymd_opt(year, month, day).ok_or(ServiceError::NotFound);
    Ok((day(1, 1)?, day(12, 31)?))
}

fn holiday((date, kind, name, provisional): (NaiveDate, String, String, bool)) -> Stored<Holiday> {
    Ok(Holiday {
        date,
        kind: HolidayKind::from_key(&kind).ok_or(StoreError::Corrupt("holiday kind"))?,
        name,
        provisional,
    })
}

fn lunar_day((date, kind): (NaiveDate, String)) -> Stored<LunarDay> {
    let kind = LunarKind::from_key(&kind).ok_or(StoreError::Corrupt("lunar day"))?;
    Ok(LunarDay { date, kind })
}
