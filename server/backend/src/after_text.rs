//! Texts of the messages about an outage and after the day, Indonesian beside English, in the manner of
//! `message_text`.

use crate::message_text::Text;
use chrono::{DateTime, NaiveDate, Utc};
use domain::calendar::{clock, long_date};
use domain::code::BookingCode;
use domain::lang::Lang;
use domain::nib::Nib;
use domain::service::VisitSummary;
use domain::settings::Settings;

fn text(lang: Lang, id: (&str, String), en: (&str, String), office: &str) -> Text {
    let (subject, body) = match lang {
        Lang::Id => id,
        Lang::En => en,
    };
    Text {
        subject: subject.to_owned(),
        body: format!("{body}\n\n{office}"),
    }
}

/// OSS fails. `place` is the person's own code or number.
pub(crate) fn outage(lang: Lang, name: &str, place: &str, since: DateTime<Utc>, office: &str) -> Text {
    let since = clock(since);
    text(
        lang,
        (
            "Sistem OSS pusat sedang gangguan; antrean Anda tetap berlaku",
            format!(
                "Om Swastiastu, {name}. Mohon maaf, sistem OSS pusat sedang gangguan sejak pukul {since} WITA. Antrean {place} tetap berlaku; Anda boleh menunggu di rumah. Kami kabari lagi bila sistem sudah pulih. Layanan ini GRATIS."
            ),
        ),
        (
            "The central OSS system is down; your place stays yours",
            format!(
                "Om Swastiastu, {name}. We are sorry: the central OSS system has been down since {since} WITA. Your place ({place}) stays yours; you may wait at home. We will write again when the system works. This service is FREE."
            ),
        ),
        office,
    )
}

/// OSS works again.
pub(crate) fn outage_over(lang: Lang, name: &str, place: &str, office: &str) -> Text {
    text(
        lang,
        (
            "Sistem OSS sudah pulih",
            format!(
                "Om Swastiastu, {name}. Sistem OSS sudah pulih dan pelayanan jalan lagi. Antrean {place} tetap berlaku; silakan datang ke tempat pelayanan. Layanan ini GRATIS."
            ),
        ),
        (
            "OSS works again",
            format!(
                "Om Swastiastu, {name}. OSS works again and the service goes on. Your place ({place}) stays yours; please come to the venue. This service is FREE."
            ),
        ),
        office,
    )
}

/// The NIB of a person who went home unfinished is out.
pub(crate) fn nib_ready(lang: Lang, name: &str, nib: Option<&Nib>, settings: &Settings) -> Text {
    let number = |before: &str| nib.map_or(String::new(), |nib| format!("{before}{nib}"));
    let address = &settings.office_address;
    text(
        lang,
        (
            "NIB Anda sudah terbit",
            format!(
                "Om Swastiastu, {name}. NIB usaha Anda sudah terbit{}. Anda bisa mengunduhnya di akun OSS Anda, atau mengambil cetakannya di kantor kami: {address}. Layanan ini GRATIS.",
                number(" dengan nomor ")
            ),
        ),
        (
            "Your NIB is out",
            format!(
                "Om Swastiastu, {name}. The NIB of your business has been issued{}. You can download it from your OSS account, or fetch a printed copy at our office: {address}. This service is FREE.",
                number(", its number is ")
            ),
        ),
        &settings.office_name,
    )
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

/// A place is kept with precedence.
pub(crate) fn return_slip(lang: Lang, name: &str, kept: &Kept<'_>, settings: &Settings) -> Text {
    let (id, en) = match kept {
        Kept::Office(date) => {
            let address = &settings.office_address;
            (
                format!(
                    "Hari: {}, pada jam buka kantor\nTempat: loket {}, {address}",
                    long_date(*date, Lang::Id),
                    settings.office_name
                ),
                format!(
                    "Day: {}, during office hours\nPlace: counter of {}, {address}",
                    long_date(*date, Lang::En),
                    settings.office_name
                ),
            )
        }
        Kept::Visit {
            visit,
            starts_at,
            code,
            ticket_link,
        } => {
            let time = clock(*starts_at);
            let place = format!(
                "{}, Desa {}, Kecamatan {}",
                visit.venue, visit.village.name, visit.village.district
            );
            (
                format!(
                    "Hari: {}\nJam datang: {time} WITA\nTempat: {place}\nKode antrean: {code}\nTiket Anda: {ticket_link}",
                    long_date(visit.date, Lang::Id)
                ),
                format!(
                    "Day: {}\nCome at: {time} WITA\nPlace: {place}\nBooking code: {code}\nYour ticket: {ticket_link}",
                    long_date(visit.date, Lang::En)
                ),
            )
        }
    };
    text(
        lang,
        (
            "Kartu kembali: tempat Anda kami simpan",
            format!(
                "Om Swastiastu, {name}. Mohon maaf, gangguan sistem OSS membuat Anda pulang sebelum selesai. Tempat Anda kami simpan dan didahulukan:\n\n{id}\n\nTunjukkan pesan ini saat datang. Layanan ini GRATIS."
            ),
        ),
        (
            "Return slip: your place is kept",
            format!(
                "Om Swastiastu, {name}. We are sorry that the OSS outage sent you home unfinished. Your place is kept, and you come first:\n\n{en}\n\nShow this message when you come. This service is FREE."
            ),
        ),
        &settings.office_name,
    )
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
