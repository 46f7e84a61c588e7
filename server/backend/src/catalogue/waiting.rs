//! What those who wait for a place are told.

use super::{Template, Wording};
use domain::message::MessageKind;

pub(crate) const WAITING_OFFER: Template = Template {
    kind: MessageKind::WaitingOffer,
    name: "waiting-offer",
    id: Wording {
        subject: "Ada tempat untuk Anda: {date} pukul {time} WITA",
        body: "Om Swastiastu, {name}. Ada tempat kosong untuk layanan NIB: {date} pukul {time} WITA, {place}. Tempat ini kami simpan untuk Anda sampai {until} WITA. Buka tautan ini, lalu tekan “Ya, saya ambil”, atau lepaskan untuk orang berikutnya: {link}\nLayanan ini GRATIS; tempat tidak boleh diperjualbelikan.\n\n{office}",
        short: "NIB: ada tempat {short_date} {time} WITA, disimpan sampai {until}. GRATIS. Ambil: {link}",
    },
    en: Wording {
        subject: "A place for you: {date}, {time} WITA",
        body: "Om Swastiastu, {name}. A place for the NIB service is free: {date} at {time} WITA, {place}. We keep it for you until {until} WITA. Open this link and press “Yes, I take it”, or let it go to the next person: {link}\nThis service is FREE; places must not be sold.\n\n{office}",
        short: "NIB: a place {short_date} {time} WITA, kept until {until}. FREE. Take it: {link}",
    },
};

pub(crate) const WAITING_OFFER_OVER: Template = Template {
    kind: MessageKind::WaitingOfferOver,
    name: "waiting-offer-over",
    id: Wording {
        subject: "Tawaran tempat {date} sudah lewat waktunya",
        body: "Om Swastiastu, {name}. Tempat yang kami simpan untuk Anda pada {date} di {place} sudah lewat waktunya dan menjadi milik orang berikutnya. Masih mau? Buka tautan ini untuk menunggu lagi: {link}\nLayanan ini GRATIS.\n\n{office}",
        short: "NIB: tawaran tempat {short_date} sudah lewat. Menunggu lagi? GRATIS. {link}",
    },
    en: Wording {
        subject: "The offer of a place on {date} has ended",
        body: "Om Swastiastu, {name}. The place we kept for you on {date} at {place} has gone to the next person. Still want one? Open this link to wait again: {link}\nThis service is FREE.\n\n{office}",
        short: "NIB: the offer of a place {short_date} has ended. Wait again? FREE. {link}",
    },
};

/// Booking was closed.
pub(crate) const WAITING_ENDED: Template = Template {
    kind: MessageKind::WaitingEnded,
    name: "waiting-ended",
    id: Wording {
        subject: "Daftar tunggu {date} ditutup",
        body: "Om Swastiastu, {name}. Mohon maaf: pendaftaran layanan NIB pada {date} di {place} sudah ditutup dan tidak ada tempat yang kosong. Anda boleh mendaftar pada kunjungan lain atau datang ke kantor. Layanan ini GRATIS.\n{link}\n\n{office}",
        short: "NIB {short_date}: pendaftaran ditutup, tidak ada tempat. Maaf. GRATIS di kunjungan lain. {link}",
    },
    en: Wording {
        subject: "The waiting list of {date} is closed",
        body: "Om Swastiastu, {name}. We are sorry: booking for the NIB service on {date} at {place} is closed and no place became free. You may book another visit or come to the office. This service is FREE.\n{link}\n\n{office}",
        short: "NIB {short_date}: booking is closed, no place. Sorry. Other visits are FREE too. {link}",
    },
};

/// The visit is put off or called off.
pub(crate) const WAITING_ENDED_OFF: Template = Template {
    kind: MessageKind::WaitingEnded,
    name: "waiting-ended-off",
    id: Wording {
        subject: "Kunjungan {date} tidak jadi",
        body: "Om Swastiastu, {name}. Mohon maaf, layanan NIB pada {date} di {place}, tempat Anda menunggu giliran, tidak jadi dilaksanakan. Sebab: {reason}. Anda boleh mendaftar di desa lain atau datang ke kantor. Layanan ini GRATIS.\n{link}\n\n{office}",
        short: "Layanan NIB {short_date} TIDAK jadi. Maaf. GRATIS di kunjungan lain. {link}",
    },
    en: Wording {
        subject: "The visit on {date} will not take place",
        body: "Om Swastiastu, {name}. We are sorry: the NIB service on {date} at {place}, for which you wait, will not take place. Reason: {reason}. You may book in another village or come to the office. This service is FREE.\n{link}\n\n{office}",
        short: "NIB service {short_date} will NOT take place. Sorry. Other visits are FREE too. {link}",
    },
};
