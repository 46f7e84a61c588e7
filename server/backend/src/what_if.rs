//! Trying out the day of a visit.

use crate::Backend;
use crate::error::StoreError;
use domain::service::{Answer, StaffSlot, StaffVisit};
use domain::simulation::DaySlot;
use domain::staff::Staff;
use domain::what_if::{Assumed, WhatIfForm, WhatIfPage};

impl Backend {
    /// Runs beside the requests, two at a time: it takes a processor for up to a fifth of a second.
    pub(crate) async fn try_out(
        &self,
        staff: &Staff,
        id: domain::id::VisitId,
        form: &WhatIfForm,
    ) -> Answer<WhatIfPage> {
        let (visit, settings) = (self.visit_for_staff(staff, id).await?, self.settings_now().await?);
        let parsed = form.parse(&settings, visit.plan.service_minutes);
        let full = parsed.as_ref().is_ok_and(|asked| asked.every_slot_full);
        let (assumed, slots) = people(&visit, full);
        let target = settings.target;
        let mut page = WhatIfPage {
            form: form.clone(),
            errors: Vec::new(),
            assumed,
            people: slots.iter().map(|slot| slot.people).sum(),
            team: team(&visit.slots),
            target,
            outcomes: Vec::new(),
            visit: visit.visit,
        };
        let asked = match parsed {
            Ok(asked) => asked,
            Err(errors) => {
                page.errors = errors;
                return Ok(page);
            }
        };
        page.form = asked.form();
        let day = asked.day(&visit.plan.hours, slots);
        let _turn = self.trying.acquire().await;
        let ran = tokio::task::spawn_blocking(move || asked.run(&day, target))
            .await
            .map_err(StoreError::from)?;
        match ran {
            Ok(outcomes) => page.outcomes = outcomes,
            Err(errors) => page.errors = errors,
        }
        Ok(page)
    }
}

/// The people booked; where nobody is booked yet, or it is asked so, as many as there are places.
fn people(visit: &StaffVisit, full: bool) -> (Assumed, Vec<DaySlot>) {
    let begin = visit.visit.starts_at;
    let since = |at: chrono::DateTime<chrono::Utc>| u64::try_from((at - begin).num_seconds()).unwrap_or(0);
    let assumed = match visit.slots.iter().any(|slot| slot.booked > 0) {
        _ if full => Assumed::EverySlotFull,
        true => Assumed::Booked,
        false => Assumed::NobodyBooked,
    };
    let slots = visit.slots.iter().map(|slot| DaySlot {
        from: since(slot.slot.starts_at),
        until: since(slot.slot.ends_at),
        people: match assumed {
            Assumed::Booked => slot.booked,
            Assumed::NobodyBooked | Assumed::EverySlotFull => slot.slot.capacity,
        },
    });
    (assumed, slots.collect())
}

/// Operators of the team who count.
fn team(slots: &[StaffSlot]) -> u32 {
    // The whole team stands in every slot that is planned.
    let most = slots.iter().map(|slot| slot.operators.len()).max();
    u32::try_from(most.unwrap_or(0)).unwrap_or(u32::MAX)
}
