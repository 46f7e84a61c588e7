//! Which villages the programme has reached: never visited, last visited, and how the latest visit compares with the
//! first, as in the study's Table 2.

use super::Target;
use crate::village::Village;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A visit that took place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// Its day, in WITA.
    pub date: NaiveDate,
    /// People who came; none where nobody counted.
    pub came: Option<u32>,
}

/// What a village has seen of the programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VillageRecord {
    /// The village.
    pub village: Village,
    /// How many visits took place.
    pub visits: u32,
    /// The first and the latest; the same where there was one.
    pub between: Option<(Held, Held)>,
}

/// How the latest visit compares with the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// There was one visit only, or one of the two was not counted.
    NotKnown,
    /// As many came.
    Same,
    /// More came.
    More(u32),
    /// Fewer came.
    Fewer(u32),
}

impl VillageRecord {
    /// The first visit.
    pub fn first(&self) -> Option<Held> {
        self.between.map(|(first, _)| first)
    }

    /// The latest visit.
    pub fn latest(&self) -> Option<Held> {
        self.between.map(|(_, latest)| latest)
    }

    /// How the latest compares with the first.
    pub fn change(&self) -> Change {
        let Some((first, latest)) = self.between.filter(|_| self.visits > 1) else {
            return Change::NotKnown;
        };
        match (first.came, latest.came) {
            (Some(was), Some(is)) if is > was => Change::More(is - was),
            (Some(was), Some(is)) if is < was => Change::Fewer(was - is),
            (Some(_), Some(_)) => Change::Same,
            _ => Change::NotKnown,
        }
    }
}

/// A kecamatan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DistrictRecord {
    /// Its code, the first three groups of its villages'.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Villages in it.
    pub villages: u32,
    /// Those visited at least once.
    pub visited: u32,
    /// Visits that took place.
    pub visits: u32,
    /// People who came to them, as far as they were counted.
    pub came: u32,
    /// Day of the latest.
    pub latest: Option<NaiveDate>,
}

/// What the programme has reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Atlas {
    /// All villages, by code.
    pub villages: Vec<VillageRecord>,
    /// All kecamatan, by code.
    pub districts: Vec<DistrictRecord>,
    /// Visits whose people were counted, and how many of them stayed under the target.
    pub counted: u32,
    /// Those under the target.
    pub under: u32,
}

impl Atlas {
    /// From all villages with their visits that took place, in any order; `target` is the number that more must come
    /// than.
    pub fn of(villages: Vec<(Village, Vec<Held>)>, target: u32) -> Atlas {
        let mut atlas = Atlas {
            villages: Vec::with_capacity(villages.len()),
            districts: Vec::new(),
            counted: 0,
            under: 0,
        };
        let mut districts: BTreeMap<String, DistrictRecord> = BTreeMap::new();
        for (village, mut held) in villages {
            held.sort_by_key(|it| it.date);
            let visits = u32::try_from(held.len()).unwrap_or(u32::MAX);
            let counted = || held.iter().filter_map(|it| it.came);
            let district = districts
                .entry(village.code.district().to_owned())
                .or_insert_with(|| DistrictRecord {
                    code: village.code.district().to_owned(),
                    name: village.district.clone(),
                    villages: 0,
                    visited: 0,
                    visits: 0,
                    came: 0,
                    latest: None,
                });
            district.villages += 1;
            district.visited += u32::from(visits > 0);
            district.visits += visits;
            district.came = counted().fold(district.came, u32::saturating_add);
            district.latest = district.latest.max(held.last().map(|it| it.date));
            for came in counted() {
                atlas.counted += 1;
                atlas.under += u32::from(Target::of(Some(came), target).is_missed());
            }
            atlas.villages.push(VillageRecord {
                village,
                visits,
                between: held.first().copied().zip(held.last().copied()),
            });
        }
        atlas.villages.sort_by(|a, b| a.village.code.cmp(&b.village.code));
        atlas.districts = districts.into_values().collect();
        atlas
    }

    /// Villages that were visited, by the day of their first visit.
    pub fn visited(&self) -> Vec<&VillageRecord> {
        let mut visited: Vec<_> = self.villages.iter().filter(|it| it.visits > 0).collect();
        visited.sort_by_key(|it| (it.first().map(|first| first.date), it.village.code.clone()));
        visited
    }

    /// Villages that never were, by code.
    pub fn never(&self) -> impl Iterator<Item = &VillageRecord> {
        self.villages.iter().filter(|it| it.visits == 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::village::VillageCode;
    use proptest::prelude::*;

    fn village(code: &str, name: &str, district: &str) -> Village {
        Village {
            code: VillageCode::parse(code).unwrap(),
            name: name.into(),
            district: district.into(),
            aliases: vec![],
        }
    }

    fn held(date: &str, came: u32) -> Held {
        Held {
            date: date.parse().unwrap(),
            came: Some(came),
        }
    }

    fn study() -> Vec<(Village, Vec<Held>)> {
        vec![
            (
                village("51.02.02.2001", "Gunung Salak", "Selemadeg Timur"),
                vec![held("2023-06-14", 25)],
            ),
            (
                village("51.02.04.2011", "Meliling", "Kerambitan"),
                vec![held("2023-05-17", 2)],
            ),
            (
                village("51.02.06.2001", "Bengkel", "Kediri"),
                vec![held("2022-05-20", 18)],
            ),
            (
                village("51.02.06.2014", "Abian Tuwung", "Kediri"),
                vec![held("2022-10-13", 7)],
            ),
            (village("51.02.06.2002", "Pangkung Tibah", "Kediri"), vec![]),
        ]
    }

    #[test]
    fn the_four_visits_of_the_study_are_its_table_2() {
        let atlas = Atlas::of(study(), 15);
        let table: Vec<_> = atlas
            .visited()
            .iter()
            .map(|it| {
                (
                    it.village.name.as_str(),
                    it.first().unwrap(),
                    it.latest().unwrap(),
                )
            })
            .collect();
        let row = |name, date, came| (name, held(date, came), held(date, came));
        let expected = [
            row("Bengkel", "2022-05-20", 18),
            row("Abian Tuwung", "2022-10-13", 7),
            row("Meliling", "2023-05-17", 2),
            row("Gunung Salak", "2023-06-14", 25),
        ];
        assert_eq!(table, expected);
        assert_eq!((atlas.counted, atlas.under), (4, 2));
        assert_eq!(
            atlas
                .never()
                .map(|it| it.village.name.as_str())
                .collect::<Vec<_>>(),
            ["Pangkung Tibah"]
        );
    }

    #[test]
    fn a_kecamatan_is_the_sum_of_its_villages() {
        let atlas = Atlas::of(study(), 15);
        let kediri = &atlas.districts[2];
        assert_eq!(
            (kediri.name.as_str(), kediri.code.as_str()),
            ("Kediri", "51.02.06")
        );
        assert_eq!(
            (kediri.villages, kediri.visited, kediri.visits, kediri.came),
            (3, 2, 2, 25)
        );
        assert_eq!(kediri.latest.unwrap().to_string(), "2022-10-13");
    }

    #[test]
    fn the_latest_visit_is_compared_with_the_first() {
        let bengkel = village("51.02.06.2001", "Bengkel", "Kediri");
        let change = |visits: Vec<Held>| Atlas::of(vec![(bengkel.clone(), visits)], 15).villages[0].change();
        let (old, new) = (held("2022-05-20", 18), held("2026-11-10", 20));
        let between = held("2024-01-10", 90);
        assert_eq!(change(vec![new, between, old]), Change::More(2));
        assert_eq!(
            change(vec![held("2022-05-20", 18), held("2026-11-10", 7)]),
            Change::Fewer(11)
        );
        assert_eq!(
            change(vec![held("2022-05-20", 18), held("2026-11-10", 18)]),
            Change::Same
        );
        assert_eq!(change(vec![old]), Change::NotKnown);
        assert_eq!(change(vec![]), Change::NotKnown);
        let uncounted = Held { came: None, ..new };
        assert_eq!(change(vec![old, uncounted]), Change::NotKnown);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_between_villages_and_kecamatan(
            all in prop::collection::vec(prop::collection::vec((0u64..2000, prop::option::of(0u32..60)), 0..6), 0..40)
        ) {
            let first = NaiveDate::from_ymd_opt(2022, 1, 1).unwrap();
            let held = |(days, came): &(u64, Option<u32>)| Held { date: first + chrono::Days::new(*days), came: *came };
            let villages: Vec<_> = all.iter().enumerate().map(|(number, visits)| {
                let code = format!("51.02.{:02}.{:04}", number % 10 + 1, number + 2001);
                (village(&code, "Desa", "Kecamatan"), visits.iter().map(held).collect::<Vec<_>>())
            }).collect();
            let atlas = Atlas::of(villages, 15);
            let came: Vec<u32> = all.iter().flatten().filter_map(|(_, came)| *came).collect();
            let sum = |of: fn(&DistrictRecord) -> u32| atlas.districts.iter().map(of).sum::<u32>();
            prop_assert_eq!(sum(|it| it.villages) as usize, all.len());
            prop_assert_eq!(sum(|it| it.visits) as usize, all.iter().map(Vec::len).sum::<usize>());
            prop_assert_eq!(sum(|it| it.came), came.iter().sum::<u32>());
            prop_assert_eq!(sum(|it| it.visited) as usize + atlas.never().count(), all.len());
            prop_assert_eq!(atlas.counted as usize, came.len());
            prop_assert_eq!(atlas.under as usize, came.iter().filter(|came| **came <= 15).count());
            for record in atlas.visited() {
                let (first, latest) = record.between.unwrap();
                prop_assert!(first.date <= latest.date);
            }
        }
    }
}
