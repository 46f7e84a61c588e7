//! How many of a number of people must answer before the answers speak for all of them.

/// Krejcie and Morgan (1970): χ² = 3.841 (95 %), P = 0.5, margin 5 %, rounded as in their table.
///
/// n = χ²·N·P(1−P) / (d²(N−1) + χ²·P(1−P)); everything × 100,000, so that whole numbers do.
pub fn sample_size(people: u32) -> u32 {
    let people = u64::from(people);
    let below = 250 * people.saturating_sub(1) + 96_025;
    let size = (2 * 96_025 * people + below) / (2 * below);
    u32::try_from(size).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn it_is_the_published_table() {
        for (people, size) in [
            (10, 10),
            (15, 14),
            (20, 19),
            (50, 44),
            (100, 80),
            (200, 132),
            (500, 217),
            (1_000, 278),
            (3_500, 346),
            (10_000, 370),
            (75_000, 382),
        ] {
            assert_eq!(sample_size(people), size, "{people}");
        }
        assert_eq!((sample_size(0), sample_size(1)), (0, 1));
    }

    proptest! {
        #[test]
        fn it_never_asks_for_more_than_there_are_and_never_falls(people in 0u32..) {
            prop_assert!(sample_size(people) <= people);
            prop_assert!(sample_size(people.saturating_add(1)) >= sample_size(people));
        }
    }
}
