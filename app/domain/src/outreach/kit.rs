//! The kit of a visit: texts that people of the village send, read out and print. Villages are written to in
//! Indonesian; the greeting is Balinese. Facts only, no promise of aid (domain.md 1.7).

use crate::calendar::{clock, long_date, to_wita};
use crate::lang::Lang;
use crate::service::VisitSummary;
use crate::settings::Settings;
use crate::spoken::spoken;
use chrono::{DateTime, Timelike, Utc};
use serde::{Deserialize, Serialize};

/// What people ask, with what is true.
pub const MYTHS: [(&str, &str); 4] = [
    (
        "Apakah saya lalu harus membayar pajak?",
        "NIB bukan tagihan pajak. Membuatnya GRATIS.",
    ),
    (
        "Usaha saya kecil sekali. Perlukah?",
        "Boleh, sekecil apa pun. Usaha rumahan juga bisa.",
    ),
    (
        "Apakah saya lalu mendapat bantuan uang?",
        "Tidak otomatis. NIB bukan pendaftaran bantuan.",
    ),
    (
        "Saya tidak bisa komputer.",
        "Tidak apa-apa. Petugas yang mengisi, Anda cukup menjawab.",
    ),
];

/// The texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kit {
    /// For a group, with a link: read in half a minute.
    pub group: String,
    /// The same as a reminder, shorter.
    pub reminder: String,
    /// To be read out at a meeting or over the loudspeaker: numbers in words.
    pub spoken: String,
}

impl Kit {
    /// Writes them. `link` gives the address for a group.
    pub fn of(visit: &VisitSummary, settings: &Settings, link: &str) -> Kit {
        let date = long_date(visit.date, Lang::Id);
        let (from, until) = (clock(visit.starts_at), clock(visit.ends_at));
        let (village, venue) = (&visit.village.name, &visit.venue);
        let bring = settings.bring_id.join("; ");
        let office = &settings.office_name;
        Kit {
            group: format!(
                "Om Swastiastu, Semeton Desa {village}.\n\n*Buat NIB GRATIS di desa kita.* Petugas {office} datang langsung.\n\nHari: {date}\nJam: {from} sampai {until} WITA\nTempat: {venue}\n\nUntuk apa NIB? Usaha Anda diakui resmi, sekecil apa pun: warung, jaje, kerajinan, bengkel, ternak. Bank dapat memintanya untuk KUR, dan usaha yang memasak memerlukannya untuk LPG 3 kg.\n\nBawa: {bring}.\n\nPilih jam Anda supaya tidak antre: {link}\n\nSemua GRATIS. Jangan membayar siapa pun. Suksma."
            ),
            reminder: format!(
                "Om Swastiastu, Semeton. Mengingatkan: layanan NIB GRATIS di {venue}, {date}, {from} sampai {until} WITA. Bawa KTP asli dan HP. Masih bisa pilih jam: {link}\nSuksma."
            ),
            spoken: format!(
                "Om Swastiastu. Bapak, Ibu, Semeton sami di Desa {village}. Pada hari {}, dari pukul {} sampai pukul {} WITA, petugas perizinan dari Tabanan datang ke {venue}. Bapak dan Ibu yang punya usaha, sekecil apa pun, bisa membuat NIB, yaitu tanda bahwa usaha terdaftar resmi. Semuanya gratis. Bawa KTP asli dan HP. Bagi yang punya HP, silakan memilih jam lewat tautan di grup banjar atau kode di poster. Bagi yang tidak, sampaikan kepada kelian. Suksma.",
                spoken_day(&date),
                spoken_time(visit.starts_at),
                spoken_time(visit.ends_at)
            ),
        }
    }
}

/// `Senin, 14 Desember 2026` as it is said: without the year, the day in words.
fn spoken_day(date: &str) -> String {
    let words = date.split_whitespace().map(|word| match word.parse::<u32>() {
        Ok(day) if day <= 31 => ["tanggal ", &spoken(day)].concat(),
        Ok(_) => String::new(),
        Err(_) => word.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ").trim_end().to_owned()
}

/// `delapan lewat tiga puluh menit`.
fn spoken_time(at: DateTime<Utc>) -> String {
    let time = to_wita(at).time();
    match time.minute() {
        0 => spoken(time.hour()),
        minutes => [&spoken(time.hour()), " lewat ", &spoken(minutes), " menit"].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::from_wita;
    use crate::id::VisitId;
    use crate::village::{Village, VillageCode};
    use crate::visit::VisitState;
    use chrono::{NaiveDate, NaiveTime};

    #[test]
    fn the_texts_say_why_when_where_what_to_bring_and_free() {
        let date = NaiveDate::from_ymd_opt(2026, 12, 14).unwrap();
        let at = |hour, minute| from_wita(date, NaiveTime::from_hms_opt(hour, minute, 0).unwrap());
        let visit = VisitSummary {
            id: VisitId::new(uuid::Uuid::nil()),
            village: Village {
                code: VillageCode::parse("51.02.06.2001").unwrap(),
                name: "Bengkel".into(),
                district: "Kediri".into(),
                aliases: vec![],
            },
            state: VisitState::Open,
            date,
            starts_at: at(8, 30),
            ends_at: at(11, 0),
            venue: "Wantilan Desa".into(),
            capacity: 18,
            booked: 0,
            held: 0,
            surplus: 0,
            bookable: true,
        };
        let kit = Kit::of(&visit, &Settings::default(), "https://izin.test/k/T7K4Q");
        for part in [
            "Om Swastiastu",
            "GRATIS",
            "Senin, 14 Desember 2026",
            "08.30 sampai 11.00 WITA",
            "Wantilan Desa",
            "KTP asli",
            "https://izin.test/k/T7K4Q",
            "diakui resmi",
        ] {
            assert!(kit.group.contains(part), "{part}");
        }
        assert!(kit.reminder.len() < kit.group.len() / 2);
        assert!(
            kit.spoken
                .contains("hari Senin, tanggal empat belas Desember, dari pukul delapan lewat tiga puluh menit sampai pukul sebelas WITA"),
            "{}",
            kit.spoken
        );
        // A voice reads no digits and no address.
        assert!(!kit.spoken.chars().any(|sign| sign.is_ascii_digit()));
        // Thirty seconds at 200 words a minute.
        assert!(kit.group.split_whitespace().count() <= 110);
    }
}
