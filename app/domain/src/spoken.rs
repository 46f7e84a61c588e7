//! Numbers in Indonesian words, as a hall hears them: not every voice of a browser reads digits in Indonesian.

const ONES: [&str; 12] = [
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh",
    "sebelas",
];

/// `dua belas`, `seratus lima`. From a million on the digits alone.
pub fn spoken(number: u32) -> String {
    let ones = |number: u32| usize::try_from(number).ok().and_then(|at| ONES.get(at));
    match number {
        0..=11 => ones(number).map_or_else(String::new, |word| (*word).to_owned()),
        12..=19 => format!("{} belas", spoken(number - 10)),
        20..=99 => joined(format!("{} puluh", spoken(number / 10)), number % 10),
        100..=199 => joined("seratus".to_owned(), number % 100),
        200..=999 => joined(format!("{} ratus", spoken(number / 100)), number % 100),
        1000..=1999 => joined("seribu".to_owned(), number % 1000),
        2000..=999_999 => joined(format!("{} ribu", spoken(number / 1000)), number % 1000),
        _ => number.to_string(),
    }
}

fn joined(head: String, rest: u32) -> String {
    if rest == 0 {
        head
    } else {
        format!("{head} {}", spoken(rest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_as_people_say_them() {
        for (number, words) in [
            (0, "nol"),
            (11, "sebelas"),
            (12, "dua belas"),
            (19, "sembilan belas"),
            (20, "dua puluh"),
            (47, "empat puluh tujuh"),
            (100, "seratus"),
            (105, "seratus lima"),
            (111, "seratus sebelas"),
            (213, "dua ratus tiga belas"),
            (1001, "seribu satu"),
            (2340, "dua ribu tiga ratus empat puluh"),
            (11_000, "sebelas ribu"),
            (1_000_000, "1000000"),
        ] {
            assert_eq!(spoken(number), words);
        }
    }
}
