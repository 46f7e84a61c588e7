//! From the facts of a booking or a visit to the filled messages of the catalogue.

use crate::catalogue::{self, Template, Text};
use domain::calendar::{clock, long_date, short_date};
use domain::code::BookingCode;
use domain::lang::Lang;
use domain::message::MessageKind;
use domain::service::VisitSummary;
use domain::settings::Settings;

/// What a message to an applicant tells.
pub(crate) struct Facts<'a> {
    pub(crate) name: &'a str,
    pub(crate) code: BookingCode,
    pub(crate) starts_at: chrono::DateTime<chrono::Utc>,
    pub(crate) visit: &'a VisitSummary,
    pub(crate) ticket_link: &'a str,
    pub(crate) settings: &'a Settings,
}

/// The message of the catalogue for the holder of a place; the confirmation for the kinds that holders do not get.
fn template_of(kind: MessageKind) -> &'static Template {
    match kind {
        MessageKind::Moved => &catalogue::MOVED,
        MessageKind::Cancelled => &catalogue::CANCELLED,
        MessageKind::VisitCancelled => &catalogue::VISIT_CANCELLED,
        MessageKind::VisitChanged => &catalogue::VISIT_CHANGED,
        MessageKind::StillComing => &catalogue::STILL_COMING,
        MessageKind::Reminder => &catalogue::REMINDER,
        MessageKind::Morning => &catalogue::MORNING,
        MessageKind::ReturnSlip => &catalogue::RETURN_SLIP_VISIT,
        _ => &catalogue::BOOKED,
    }
}

/// `Balai Banjar Tengah, Desa Bengkel, Kecamatan Kediri`.
fn place(visit: &VisitSummary) -> String {
    format!(
        "{}, Desa {}, Kecamatan {}",
        visit.venue, visit.village.name, visit.village.district
    )
}

/// The text for an applicant. `reason` is shown for a visit that is put off or cancelled.
pub(crate) fn to_applicant(kind: MessageKind, lang: Lang, facts: &Facts<'_>, reason: &str) -> Text {
    let Facts { visit, settings, .. } = facts;
    template_of(kind).fill(
        lang,
        &[
            ("name", facts.name),
            ("code", &facts.code.to_string()),
            ("date", &long_date(visit.date, lang)),
            ("short_date", &short_date(visit.date, lang)),
            ("time", &clock(facts.starts_at)),
            ("place", &place(visit)),
            ("venue", &visit.venue),
            ("bring", &settings.bring(lang).join("; ")),
            ("ticket", facts.ticket_link),
            ("reason", reason),
            ("office", &settings.office_name),
        ],
    )
}

/// What a visit itself tells, with a link to answer or to book.
fn of_visit(
    template: &Template,
    lang: Lang,
    name: &str,
    visit: &VisitSummary,
    link: &str,
    office: &str,
) -> Text {
    template.fill(
        lang,
        &[
            ("name", name),
            ("village", &visit.village.name),
            ("venue", &visit.venue),
            ("date", &long_date(visit.date, lang)),
            ("short_date", &short_date(visit.date, lang)),
            ("from", &clock(visit.starts_at)),
            ("until", &clock(visit.ends_at)),
            ("link", link),
            ("office", office),
        ],
    )
}

/// The request for a venue. Villages are written to in Indonesian.
pub(crate) fn to_village(contact: &str, visit: &VisitSummary, link: &str, settings: &Settings) -> Text {
    of_visit(
        &catalogue::VENUE_REQUEST,
        Lang::Id,
        contact,
        visit,
        link,
        &settings.office_name,
    )
}

/// The official letter, for whoever was asked for the venue.
pub(crate) fn to_reader_of_letter(
    contact: &str,
    visit: &VisitSummary,
    link: &str,
    settings: &Settings,
) -> Text {
    of_visit(
        &catalogue::OFFICIAL_LETTER,
        Lang::Id,
        contact,
        visit,
        link,
        &settings.office_name,
    )
}

/// The link into the village room, for a person who helps to spread the word.
pub(crate) fn to_helper(name: &str, visit: &VisitSummary, link: &str, settings: &Settings) -> Text {
    of_visit(
        &catalogue::ROOM_LINK,
        Lang::Id,
        name,
        visit,
        link,
        &settings.office_name,
    )
}

/// The invitation of a neighbouring village, for whoever the office knows there.
pub(crate) fn to_neighbour(
    name: &str,
    guest: &str,
    visit: &VisitSummary,
    link: &str,
    settings: &Settings,
) -> Text {
    catalogue::NEIGHBOUR_INVITED.fill(
        Lang::Id,
        &[
            ("name", name),
            ("guest", guest),
            ("village", &visit.village.name),
            ("venue", &visit.venue),
            ("date", &long_date(visit.date, Lang::Id)),
            ("short_date", &short_date(visit.date, Lang::Id)),
            ("from", &clock(visit.starts_at)),
            ("until", &clock(visit.ends_at)),
            ("link", link),
            ("office", &settings.office_name),
        ],
    )
}

/// Booking has opened, in the language the person asked in.
pub(crate) fn opened(lang: Lang, visit: &VisitSummary, link: &str, office: &str) -> Text {
    of_visit(&catalogue::INTEREST_OPENED, lang, "", visit, link, office)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::VisitId;
    use domain::village::{Village, VillageCode};
    use domain::visit::VisitState;

    fn visit() -> VisitSummary {
        let at =
            |hour| domain::calendar::from_wita(date(), chrono::NaiveTime::from_hms_opt(hour, 20, 0).unwrap());
        VisitSummary {
            id: VisitId::new(uuid::Uuid::nil()),
            village: Village {
                code: VillageCode::parse("51.02.06.2001").unwrap(),
                name: "Bengkel".into(),
                district: "Kediri".into(),
                aliases: vec![],
            },
            state: VisitState::Open,
            date: date(),
            starts_at: at(8),
            ends_at: at(11),
            venue: "Kantor Perbekel".into(),
            capacity: 18,
            booked: 1,
            surplus: 0,
            held: 0,
            bookable: true,
        }
    }

    fn date() -> chrono::NaiveDate {
        chrono::NaiveDate::from_ymd_opt(2026, 12, 14).unwrap()
    }

    #[test]
    fn every_message_to_an_applicant_says_when_where_and_free_in_both_languages() {
        let (visit, settings) = (visit(), Settings::default());
        let facts = Facts {
            name: "Ni Wayan Sari",
            code: BookingCode::parse("T7K4Q").unwrap(),
            starts_at: visit.starts_at,
            visit: &visit,
            ticket_link: "http://localhost/tiket/x",
            settings: &settings,
        };
        for kind in [
            MessageKind::Booked,
            MessageKind::Moved,
            MessageKind::Cancelled,
            MessageKind::VisitChanged,
            MessageKind::VisitCancelled,
            MessageKind::StillComing,
            MessageKind::Reminder,
            MessageKind::Morning,
        ] {
            let id = to_applicant(kind, Lang::Id, &facts, "gangguan jalan").body;
            assert!(
                id.contains("Senin, 14 Desember 2026") && id.contains("GRATIS") && id.contains("/tiket/x"),
                "{id}"
            );
            let en = to_applicant(kind, Lang::En, &facts, "a closed road").body;
            assert!(
                en.contains("Monday, 14 December 2026") && en.contains("FREE"),
                "{en}"
            );
        }
        for kind in [MessageKind::StillComing, MessageKind::Reminder] {
            let asked = to_applicant(kind, Lang::Id, &facts, "").body;
            for way in ["hadir", "pindah", "batal"] {
                assert!(
                    asked.contains(&format!("http://localhost/tiket/x/{way}\n")),
                    "{asked}"
                );
            }
        }
        let short = to_applicant(MessageKind::Reminder, Lang::Id, &facts, "").short;
        assert_eq!(
            short,
            "NIB T7K4Q, pengingat: Sen 14/12/26 08.20 WITA, Kantor Perbekel. Bawa KTP, HP. GRATIS. http://localhost/tiket/x"
        );
        let booked = to_applicant(MessageKind::Booked, Lang::Id, &facts, "").body;
        assert!(booked.contains("08.20 WITA") && booked.contains("T7K4Q") && booked.contains("KTP asli"));
    }

    #[test]
    fn the_village_is_asked_with_date_hours_and_link() {
        let text = to_village(
            "I Made Suarta",
            &visit(),
            "http://localhost/konfirmasi/y",
            &Settings::default(),
        );
        for part in [
            "Senin, 14 Desember 2026",
            "08.20 sampai 11.20 WITA",
            "/konfirmasi/y",
            "GRATIS",
        ] {
            assert!(text.body.contains(part), "{part}");
        }
    }
}
