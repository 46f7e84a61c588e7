//! The figures of a period are sums that nothing is lost in.

use crate::evaluation::counts::tests::{bare, some_counts};
use crate::evaluation::*;
use crate::visit::VisitState;
use chrono::NaiveDate;
use proptest::prelude::*;

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

fn november() -> Period {
    Period::month(day(11, 1)).unwrap()
}

#[test]
fn a_period_without_visits_divides_by_nothing() {
    let figures = Figures::of(november(), &[], 15);
    assert!(Figure::ALL.iter().all(|figure| figures.get(*figure) == 0));
    assert_eq!(figures.no_show_share(), None);
}

#[test]
fn a_visit_that_was_called_off_after_bookings_is_told_apart() {
    let cancelled = VisitCounts {
        state: VisitState::Cancelled,
        recorded: false,
        made: 9,
        called_off: 9,
        ..bare(day(11, 10))
    };
    let held = VisitCounts {
        made: 20,
        called_off: 1,
        no_show: 2,
        came: Heads {
            booked: 17,
            walk_in: 1,
        },
        ..bare(day(11, 17))
    };
    let other = VisitCounts { ..bare(day(12, 1)) };
    let figures = Figures::of(november(), &[cancelled, held, other], 15);
    let of = |figure| figures.get(figure);
    assert_eq!(
        (of(Figure::Planned), of(Figure::Held), of(Figure::Cancelled)),
        (1, 1, 1)
    );
    assert_eq!(
        (of(Figure::CalledOff), of(Figure::Booked), of(Figure::Came)),
        (10, 19, 18)
    );
    assert_eq!((of(Figure::Reached), of(Figure::Missed)), (1, 0));
    assert_eq!(figures.no_show_share(), Some(105));
}

#[test]
fn what_was_corrected_since_the_report_is_named() {
    let seventeen = VisitCounts {
        came: Heads {
            booked: 15,
            walk_in: 0,
        },
        ..bare(day(11, 10))
    };
    let corrected = VisitCounts {
        came: Heads {
            booked: 15,
            walk_in: 1,
        },
        ..seventeen.clone()
    };
    let was = Figures::of(november(), &[seventeen], 15);
    let is = Figures::of(november(), &[corrected], 15);
    assert_eq!(was.changes(&was), []);
    let changed: Vec<_> = is
        .changes(&was)
        .iter()
        .map(|it| (it.figure, it.was, it.is))
        .collect();
    let expected = [
        (Figure::Reached, 0, 1),
        (Figure::Missed, 1, 0),
        (Figure::Came, 15, 16),
        (Figure::WalkIns, 0, 1),
    ];
    assert_eq!(changed, expected);
}

proptest! {
    #[test]
    fn a_year_is_the_sum_of_its_months_and_quarters(
        visits in prop::collection::vec((some_counts(), 0u64..730), 0..40), target in 0u32..60
    ) {
        let first = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        let visits: Vec<_> = visits.into_iter()
            .map(|(counts, days)| VisitCounts { date: first + chrono::Days::new(days), ..counts })
            .collect();
        let year = Period::year(2026).unwrap();
        let whole = Figures::of(year, &visits, target);
        for span in [Span::Month, Span::Quarter] {
            let mut parts: Vec<_> = year.months().filter_map(|it| Period::of(it.first(), span)).collect();
            parts.dedup();
            for figure in Figure::ALL {
                let sum: u64 = parts.iter().map(|it| Figures::of(*it, &visits, target).get(*figure)).sum();
                // Parts of minutes are left out in each part.
                if *figure == Figure::LostMinutes {
                    prop_assert!(sum <= whole.get(*figure));
                } else {
                    prop_assert_eq!(sum, whole.get(*figure), "{:?}", figure);
                }
            }
        }
        prop_assert!(whole.reached + whole.missed <= whole.held && whole.held <= whole.planned);
    }
}
