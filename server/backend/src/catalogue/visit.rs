//! What people are told of a visit, of its day and of what follows it; and what a village is asked.

use super::{Template, Wording};
use domain::message::MessageKind;

/// Villages are written to in Indonesian; the English text is for staff who read it.
pub(crate) const VENUE_REQUEST: Template = Template {
    kind: MessageKind::VenueRequest,
    name: "venue-request",
    id: Wording {
        subject: "Mohon konfirmasi tempat: layanan NIB di Desa {village}, {date}",
        body: "Om Swastiastu, Bapak/Ibu {name}. {office} berencana datang ke Desa {village} untuk menerbitkan NIB bagi pelaku usaha kecil, GRATIS.\n\nHari: {date}\nJam: {from} sampai {until} WITA\nTempat (usulan): {venue}\n\nMohon jawab lewat tautan ini: bisa, tanggal lain, atau tidak bisa. Tidak perlu kata sandi.\n{link}\n\nTautan ini khusus untuk Bapak/Ibu. Suksma.",
        short: "Mohon konfirmasi tempat layanan NIB Desa {village}, {short_date} {from} WITA. Jawab: {link}",
    },
    en: Wording {
        subject: "Please confirm the venue: NIB service in the village of {village}, {date}",
        body: "Om Swastiastu, {name}. {office} plans to come to the village of {village} to issue NIBs to small businesses, FREE.\n\nDay: {date}\nHours: {from} to {until} WITA\nPlace (proposed): {venue}\n\nPlease answer by this link: it suits, another date, or not possible. No password is needed.\n{link}\n\nThis link is for you alone. Suksma.",
        short: "Please confirm the venue of the NIB service in {village}, {short_date} {from} WITA: {link}",
    },
};

/// The official letter, behind the village's own link.
pub(crate) const OFFICIAL_LETTER: Template = Template {
    kind: MessageKind::OfficialLetter,
    name: "official-letter",
    id: Wording {
        subject: "Surat resmi: layanan NIB di Desa {village}, {date}",
        body: "Om Swastiastu, Bapak/Ibu {name}. Surat pemberitahuan resmi {office} untuk layanan NIB GRATIS di Desa {village} pada {date} bisa dibuka dan dicetak di sini:\n{link}\n\nYang bertanda tangan menyusul. Tautan ini khusus untuk Bapak/Ibu. Suksma.",
        short: "Surat resmi layanan NIB Desa {village}, {short_date}: {link}",
    },
    en: Wording {
        subject: "Official letter: NIB service in the village of {village}, {date}",
        body: "Om Swastiastu, {name}. The official letter of {office} about the FREE NIB service in the village of {village} on {date} can be opened and printed here:\n{link}\n\nThe signed one follows. This link is for you alone. Suksma.",
        short: "Official letter, NIB service in {village}, {short_date}: {link}",
    },
};

/// The link of a person who helps to spread the word.
pub(crate) const ROOM_LINK: Template = Template {
    kind: MessageKind::RoomLink,
    name: "room-link",
    id: Wording {
        subject: "Ruang desa: layanan NIB di Desa {village}, {date}",
        body: "Om Swastiastu, Bapak/Ibu {name}. Layanan NIB GRATIS datang ke Desa {village} pada {date}. Mohon bantuannya agar warga tahu.\n\nDi halaman ini ada bahan siap kirim, jumlah pendaftar, dan tempat mencatat sosialisasi. Tidak perlu kata sandi.\n{link}\n\nTautan ini khusus untuk Bapak/Ibu. Suksma.",
        short: "Ruang desa untuk layanan NIB Desa {village}, {short_date}. Khusus Bapak/Ibu: {link}",
    },
    en: Wording {
        subject: "Village room: NIB service in the village of {village}, {date}",
        body: "Om Swastiastu, {name}. The NIB service, FREE of charge, comes to the village of {village} on {date}. Please help so that people know.\n\nThis page has texts ready to send, the number of bookings, and a place to note how the word was spread. No password is needed.\n{link}\n\nThis link is for you alone. Suksma.",
        short: "Village room of the NIB service in {village}, {short_date}. For you alone: {link}",
    },
};

pub(crate) const VISIT_CHANGED: Template = Template {
    kind: MessageKind::VisitChanged,
    name: "visit-changed",
    id: Wording {
        subject: "Perubahan kunjungan: {date} pukul {time} WITA",
        body: "Om Swastiastu, {name}. Ada perubahan pada layanan NIB yang Anda daftar. Yang berlaku sekarang:\n\nHari: {date}\nJam datang: {time} WITA\nTempat: {place}\nKode antrean: {code}\n\nBawa: {bring}.\nLayanan ini GRATIS.\nTiket Anda: {ticket}\n\n{office}",
        short: "NIB {code}, PERUBAHAN: {short_date} {time} WITA, {venue}. GRATIS. Tiket: {ticket}",
    },
    en: Wording {
        subject: "The visit has changed: {date}, {time} WITA",
        body: "Om Swastiastu, {name}. The NIB appointment you booked has changed. This is how it stands now:\n\nDay: {date}\nCome at: {time} WITA\nPlace: {place}\nBooking code: {code}\n\nBring: {bring}.\nThis service is FREE.\nYour ticket: {ticket}\n\n{office}",
        short: "NIB {code}, CHANGED: {short_date} {time} WITA, {venue}. FREE. Ticket: {ticket}",
    },
};

pub(crate) const VISIT_CANCELLED: Template = Template {
    kind: MessageKind::VisitCancelled,
    name: "visit-cancelled",
    id: Wording {
        subject: "Kunjungan {date} tidak jadi",
        body: "Om Swastiastu, {name}. Mohon maaf, layanan NIB di {place} pada {date} tidak jadi dilaksanakan. Sebab: {reason}. Kami kabari bila ada tanggal baru; Anda juga boleh mendaftar di desa lain. Layanan ini GRATIS.\n{ticket}\n\n{office}",
        short: "Layanan NIB {short_date} di {venue} TIDAK JADI. Mohon maaf. Kabar: {ticket}",
    },
    en: Wording {
        subject: "The visit on {date} will not take place",
        body: "Om Swastiastu, {name}. We are sorry: the NIB service at {place} on {date} will not take place. Reason: {reason}. We will tell you of a new date; you may also book in another village. This service is FREE.\n{ticket}\n\n{office}",
        short: "NIB service {short_date} at {venue} will NOT take place. Sorry. News: {ticket}",
    },
};

pub(crate) const INTEREST_OPENED: Template = Template {
    kind: MessageKind::InterestOpened,
    name: "interest-opened",
    id: Wording {
        subject: "Pendaftaran dibuka: layanan NIB di Desa {village}, {date}",
        body: "Om Swastiastu. Anda minta dikabari: pendaftaran layanan NIB di Desa {village} sudah dibuka.\n\nHari: {date}\nJam: {from} sampai {until} WITA\nTempat: {venue}\n\nPilih jam Anda di sini: {link}\nLayanan ini GRATIS. Kabar ini hanya kami kirim sekali.\n\n{office}",
        short: "Pendaftaran NIB Desa {village} dibuka: {short_date}, {venue}. GRATIS. Daftar: {link}",
    },
    en: Wording {
        subject: "Booking is open: NIB service in the village of {village}, {date}",
        body: "Om Swastiastu. You asked to be told: booking for the NIB service in the village of {village} is open.\n\nDay: {date}\nHours: {from} to {until} WITA\nPlace: {venue}\n\nChoose your time here: {link}\nThis service is FREE. We send this only once.\n\n{office}",
        short: "NIB booking in {village} is open: {short_date}, {venue}. FREE. Book: {link}",
    },
};

/// A visit nearby is open to the village too. Villages are written to in Indonesian.
pub(crate) const NEIGHBOUR_INVITED: Template = Template {
    kind: MessageKind::NeighbourInvited,
    name: "neighbour-invited",
    id: Wording {
        subject: "Warga Desa {guest} boleh datang: layanan NIB di Desa {village}, {date}",
        body: "Om Swastiastu, Bapak/Ibu {name}. Layanan NIB GRATIS di Desa {village} masih punya tempat, dan terbuka juga untuk warga Desa {guest}.\n\nHari: {date}\nJam: {from} sampai {until} WITA\nTempat: {venue}\n\nMohon diteruskan ke grup warga. Pendaftaran dan bahan ajakan ada di sini:\n{link}\n\nSuksma. {office}",
        short: "Layanan NIB GRATIS di {village} terbuka juga untuk warga Desa {guest}: {short_date}. Daftar: {link}",
    },
    en: Wording {
        subject: "People of {guest} are welcome: NIB service in the village of {village}, {date}",
        body: "Om Swastiastu, {name}. The NIB service, FREE of charge, in the village of {village} still has places, and is open to the people of {guest} too.\n\nDay: {date}\nHours: {from} to {until} WITA\nPlace: {venue}\n\nPlease pass it on to the groups of your village. Booking and texts to share:\n{link}\n\nSuksma. {office}",
        short: "The FREE NIB service in {village} is open to {guest} too: {short_date}. Book: {link}",
    },
};

/// OSS fails. `queue` is the person's own code or number.
pub(crate) const OUTAGE: Template = Template {
    kind: MessageKind::Outage,
    name: "outage",
    id: Wording {
        subject: "Sistem OSS pusat sedang gangguan; antrean Anda tetap berlaku",
        body: "Om Swastiastu, {name}. Mohon maaf, sistem OSS pusat sedang gangguan sejak pukul {since} WITA. Antrean {queue} tetap berlaku; Anda boleh menunggu di rumah. Kami kabari lagi bila sistem sudah pulih. Layanan ini GRATIS.\n\n{office}",
        short: "OSS pusat gangguan sejak {since} WITA. Antrean NIB {queue} tetap berlaku.",
    },
    en: Wording {
        subject: "The central OSS system is down; your place stays yours",
        body: "Om Swastiastu, {name}. We are sorry: the central OSS system has been down since {since} WITA. Your place ({queue}) stays yours; you may wait at home. We will write again when the system works. This service is FREE.\n\n{office}",
        short: "The central OSS has been down since {since} WITA. Your place {queue} stays yours.",
    },
};

pub(crate) const OUTAGE_OVER: Template = Template {
    kind: MessageKind::OutageOver,
    name: "outage-over",
    id: Wording {
        subject: "Sistem OSS sudah pulih",
        body: "Om Swastiastu, {name}. Sistem OSS sudah pulih dan pelayanan jalan lagi. Antrean {queue} tetap berlaku; silakan datang ke tempat pelayanan. Layanan ini GRATIS.\n\n{office}",
        short: "OSS sudah pulih. Antrean NIB {queue} berlaku; silakan datang. GRATIS.",
    },
    en: Wording {
        subject: "OSS works again",
        body: "Om Swastiastu, {name}. OSS works again and the service goes on. Your place ({queue}) stays yours; please come to the venue. This service is FREE.\n\n{office}",
        short: "OSS works again. Your place {queue} stays yours; please come. FREE.",
    },
};

pub(crate) const NIB_READY: Template = Template {
    kind: MessageKind::NibReady,
    name: "nib-ready",
    id: Wording {
        subject: "NIB Anda sudah terbit",
        body: "Om Swastiastu, {name}. NIB usaha Anda sudah terbit. Anda bisa mengunduhnya di akun OSS Anda, atau mengambil cetakannya di kantor kami: {address}. Layanan ini GRATIS.\n\n{office}",
        short: "NIB usaha Anda sudah terbit. Unduh di akun OSS, atau ambil di kantor kami. GRATIS.",
    },
    en: Wording {
        subject: "Your NIB is out",
        body: "Om Swastiastu, {name}. The NIB of your business has been issued. You can download it from your OSS account, or fetch a printed copy at our office: {address}. This service is FREE.\n\n{office}",
        short: "Your NIB has been issued: see your OSS account, or come to our office. FREE.",
    },
};

/// The same where the number was written down.
pub(crate) const NIB_READY_NUMBER: Template = Template {
    kind: MessageKind::NibReady,
    name: "nib-ready-number",
    id: Wording {
        body: "Om Swastiastu, {name}. NIB usaha Anda sudah terbit dengan nomor {nib}. Anda bisa mengunduhnya di akun OSS Anda, atau mengambil cetakannya di kantor kami: {address}. Layanan ini GRATIS.\n\n{office}",
        ..NIB_READY.id
    },
    en: Wording {
        body: "Om Swastiastu, {name}. The NIB of your business has been issued, its number is {nib}. You can download it from your OSS account, or fetch a printed copy at our office: {address}. This service is FREE.\n\n{office}",
        ..NIB_READY.en
    },
};

/// A place is kept with precedence, at the counter of the office.
pub(crate) const RETURN_SLIP_OFFICE: Template = Template {
    kind: MessageKind::ReturnSlip,
    name: "return-slip-office",
    id: Wording {
        subject: "Kartu kembali: tempat Anda kami simpan",
        body: "Om Swastiastu, {name}. Mohon maaf, gangguan sistem OSS membuat Anda pulang sebelum selesai. Tempat Anda kami simpan dan didahulukan:\n\nHari: {date}, pada jam buka kantor\nTempat: loket {office}, {address}\n\nTunjukkan pesan ini saat datang. Layanan ini GRATIS.\n\n{office}",
        short: "Kartu kembali NIB: {short_date}, loket kantor, jam buka. Anda didahulukan. GRATIS.",
    },
    en: Wording {
        subject: "Return slip: your place is kept",
        body: "Om Swastiastu, {name}. We are sorry that the OSS outage sent you home unfinished. Your place is kept, and you come first:\n\nDay: {date}, during office hours\nPlace: counter of {office}, {address}\n\nShow this message when you come. This service is FREE.\n\n{office}",
        short: "NIB return slip: {short_date}, office counter, opening hours. You come first. FREE.",
    },
};

/// The same in a coming visit.
pub(crate) const RETURN_SLIP_VISIT: Template = Template {
    kind: MessageKind::ReturnSlip,
    name: "return-slip-visit",
    id: Wording {
        subject: RETURN_SLIP_OFFICE.id.subject,
        body: "Om Swastiastu, {name}. Mohon maaf, gangguan sistem OSS membuat Anda pulang sebelum selesai. Tempat Anda kami simpan dan didahulukan:\n\nHari: {date}\nJam datang: {time} WITA\nTempat: {place}\nKode antrean: {code}\nTiket Anda: {ticket}\n\nTunjukkan pesan ini saat datang. Layanan ini GRATIS.\n\n{office}",
        short: "Kartu kembali NIB {code}: {short_date} {time} WITA, {venue}. GRATIS. Tiket: {ticket}",
    },
    en: Wording {
        subject: RETURN_SLIP_OFFICE.en.subject,
        body: "Om Swastiastu, {name}. We are sorry that the OSS outage sent you home unfinished. Your place is kept, and you come first:\n\nDay: {date}\nCome at: {time} WITA\nPlace: {place}\nBooking code: {code}\nYour ticket: {ticket}\n\nShow this message when you come. This service is FREE.\n\n{office}",
        short: "NIB return slip {code}: {short_date} {time} WITA, {venue}. FREE. Ticket: {ticket}",
    },
};
