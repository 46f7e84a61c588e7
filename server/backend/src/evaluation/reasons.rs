//! Why visits may have stayed under their target: what the calendar, the log of outreach and the team say.

use super::counts::Counted;
use crate::Backend;
use crate::error::Stored;
use crate::{odalan, outreach_log};
use chrono::{Datelike, Days, NaiveDate};
use domain::evaluation::{Reason, ReasonFacts, Target, reasons};
use domain::holiday::{PlanDay, plan_warnings};
use domain::id::VisitId;
use domain::service::Answer;
use std::collections::HashMap;

/// Days on both sides of a year that decide about the days in it.
const BESIDE: Days = Days::new(3);
/// Days by which a deadline of outreach may lie before its visit, quiet days included.
const DEADLINE_DAYS: Days = Days::new(100);

/// The reasons of those visits of a span that stayed under the target.
pub(super) async fn of_span(
    backend: &Backend,
    from: NaiveDate,
    until: NaiveDate,
    counted: &[Counted],
    target: u32,
) -> Answer<HashMap<VisitId, Vec<Reason>>> {
    let missed: Vec<&Counted> = counted
        .iter()
        .filter(|it| it.counts.is_over() && Target::of(it.counts.came_people(), target).is_missed())
        .collect();
    if missed.is_empty() {
        return Ok(HashMap::new());
    }
    // Whole years: that the calendar knows nothing of a year proves nothing.
    let first = NaiveDate::from_ymd_opt(from.year(), 1, 1).unwrap_or(from) - BESIDE;
    let last = NaiveDate::from_ymd_opt(until.year(), 12, 31).unwrap_or(until) + BESIDE;
    let almanac = backend.almanac(first, last).await?;
    let feasts = odalan::of_span(&backend.pool, from, until).await?;
    let quiet = backend.nyepi_between(from - DEADLINE_DAYS, until).await?;
    let visits: Vec<_> = missed
        .iter()
        .map(|it| {
            (
                it.counts.id.uuid(),
                it.counts.village.code.clone(),
                it.counts.date,
            )
        })
        .collect();
    let coverages = outreach_log::coverages(backend, (from, until), &visits, &quiet).await?;
    let friday_closes_at = backend.settings_now().await?.friday_end();
    let of = |it: &&Counted| -> Stored<(VisitId, Vec<Reason>)> {
        let counts = &it.counts;
        let odalan = feasts.get(counts.village.code.as_str());
        let plan = PlanDay {
            date: counts.date,
            ends_at: None,
            friday_closes_at,
            odalan: odalan.map_or(&[][..], Vec::as_slice),
        };
        let facts = ReasonFacts {
            warnings: &plan_warnings(&plan, &almanac),
            outreach: coverages.get(&counts.id.uuid()).filter(|_| counts.recorded),
            allotted: it.allotted,
            served: it.served,
        };
        Ok((counts.id, reasons(counts, target, &facts)))
    };
    Ok(missed.iter().map(of).collect::<Stored<_>>()?)
}
