//! The ranking of villages and the candidates of a month. One statement brings what all villages are
//! measured by; the rule is `domain::ranking`.

use crate::Backend;
use crate::audit::{self, Actor, Entry};
use crate::db::{execute, fetch_all};
use crate::error::{StoreError, Stored};
use crate::villages::village;
use crate::visits::people;
use chrono::{DateTime, Months, NaiveDate, Utc};
use domain::choice::{Candidate, VillageChoice, VillageRanking, parse_reason};
use domain::error::ServiceError;
use domain::field::{Field, Problem};
use domain::month::first_of;
use domain::ranking::{Ranked, Signal, Standing, Turnout, VillageFacts, Yardstick, rank};
use domain::service::Answer;
use domain::settings::Settings;
use domain::staff::Staff;
use domain::text::Line;
use domain::village::{Village, VillageCode};

const STANDINGS: &str = "select l.code, l.name, l.district, l.aliases, f.unlicensed_estimate, f.travel_minutes, f.signal,
    p.last_visit, p.came, p.counted, n.planned, i.waiting
    from village l
    left join village_fact f on f.village_code = l.code
    left join (select village_code, max(date) as last_visit, cast(sum(attended) as bigint) as came,
      count(attended) as counted from visit where state in ('done', 'evaluated') group by village_code) p
      on p.village_code = l.code
    left join (select village_code, min(date) as planned from visit where date >= $1
      and state in ('proposed', 'awaiting-village', 'confirmed', 'open', 'closed', 'underway') group by village_code) n
      on n.village_code = l.code
    left join (select village_code, count(*) as waiting from interest where told_at is null group by village_code) i
      on i.village_code = l.code
    order by l.code";

#[derive(sqlx::FromRow)]
struct StandingRow {
    code: String,
    name: String,
    district: String,
    aliases: String,
    unlicensed_estimate: Option<i64>,
    travel_minutes: Option<i64>,
    signal: Option<String>,
    last_visit: Option<NaiveDate>,
    came: Option<i64>,
    counted: Option<i64>,
    planned: Option<NaiveDate>,
    waiting: Option<i64>,
}

impl StandingRow {
    fn standing(self) -> Stored<(Village, Standing)> {
        let signal = self
            .signal
            .map(|key| Signal::from_key(&key).ok_or(StoreError::Corrupt("signal")))
            .transpose()?;
        let visits = people(self.counted.unwrap_or(0));
        let standing = Standing {
            facts: VillageFacts {
                unlicensed: self.unlicensed_estimate.map(people),
                travel_minutes: self.travel_minutes.map(people),
                signal,
            },
            last_visit: self.last_visit,
            turnout: (visits > 0).then(|| Turnout {
                people: people(self.came.unwrap_or(0)),
                visits,
            }),
            waiting: people(self.waiting.unwrap_or(0)),
            planned: self.planned,
        };
        Ok((
            village(self.code, self.name, self.district, &self.aliases)?,
            standing,
        ))
    }
}

fn ranked(rows: Vec<StandingRow>, settings: &Settings, today: NaiveDate) -> Stored<Vec<Ranked>> {
    let villages = rows
        .into_iter()
        .map(StandingRow::standing)
        .collect::<Stored<Vec<_>>>()?;
    let by = Yardstick {
        today,
        target: settings.target,
        weights: settings.ranking,
    };
    Ok(rank(villages, &by))
}

fn one(all: Vec<Ranked>, code: &VillageCode) -> Answer<Ranked> {
    let found = all.into_iter().find(|each| each.village.code == *code);
    found.ok_or(ServiceError::NotFound)
}

const CANDIDATES: &str = "select l.code, l.name, l.district, l.aliases, c.reason, s.name as staff_name, c.at
    from candidate c join village l on l.code = c.village_code join staff s on s.id = c.staff_id
    where c.month = $1 order by c.at, l.code";
const CHOOSE: &str =
    "insert into candidate (month, village_code, reason, staff_id, at) values ($1, $2, $3, $4, $5)
    on conflict (month, village_code) do nothing";
const UNCHOOSE: &str = "delete from candidate where month = $1 and village_code = $2";

#[derive(sqlx::FromRow)]
struct CandidateRow {
    code: String,
    name: String,
    district: String,
    aliases: String,
    reason: Option<String>,
    staff_name: String,
    at: DateTime<Utc>,
}

impl CandidateRow {
    fn candidate(self) -> Stored<Candidate> {
        Ok(Candidate {
            village: village(self.code, self.name, self.district, &self.aliases)?,
            reason: self.reason,
            by: self.staff_name,
            at: self.at,
        })
    }
}

impl Backend {
    /// The ranking, and the candidates of a month: without one the next, for plans are made a month ahead.
    pub(crate) async fn ranking_for(&self, month: Option<NaiveDate>) -> Answer<VillageRanking> {
        let today = self.today_in_wita();
        let next = || first_of(today).checked_add_months(Months::new(1));
        let month = month.map(first_of).or_else(next).ok_or(ServiceError::NotFound)?;
        let villages = self.kept_ranking.get(self.now(), today, self.read_ranking(today));
        Ok(VillageRanking {
            month,
            villages: villages.await?,
            candidates: self.candidates_of(month).await?,
        })
    }

    async fn read_ranking(&self, today: NaiveDate) -> Answer<Vec<Ranked>> {
        let rows = fetch_all!(self.pool, StandingRow, STANDINGS, today)?;
        Ok(ranked(rows, &self.settings_now().await?, today)?)
    }

    /// The candidates of a month, in the order in which they were chosen.
    pub(crate) async fn candidates_of(&self, month: NaiveDate) -> Stored<Vec<Candidate>> {
        let rows = fetch_all!(self.pool, CandidateRow, CANDIDATES, month)?;
        rows.into_iter().map(CandidateRow::candidate).collect()
    }

    /// One village of the ranking.
    pub(crate) async fn choice_of(
        &self,
        month: Option<NaiveDate>,
        code: &VillageCode,
    ) -> Answer<VillageChoice> {
        let all = self.ranking_for(month).await?;
        Ok(VillageChoice {
            month: all.month,
            today: self.today_in_wita(),
            candidate: all.candidates.into_iter().find(|it| it.village.code == *code),
            ranked: one(all.villages, code)?,
            past: self.held_in(code).await?,
        })
    }

    /// Makes a village a candidate. Chosen twice is chosen once: the first reason stands.
    pub(crate) async fn choose(
        &self,
        staff: &Staff,
        month: NaiveDate,
        code: &VillageCode,
        reason: &str,
    ) -> Answer<()> {
        let (now, today, month) = (self.now(), self.today_in_wita(), first_of(month));
        if month < first_of(today) {
            return Err(ServiceError::field(Field::Date, Problem::InThePast));
        }
        let mut tx = self.pool.begin().await?;
        let settings = self.settings_in(&mut tx).await?;
        let rows = fetch_all!(tx, StandingRow, STANDINGS, today)?;
        let ranked = one(ranked(rows, &settings, today)?, code)?;
        let reason = parse_reason(&ranked, reason).map_err(|error| ServiceError::Invalid(vec![error]))?;
        let reason = reason.as_ref().map(Line::as_str);
        if execute!(tx, CHOOSE, month, code.as_str(), reason, staff.id.uuid(), now)? == 1 {
            let place = format!(
                "{} {} ({}): {}",
                month.format("%Y-%m"),
                code.as_str(),
                ranked.rank,
                reason.unwrap_or("")
            );
            let entry = Entry {
                act: "candidate-chosen",
                visit: None,
                booking: None,
                detail: &place,
            };
            audit::record(&mut tx, now, Actor::Staff(staff), entry).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Takes a candidate back. One that is none already is none.
    pub(crate) async fn unchoose(&self, staff: &Staff, month: NaiveDate, code: &VillageCode) -> Answer<()> {
        let month = first_of(month);
        let mut tx = self.pool.begin().await?;
        if execute!(tx, UNCHOOSE, month, code.as_str())? == 1 {
            let entry = Entry {
                act: "candidate-dropped",
                visit: None,
                booking: None,
                detail: &format!("{} {}", month.format("%Y-%m"), code.as_str()),
            };
            audit::record(&mut tx, self.now(), Actor::Staff(staff), entry).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}
