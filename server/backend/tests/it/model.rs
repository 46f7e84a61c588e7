//! A long random life of one office, compared with the rules after every step.

use crate::common::{Office, day, each};
use crate::forms::{plan_form, someone_with};
use chrono::{NaiveDate, NaiveTime};
use domain::booking::BookingState;
use domain::capacity::{Allotted, Pace, capacity, surplus};
use domain::error::ServiceError;
use domain::field::Field;
use domain::id::{BookingId, OperatorId, SlotId, VisitId};
use domain::part::Part;
use domain::plan::VisitPlan;
use domain::service::{PublicService, StaffService};
use domain::staff::NewAbsence;
use domain::team::{Duty, Work, WorkingDays};
use domain::text::Line;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use std::collections::BTreeMap;

/// Where each booking is believed to be; none once it is cancelled.
type Places = BTreeMap<BookingId, Option<SlotId>>;

struct Life {
    office: Office,
    visit: VisitId,
    operators: Vec<OperatorId>,
    dice: StdRng,
    tokens: Vec<(BookingId, String)>,
    places: Places,
    /// Slots ever seen: one that was withdrawn may be asked for again.
    slots: Vec<SlotId>,
}

async fn live(office: Office, seed: u64, steps: usize) {
    let operators = office.operators(4).await;
    let visit = office.create(&plan_form(&operators[..2])).await;
    office.open_booking(visit).await;
    let slots = office.slots(visit).await.iter().map(|it| it.slot.id).collect();
    let dice = StdRng::seed_from_u64(seed);
    let mut life = Life {
        office,
        visit,
        operators,
        dice,
        tokens: Vec::new(),
        places: Places::new(),
        slots,
    };
    for step in 0..steps {
        life.step(step).await;
        life.check(&format!("seed {seed}, step {step}")).await;
    }
    let booked = life.places.values().flatten().count();
    assert!(
        life.places.len() > booked && booked > 0,
        "a life with bookings and cancellations"
    );
}

impl Life {
    async fn step(&mut self, step: usize) {
        match self.dice.random_range(0..22) {
            0..=7 => self.book(step).await,
            8..=10 => self.move_one().await,
            11..=13 => self.cancel_one().await,
            14..=16 => self.edit().await,
            17 => self.certify().await,
            18 => self.work().await,
            19 => self.weight().await,
            _ => self.absence().await,
        }
    }

    fn any_slot(&mut self) -> SlotId {
        let at = self.dice.random_range(0..self.slots.len());
        self.slots[at]
    }

    fn any_operator(&mut self) -> OperatorId {
        let at = self.dice.random_range(0..self.operators.len());
        self.operators[at]
    }

    async fn book(&mut self, step: usize) {
        let slot = self.any_slot();
        let help = self.dice.random_bool(0.2);
        let new = someone_with(slot, step, |form| {
            form.assistance_needed = if help { "yes".into() } else { String::new() };
        });
        match self.office.backend.book(&new).await {
            Ok(ticket) => {
                let people = self.office.people(self.visit).await;
                let id = people.iter().find(|row| row.code == ticket.code).unwrap().id;
                self.tokens.push((id, ticket.manage_token));
                self.places.insert(id, Some(slot));
            }
            // A slot that fell out of the plan unused is gone.
            Err(ServiceError::SlotFull | ServiceError::SlotClosed | ServiceError::NotFound) => {}
            Err(error) => panic!("{error:?}"),
        }
    }

    fn any_booking(&mut self) -> Option<(BookingId, String)> {
        if self.tokens.is_empty() {
            return None;
        }
        let at = self.dice.random_range(0..self.tokens.len());
        Some(self.tokens[at].clone())
    }

    async fn move_one(&mut self) {
        let Some((id, token)) = self.any_booking() else {
            return;
        };
        let to = self.any_slot();
        match self.office.backend.move_booking(&token, to).await {
            Ok(_) => _ = self.places.insert(id, Some(to)),
            Err(ServiceError::BookingSettled) => assert_eq!(self.places[&id], None),
            Err(ServiceError::SlotFull | ServiceError::SlotClosed | ServiceError::NotFound) => {}
            Err(error) => panic!("{error:?}"),
        }
    }

    async fn cancel_one(&mut self) {
        let Some((id, token)) = self.any_booking() else {
            return;
        };
        match self.office.backend.cancel_booking(&token).await {
            Ok(_) => _ = self.places.insert(id, None),
            Err(error) => assert_eq!((error, self.places[&id]), (ServiceError::BookingSettled, None)),
        }
    }

    async fn edit(&mut self) {
        let team: Vec<_> = self
            .operators
            .clone()
            .into_iter()
            .filter(|_| self.dice.random_bool(0.6))
            .collect();
        let hours: [u32; 2] = [self.dice.random_range(7..=9), self.dice.random_range(10..=12)];
        let pause = self.dice.random_bool(0.3);
        let minutes = [10, 15, 20, 30][self.dice.random_range(0..4)];
        let walk_in = self.dice.random_range(0..3);
        let what = self.dice.random_range(0..5);
        let parts: Vec<_> = self
            .operators
            .clone()
            .into_iter()
            .filter_map(|operator| Some((operator, self.any_part()?)))
            .collect();
        let time = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
        let change = |plan: &mut VisitPlan| match what {
            0 => plan.operators = team,
            1 => {
                (plan.hours.starts_at, plan.hours.ends_at) = (time(hours[0], 30), time(hours[1], 30));
                plan.hours.pause = pause.then(|| (time(9, 50), time(10, 10)));
            }
            2 => plan.service_minutes = minutes,
            3 => plan.parts = parts.into_iter().collect(),
            _ => plan.walk_in_places = walk_in,
        };
        match self.office.edit(self.visit, change).await {
            Ok(()) => {}
            // Somebody of the new team is absent or does not work that day: nothing has changed.
            Err(ServiceError::Invalid(errors)) => {
                assert!(
                    what == 0 && errors.iter().all(|it| it.field == Field::Operators),
                    "{errors:?}"
                );
            }
            Err(error) => panic!("{error:?}"),
        }
        for slot in self.office.slots(self.visit).await {
            if !self.slots.contains(&slot.slot.id) {
                self.slots.push(slot.slot.id);
            }
        }
    }

    async fn certify(&mut self) {
        let operator = self.any_operator();
        // Not at all, long ago, on the day itself, or too late.
        let on = [None, Some((1, 5)), Some((6, 10)), Some((6, 11))][self.dice.random_range(0..4)];
        let on = on.map(|(month, day)| NaiveDate::from_ymd_opt(2026, month, day).unwrap());
        self.office
            .backend
            .certify(&self.office.head, operator, on)
            .await
            .unwrap();
    }

    /// Not at all, or from some ten minutes until others.
    fn any_part(&mut self) -> Option<Part> {
        let (from, length) = (self.dice.random_range(42..66), self.dice.random_range(1..30));
        self.dice
            .random_bool(0.5)
            .then(|| Part::new(from * 10, (from + length) * 10).unwrap())
    }

    async fn work(&mut self) {
        let work = Work {
            duty: Duty::ALL[self.dice.random_range(0..8usize) / 7],
            supervised: self.dice.random_bool(0.5),
            days: WorkingDays::of(
                WorkingDays::WEEK
                    .into_iter()
                    .filter(|_| self.dice.random_bool(0.8)),
            ),
        };
        let operator = self.any_operator();
        let done = self.office.backend.set_work(&self.office.head, operator, work);
        done.await.unwrap();
    }

    async fn weight(&mut self) {
        let weight = ["0", "50", "75", "100"][self.dice.random_range(0..4)];
        let set = self.office.backend.set_setting("supervised_weight", weight);
        set.await.unwrap();
    }

    async fn absence(&mut self) {
        let all = self.office.backend.operators(&self.office.head).await.unwrap();
        let known: Vec<_> = all.iter().flat_map(|it| &it.absences).collect();
        if !known.is_empty() && self.dice.random_bool(0.5) {
            let at = self.dice.random_range(0..known.len());
            self.office
                .backend
                .remove_absence(&self.office.head, known[at].id)
                .await
                .unwrap();
            return;
        }
        let from: u32 = self.dice.random_range(7..=12);
        let until = from + self.dice.random_range(0..3);
        let absence = NewAbsence {
            operator: self.any_operator(),
            from: day(6, from),
            until: day(6, until),
            reason: Line::parse("cuti").unwrap(),
        };
        self.office
            .backend
            .add_absence(&self.office.head, &absence)
            .await
            .unwrap();
    }

    /// Everything that is always true.
    async fn check(&self, at: &str) {
        let (backend, head) = (&self.office.backend, &self.office.head);
        let visit = backend.staff_visit(head, self.visit).await.unwrap();
        let rows = backend.bookings(head, self.visit).await.unwrap();
        let found: Places = rows
            .iter()
            .map(|row| (row.id, (row.state == BookingState::Booked).then_some(row.slot)))
            .collect();
        assert_eq!(found, self.places, "{at}: a booking was lost or changed");

        let day = visit.visit.date;
        let team: Vec<_> = backend
            .operators(head)
            .await
            .unwrap()
            .iter()
            .filter(|it| visit.plan.operators.contains(&it.id))
            .map(|it| Allotted {
                duty: it.work.duty,
                training: it.training_on(day),
                absent: it
                    .absences
                    .iter()
                    .any(|away| away.from <= day && day <= away.until),
                working: it.work.days.holds_date(day),
                part: visit.plan.parts.get(&it.id).copied(),
            })
            .collect();
        let pace = Pace {
            service_minutes: visit.plan.service_minutes,
            walk_in_places: visit.plan.walk_in_places,
            supervised_weight: backend.settings().await.unwrap().supervised_weight,
        };
        let planned = visit.plan.slots();
        let mut over = Vec::new();
        for it in &visit.slots {
            let slot = &it.slot;
            let here = self
                .places
                .values()
                .filter(|place| **place == Some(slot.id))
                .count();
            assert_eq!(it.booked as usize, here, "{at}: booked");
            let is_planned = planned
                .iter()
                .any(|plan| (plan.starts_at, plan.ends_at) == (slot.starts_at, slot.ends_at));
            let rule = capacity(&pace, Part::of_slot(slot.starts_at, slot.ends_at), &team);
            assert_eq!(slot.capacity, if is_planned { rule } else { 0 }, "{at}: capacity");
            if it.booked > slot.capacity {
                over.push((slot.id, surplus(it.booked, slot.capacity)));
            }
        }
        assert!(
            planned.len() <= visit.slots.len(),
            "{at}: every planned slot is there"
        );
        let booked_anywhere = visit.slots.iter().map(|it| it.booked as usize).sum::<usize>();
        assert_eq!(
            booked_anywhere,
            self.places.values().flatten().count(),
            "{at}: all are in a slot staff see"
        );

        let conflicts = backend.conflicts(head, self.visit).await.unwrap();
        let raised: Vec<_> = conflicts.iter().map(|it| (it.slot.slot.id, it.surplus)).collect();
        assert_eq!(raised, over, "{at}: conflicts");
        assert!(
            conflicts
                .iter()
                .all(|it| it.bookings.len() == it.slot.booked as usize),
            "{at}"
        );
        let total: u32 = over.iter().map(|(_, surplus)| surplus).sum();
        assert_eq!(visit.visit.surplus, total, "{at}: surplus of the visit");
    }
}

#[tokio::test]
async fn after_any_step_no_booking_is_lost_and_every_slot_keeps_the_rule() {
    for seed in 1..=3 {
        each(async |office| live(office, seed, 100).await).await;
    }
}
