//! Why an event does not fit the day.

use crate::lang::Lang;
use serde::{Deserialize, Serialize};

/// Why an event does not fit what was known of the day. A person at a screen is told so and nothing is
/// written; what a device did without a network is kept and listed for a person to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Flag {
    /// Has a number already.
    AlreadyIn {
        /// The number.
        number: u32,
    },
    /// The booking was called off before.
    CancelledBooking,
    /// Is not among the people of this day.
    Unknown,
    /// Has not come, or has left.
    NotHere,
    /// Sits with another operator, or was called by one.
    HeldByOther,
    /// Was served.
    AlreadyServed,
    /// Was given a return slip for another day.
    HoldsSlip,
    /// Was not called by this operator.
    NotCalled,
    /// Was called as often as it is done.
    EnoughCalls,
    /// Has to be called again first.
    FewCalls {
        /// How often.
        left: u32,
    },
    /// The own time is not over yet.
    TooEarly,
    /// OSS fails: nobody is called.
    IncidentOpen,
    /// No incident is open.
    NoIncident,
    /// An end before the begin.
    EndBeforeBegin,
    /// A time that is still to come.
    InFuture,
    /// The operator has somebody at the table.
    TableTaken,
    /// The day was closed before.
    DayClosed,
    /// The device has gone on meanwhile.
    Overtaken,
    /// Without a network: the person was not dealt to this device.
    NotInShare,
    /// Without a network: this device has no number left.
    NoNumbers,
}

impl Flag {
    /// What happened and what to do.
    pub fn text(self, lang: Lang) -> String {
        let (id, en) = match self {
            Flag::AlreadyIn { number } => {
                return match lang {
                    Lang::Id => format!("Sudah hadir dengan nomor {number}. Tidak perlu dicatat lagi."),
                    Lang::En => format!("Already here with number {number}. Nothing to do."),
                };
            }
            Flag::FewCalls { left } => {
                return match lang {
                    Lang::Id => format!("Panggil {left} kali lagi dahulu; mungkin orangnya di luar."),
                    Lang::En => format!("Call {left} more times first; they may be outside."),
                };
            }
            Flag::CancelledBooking => (
                "Pendaftaran ini sudah dibatalkan. Orangnya ada? Catat sebagai datang langsung.",
                "This booking was cancelled. Is the person here? Register them as a walk-in.",
            ),
            Flag::Unknown => (
                "Orang ini tidak ada dalam daftar hari ini. Periksa kodenya, atau catat sebagai datang langsung.",
                "This person is not on today's list. Check the code, or register them as a walk-in.",
            ),
            Flag::NotHere => (
                "Orang ini belum tercatat hadir, atau sudah pulang. Catat hadir di meja depan.",
                "This person is not checked in, or has left. Check them in at the desk.",
            ),
            Flag::HeldByOther => (
                "Orang ini sudah di meja lain. Ambil orang berikutnya.",
                "This person is at another table. Take the next one.",
            ),
            Flag::AlreadyServed => (
                "Orang ini sudah selesai dilayani.",
                "This person has already been served.",
            ),
            Flag::HoldsSlip => (
                "Orang ini memegang kartu kembali untuk hari lain. Tetap datang? Catat sebagai datang langsung.",
                "This person holds a return slip for another day. Here all the same? Register them as a walk-in.",
            ),
            Flag::NotCalled => (
                "Orang ini belum dipanggil ke meja ini.",
                "This person was not called to this table.",
            ),
            Flag::EnoughCalls => (
                "Sudah dipanggil tiga kali lagi. Tandai terlewat; bila datang, nomornya masuk antrean lagi.",
                "Called three more times already. Mark as missed; if they come, the number joins the queue again.",
            ),
            Flag::TooEarly => (
                "Jam datangnya belum lewat. Tunggu dahulu.",
                "Their time is not over yet. Wait a little.",
            ),
            Flag::IncidentOpen => (
                "Sistem OSS sedang gangguan: pemanggilan berhenti sampai gangguan ditutup.",
                "OSS is down: nobody is called until the incident is closed.",
            ),
            Flag::NoIncident => ("Tidak ada gangguan yang terbuka.", "No incident is open."),
            Flag::EndBeforeBegin => (
                "Jam selesai harus sesudah jam mulai.",
                "The end must come after the begin.",
            ),
            Flag::InFuture => (
                "Jam itu belum lewat. Periksa jamnya.",
                "That time is still to come. Check it.",
            ),
            Flag::TableTaken => (
                "Masih ada orang di meja Anda. Selesaikan, tunda, atau serahkan dahulu.",
                "Somebody is still at your table. Finish, park or hand over first.",
            ),
            Flag::Overtaken => (
                "Permintaan ini terlambat sampai. Lihat layar, lalu tekan lagi bila masih perlu.",
                "This came too late. Look at the screen and press again if it is still needed.",
            ),
            Flag::NotInShare => (
                "Tanpa sinyal, perangkat ini hanya boleh memanggil orang dari bagiannya sendiri.",
                "Without a signal this device may only call people of its own share.",
            ),
            Flag::NoNumbers => (
                "Nomor di perangkat ini habis. Cari sinyal sebentar, lalu catat lagi.",
                "This device has no numbers left. Find a signal for a moment, then try again.",
            ),
            Flag::DayClosed => ("Hari pelayanan ini sudah ditutup.", "This service day is closed."),
        };
        lang.pick(id, en).to_owned()
    }
}
