//! Texts of the messages, Indonesian beside English. Short sentences; GRATIS wherever money could be
//! suspected; never a person's number, never a code of somebody else.

use domain::calendar::{clock, long_date};
use domain::code::BookingCode;
use domain::lang::Lang;
use domain::message::MessageKind;
use domain::service::VisitSummary;
use domain::settings::Settings;

/// Subject and body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) subject: String,
    pub(crate) body: String,
}

/// What a message to an applicant tells.
pub(crate) struct Facts<'a> {
    pub(crate) name: &'a str,
    pub(crate) code: BookingCode,
    pub(crate) starts_at: chrono::DateTime<chrono::Utc>,
    pub(crate) visit: &'a VisitSummary,
    pub(crate) ticket_link: &'a str,
    pub(crate) settings: &'a Settings,
}

/// The text for an applicant. `reason` is shown for a visit that is put off or cancelled.
pub(crate) fn to_applicant(kind: MessageKind, lang: Lang, facts: &Facts<'_>, reason: &str) -> Text {
    let Facts {
        name,
        code,
        visit,
        ticket_link,
        settings,
        ..
    } = facts;
    let date = long_date(visit.date, lang);
    let time = clock(facts.starts_at);
    let place = format!(
        "{}, Desa {}, Kecamatan {}",
        visit.venue, visit.village.name, visit.village.district
    );
    let bring = settings.bring(lang).join("; ");
    let office = &settings.office_name;
    let when_and_where = match lang {
        Lang::Id => format!("Hari: {date}\nJam datang: {time} WITA\nTempat: {place}\nKode antrean: {code}"),
        Lang::En => format!("Day: {date}\nCome at: {time} WITA\nPlace: {place}\nBooking code: {code}"),
    };
    let (subject, body) = match (kind, lang) {
        (MessageKind::Moved, Lang::Id) => (
            format!("Jadwal diubah: {date} pukul {time} WITA"),
            format!(
                "Om Swastiastu, {name}. Jadwal layanan NIB Anda sudah diubah.\n\n{when_and_where}\n\nBawa: {bring}.\nLayanan ini GRATIS.\nTiket Anda: {ticket_link}"
            ),
        ),
        (MessageKind::Moved, Lang::En) => (
            format!("New time: {date}, {time} WITA"),
            format!(
                "Om Swastiastu, {name}. The time of your NIB appointment has changed.\n\n{when_and_where}\n\nBring: {bring}.\nThis service is FREE.\nYour ticket: {ticket_link}"
            ),
        ),
        (MessageKind::Cancelled, Lang::Id) => (
            format!("Pendaftaran dibatalkan: {date}"),
            format!(
                "Om Swastiastu, {name}. Pendaftaran layanan NIB Anda (kode {code}) untuk {date} pukul {time} WITA sudah dibatalkan. Anda boleh mendaftar lagi kapan saja. Layanan ini GRATIS.\n{ticket_link}"
            ),
        ),
        (MessageKind::Cancelled, Lang::En) => (
            format!("Booking cancelled: {date}"),
            format!(
                "Om Swastiastu, {name}. Your NIB appointment (code {code}) on {date} at {time} WITA has been cancelled. You may book again at any time. This service is FREE.\n{ticket_link}"
            ),
        ),
        (MessageKind::VisitCancelled, Lang::Id) => (
            format!("Kunjungan {date} tidak jadi"),
            format!(
                "Om Swastiastu, {name}. Mohon maaf, layanan NIB di {place} pada {date} tidak jadi dilaksanakan. Sebab: {reason}. Kami kabari bila ada tanggal baru; Anda juga boleh mendaftar di desa lain. Layanan ini GRATIS.\n{ticket_link}"
            ),
        ),
        (MessageKind::VisitCancelled, Lang::En) => (
            format!("The visit on {date} will not take place"),
            format!(
                "Om Swastiastu, {name}. We are sorry: the NIB service at {place} on {date} will not take place. Reason: {reason}. We will tell you of a new date; you may also book in another village. This service is FREE.\n{ticket_link}"
            ),
        ),
        (MessageKind::VisitChanged, Lang::Id) => (
            format!("Perubahan kunjungan: {date} pukul {time} WITA"),
            format!(
                "Om Swastiastu, {name}. Ada perubahan pada layanan NIB yang Anda daftar. Yang berlaku sekarang:\n\n{when_and_where}\n\nBawa: {bring}.\nLayanan ini GRATIS.\nTiket Anda: {ticket_link}"
            ),
        ),
        (MessageKind::VisitChanged, Lang::En) => (
            format!("The visit has changed: {date}, {time} WITA"),
            format!(
                "Om Swastiastu, {name}. The NIB appointment you booked has changed. This is how it stands now:\n\n{when_and_where}\n\nBring: {bring}.\nThis service is FREE.\nYour ticket: {ticket_link}"
            ),
        ),
        (_, Lang::Id) => (
            format!("Terdaftar: {date} pukul {time} WITA, kode {code}"),
            format!(
                "Om Swastiastu, {name}. Pendaftaran layanan NIB Anda sudah kami terima.\n\n{when_and_where}\n\nBawa: {bring}.\nLayanan ini GRATIS.\nTidak bisa datang? Ubah jam atau batalkan lewat tiket Anda: {ticket_link}"
            ),
        ),
        (_, Lang::En) => (
            format!("Booked: {date}, {time} WITA, code {code}"),
            format!(
                "Om Swastiastu, {name}. We have received your booking for the NIB service.\n\n{when_and_where}\n\nBring: {bring}.\nThis service is FREE.\nCannot come? Change the time or cancel with your ticket: {ticket_link}"
            ),
        ),
    };
    Text {
        subject,
        body: format!("{body}\n\n{office}"),
    }
}

/// The request for a venue. Villages are written to in Indonesian.
pub(crate) fn to_village(contact: &str, visit: &VisitSummary, link: &str, settings: &Settings) -> Text {
    let date = long_date(visit.date, Lang::Id);
    let (from, until) = (clock(visit.starts_at), clock(visit.ends_at));
    let (village, venue, office) = (&visit.village.name, &visit.venue, &settings.office_name);
    Text {
        subject: format!("Mohon konfirmasi tempat: layanan NIB di Desa {village}, {date}"),
        body: format!(
            "Om Swastiastu, Bapak/Ibu {contact}. {office} berencana datang ke Desa {village} untuk menerbitkan NIB bagi pelaku usaha kecil, GRATIS.\n\nHari: {date}\nJam: {from} sampai {until} WITA\nTempat (usulan): {venue}\n\nMohon jawab lewat tautan ini: bisa, tanggal lain, atau tidak bisa. Tidak perlu kata sandi.\n{link}\n\nTautan ini khusus untuk Bapak/Ibu. Suksma."
        ),
    }
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
            attended: None,
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
        for kind in MessageKind::ALL
            .iter()
            .filter(|kind| **kind != MessageKind::VenueRequest)
        {
            let id = to_applicant(*kind, Lang::Id, &facts, "gangguan jalan").body;
            assert!(
                id.contains("Senin, 14 Desember 2026") && id.contains("GRATIS") && id.contains("/tiket/x"),
                "{id}"
            );
            let en = to_applicant(*kind, Lang::En, &facts, "a closed road").body;
            assert!(
                en.contains("Monday, 14 December 2026") && en.contains("FREE"),
                "{en}"
            );
        }
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
