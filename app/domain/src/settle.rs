//! Settling a surplus: who moves where when more are booked than can be served.
//!
//! Nobody is moved unseen: a proposal names each person with the old and the new time, and is applied as it
//! was shown or not at all.

use crate::id::{BookingId, OperatorId, VisitId};
use crate::plan::parse_time;
use crate::service::BookingRow;
use chrono::{DateTime, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// A slot with people who cannot stay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crowded {
    /// Begin of the slot.
    pub starts_at: DateTime<Utc>,
    /// People who cannot stay.
    pub surplus: u32,
    /// Its people in any order.
    pub people: Vec<BookingRow>,
}

/// How near a free place is to the one somebody loses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Near {
    /// In the same visit.
    Visit,
    /// In another visit of the same village.
    Village,
    /// In a visit of the same kecamatan.
    District,
}

/// Free places of a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Free {
    /// How near.
    pub near: Near,
    /// Its visit.
    pub visit: VisitId,
    /// Where and when, if it is another visit.
    pub place: Option<String>,
    /// Begin.
    pub starts_at: DateTime<Utc>,
    /// Places left.
    pub left: u32,
}

/// Somebody who moves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    /// The booking.
    pub booking: BookingId,
    /// Name, for the eyes of staff.
    pub name: String,
    /// Needs help on the day.
    pub needs_help: bool,
    /// Begin of the slot so far.
    pub from: DateTime<Utc>,
    /// The visit of the new slot.
    pub visit: VisitId,
    /// Where and when, if it is another visit.
    pub place: Option<String>,
    /// Begin of the new slot.
    pub to: DateTime<Utc>,
}

/// Who moves, and how many find no place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settlement {
    /// Who moves where.
    pub transfers: Vec<Transfer>,
    /// People for whom there is no place.
    pub left_over: u32,
}

/// The order in which people of a slot are asked to move: last booked first, whoever needs help last.
pub fn in_move_order(people: &mut [BookingRow]) {
    people.sort_by_key(|row| (row.assistance_needed, std::cmp::Reverse((row.booked_at, row.id))));
}

/// Moves the surplus of each slot to the nearest free places: the same visit before another of the village
/// before one of the kecamatan, the nearest time first. Never more than a slot has left, and exactly the
/// surplus where the places suffice. Where they do not, those who need help are the last to be moved.
///
/// `booked_twice` names other visits in which somebody has a place already: nobody takes a second one there.
pub fn settle(
    crowded: Vec<Crowded>,
    mut free: Vec<Free>,
    booked_twice: &HashSet<(BookingId, VisitId)>,
) -> Settlement {
    let mut settlement = Settlement::default();
    for (from, person) in leaving(crowded) {
        let nearest = free
            .iter_mut()
            .filter(|place| place.left > 0 && !booked_twice.contains(&(person.id, place.visit)))
            .min_by_key(|place| {
                let away = (place.starts_at - from).abs();
                (place.near, away, place.starts_at, place.visit)
            });
        let Some(place) = nearest else {
            settlement.left_over += 1;
            continue;
        };
        place.left -= 1;
        settlement.transfers.push(Transfer {
            booking: person.id,
            name: person.applicant_name,
            needs_help: person.assistance_needed,
            from,
            visit: place.visit,
            place: place.place.clone(),
            to: place.starts_at,
        });
    }
    settlement
}

/// Who cannot stay, with the begin of their slot: slot by slot, whoever needs help after all others.
fn leaving(crowded: Vec<Crowded>) -> Vec<(DateTime<Utc>, BookingRow)> {
    let mut leaving = Vec::new();
    for slot in crowded {
        let mut people = slot.people;
        in_move_order(&mut people);
        let surplus = usize::try_from(slot.surplus).unwrap_or(usize::MAX);
        leaving.extend(people.into_iter().take(surplus).map(|it| (slot.starts_at, it)));
    }
    leaving.sort_by_key(|(_, person)| person.assistance_needed);
    leaving
}

/// A way to settle a surplus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Way {
    /// Move people to places that are free.
    Move,
    /// Take another operator along.
    AddOperator(OperatorId),
    /// Serve longer, until this time in WITA.
    Lengthen(NaiveTime),
    /// Bring everybody into another visit and call this one off.
    Merge(VisitId),
}

impl Way {
    /// The name in a form.
    pub fn key(self) -> String {
        match self {
            Way::Move => "pindah".to_owned(),
            Way::AddOperator(operator) => format!("operator:{operator}"),
            Way::Lengthen(until) => format!("sampai:{}", until.format("%H:%M")),
            Way::Merge(visit) => format!("gabung:{visit}"),
        }
    }

    /// Reads a [`Way::key`].
    pub fn from_key(key: &str) -> Option<Way> {
        match key.split_once(':') {
            None => (key == "pindah").then_some(Way::Move),
            Some(("operator", id)) => id.parse().ok().map(Way::AddOperator),
            Some(("sampai", time)) => parse_time(time).ok().map(Way::Lengthen),
            Some(("gabung", id)) => id.parse().ok().map(Way::Merge),
            Some(_) => None,
        }
    }
}

/// A way that works, with whom it touches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The way.
    pub way: Way,
    /// Name of the operator, or of the place of the visit that takes everybody.
    pub name: String,
    /// Taking this operator along leaves the counter of the office short: somebody must approve it.
    pub needs_office_reason: bool,
    /// Who moves, and how many are left over.
    pub settlement: Settlement,
    /// Tells whether what is applied is what was shown.
    pub seen: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::booking::BookingState;
    use crate::code::BookingCode;
    use crate::id::SlotId;
    use crate::phone::Phone;
    use chrono::{Duration, TimeZone};
    use proptest::prelude::*;

    fn at(minutes: i64) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 12, 14, 0, 30, 0).unwrap() + Duration::minutes(minutes)
    }

    fn person(number: u128, booked: i64, help: bool) -> BookingRow {
        BookingRow {
            id: BookingId::new(uuid::Uuid::from_u128(number)),
            code: BookingCode::from_random(7),
            applicant_name: format!("Orang {number}"),
            phone: Phone::parse("081234567890").unwrap(),
            banjar: None,
            business_activity: String::new(),
            assistance_needed: help,
            state: BookingState::Booked,
            confirmed: false,
            slot: SlotId::new(uuid::Uuid::nil()),
            starts_at: at(0),
            booked_at: at(booked),
            own_phone: true,
            booked_by: None,
        }
    }

    fn free(near: Near, minutes: i64, left: u32) -> Free {
        Free {
            near,
            visit: VisitId::new(uuid::Uuid::from_u128(near as u128)),
            place: None,
            starts_at: at(minutes),
            left,
        }
    }

    fn crowded(surplus: u32, people: Vec<BookingRow>) -> Vec<Crowded> {
        vec![Crowded {
            starts_at: at(60),
            surplus,
            people,
        }]
    }

    #[test]
    fn the_last_booked_moves_first_and_whoever_needs_help_stays() {
        let people = vec![person(1, 1, false), person(2, 2, true), person(3, 3, false)];
        let settled = settle(
            crowded(2, people),
            vec![free(Near::Visit, 80, 5)],
            &HashSet::new(),
        );
        let names: Vec<_> = settled.transfers.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["Orang 3", "Orang 1"]);
    }

    #[test]
    fn the_same_visit_comes_before_the_village_and_the_village_before_the_kecamatan() {
        let people = (1..=4).map(|number| person(number, 0, false)).collect();
        let places = vec![
            free(Near::District, 61, 9),
            free(Near::Village, 62, 1),
            free(Near::Visit, 300, 1),
            free(Near::Visit, 80, 1),
        ];
        let settled = settle(crowded(4, people), places, &HashSet::new());
        let to: Vec<_> = settled.transfers.iter().map(|it| it.to).collect();
        assert_eq!(to, [at(80), at(300), at(62), at(61)]);
    }

    #[test]
    fn whoever_finds_no_place_is_counted() {
        let people = (1..=3).map(|number| person(number, 0, false)).collect();
        let settled = settle(
            crowded(3, people),
            vec![free(Near::Visit, 80, 1)],
            &HashSet::new(),
        );
        assert_eq!((settled.transfers.len(), settled.left_over), (1, 2));
    }

    #[test]
    fn whoever_needs_help_moves_after_the_people_of_all_slots() {
        let alone = |minutes, number, help| Crowded {
            starts_at: at(minutes),
            surplus: 1,
            people: vec![person(number, 0, help)],
        };
        let slots = vec![alone(0, 1, true), alone(20, 2, false)];
        let settled = settle(slots, vec![free(Near::Visit, 40, 1)], &HashSet::new());
        assert_eq!(settled.transfers[0].name, "Orang 2");
        assert_eq!((settled.transfers.len(), settled.left_over), (1, 1));
    }

    #[test]
    fn nobody_takes_a_second_place_in_a_visit() {
        let (here, there) = (free(Near::Village, 90, 1), free(Near::District, 60, 2));
        let twice = HashSet::from([(person(2, 0, false).id, here.visit)]);
        let people = vec![person(1, 1, false), person(2, 2, false)];
        let settled = settle(crowded(2, people), vec![here, there], &twice);
        let to: Vec<_> = settled
            .transfers
            .iter()
            .map(|it| (it.name.as_str(), it.to))
            .collect();
        assert_eq!(to, [("Orang 2", at(60)), ("Orang 1", at(90))]);
    }

    #[test]
    fn ways_are_read_back() {
        let id = uuid::Uuid::from_u128(7);
        for way in [
            Way::Move,
            Way::AddOperator(OperatorId::new(id)),
            Way::Lengthen(NaiveTime::from_hms_opt(12, 10, 0).unwrap()),
            Way::Merge(VisitId::new(id)),
        ] {
            assert_eq!(Way::from_key(&way.key()), Some(way));
        }
        for odd in ["", "operator", "operator:x", "sampai:25:00", "lain:1"] {
            assert_eq!(Way::from_key(odd), None, "{odd}");
        }
    }

    proptest! {
        #[test]
        fn exactly_the_surplus_moves_and_no_slot_is_overfilled(
            slots in prop::collection::vec((prop::collection::vec((0i64..50, any::<bool>()), 0..8), 0u32..8), 0..5),
            places in prop::collection::vec((0u8..3, 0i64..400, 0u32..4), 0..8),
        ) {
            let mut number = 0;
            let crowded: Vec<_> = slots.iter().enumerate().map(|(slot, (people, surplus))| Crowded {
                starts_at: at(20 * slot as i64),
                surplus: (*surplus).min(people.len() as u32),
                people: people.iter().map(|(booked, help)| { number += 1; person(number, *booked, *help) }).collect(),
            }).collect();
            let mut seen = HashSet::new();
            let places: Vec<_> = places.into_iter()
                .filter(|(near, minutes, _)| seen.insert((*near, *minutes)))
                .map(|(near, minutes, left)| free([Near::Visit, Near::Village, Near::District][usize::from(near)], minutes, left))
                .collect();
            let surplus: u32 = crowded.iter().map(|slot| slot.surplus).sum();
            let room: u32 = places.iter().map(|place| place.left).sum();
            let settled = settle(crowded.clone(), places.clone(), &HashSet::new());
            prop_assert_eq!(settled.transfers.len() as u32, surplus.min(room));
            prop_assert_eq!(settled.left_over, surplus - surplus.min(room));
            for place in &places {
                let taken = settled.transfers.iter().filter(|it| it.visit == place.visit && it.to == place.starts_at).count();
                prop_assert!(taken as u32 <= place.left);
            }
            let movers: HashSet<_> = settled.transfers.iter().map(|it| it.booking).collect();
            prop_assert_eq!(movers.len(), settled.transfers.len(), "nobody moves twice");
            for slot in &crowded {
                let stay = slot.people.iter().filter(|it| !movers.contains(&it.id));
                let helped_moves = slot.people.iter().any(|it| it.assistance_needed && movers.contains(&it.id));
                // Whoever needs help moves only where everybody else of the slot moves.
                prop_assert!(!helped_moves || stay.clone().all(|it| it.assistance_needed));
            }
            prop_assert_eq!(settle(crowded, places, &HashSet::new()), settled, "the same every time");
        }
    }
}
