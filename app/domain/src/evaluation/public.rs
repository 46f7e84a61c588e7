//! What everybody may see of the programme: exact numbers go in, nothing comes out from which a small group could be
//! computed (docs/decisions/0026).
//!
//! The rule: a visit with a small group counts as a visit, and its people count nowhere. Every sum is a sum of numbers
//! that are shown, so whatever a hidden number is, the results are the same.

use super::{Headcount, Period, Span};
use crate::id::VisitId;
use crate::survey::{Index, Judgement, Quality, SurveyResult, Tally};
use crate::village::{Village, VillageCode};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A visit that is over, counted exactly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldVisit {
    /// The visit.
    pub id: VisitId,
    /// Its village.
    pub village: VillageCode,
    /// Its day, in WITA.
    pub date: NaiveDate,
    /// People who came; none where nobody counted.
    pub came: Option<u32>,
    /// Those of them who have an NIB by now; none for visits before the records.
    pub nib: Option<u32>,
}

/// What the results of all years are made of. Exact, and therefore not for the public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultFacts {
    /// Today, in WITA.
    pub today: NaiveDate,
    /// Fewer people than these are a small group: a setting of the office.
    pub small_group: u32,
    /// Fewer answers to the survey than these are no verdict: a setting of the office.
    pub survey_minimum: u32,
    /// All villages.
    pub villages: Vec<Village>,
    /// All visits that are over, by day.
    pub held: Vec<HeldVisit>,
    /// The answers to the survey by the first day of their month.
    pub answers: Vec<(NaiveDate, Tally)>,
}

/// A visit that took place, as everybody may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicVisit {
    /// The visit.
    pub id: VisitId,
    /// Its village.
    pub village: VillageCode,
    /// Its day, in WITA.
    pub date: NaiveDate,
    /// People who came; none where nobody counted.
    pub people: Option<Headcount>,
}

/// Visits, added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sums {
    /// Visits that took place.
    pub visits: u32,
    /// Villages in which they did.
    pub reached: u32,
    /// People who came to those visits whose number is shown.
    pub people: Headcount,
    /// Visits with a small group: their people are not in `people`.
    pub left_out: u32,
}

/// A kecamatan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DistrictResults {
    /// Its code, the first three groups of its villages'.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Villages in it.
    pub villages: u32,
    /// The year.
    pub of_year: Sums,
    /// Since the programme began.
    pub whole: Sums,
}

/// What the survey of satisfaction says of a period that is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// Which period.
    pub period: Period,
    /// People who answered.
    pub answers: u32,
    /// The index.
    pub index: Index,
    /// Its class.
    pub quality: Quality,
}

/// What everybody sees of a year and of the whole programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicResults {
    /// The year.
    pub year: i32,
    /// Years from the first visit until today, latest first.
    pub years: Vec<i32>,
    /// Fewer people than these are a small group.
    pub small_group: u32,
    /// Villages of the regency.
    pub villages: u32,
    /// The year.
    pub of_year: Sums,
    /// Since the programme began.
    pub whole: Sums,
    /// NIBs of people who came in the year, rounded down; none where no day of it was recorded.
    pub nib_of_year: Option<Headcount>,
    /// Those of all years.
    pub nib_whole: Option<Headcount>,
    /// All kecamatan, by code.
    pub districts: Vec<DistrictResults>,
    /// The visits of the year, by day.
    pub visits: Vec<PublicVisit>,
    /// The survey of the latest quarter that is over and has enough answers.
    pub latest_rating: Option<Rating>,
    /// Those quarters of the year together.
    pub year_rating: Option<Rating>,
    /// Answers that a quarter needs.
    pub survey_minimum: u32,
}

impl ResultFacts {
    /// What everybody may see of a year.
    pub fn results(&self, year: i32) -> PublicResults {
        let all: Vec<PublicVisit> = self.held.iter().map(|it| self.shown(it)).collect();
        let in_year = |date: NaiveDate| date.year() == year;
        let visits: Vec<PublicVisit> = all.iter().filter(|it| in_year(it.date)).cloned().collect();
        let first = all.iter().map(|it| it.date.year()).min();
        let (nibs, ratings) = (self.nibs(), self.ratings());
        PublicResults {
            year,
            years: (first.unwrap_or(i32::MAX).min(self.today.year())..=self.today.year())
                .rev()
                .collect(),
            small_group: self.small_group,
            villages: count(self.villages.len()),
            of_year: Sums::of(&visits),
            whole: Sums::of(&all),
            nib_of_year: nibs.get(&year).copied(),
            nib_whole: (!nibs.is_empty()).then(|| Headcount::sum(nibs.into_values())),
            districts: self.districts(&all, in_year),
            visits,
            latest_rating: ratings
                .last()
                .and_then(|(period, tally)| self.rating(*period, *tally)),
            year_rating: self.year_rating(year, &ratings),
            survey_minimum: self.survey_minimum,
        }
    }

    fn shown(&self, visit: &HeldVisit) -> PublicVisit {
        PublicVisit {
            id: visit.id,
            village: visit.village.clone(),
            date: visit.date,
            people: visit.came.map(|came| Headcount::of(came, self.small_group)),
        }
    }

    /// By year, of visits whose people are shown. Rounded, as the rest of those people, who have none, may be few; and
    /// as an NIB that comes later would show whose it is.
    fn nibs(&self) -> BTreeMap<i32, Headcount> {
        let mut exact: BTreeMap<i32, u32> = BTreeMap::new();
        for visit in &self.held {
            let shown = self.shown(visit).people.and_then(Headcount::number);
            if let (Some(nib), Some(_)) = (visit.nib, shown) {
                *exact.entry(visit.date.year()).or_default() += nib;
            }
        }
        let rounded = |(year, nib)| (year, Headcount::rounded(nib, self.small_group));
        exact.into_iter().map(rounded).collect()
    }

    fn districts(&self, all: &[PublicVisit], in_year: impl Fn(NaiveDate) -> bool) -> Vec<DistrictResults> {
        let mut visits: HashMap<&str, Vec<PublicVisit>> = HashMap::new();
        for visit in all {
            visits
                .entry(visit.village.district())
                .or_default()
                .push(visit.clone());
        }
        let mut names: BTreeMap<&str, (&str, u32)> = BTreeMap::new();
        for village in &self.villages {
            let (_, villages) = names
                .entry(village.code.district())
                .or_insert((&village.district, 0));
            *villages += 1;
        }
        let district = |(code, (name, villages)): (&str, (&str, u32))| {
            let whole = visits.remove(code).unwrap_or_default();
            let of_year = whole.iter().filter(|it| in_year(it.date));
            DistrictResults {
                code: code.to_owned(),
                name: name.to_owned(),
                villages,
                of_year: Sums::of(of_year),
                whole: Sums::of(&whole),
            }
        };
        names.into_iter().map(district).collect()
    }

    /// Quarters that are over and have enough answers, by time. While a quarter lasts, one answer more would show what
    /// it was.
    fn ratings(&self) -> Vec<(Period, Tally)> {
        let mut quarters: BTreeMap<Period, Tally> = BTreeMap::new();
        for (month, tally) in &self.answers {
            if let Some(quarter) = Period::of(*month, Span::Quarter).filter(|it| it.end() <= self.today) {
                let sum = quarters.entry(quarter).or_default();
                *sum = sum.plus(tally);
            }
        }
        quarters.retain(|period, tally| self.rating(*period, *tally).is_some());
        quarters.into_iter().collect()
    }

    fn year_rating(&self, year: i32, quarters: &[(Period, Tally)]) -> Option<Rating> {
        let of_year = quarters.iter().filter(|(it, _)| it.first().year() == year);
        let tally = of_year.fold(Tally::default(), |sum, (_, tally)| sum.plus(tally));
        self.rating(Period::year(year)?, tally)
    }

    /// None where there are too few answers.
    fn rating(&self, period: Period, tally: Tally) -> Option<Rating> {
        let result = SurveyResult {
            period,
            tally,
            served: 0,
            minimum: self.survey_minimum,
        };
        match result.judgement() {
            Judgement::Nothing | Judgement::TooFew { .. } => None,
            Judgement::Enough { index, quality } => Some(Rating {
                period,
                answers: tally.people(),
                index,
                quality,
            }),
        }
    }
}

impl Sums {
    fn of<'a>(visits: impl IntoIterator<Item = &'a PublicVisit>) -> Sums {
        let visits: Vec<_> = visits.into_iter().collect();
        let reached: HashSet<_> = visits.iter().map(|it| &it.village).collect();
        let hidden = |it: &&&PublicVisit| it.people.is_some_and(|people| people.number().is_none());
        Sums {
            visits: count(visits.len()),
            reached: count(reached.len()),
            people: Headcount::sum(visits.iter().filter_map(|it| it.people)),
            left_out: count(visits.iter().filter(hidden).count()),
        }
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
