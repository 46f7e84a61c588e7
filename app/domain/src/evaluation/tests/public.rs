//! What everybody sees, and that nobody can compute what is hidden.

use crate::evaluation::Headcount::{FewerThan, Number};
use crate::evaluation::{Headcount, HeldVisit, Period, PublicResults, ResultFacts};
use crate::id::VisitId;
use crate::survey::{Answers, Quality, Tally};
use crate::village::{Village, VillageCode};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use uuid::Uuid;

const SMALL: u32 = 5;
const VILLAGES: [(&str, &str); 4] = [
    ("51.02.04.2011", "Kerambitan"),
    ("51.02.06.2001", "Kediri"),
    ("51.02.06.2014", "Kediri"),
    ("51.02.02.2001", "Selemadeg Timur"),
];

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn code(village: usize) -> VillageCode {
    VillageCode::parse(VILLAGES[village].0).unwrap()
}

fn held(number: u128, village: usize, date: NaiveDate, came: Option<u32>, nib: Option<u32>) -> HeldVisit {
    HeldVisit {
        id: VisitId::new(Uuid::from_u128(number)),
        village: code(village),
        date,
        came,
        nib,
    }
}

fn facts(held: Vec<HeldVisit>) -> ResultFacts {
    let village = |(code, district): (&str, &str)| Village {
        code: VillageCode::parse(code).unwrap(),
        name: code.into(),
        district: district.into(),
        aliases: vec![],
    };
    ResultFacts {
        today: day("2026-11-25"),
        small_group: SMALL,
        survey_minimum: 17,
        villages: VILLAGES.map(village).to_vec(),
        held,
        answers: Vec::new(),
    }
}

/// The four visits of the study, and two of this year.
fn programme() -> ResultFacts {
    facts(vec![
        held(1, 1, day("2022-05-20"), Some(18), None),
        held(2, 2, day("2022-10-13"), Some(7), None),
        held(3, 0, day("2023-05-17"), Some(2), None),
        held(4, 3, day("2023-06-14"), Some(25), None),
        held(5, 1, day("2026-06-10"), Some(16), Some(13)),
        held(6, 0, day("2026-07-08"), Some(4), Some(4)),
    ])
}

fn answered(people: u32, score: &str) -> Tally {
    let mut tally = Tally::default();
    let answers = Answers::parse(|_| score).unwrap();
    (0..people).for_each(|_| tally.add(&answers));
    tally
}

#[test]
fn a_visit_with_a_small_group_is_a_visit_and_its_people_count_nowhere() {
    let results = programme().results(2026);
    let (year, whole) = (results.of_year, results.whole);
    assert_eq!((year.visits, year.reached, year.left_out), (2, 2, 1));
    assert_eq!((whole.visits, whole.reached, whole.left_out), (6, 4, 2));
    assert_eq!((year.people, whole.people), (Number(16), Number(66)));
    let people: Vec<_> = results.visits.iter().map(|it| it.people).collect();
    assert_eq!(people, [Some(Number(16)), Some(FewerThan(5))]);
    // Four more have an NIB: they are the small group.
    assert_eq!(
        (results.nib_of_year, results.nib_whole),
        (Some(Number(10)), Some(Number(10)))
    );
    assert_eq!(results.years, [2026, 2025, 2024, 2023, 2022]);
}

#[test]
fn every_kecamatan_stands_in_the_table_with_what_it_saw() {
    let results = programme().results(2023);
    let rows: Vec<_> = results
        .districts
        .iter()
        .map(|it| {
            (
                it.name.as_str(),
                it.villages,
                it.of_year.people,
                it.whole.reached,
                it.whole.people,
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            ("Selemadeg Timur", 1, Number(25), 1, Number(25)),
            ("Kerambitan", 1, FewerThan(5), 1, FewerThan(10)),
            ("Kediri", 2, Number(0), 2, Number(41)),
        ]
    );
}

#[test]
fn a_year_without_visits_is_nothing_and_divides_nothing() {
    let results = programme().results(2024);
    assert_eq!((results.of_year.visits, results.of_year.people), (0, Number(0)));
    assert_eq!((results.nib_of_year, results.year_rating), (None, None));
    let nothing = facts(Vec::new()).results(2026);
    assert_eq!((nothing.years, nothing.whole.people), (vec![2026], Number(0)));
    assert_eq!((nothing.nib_whole, nothing.latest_rating), (None, None));
}

#[test]
fn a_visit_to_which_nobody_came_says_so_and_one_that_nobody_counted_says_nothing() {
    let results = facts(vec![
        held(1, 0, day("2026-01-14"), Some(0), Some(0)),
        held(2, 1, day("2026-01-15"), None, None),
    ])
    .results(2026);
    let people: Vec<_> = results.visits.iter().map(|it| it.people).collect();
    assert_eq!(people, [Some(Number(0)), None]);
    assert_eq!(
        (results.of_year.left_out, results.nib_of_year),
        (0, Some(Number(0)))
    );
}

#[test]
fn the_day_in_bali_decides_about_the_year() {
    let facts = facts(vec![
        held(1, 0, day("2025-12-31"), Some(20), None),
        held(2, 0, day("2026-01-01"), Some(30), None),
    ]);
    let people = |year| facts.results(year).of_year.people;
    assert_eq!((people(2025), people(2026)), (Number(20), Number(30)));
}

#[test]
fn satisfaction_is_said_of_quarters_that_are_over_and_have_enough_answers() {
    let mut facts = programme();
    facts.answers = vec![
        (day("2025-11-01"), answered(20, "2")),
        (day("2026-01-01"), answered(10, "4")),
        (day("2026-03-01"), answered(10, "4")),
        (day("2026-05-01"), answered(16, "1")), // a handful
        (day("2026-08-01"), answered(20, "3")),
        (day("2026-10-01"), answered(90, "1")), // not over yet
    ];
    let results = facts.results(2026);
    let latest = results.latest_rating.unwrap();
    assert_eq!(
        (latest.period, latest.answers),
        (Period::parse("2026-Q3").unwrap(), 20)
    );
    assert_eq!((latest.index.hundredths(), latest.quality), (7_500, Quality::C));
    let year = results.year_rating.unwrap();
    assert_eq!((year.answers, year.index.hundredths()), (40, 8_750));
    // The latest stands beside every year.
    let before = facts.results(2024);
    assert_eq!((before.latest_rating, before.year_rating), (Some(latest), None));
    facts.today = day("2027-01-01");
    assert_eq!(facts.results(2026).latest_rating.unwrap().answers, 90);
}

/// Whatever could have happened in three years, small groups more often than not.
fn some_facts() -> impl Strategy<Value = ResultFacts> {
    let came = prop_oneof![
        1 => Just(None),
        1 => Just(Some(0)),
        4 => (1..SMALL).prop_map(Some),
        4 => (SMALL..40).prop_map(Some),
    ];
    let visit = (0..VILLAGES.len(), 0u64..1_000, came, prop::option::of(0u32..40));
    prop::collection::vec(visit, 0..12).prop_map(|visits| {
        let visit = |(number, (village, days, came, nib)): (u128, (usize, u64, Option<u32>, Option<u32>))| {
            let date = day("2024-01-01") + Days::new(days);
            // Nobody has an NIB who did not come.
            let nib = nib.zip(came).map(|(nib, came)| nib.min(came));
            held(number, village, date, came, nib)
        };
        facts((0..).zip(visits).map(visit).collect())
    })
}

/// All that is published: every page, and every answer of the API.
fn published(facts: &ResultFacts) -> Vec<PublicResults> {
    (2024..=2026).map(|year| facts.results(year)).collect()
}

fn is_hidden(visit: &HeldVisit) -> bool {
    visit.came.is_some_and(|came| (1..SMALL).contains(&came))
}

/// The numbers of people on a page.
fn numbers(results: &PublicResults) -> Vec<Headcount> {
    let mut all: Vec<_> = results.visits.iter().filter_map(|it| it.people).collect();
    for it in &results.districts {
        all.extend([it.of_year.people, it.whole.people]);
    }
    all.extend([results.of_year.people, results.whole.people]);
    all.extend([results.nib_of_year, results.nib_whole].into_iter().flatten());
    all
}

proptest! {
    /// Who wants to recompute a hidden number finds every small number possible: with each of them in its place, all
    /// that is published is the same.
    #[test]
    fn a_hidden_number_could_be_any_small_number(facts in some_facts()) {
        let seen = published(&facts);
        for place in 0..facts.held.len() {
            if !is_hidden(&facts.held[place]) {
                continue;
            }
            for came in 1..SMALL {
                for nib in (0..=came).map(Some).chain([None]) {
                    // Whether a day was recorded is no secret.
                    if nib.is_some() == facts.held[place].nib.is_some() {
                        let mut other = facts.clone();
                        (other.held[place].came, other.held[place].nib) = (Some(came), nib);
                        prop_assert_eq!(&published(&other), &seen);
                    }
                }
            }
        }
    }

    /// Subtracting what is shown from its total leaves nothing over that would be somebody's.
    #[test]
    fn a_total_is_the_sum_of_the_numbers_beside_it(facts in some_facts()) {
        let number = |it: Headcount| it.number().unwrap_or(0);
        let pages = published(&facts);
        for page in &pages {
            let visits: u32 = page.visits.iter().filter_map(|it| it.people).map(number).sum();
            let by_district: u32 = page.districts.iter().map(|it| number(it.of_year.people)).sum();
            let whole: u32 = page.districts.iter().map(|it| number(it.whole.people)).sum();
            prop_assert_eq!((visits, by_district), (number(page.of_year.people), number(page.of_year.people)));
            prop_assert_eq!(whole, number(page.whole.people));
            let visits: u32 = page.districts.iter().map(|it| it.whole.visits).sum();
            prop_assert_eq!(visits as usize, facts.held.len());
        }
        let years: u32 = pages.iter().map(|it| number(it.of_year.people)).sum();
        let nibs: u32 = pages.iter().filter_map(|it| it.nib_of_year).map(number).sum();
        prop_assert_eq!(years, number(pages[0].whole.people));
        prop_assert_eq!(nibs, pages[0].nib_whole.map_or(0, number));
    }

    #[test]
    fn no_small_number_is_anywhere(facts in some_facts()) {
        for shown in published(&facts).iter().flat_map(numbers) {
            prop_assert!(!(1..SMALL).contains(&shown.number().unwrap_or(0)), "{shown:?}");
        }
    }

    /// People without an NIB may be few as well: their number cannot be had by subtraction.
    #[test]
    fn nobody_can_say_how_few_went_without_an_nib(came in SMALL..60, nib in 0u32..60) {
        let nib = nib.min(came);
        let at = |nib| facts(vec![held(1, 0, day("2026-01-14"), Some(came), Some(nib))]).results(2026);
        let without = |nib| came - nib;
        let seen = at(nib);
        let possible = (0..=came).filter(|other| at(*other) == seen).map(without);
        let (possible, few): (Vec<_>, _) = (possible.collect(), (1..SMALL).contains(&without(nib)));
        prop_assert!(!few || possible.len() > 1, "{possible:?}");
    }
}
