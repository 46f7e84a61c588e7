//! What can go wrong for a caller, and what the user can do about it.

use crate::day::Flag;
use crate::field::FieldError;
use crate::lang::Lang;
use crate::month::PublishLack;
use crate::visit::VisitState;
use serde::{Deserialize, Serialize};

/// Why a request was not carried out. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum ServiceError {
    /// There is no such thing, or it is not for this caller.
    #[error("not found")]
    NotFound,
    /// Fields need mending.
    #[error("{} fields need mending", .0.len())]
    Invalid(Vec<FieldError>),
    /// The slot has no place left.
    #[error("the slot is full")]
    SlotFull,
    /// The slot has begun, or its visit takes no bookings.
    #[error("the slot takes no bookings")]
    SlotClosed,
    /// The same person has a place in this visit.
    #[error("the same person is booked in this visit")]
    DuplicateBooking,
    /// A place is free: nobody needs to wait for it.
    #[error("a place is free")]
    PlacesFree,
    /// The same person waits for this visit already.
    #[error("the same person waits for this visit")]
    AlreadyWaiting,
    /// The offer of a place has ended.
    #[error("the offer has ended")]
    OfferOver,
    /// So many places as one number may have in a visit are taken.
    #[error("at most {most} places for one number")]
    MostPlaces {
        /// How many.
        most: u32,
    },
    /// So many people as one helper may book for in a visit are booked.
    #[error("at most {most} people for one helper")]
    MostAssisted {
        /// How many.
        most: u32,
    },
    /// The idempotency key was used for another request.
    #[error("the idempotency key was used for another request")]
    KeyReused,
    /// The booking can no longer be changed.
    #[error("the booking can no longer be changed")]
    BookingSettled,
    /// Log in first.
    #[error("not logged in")]
    NotLoggedIn,
    /// User name or password is wrong.
    #[error("user name or password is wrong")]
    WrongLogin,
    /// The role may not do this.
    #[error("the role may not do this")]
    Forbidden,
    /// The plan of the month cannot be published.
    #[error("cannot publish: {0}")]
    CannotPublish(PublishLack),
    /// The visit is in a state that does not allow it.
    #[error("a visit that is {0:?} does not allow it")]
    IllegalStep(VisitState),
    /// The service day cannot be closed: people are still there.
    #[error("{people} people are still there")]
    StillThere {
        /// How many.
        people: u32,
    },
    /// It does not fit what is known of the service day.
    #[error("does not fit the day: {0:?}")]
    DayFlag(Flag),
    /// Somebody else changed it in the meantime.
    #[error("somebody else changed it in the meantime")]
    Stale,
    /// The link has expired or was withdrawn.
    #[error("the link has expired")]
    LinkExpired,
    /// Too many tries.
    #[error("too many requests")]
    TooMany {
        /// Seconds to wait.
        seconds: u32,
    },
    /// The store cannot be reached or is overloaded; try again.
    #[error("the store is busy")]
    Busy,
}

impl ServiceError {
    /// One field and its problem.
    pub fn field(field: crate::field::Field, problem: crate::field::Problem) -> Self {
        ServiceError::Invalid(vec![FieldError::new(field, problem)])
    }

    /// The errors beside fields, if it is about fields.
    pub fn fields(&self) -> &[FieldError] {
        match self {
            ServiceError::Invalid(fields) => fields,
            _ => &[],
        }
    }

    /// What happened and what to do, in the user's language.
    pub fn text(&self, lang: Lang) -> String {
        let (id, en) = match self {
            ServiceError::NotFound => (
                "Halaman atau data ini tidak ada. Periksa alamatnya, atau mulai dari halaman depan.",
                "This page or record does not exist. Check the address, or start from the front page.",
            ),
            ServiceError::Invalid(_) => (
                "Ada isian yang perlu diperbaiki. Yang sudah Anda tulis tetap ada.",
                "Some fields need mending. What you typed is still there.",
            ),
            ServiceError::SlotFull => (
                "Jam ini baru saja penuh. Pilih jam lain; isian Anda tetap ada.",
                "This time has just filled up. Choose another one; what you typed is still there.",
            ),
            ServiceError::SlotClosed => (
                "Jam ini tidak menerima pendaftaran lagi. Pilih jam lain.",
                "This time takes no more bookings. Choose another one.",
            ),
            ServiceError::DuplicateBooking => (
                "Nama dan nomor ini sudah terdaftar pada kunjungan ini. Buka tautan tiket Anda untuk mengubah jam. Mendaftarkan orang lain? Tulis nama orang itu.",
                "This name and number are already booked for this visit. Open your ticket link to change the time. Booking for somebody else? Enter that person's name.",
            ),
            ServiceError::PlacesFree => (
                "Masih ada tempat kosong pada jam itu. Anda bisa langsung mendaftar, tidak perlu menunggu.",
                "There is a free place at that time. You can book it now, without waiting.",
            ),
            ServiceError::AlreadyWaiting => (
                "Nama dan nomor ini sudah ada di daftar tunggu kunjungan ini. Kami kabari begitu ada tempat.",
                "This name and number are on the waiting list of this visit already. We will tell you as soon as a place is free.",
            ),
            ServiceError::OfferOver => (
                "Tawaran tempat ini sudah tidak berlaku; tempatnya untuk orang berikutnya. Anda boleh menunggu lagi.",
                "This offer is no longer valid; the place goes to the next person. You may wait again.",
            ),
            ServiceError::MostPlaces { most } => {
                return match lang {
                    Lang::Id => format!(
                        "Nomor ini sudah dipakai untuk {most} tempat pada kunjungan ini. Untuk orang lain, pakai nomor lain, atau hubungi petugas."
                    ),
                    Lang::En => format!(
                        "This number already has {most} places in this visit. Use another number for somebody else, or ask the office."
                    ),
                };
            }
            ServiceError::MostAssisted { most } => {
                return match lang {
                    Lang::Id => format!(
                        "Anda sudah mendaftarkan {most} orang pada kunjungan ini, batas untuk satu orang. Batalkan yang tidak jadi datang, atau minta petugas mendaftarkan orang berikutnya."
                    ),
                    Lang::En => format!(
                        "You have booked for {most} people in this visit, the limit for one helper. Cancel for whoever does not come, or ask the office to book for the next person."
                    ),
                };
            }
            ServiceError::KeyReused => (
                "Formulir ini sudah pernah dikirim dengan isian lain. Muat ulang halaman, lalu kirim lagi.",
                "This form was already sent with other contents. Reload the page and send it again.",
            ),
            ServiceError::BookingSettled => (
                "Pendaftaran ini tidak bisa diubah lagi.",
                "This booking can no longer be changed.",
            ),
            ServiceError::NotLoggedIn => ("Silakan masuk lebih dahulu.", "Please log in first."),
            ServiceError::WrongLogin => (
                "Nama pengguna atau kata sandi salah.",
                "User name or password is wrong.",
            ),
            ServiceError::Forbidden => (
                "Tugas Anda tidak mencakup tindakan ini. Hubungi Kepala Bidang.",
                "Your role does not include this. Ask the head of division.",
            ),
            ServiceError::CannotPublish(PublishLack::TooFew { planned, needed }) => {
                return match lang {
                    Lang::Id => format!(
                        "Belum bisa terbit: baru {planned} kunjungan, perlu sedikitnya {needed}. Rencanakan kunjungan lagi."
                    ),
                    Lang::En => format!(
                        "Not yet: {planned} visits are planned, at least {needed} are needed. Plan another visit."
                    ),
                };
            }
            ServiceError::CannotPublish(PublishLack::OpenDecisions { open }) => {
                return match lang {
                    Lang::Id => format!(
                        "Belum bisa terbit: {open} keputusan rapat evaluasi belum dijawab. Jawab dahulu di lembar rapat."
                    ),
                    Lang::En => format!(
                        "Not yet: {open} decisions of the evaluation meetings wait for an answer. Answer them on the sheet first."
                    ),
                };
            }
            ServiceError::CannotPublish(PublishLack::Over) => (
                "Bulan ini sudah lewat; rencananya tidak bisa diterbitkan lagi.",
                "This month is over; its plan can no longer be published.",
            ),
            ServiceError::IllegalStep(state) => {
                return match lang {
                    Lang::Id => format!(
                        "Tidak bisa: kunjungan ini berstatus “{}”. Muat ulang halaman.",
                        state.word(lang)
                    ),
                    Lang::En => format!(
                        "Not possible: this visit is “{}”. Reload the page.",
                        state.word(lang)
                    ),
                };
            }
            ServiceError::StillThere { people } => {
                return match lang {
                    Lang::Id => format!(
                        "Belum bisa ditutup: masih ada {people} orang di tempat. Layani, beri kartu kembali, atau catat pulang."
                    ),
                    Lang::En => format!(
                        "Not yet: {people} people are still there. Serve them, give return slips, or note that they went home."
                    ),
                };
            }
            ServiceError::DayFlag(flag) => return flag.text(lang),
            ServiceError::Stale => (
                "Orang lain sudah mengubah data ini. Bandingkan dengan yang tersimpan, lalu simpan lagi; isian Anda tetap ada.",
                "Somebody else has changed this. Compare with what is stored and save again; what you typed is still there.",
            ),
            ServiceError::LinkExpired => (
                "Tautan ini sudah tidak berlaku. Minta tautan baru kepada petugas DPMPTSP.",
                "This link is no longer valid. Ask the licence office for a new one.",
            ),
            ServiceError::TooMany { seconds } => {
                return match lang {
                    Lang::Id => format!("Terlalu banyak percobaan. Tunggu {seconds} detik, lalu coba lagi."),
                    Lang::En => format!("Too many tries. Wait {seconds} seconds, then try again."),
                };
            }
            ServiceError::Busy => (
                "Server sedang sibuk. Belum ada yang tersimpan; tunggu sebentar, lalu kirim lagi.",
                "The server is busy. Nothing was saved; wait a moment and send again.",
            ),
        };
        lang.pick(id, en).to_owned()
    }
}
