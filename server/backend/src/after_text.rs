//! Messages about an outage and after the day: the catalogue's, filled.

use crate::catalogue::{self, Template, Text};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use domain::calendar::{clock, from_wita, long_date, short_date};
use domain::code::BookingCode;
use domain::lang::Lang;
use domain::message::MessageKind;
use domain::nib::Nib;
use domain::service::VisitSummary;
use domain::settings::Settings;

use crate::message_text::{Facts, to_applicant};

fn queue(template: &Template, lang: Lang, name: &str, place: &str, since: &str, office: &str) -> Text {
    let values = [
        ("name", name),
        ("queue", place),
        ("since", since),
        ("office", office),
    ];
    template.fill(lang, &values)
}

/// OSS fails. `place` is the person's own code or number.
pub(crate) fn outage(lang: Lang, name: &str, place: &str, since: DateTime<Utc>, office: &str) -> Text {
    queue(&catalogue::OUTAGE, lang, name, place, &clock(since), office)
}

/// OSS works again.
pub(crate) fn outage_over(lang: Lang, name: &str, place: &str, office: &str) -> Text {
    queue(&catalogue::OUTAGE_OVER, lang, name, place, "", office)
}

/// The NIB of a person who went home unfinished is out.
pub(crate) fn nib_ready(lang: Lang, name: &str, nib: Option<&Nib>, settings: &Settings) -> Text {
    let template = match nib {
        Some(_) => &catalogue::NIB_READY_NUMBER,
        None => &catalogue::NIB_READY,
    };
    let number = nib.map(ToString::to_string).unwrap_or_default();
    let values = [
        ("name", name),
        ("nib", number.as_str()),
        ("address", settings.office_address.as_str()),
        ("office", settings.office_name.as_str()),
    ];
    template.fill(lang, &values)
}

/// Where a place is kept, for the text.
pub(crate) enum Kept<'a> {
    /// At the counter of the office.
    Office(NaiveDate),
    /// In a visit.
    Visit {
        visit: &'a VisitSummary,
        starts_at: DateTime<Utc>,
        code: BookingCode,
        ticket_link: &'a str,
    },
}

impl Kept<'_> {
    /// Until when it is of use to know.
    pub(crate) fn until(&self) -> DateTime<Utc> {
        match self {
            Kept::Office(date) => from_wita(*date, END_OF_OFFICE),
            Kept::Visit { starts_at, .. } => *starts_at,
        }
    }
}

/// No counter is open later than that, in WITA.
const END_OF_OFFICE: NaiveTime = match NaiveTime::from_hms_opt(18, 0, 0) {
    Some(time) => time,
    None => panic!("18:00 is a time"),
};

/// A place is kept with precedence.
pub(crate) fn return_slip(lang: Lang, name: &str, kept: &Kept<'_>, settings: &Settings) -> Text {
    match kept {
        Kept::Office(date) => catalogue::RETURN_SLIP_OFFICE.fill(
            lang,
            &[
                ("name", name),
                ("date", &long_date(*date, lang)),
                ("short_date", &short_date(*date, lang)),
                ("address", &settings.office_address),
                ("office", &settings.office_name),
            ],
        ),
        Kept::Visit {
            visit,
            starts_at,
            code,
            ticket_link,
        } => {
            let facts = Facts {
                name,
                code: *code,
                starts_at: *starts_at,
                visit,
                ticket_link,
                settings,
            };
            to_applicant(MessageKind::ReturnSlip, lang, &facts, "")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_says_that_it_is_free_and_who_writes() {
        let settings = Settings::default();
        let since = "2026-12-14T01:40:00Z".parse().unwrap();
        let date = NaiveDate::from_ymd_opt(2026, 12, 15).unwrap();
        let nib = Nib::parse("1234567890123").unwrap();
        for (lang, free) in [(Lang::Id, "GRATIS"), (Lang::En, "FREE")] {
            let texts = [
                outage(lang, "Ni Wayan Sari", "T7K4Q", since, &settings.office_name),
                outage_over(lang, "Ni Wayan Sari", "T7K4Q", &settings.office_name),
                nib_ready(lang, "Ni Wayan Sari", Some(&nib), &settings),
                nib_ready(lang, "Ni Wayan Sari", None, &settings),
                return_slip(lang, "Ni Wayan Sari", &Kept::Office(date), &settings),
            ];
            for text in texts {
                assert!(text.body.contains(free) && text.body.ends_with(&settings.office_name));
                assert!(text.body.contains("Ni Wayan Sari") && !text.subject.is_empty());
            }
        }
        let told = outage(Lang::Id, "Sari", "T7K4Q", since, "DPMPTSP").body;
        assert!(told.contains("sedang gangguan sejak pukul 09.40 WITA. Antrean T7K4Q tetap berlaku"));
        assert!(
            nib_ready(Lang::Id, "Sari", Some(&nib), &settings)
                .body
                .contains("1234567890123")
        );
        let slip = return_slip(Lang::Id, "Sari", &Kept::Office(date), &settings).body;
        assert!(slip.contains("Selasa, 15 Desember 2026") && slip.contains("didahulukan"));
    }
}
