//! Finding a person at the desk: by the ticket's QR code, the code, the number, the last digits of the phone, the
//! name.

use crate::code::BookingCode;
use crate::day::Day;
use crate::day::service::PersonOfDay;
use crate::id::EntryId;
use uuid::Uuid;

/// Everybody who fits what was typed or scanned; a code or a ticket fits one person.
pub fn find(text: &str, day: &Day, people: &[PersonOfDay]) -> Vec<EntryId> {
    let text = text.trim();
    if text.is_empty() {
        return Vec::new();
    }
    if let Some(entry) = entry_of_ticket(text) {
        return people
            .iter()
            .map(|it| it.entry)
            .filter(|it| *it == entry)
            .collect();
    }
    if let Ok(code) = BookingCode::parse(text)
        && let Some(person) = people.iter().find(|it| it.code == Some(code))
    {
        return vec![person.entry];
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if digits.len()
        == text
            .chars()
            .filter(|sign| !matches!(sign, ' ' | '-' | '+'))
            .count()
    {
        return by_digits(&digits, day, people);
    }
    let wanted = text.to_lowercase();
    people
        .iter()
        .filter(|it| it.name.to_lowercase().contains(&wanted))
        .map(|it| it.entry)
        .collect()
}

fn by_digits(digits: &str, day: &Day, people: &[PersonOfDay]) -> Vec<EntryId> {
    let number = digits.parse().ok();
    let has_number =
        |it: &&PersonOfDay| number.is_some() && day.entry(it.entry).and_then(|it| it.number) == number;
    let by_number = people.iter().filter(has_number);
    // Three digits or more may also end a phone number.
    let by_phone = people.iter().filter(|it| {
        digits.len() >= 3
            && (it.phone_end.ends_with(digits) || digits.ends_with(&it.phone_end) && !it.phone_end.is_empty())
    });
    let mut found: Vec<EntryId> = by_number.chain(by_phone).map(|it| it.entry).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The booking of a ticket's address. Its token begins with the booking's id; that the person is on the list of
/// the day is what counts, for a device without a network cannot prove the rest.
fn entry_of_ticket(text: &str) -> Option<EntryId> {
    let (_, token) = text.rsplit_once("/tiket/")?;
    let mut bits: u128 = 0;
    let mut have = 0;
    for sign in token.bytes() {
        let value = match sign {
            b'A'..=b'Z' => sign - b'A',
            b'a'..=b'z' => sign - b'a' + 26,
            b'0'..=b'9' => sign - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => return None,
        };
        // 128 bits are 21 signs of six bits and two bits of the next one.
        if have + 6 > 128 {
            return Some(EntryId::new(Uuid::from_u128(bits << 2 | u128::from(value >> 4))));
        }
        bits = bits << 6 | u128::from(value);
        have += 6;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::DayPlan;
    use chrono::DateTime;

    fn person(at: u128, name: &str, code: &str, phone_end: &str) -> PersonOfDay {
        PersonOfDay {
            entry: EntryId::new(Uuid::from_u128(at)),
            name: name.into(),
            code: BookingCode::parse(code).ok(),
            phone_end: phone_end.into(),
            business_activity: String::new(),
            banjar: None,
            assistance_needed: false,
        }
    }

    fn found(text: &str) -> Vec<u128> {
        let people = [
            person(1, "Ni Wayan Sari", "T7K4Q", "4321"),
            person(2, "I Wayan Rai", "ABCDE", "0321"),
            person(
                0x0198_a000_0000_7000_8000_0000_0000_00ff,
                "Ni Luh",
                "22222",
                "9999",
            ),
        ];
        let plan = DayPlan {
            starts_at: DateTime::UNIX_EPOCH,
            ends_at: DateTime::UNIX_EPOCH,
            closed_at: None,
            tolerance_minutes: 15,
            recalls: 3,
            service_minutes: 20,
            confirm_minutes: 30,
            operators: Vec::new(),
        };
        let day = Day::of(plan, Vec::new(), Vec::new());
        find(text, &day, &people)
            .into_iter()
            .map(|it| it.uuid().as_u128())
            .collect()
    }

    #[test]
    fn a_person_is_found_by_code_name_and_last_digits() {
        assert_eq!(found("t7k4q"), [1]);
        assert_eq!(found("wayan"), [1, 2]);
        assert_eq!(found("sari"), [1]);
        assert_eq!(found("321"), [1, 2]);
        assert_eq!(found("4321"), [1]);
        assert_eq!(found("0812-3456-4321"), [1]);
        assert!(found("ZZZZZ").is_empty() && found("  ").is_empty());
    }

    #[test]
    fn a_tickets_address_names_its_booking() {
        // The token of this id, as the server writes it: base64url of the id and of what proves it.
        let token = "AZigAAAAcACAAAAAAAAA_2JlbmFyIGRhbiB0ZXJidWt0aQ";
        assert_eq!(
            found(&format!("https://izin.test/tiket/{token}")),
            [0x0198_a000_0000_7000_8000_0000_0000_00ff]
        );
        assert!(found("https://izin.test/tiket/short").is_empty());
        assert!(found("https://elsewhere.test/").is_empty());
    }
}
