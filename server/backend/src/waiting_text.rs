//! Texts of the messages to those who wait, Indonesian beside English.

use crate::message_text::Text;
use chrono::{DateTime, Utc};
use domain::calendar::{clock, date_in_wita, long_date};
use domain::lang::Lang;
use domain::service::VisitSummary;

/// What a message to a person who waits tells.
pub(crate) struct Told<'a> {
    pub(crate) name: &'a str,
    pub(crate) visit: &'a VisitSummary,
    pub(crate) link: &'a str,
    pub(crate) office: &'a str,
}

impl Told<'_> {
    fn text(&self, subject: String, body: &str) -> Text {
        Text {
            subject,
            body: format!(
                "Om Swastiastu, {}. {body}\n{}\n\n{}",
                self.name, self.link, self.office
            ),
        }
    }

    fn place(&self) -> String {
        format!("{}, Desa {}", self.visit.venue, self.visit.village.name)
    }

    /// A place is held for them until `until`.
    pub(crate) fn offer(&self, lang: Lang, starts_at: DateTime<Utc>, until: DateTime<Utc>) -> Text {
        let (date, time, place) = (long_date(self.visit.date, lang), clock(starts_at), self.place());
        let end = format!("{}, {}", long_date(date_in_wita(until), lang), clock(until));
        match lang {
            Lang::Id => self.text(
                format!("Ada tempat untuk Anda: {date} pukul {time} WITA"),
                &format!(
                    "Ada tempat kosong untuk layanan NIB: {date} pukul {time} WITA, {place}. Tempat ini kami simpan untuk Anda sampai {end} WITA. Buka tautan ini, lalu tekan “Ya, saya ambil”, atau lepaskan untuk orang berikutnya. Layanan ini GRATIS; tempat tidak boleh diperjualbelikan."
                ),
            ),
            Lang::En => self.text(
                format!("A place for you: {date}, {time} WITA"),
                &format!(
                    "A place for the NIB service is free: {date} at {time} WITA, {place}. We keep it for you until {end} WITA. Open this link and press “Yes, I take it”, or let it go to the next person. This service is FREE; places must not be sold."
                ),
            ),
        }
    }

    /// The offer ran out.
    pub(crate) fn offer_over(&self, lang: Lang) -> Text {
        let date = long_date(self.visit.date, lang);
        match lang {
            Lang::Id => self.text(
                format!("Tawaran tempat {date} sudah lewat waktunya"),
                &format!("Tempat yang kami simpan untuk Anda pada {date} sudah lewat waktunya dan menjadi milik orang berikutnya. Masih mau? Buka tautan ini untuk menunggu lagi. Layanan ini GRATIS."),
            ),
            Lang::En => self.text(
                format!("The offer of a place on {date} has ended"),
                &format!("The place we kept for you on {date} has gone to the next person. Still want one? Open this link to wait again. This service is FREE."),
            ),
        }
    }

    /// No place will come; with the reason of a visit that is put off or called off.
    pub(crate) fn ended(&self, lang: Lang, reason: &str) -> Text {
        let (date, place) = (long_date(self.visit.date, lang), self.place());
        let why = match (reason.is_empty(), lang) {
            (true, Lang::Id) => "Pendaftaran sudah ditutup dan tidak ada tempat yang kosong.".to_owned(),
            (true, Lang::En) => "Booking is closed and no place became free.".to_owned(),
            (false, Lang::Id) => format!("Kunjungan itu tidak jadi pada tanggal itu. Sebab: {reason}."),
            (false, Lang::En) => format!("The visit will not take place on that date. Reason: {reason}."),
        };
        match lang {
            Lang::Id => self.text(
                format!("Daftar tunggu {date} ditutup"),
                &format!("Anda ada di daftar tunggu layanan NIB, {date}, {place}. {why} Mohon maaf. Anda boleh mendaftar pada kunjungan lain atau datang ke kantor. Layanan ini GRATIS."),
            ),
            Lang::En => self.text(
                format!("The waiting list of {date} is closed"),
                &format!("You are on the waiting list for the NIB service, {date}, {place}. {why} We are sorry. You may book another visit or come to the office. This service is FREE."),
            ),
        }
    }
}
