//! Which village next: the ranking says why, the office chooses, and says why where it chooses otherwise.

use crate::common::{BENGKEL, JEGU, MELILING, Office, day, each, seed, temporary};
use crate::forms::plan_form;
use backend::ImportError;
use domain::error::ServiceError;
use domain::field::{Field, Problem};
use domain::lang::Lang;
use domain::ranking::{Factor, Ranked, Signal, VillageFacts};
use domain::service::StaffService;
use domain::staff::Role;
use domain::village::VillageCode;
use std::path::PathBuf;

const FACTS: &str = "village_code,unlicensed_estimate,travel_minutes,signal\n";

fn code(text: &str) -> VillageCode {
    VillageCode::parse(text).unwrap()
}

fn file(content: &str) -> PathBuf {
    let path = temporary("facts.csv");
    std::fs::write(&path, content).unwrap();
    path
}

impl Office {
    async fn ranked(&self) -> Vec<Ranked> {
        self.backend.ranking(&self.head, None).await.unwrap().villages
    }

    async fn village_ranked(&self, text: &str) -> Ranked {
        let found = self.ranked().await.into_iter();
        found
            .into_iter()
            .find(|it| it.village.code.as_str() == text)
            .unwrap()
    }

    async fn facts_of(&self, text: &str) -> VillageFacts {
        self.village_ranked(text).await.standing.facts
    }

    async fn choose(&self, text: &str, reason: &str) -> Result<(), ServiceError> {
        self.backend
            .add_candidate(&self.head, day(7, 9), &code(text), reason)
            .await
    }

    async fn chosen(&self) -> Vec<(String, Option<String>, String)> {
        let month = Some(day(7, 1));
        let ranking = self.backend.ranking(&self.head, month).await.unwrap();
        let all = ranking.candidates.into_iter();
        all.map(|it| (String::from(it.village.code), it.reason, it.by))
            .collect()
    }
}

#[tokio::test]
async fn the_study_s_four_visits_stand_in_the_ranking_with_those_who_came() {
    each(async |office| {
        let import = office
            .backend
            .import_history(&seed("programme-history.csv"))
            .await;
        assert_eq!(import.unwrap(), 4);
        let all = office.ranked().await;
        assert_eq!(all.len(), 133);
        let mut visited: Vec<_> = all
            .iter()
            .filter_map(|it| Some((it.standing.last_visit?, it.standing.turnout?.people)))
            .collect();
        visited.sort_unstable();
        let days = [(2022, 5, 20), (2022, 10, 13), (2023, 5, 17), (2023, 6, 14)];
        let days = days.map(|(y, m, d)| chrono::NaiveDate::from_ymd_opt(y, m, d).unwrap());
        let expected: Vec<_> = days.into_iter().zip([18, 7, 2, 25]).collect();
        assert_eq!(visited, expected);

        let choice = office
            .backend
            .village_choice(&office.head, None, &code(BENGKEL))
            .await;
        let choice = choice.unwrap();
        assert_eq!((choice.month, choice.past.len()), (day(7, 1), 1));
        assert_eq!(choice.past[0].1.came, Some(18));
        let why = Factor::Turnout.why(&choice.ranked.standing, choice.today, Lang::Id);
        assert_eq!(why, "18 orang datang.");
        let nowhere = office
            .backend
            .village_choice(&office.head, None, &code("51.02.99.2001"))
            .await;
        assert_eq!(nowhere, Err(ServiceError::NotFound));
    })
    .await;
}

#[tokio::test]
async fn a_planned_visit_is_shown_and_the_office_sets_what_each_factor_weighs() {
    each(async |office| {
        let before = office.village_ranked(BENGKEL).await;
        assert_eq!(before.standing.planned, None);
        office.create(&plan_form(&[])).await;
        let planned = office.village_ranked(BENGKEL).await;
        assert_eq!(
            (planned.standing.planned, planned.points),
            (Some(day(6, 10)), before.points)
        );

        for weight in ["unlicensed", "turnout", "interest", "travel", "signal"] {
            let key = format!("rank_{weight}");
            office.backend.set_setting(&key, "0").await.unwrap();
        }
        office.backend.set_setting("rank_absence", "80").await.unwrap();
        assert_eq!(
            office.village_ranked(BENGKEL).await.points,
            80,
            "never visited: all of it"
        );
        assert!(office.backend.set_setting("rank_signal", "101").await.is_err());
    })
    .await;
}

#[tokio::test]
async fn facts_come_from_partial_files_and_an_empty_cell_leaves_what_is_known() {
    each(async |office| {
        let import = async |rows: &str| {
            let path = file(&format!("{FACTS}{rows}"));
            office.backend.import_village_facts(&path).await.unwrap()
        };
        assert_eq!(import(&format!("{BENGKEL},120,12,good\n{JEGU},,55,\n")).await, 2);
        assert_eq!(import(&format!("{BENGKEL},,15,\n")).await, 1);
        let bengkel = VillageFacts {
            unlicensed: Some(120),
            travel_minutes: Some(15),
            signal: Some(Signal::Good),
        };
        assert_eq!(office.facts_of(BENGKEL).await, bengkel);
        assert_eq!(office.facts_of(JEGU).await.travel_minutes, Some(55));
        assert_eq!(office.facts_of(MELILING).await, VillageFacts::default());

        let by_hand = VillageFacts {
            unlicensed: Some(80),
            ..VillageFacts::default()
        };
        let set = office
            .backend
            .set_facts(&office.head, &code(BENGKEL), by_hand)
            .await;
        set.unwrap();
        assert_eq!(
            office.facts_of(BENGKEL).await,
            by_hand,
            "what is left out is not known"
        );
        let nowhere = office
            .backend
            .set_facts(&office.head, &code("51.02.99.2001"), by_hand)
            .await;
        assert_eq!(nowhere, Err(ServiceError::NotFound));
    })
    .await;
}

#[tokio::test]
async fn a_wrong_line_of_facts_is_named_and_nothing_of_the_file_is_kept() {
    each(async |office| {
        for (bad, part) in [
            ("51.02.99.2001,1,1,good\n", "is not known"),
            ("51.02.04.2011,banyak,1,good\n", "unlicensed_estimate: OutOfRange"),
            ("51.02.04.2011,1,-5,good\n", "travel_minutes: OutOfRange"),
            ("51.02.04.2011,1,1,5G\n", "signal: NotAChoice"),
            ("51.02.06.2001,1,1,good\n", "twice"),
        ] {
            let path = file(&format!("{FACTS}{BENGKEL},120,12,good\n{bad}"));
            match office.backend.import_village_facts(&path).await.unwrap_err() {
                ImportError::Row { line, why, .. } => {
                    assert!(line == 3 && why.contains(part), "{line} {why}")
                }
                other => panic!("{other}"),
            }
        }
        assert_eq!(office.facts_of(BENGKEL).await, VillageFacts::default());
    })
    .await;
}

#[tokio::test]
async fn a_proposed_village_is_chosen_at_once_and_another_needs_a_reason() {
    each(async |office| {
        let all = office.ranked().await;
        let (first, last) = (all[0].village.code.as_str(), all[132].village.code.as_str());
        office.choose(first, "").await.unwrap();
        let missing = Err(ServiceError::field(Field::Reason, Problem::Missing));
        assert_eq!(office.choose(last, " ").await, missing);
        office.choose(last, "permintaan camat").await.unwrap();
        office.choose(last, "alasan lain").await.unwrap();
        let by = office.head.name.clone();
        let expected = vec![
            (first.to_owned(), None, by.clone()),
            (last.to_owned(), Some("permintaan camat".to_owned()), by),
        ];
        assert_eq!(office.chosen().await, expected, "chosen twice is chosen once");
        let other = office
            .backend
            .ranking(&office.head, Some(day(8, 1)))
            .await
            .unwrap();
        assert!(other.candidates.is_empty(), "for its month alone");

        let drop = office
            .backend
            .drop_candidate(&office.head, day(7, 1), &code(last))
            .await;
        drop.unwrap();
        assert_eq!(office.chosen().await, expected[..1]);
        let record = office
            .sql("select detail from audit_entry where act like 'candidate-%' order by id")
            .await;
        assert_eq!(record.len(), 3);
        assert!(record[1].ends_with("(133): permintaan camat"), "{record:?}");

        let past = office
            .backend
            .add_candidate(&office.head, day(5, 1), &code(first), "")
            .await;
        assert_eq!(past, Err(ServiceError::field(Field::Date, Problem::InThePast)));
        assert_eq!(
            office.choose("51.02.99.2001", "").await,
            Err(ServiceError::NotFound)
        );
    })
    .await;
}

#[tokio::test]
async fn all_of_the_office_see_the_ranking_and_those_who_plan_choose() {
    each(async |office| {
        for role in [Role::AgencyHead, Role::Administration, Role::Operator] {
            let (staff, b, bengkel) = (office.staff(role).await, &office.backend, code(BENGKEL));
            assert!(b.ranking(&staff, None).await.is_ok(), "{role:?}");
            assert!(b.village_choice(&staff, None, &bengkel).await.is_ok());
            for refused in [
                b.add_candidate(&staff, day(7, 1), &bengkel, "mohon").await,
                b.drop_candidate(&staff, day(7, 1), &bengkel).await,
                b.set_facts(&staff, &bengkel, VillageFacts::default()).await,
            ] {
                assert_eq!(refused, Err(ServiceError::Forbidden), "{role:?}");
            }
        }
    })
    .await;
}
