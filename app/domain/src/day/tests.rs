//! Stories of the service day, told in the words of its rules; what they share stands here.

mod arrival;
mod model;
mod order;
mod outage;
mod replica;
mod share;
mod story;
mod table;
mod together;
mod waiting;

use super::*;
use chrono::Duration;
use story::*;
use uuid::Uuid;

/// A time of the day, such as "09:40".
fn at(time: &str) -> DateTime<Utc> {
    format!("2026-12-14T{time}:00Z").parse().unwrap()
}

fn entry(number: u128) -> EntryId {
    EntryId::new(Uuid::from_u128(number))
}

fn operator(number: u128) -> OperatorId {
    OperatorId::new(Uuid::from_u128(number))
}

fn device(number: u128) -> DeviceId {
    DeviceId::new(Uuid::from_u128(number))
}

fn event_id(number: u128) -> EventId {
    EventId::new(Uuid::from_u128(number))
}

/// From eight to twelve, two operators at tables, in time fifteen minutes before and after the slot.
fn plan() -> DayPlan {
    DayPlan {
        starts_at: at("08:00"),
        ends_at: at("12:00"),
        closed_at: None,
        tolerance_minutes: 15,
        recalls: 3,
        service_minutes: 20,
        confirm_minutes: 30,
        operators: vec![operator(1), operator(2)],
    }
}

/// A booking for the half hour that begins then.
fn booked(number: u128, slot: &str) -> Expected {
    Expected {
        entry: entry(number),
        window: Window {
            from: at(slot),
            until: at(slot) + Duration::minutes(30),
        },
        cancelled: false,
        precedence: false,
    }
}
