//! The index is computed exactly, rounded once and classed after it is rounded.

use crate::lang::Lang;
use crate::survey::element::ELEMENTS;
use crate::survey::tally::Sum;
use crate::survey::*;
use proptest::prelude::*;

fn all_alike(scores: u64, answers: u32) -> Tally {
    Tally::of(answers, |_| Sum { scores, answers })
}

#[test]
fn the_worked_example_is_91_48() {
    // domain.md 5: 955 points in 261 answers (29 people, nine questions each), 955/261 × 25 = 91.475…
    let tally = Tally::of(29, |element| Sum {
        scores: if element == Element::Requirements {
            107
        } else {
            106
        },
        answers: 29,
    });
    let points: u64 = Element::ALL.iter().map(|it| tally.sum(*it).scores).sum();
    assert_eq!(points, 955);
    let index = tally.index().unwrap();
    assert_eq!((index.hundredths(), index.quality()), (9148, Quality::A));
    assert_eq!(
        (index.text(Lang::Id), index.text(Lang::En)),
        ("91,48".into(), "91.48".into())
    );
}

#[test]
fn the_boundaries_are_rounded_before_they_are_classed() {
    // A mean of m/20,000 gives m/800: exactly on the half.
    for (points, hundredths, quality) in [
        (70_644, 8831, Quality::A), // 88.305
        (70_643, 8830, Quality::B), // 88.30375
        (61_284, 7661, Quality::B), // 76.605
        (61_283, 7660, Quality::C), // 76.60375
        (51_996, 6500, Quality::C), // 64.995
        (51_995, 6499, Quality::D), // 64.99375
    ] {
        let index = all_alike(points, 20_000).index().unwrap();
        assert_eq!(
            (index.hundredths(), index.quality()),
            (hundredths, quality),
            "{points}"
        );
    }
}

#[test]
fn the_ends_are_25_and_100() {
    let least = all_alike(7, 7).index().unwrap();
    let most = all_alike(28, 7).index().unwrap();
    assert_eq!((least.hundredths(), least.quality()), (2500, Quality::D));
    assert_eq!((most.hundredths(), most.quality()), (10_000, Quality::A));
    assert_eq!(most.text(Lang::Id), "100,00");
    assert_eq!(Index::of_hundredths(6505).text(Lang::En), "65.05");
}

#[test]
fn an_element_left_out_by_some_counts_as_much_as_the_others() {
    // Two people give 4 everywhere, a third gives 1 for the cost alone: its mean is 3, the others stay 4.
    let mut tally = Tally::default();
    let all = Answers::parse(|_| "4").unwrap();
    tally.add(&all);
    tally.add(&all);
    let mut one = Answers::default();
    one.set(Element::Cost, Score::new(1).unwrap());
    tally.add(&one);
    assert_eq!(tally.people(), 3);
    assert_eq!(tally.sum(Element::Cost).mean(), Some(30_000));
    // (8 × 4 + 3) / 9 × 25 = 97.222…
    assert_eq!(tally.index().unwrap().hundredths(), 9722);
    assert_eq!(tally.worst_first()[0], Element::Cost);
    assert_eq!(tally.index_of(Element::Cost).unwrap().hundredths(), 7500);
}

#[test]
fn an_element_that_nobody_answered_is_none_of_them() {
    let tally = Tally::of(4, |element| match element {
        Element::Complaints => Sum::default(),
        _ => Sum {
            scores: 12,
            answers: 4,
        },
    });
    assert_eq!(tally.index().unwrap().hundredths(), 7500);
    assert_eq!(tally.index_of(Element::Complaints), None);
    assert_eq!(tally.sum(Element::Complaints).mean(), None);
    assert_eq!(tally.worst_first().len(), 8);
}

#[test]
fn no_answer_gives_no_index() {
    assert_eq!(Tally::default().index(), None);
    assert!(Tally::default().worst_first().is_empty());
}

#[test]
fn means_have_four_decimals() {
    assert_eq!(
        Sum {
            scores: 2,
            answers: 3
        }
        .mean(),
        Some(6667)
    );
    assert_eq!(
        Sum {
            scores: 35_324,
            answers: 10_000
        }
        .mean(),
        Some(35_324)
    );
}

/// The plain way: one fraction of whole numbers, rounded at the end.
fn plainly(people: &[[Option<u8>; ELEMENTS]]) -> Option<u32> {
    let (mut above, mut below, mut elements) = (0_i128, 1_i128, 0_i128);
    for element in 0..ELEMENTS {
        let answers: Vec<i128> = people
            .iter()
            .filter_map(|it| it[element])
            .map(i128::from)
            .collect();
        let count = i128::try_from(answers.len()).unwrap();
        if count > 0 {
            above = above * count + answers.iter().sum::<i128>() * below;
            below *= count;
            elements += 1;
        }
    }
    // above/below/elements × 2500, half up
    (elements > 0).then(|| {
        let twice = (above * 5_000 + below * elements) / (2 * below * elements);
        u32::try_from(twice).unwrap()
    })
}

fn someone() -> impl Strategy<Value = [Option<u8>; ELEMENTS]> {
    prop::array::uniform9(prop::option::weighted(0.8, 1u8..=4))
}

proptest! {
    #[test]
    fn it_is_the_index_of_the_plain_way(people in prop::collection::vec(someone(), 0..60)) {
        let mut tally = Tally::default();
        for person in &people {
            let mut answers = Answers::default();
            for (element, score) in Element::ALL.iter().zip(person) {
                if let Some(score) = score.and_then(Score::new) {
                    answers.set(*element, score);
                }
            }
            tally.add(&answers);
        }
        let index = tally.index().map(Index::hundredths);
        prop_assert_eq!(index, plainly(&people));
        prop_assert!(index.is_none_or(|index| (2500..=10_000).contains(&index)));
    }

    #[test]
    fn a_better_answer_never_gives_a_worse_index(
        counts in prop::array::uniform9((1u32..3_000_000_000, 0u64..3)), worse in 0usize..9
    ) {
        let tally = |better: bool| Tally::of(1, |element| {
            let (answers, points) = counts[element.place()];
            let more = u64::from(better && element.place() == worse);
            Sum { scores: u64::from(answers) * (1 + points) + more, answers }
        });
        prop_assert!(tally(true).index() >= tally(false).index());
    }
}
