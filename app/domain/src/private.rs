//! What must not stand in a text that everybody reads: numbers and addresses of people, and the name of whoever
//! asked (law 27/2022, data minimisation). A help for staff, who read the text too: it finds what can be found by
//! rule.

use crate::lang::keyed;
use crate::phone::Phone;

keyed! {
    /// What was found.
    Private {
        /// Sixteen digits.
        Nik = "nik", "NIK", "a NIK";
        /// A phone number, or another number of a person such as an NIB.
        Number = "number", "nomor orang", "a person's number";
        /// An e-mail address, or the name of an account.
        Email = "email", "alamat e-mail atau akun", "an e-mail address or account";
        /// A part of the name of whoever asked.
        Name = "name", "nama penanya", "the asker's name";
    }
}

/// Digits of a NIK.
const NIK: usize = 16;
/// So many digits without a gap are the number of somebody: an NIB has 13, a code of business fields (KBLI) only 5.
const LONGEST_PLAIN: usize = 8;
/// Digits of a landline number with its area code.
const LANDLINE: std::ops::RangeInclusive<usize> = 9..=12;
/// Letters of a part of a name that tells who it is: `Ni`, `I` and `Pak` do not.
const SHORTEST_NAME: usize = 3;
/// Words that people write as their name and that tell nobody.
const NO_NAMES: [&str; 14] = [
    "warung", "toko", "usaha", "ibu", "bapak", "pak", "banjar", "desa", "dan", "saya", "warga", "anda",
    "bali", "nib",
];

/// The first private thing in a text that is to be published, if any. `asker` is the name that was given with the
/// question: its words of three letters and more are looked for as whole words, whatever their case.
pub fn private_in(text: &str, asker: Option<&str>) -> Option<Private> {
    if let Some(found) = number_in(text) {
        return Some(found);
    }
    if text.contains(['@', '＠']) {
        return Some(Private::Email);
    }
    let said = words(text);
    let named = asker.map(words).unwrap_or_default();
    let tells = |word: &String| word.chars().count() >= SHORTEST_NAME && !NO_NAMES.contains(&word.as_str());
    named
        .iter()
        .filter(|word| tells(word))
        .any(|word| said.contains(word))
        .then_some(Private::Name)
}

/// The words of a text in small letters.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// The number of somebody in a text, if there is one. Groups of digits with nothing but signs of separation between
/// them may be one number.
fn number_in(text: &str) -> Option<Private> {
    let (mut rest, mut found) = (text, None);
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, tail) = rest.split_at(start);
        let end = tail.find(|c: char| !c.is_ascii_digit() && !is_separator(c));
        let (piece, after) = tail.split_at(end.unwrap_or(tail.len()));
        if !is_money(before, piece) {
            let groups = piece.split(|c: char| !c.is_ascii_digit());
            let groups: Vec<_> = groups.filter(|group| !group.is_empty()).collect();
            match number_of(&groups) {
                Some(Private::Nik) => return Some(Private::Nik),
                number => found = found.or(number),
            }
        }
        rest = after;
    }
    found
}

fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '.' | '-' | '(' | ')' | '/' | '+')
        || matches!(c, '\u{2010}'..='\u{2015}' | '\u{200b}'..='\u{200f}')
}

/// `Rp 812.345.678`: an amount and no number of a person.
fn is_money(before: &str, piece: &str) -> bool {
    let rupiah = before
        .trim_end_matches(is_separator)
        .to_lowercase()
        .ends_with("rp");
    let mut groups = piece.trim_matches(is_separator).split('.');
    let first = groups.next().unwrap_or("");
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    rupiah && digits(first) && first.len() <= 3 && groups.all(|group| group.len() == 3 && digits(group))
}

/// What groups of digits that stand together are, if they are somebody's number.
fn number_of(groups: &[&str]) -> Option<Private> {
    let mut found = None;
    for from in 0..groups.len() {
        for until in from + 1..=groups.len() {
            let digits = groups[from..until].concat();
            let plain = until == from + 1 && digits.len() > LONGEST_PLAIN;
            if digits.len() == NIK || (plain && digits.len() > NIK) {
                return Some(Private::Nik);
            }
            let area = digits.starts_with('0') && !digits.starts_with("00");
            let landline = area && LANDLINE.contains(&digits.len());
            if plain || landline || Phone::parse(&digits).is_ok() {
                found = Some(Private::Number);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_people_may_read_stays() {
        for text in [
            "Apakah warung kecil perlu NIB? Ya, dan gratis.",
            "Petugas datang Senin, 14 Desember 2026 pukul 09.20 sampai 11.30 WITA.",
            "Modal sampai Rp 1.000.000.000, atau Rp. 812.345.678, masih usaha mikro.",
            "Modal 5.000.000.000 rupiah; KBLI 56102; PP 28/2025 Pasal 234.",
            "",
        ] {
            assert_eq!(private_in(text, None), None, "{text}");
        }
    }

    #[test]
    fn numbers_of_people_are_found_however_they_are_written() {
        for (text, what) in [
            ("NIK saya 5102064107850001", Private::Nik),
            ("nomor 0812 3456 7890 atau 5102 0641 0785 0001", Private::Nik),
            ("hubungi 0812-3456-7890.", Private::Number),
            ("WA +62 (0)812.3456.7890 ya", Private::Number),
            ("(0361) 811123", Private::Number),
            ("NIB 1234567890123", Private::Number),
            ("bayar Rp 50.000 081234567890", Private::Number),
            ("tulis ke sari@contoh.id", Private::Email),
            ("lihat @warung_sari", Private::Email),
        ] {
            assert_eq!(private_in(text, None), Some(what), "{text}");
        }
    }

    #[test]
    fn the_name_that_was_given_is_found_and_what_is_in_every_name_is_not() {
        let of = |text: &str, name: &str| private_in(text, Some(name));
        assert_eq!(
            of("Kata Bu SUCI, jaje perlu NIB?", "Ni Wayan Suci"),
            Some(Private::Name)
        );
        assert_eq!(of("Ni apa yang perlu dibawa?", "Ni Wayan Suci"), None);
        assert_eq!(of("Kue kesucian?", "Ni Wayan Suci"), None, "whole words alone");
        assert_eq!(of("Apakah warung perlu NIB?", "Warung Bu Suci"), None);
        assert_eq!(of("Apakah warung perlu NIB?", ""), None);
    }

    proptest! {
        #[test]
        fn no_mobile_number_slips_through(
            prefix in prop::sample::select(vec!["0", "+62 ", "62", "+62 (0)"]),
            second in prop::sample::select(vec!['1', '2', '3', '5', '7', '8', '9']),
            rest in "[0-9]{7,10}",
            gap in prop::sample::select(vec!["", " ", "-", ".", " - "]),
            before in "[a-zA-Z ,]{0,20}",
            after in "[a-zA-Z ,]{0,20}",
        ) {
            let (head, tail) = rest.split_at(rest.len() / 2);
            let text = format!("{before}:{prefix}8{second}{gap}{head}{gap}{tail}:{after}");
            let found = private_in(&text, None);
            prop_assert!(matches!(found, Some(Private::Number | Private::Nik)), "{} {:?}", text, found);
        }

        #[test]
        fn no_nik_slips_through(groups in prop::collection::vec("[0-9]{4}", 4), gap in "[ .-]?", around in "[a-z ]{0,9}") {
            let text = format!("{around}x{}x{around}", groups.join(&gap));
            prop_assert_eq!(private_in(&text, None), Some(Private::Nik));
        }

        #[test]
        fn no_given_name_slips_through(name in "[A-Za-z]{3,12}", before in "[a-z ]{0,20}", after in "[a-z ]{0,20}") {
            prop_assume!(!NO_NAMES.contains(&name.to_lowercase().as_str()));
            let text = format!("{before} {} {after}", name.to_uppercase());
            prop_assert_eq!(private_in(&text, Some(&format!("Ni {name}"))), Some(Private::Name));
        }

        #[test]
        fn words_alone_are_never_refused(text in "[a-zA-Z ,.?!()-]{0,200}") {
            prop_assert_eq!(private_in(&text, None), None);
        }

        #[test]
        fn any_text_is_read(text in ".*", name in ".*") {
            let _ = private_in(&text, Some(&name));
        }
    }
}
