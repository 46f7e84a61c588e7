//! A contact of a device: it brings what happened without a network, asks for what somebody wants now, and
//! learns what it does not know.

use super::contact::Contact;
use super::{may_act, may_do};
use crate::Backend;
use domain::day::service::{PersonOfDay, Report, Rest, Synced, Wish};
use domain::day::{Act, Event, MOST_EVENTS};
use domain::error::ServiceError;
use domain::id::{EventId, VisitId};
use domain::service::Answer;
use domain::staff::{Act as Task, Staff};
use std::collections::{HashMap, HashSet};

impl Backend {
    pub(crate) async fn take_report(&self, staff: &Staff, id: VisitId, report: &Report) -> Answer<Synced> {
        let (desk, table) = (staff.role.may(Task::RunDesk), staff.role.may(Task::Serve));
        if !(desk || table) || !report.events.iter().all(|it| may_act(&it.act, desk, table)) {
            return Err(ServiceError::Forbidden);
        }
        if let Some(wish) = &report.wish {
            may_do(staff, wish)?;
        }
        if report.events.len() > MOST_EVENTS || report.device == super::SERVER {
            return Err(ServiceError::Invalid(Vec::new()));
        }
        if let Some(Wish::Next { operator, .. }) = &report.wish {
            self.ask_for_first(id, report, *operator).await?;
        }
        let contact = self.contact(staff, id, report).await?;
        self.releases.heard(report.device);
        self.answer_to(id, report, contact).await
    }

    async fn answer_to(&self, id: VisitId, report: &Report, contact: Contact) -> Answer<Synced> {
        // Others may have written since; what they wrote is told as well, or at the next contact.
        let kept = self.days.get(id).filter(|it| it.version >= contact.version);
        let known = match kept {
            Some(kept) => kept,
            None => self.day_now(id).await?,
        };
        let new: HashMap<EventId, i64> = known
            .versions
            .iter()
            .filter(|(version, _)| *version > report.known)
            .map(|(version, event)| (*event, *version))
            .collect();
        let events: Vec<Event> = known
            .day
            .events()
            .iter()
            .filter(|it| new.contains_key(&it.id))
            .cloned()
            .collect();
        // A version without an event: a booking was moved or called off, or a contradiction looked at.
        let told: HashSet<i64> = new.into_values().collect();
        let all_told = known.version - report.known == i64::try_from(told.len()).unwrap_or(0);
        let (people, rest) = if report.known > 0 && all_told {
            let walked_in = events.iter().filter_map(|it| match it.act {
                Act::WalkIn { entry, .. } => known.walk_ins.get(&entry),
                _ => None,
            });
            (walked_in.map(|it| PersonOfDay::clone(it)).collect(), None)
        } else {
            let now = self.read(id, known.version).await?;
            let rest = Rest {
                plan: now.day.plan().clone(),
                expected: now.day.expected().to_vec(),
                people: self.people_of_day(id).await?,
                settled: self.settled(id).await?,
            };
            (Vec::new(), Some(rest))
        };
        Ok(Synced {
            count: report.count,
            version: known.version,
            now: self.now(),
            events,
            people,
            rest,
            share: contact.share,
            share_until: contact.until,
            block: u32::try_from(contact.block).unwrap_or(0),
            granted: contact.granted,
        })
    }
}
