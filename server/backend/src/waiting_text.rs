//! The messages to those who wait, filled.

use crate::catalogue::{Template, Text, WAITING_ENDED, WAITING_ENDED_OFF, WAITING_OFFER, WAITING_OFFER_OVER};
use chrono::{DateTime, Utc};
use domain::calendar::{clock, date_in_wita, long_date, short_date};
use domain::lang::Lang;
use domain::service::VisitSummary;

/// What a message to a person who waits tells.
pub(crate) struct Told<'a> {
    pub(crate) name: &'a str,
    pub(crate) lang: Lang,
    pub(crate) visit: &'a VisitSummary,
    pub(crate) link: &'a str,
    pub(crate) office: &'a str,
}

impl Told<'_> {
    fn fill(&self, template: &Template, more: &[(&str, &str)]) -> Text {
        let (visit, lang) = (self.visit, self.lang);
        let place = format!("{}, Desa {}", visit.venue, visit.village.name);
        let (date, short) = (long_date(visit.date, lang), short_date(visit.date, lang));
        let mut values = vec![
            ("name", self.name),
            ("date", date.as_str()),
            ("short_date", short.as_str()),
            ("place", place.as_str()),
            ("link", self.link),
            ("office", self.office),
        ];
        values.extend(more);
        template.fill(lang, &values)
    }

    /// A place is held for them until `until`.
    pub(crate) fn offer(&self, starts_at: DateTime<Utc>, until: DateTime<Utc>) -> Text {
        let end = format!("{} {}", short_date(date_in_wita(until), self.lang), clock(until));
        self.fill(&WAITING_OFFER, &[("time", &clock(starts_at)), ("until", &end)])
    }

    /// The offer ran out.
    pub(crate) fn offer_over(&self) -> Text {
        self.fill(&WAITING_OFFER_OVER, &[])
    }

    /// No place will come; with the reason of a visit that is put off or called off.
    pub(crate) fn ended(&self, reason: &str) -> Text {
        if reason.is_empty() {
            self.fill(&WAITING_ENDED, &[])
        } else {
            self.fill(&WAITING_ENDED_OFF, &[("reason", reason)])
        }
    }
}
