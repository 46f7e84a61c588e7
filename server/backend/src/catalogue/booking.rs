//! What the holder of a place is told of it.

use super::{Template, Wording};
use domain::message::MessageKind;

pub(crate) const BOOKED: Template = Template {
    kind: MessageKind::Booked,
    name: "booked",
    id: Wording {
        subject: "Terdaftar: {date} pukul {time} WITA, kode {code}",
        body: "Om Swastiastu, {name}. Pendaftaran layanan NIB Anda sudah kami terima.\n\nHari: {date}\nJam datang: {time} WITA\nTempat: {place}\nKode antrean: {code}\n\nBawa: {bring}.\nLayanan ini GRATIS.\nTidak bisa datang? Ubah jam atau batalkan lewat tiket Anda: {ticket}\n\n{office}",
        short: "NIB {code}: {short_date} {time} WITA, {venue}. GRATIS. Tiket: {ticket}",
    },
    en: Wording {
        subject: "Booked: {date}, {time} WITA, code {code}",
        body: "Om Swastiastu, {name}. We have received your booking for the NIB service.\n\nDay: {date}\nCome at: {time} WITA\nPlace: {place}\nBooking code: {code}\n\nBring: {bring}.\nThis service is FREE.\nCannot come? Change the time or cancel with your ticket: {ticket}\n\n{office}",
        short: "NIB {code}: {short_date} {time} WITA, {venue}. FREE. Ticket: {ticket}",
    },
};

pub(crate) const MOVED: Template = Template {
    kind: MessageKind::Moved,
    name: "moved",
    id: Wording {
        subject: "Jadwal diubah: {date} pukul {time} WITA",
        body: "Om Swastiastu, {name}. Jadwal layanan NIB Anda sudah diubah.\n\nHari: {date}\nJam datang: {time} WITA\nTempat: {place}\nKode antrean: {code}\n\nBawa: {bring}.\nLayanan ini GRATIS.\nTiket Anda: {ticket}\n\n{office}",
        short: "NIB {code}, jadwal BARU: {short_date} {time} WITA, {venue}. GRATIS. Tiket: {ticket}",
    },
    en: Wording {
        subject: "New time: {date}, {time} WITA",
        body: "Om Swastiastu, {name}. The time of your NIB appointment has changed.\n\nDay: {date}\nCome at: {time} WITA\nPlace: {place}\nBooking code: {code}\n\nBring: {bring}.\nThis service is FREE.\nYour ticket: {ticket}\n\n{office}",
        short: "NIB {code}, NEW time: {short_date} {time} WITA, {venue}. FREE. Ticket: {ticket}",
    },
};

pub(crate) const CANCELLED: Template = Template {
    kind: MessageKind::Cancelled,
    name: "cancelled",
    id: Wording {
        subject: "Pendaftaran dibatalkan: {date}",
        body: "Om Swastiastu, {name}. Pendaftaran layanan NIB Anda (kode {code}) untuk {date} pukul {time} WITA sudah dibatalkan. Anda boleh mendaftar lagi kapan saja. Layanan ini GRATIS.\n{ticket}\n\n{office}",
        short: "NIB {code}: pendaftaran {short_date} {time} WITA sudah dibatalkan. Boleh daftar lagi, GRATIS.",
    },
    en: Wording {
        subject: "Booking cancelled: {date}",
        body: "Om Swastiastu, {name}. Your NIB appointment (code {code}) on {date} at {time} WITA has been cancelled. You may book again at any time. This service is FREE.\n{ticket}\n\n{office}",
        short: "NIB {code}: your booking of {short_date} {time} WITA is cancelled. You may book again, FREE.",
    },
};

pub(crate) const STILL_COMING: Template = Template {
    kind: MessageKind::StillComing,
    name: "still-coming",
    id: Wording {
        subject: "Jadi datang? {date} pukul {time} WITA",
        body: "Om Swastiastu, {name}. Anda terdaftar untuk layanan NIB: {date} pukul {time} WITA di {place}, kode antrean {code}. Jadi datang? Layanan ini GRATIS.\n\nYa, saya datang: {ticket}/hadir\nUbah jam: {ticket}/pindah\nBatal, beri tempat kepada orang lain: {ticket}/batal\n\n{office}",
        short: "NIB {code} {short_date} {time} WITA: jadi datang? GRATIS. Jawab: {ticket}/hadir",
    },
    en: Wording {
        subject: "Still coming? {date}, {time} WITA",
        body: "Om Swastiastu, {name}. You are booked for the NIB service: {date} at {time} WITA, {place}, booking code {code}. Are you still coming? This service is FREE.\n\nYes, I come: {ticket}/hadir\nChange the time: {ticket}/pindah\nCancel, give the place to somebody else: {ticket}/batal\n\n{office}",
        short: "NIB {code} {short_date} {time} WITA: still coming? FREE. Answer: {ticket}/hadir",
    },
};

pub(crate) const REMINDER: Template = Template {
    kind: MessageKind::Reminder,
    name: "reminder",
    id: Wording {
        subject: "Pengingat: {date} pukul {time} WITA, kode {code}",
        body: "Om Swastiastu, {name}. Pengingat layanan NIB Anda.\n\nHari: {date}\nJam datang: {time} WITA\nTempat: {place}\nKode antrean: {code}\n\nBawa: {bring}.\nLayanan ini GRATIS.\nYa, saya datang: {ticket}/hadir\nUbah jam: {ticket}/pindah\nBatal: {ticket}/batal\n\n{office}",
        short: "NIB {code}, pengingat: {short_date} {time} WITA, {venue}. Bawa KTP, HP. GRATIS. {ticket}",
    },
    en: Wording {
        subject: "Reminder: {date}, {time} WITA, code {code}",
        body: "Om Swastiastu, {name}. A reminder of your NIB appointment.\n\nDay: {date}\nCome at: {time} WITA\nPlace: {place}\nBooking code: {code}\n\nBring: {bring}.\nThis service is FREE.\nYes, I come: {ticket}/hadir\nChange the time: {ticket}/pindah\nCancel: {ticket}/batal\n\n{office}",
        short: "NIB {code}, reminder: {short_date} {time} WITA, {venue}. Bring KTP, phone. FREE. {ticket}",
    },
};

pub(crate) const MORNING: Template = Template {
    kind: MessageKind::Morning,
    name: "morning",
    id: Wording {
        subject: "Hari ini pukul {time} WITA: layanan NIB, kode {code}",
        body: "Om Swastiastu, {name}. Hari ini, {date}, pukul {time} WITA giliran Anda di {place}. Kode antrean: {code}. Bawa: {bring}. Layanan ini GRATIS.\nTiket Anda, juga untuk membatalkan: {ticket}\n\n{office}",
        short: "NIB {code}: HARI INI {time} WITA, {venue}. Bawa KTP, HP. GRATIS. Tiket: {ticket}",
    },
    en: Wording {
        subject: "Today at {time} WITA: NIB service, code {code}",
        body: "Om Swastiastu, {name}. Today, {date}, at {time} WITA it is your turn at {place}. Booking code: {code}. Bring: {bring}. This service is FREE.\nYour ticket, also for cancelling: {ticket}\n\n{office}",
        short: "NIB {code}: TODAY {time} WITA, {venue}. Bring KTP, phone. FREE. Ticket: {ticket}",
    },
};
