//! Messages that leave the office: what kinds there are, how they travel, how they stand.

use crate::lang::keyed;

keyed! {
    /// What a message is about.
    MessageKind {
        /// A place was booked.
        Booked = "booked", "Konfirmasi pendaftaran", "Booking confirmation";
        /// A booking was moved to another slot.
        Moved = "moved", "Perubahan jadwal", "Change of time";
        /// A booking was called off.
        Cancelled = "cancelled", "Pembatalan", "Cancellation";
        /// The village is asked for its venue.
        VenueRequest = "venue-request", "Permintaan tempat ke desa", "Venue request to the village";
        /// The official letter, for the village to open and print.
        OfficialLetter = "official-letter", "Surat resmi ke desa", "Official letter to the village";
        /// A person of the village gets the way into the village room.
        RoomLink = "room-link", "Tautan ruang desa", "Link to the village room";
        /// The visit moved to another day, hour or place.
        VisitChanged = "visit-changed", "Perubahan kunjungan", "Change of the visit";
        /// The visit is put off or cancelled.
        VisitCancelled = "visit-cancelled", "Kunjungan dibatalkan", "Visit cancelled";
        /// Booking has opened in a village; for those who asked to be told.
        InterestOpened = "interest-opened", "Kabar: pendaftaran dibuka", "News: booking is open";
        /// A visit is open to a neighbouring village; for whoever the office knows there.
        NeighbourInvited = "neighbour-invited", "Kabar ke desa tetangga", "News to a neighbouring village";
        /// OSS fails; for those who wait and those who still come that day.
        Outage = "outage", "Kabar: sistem OSS gangguan", "News: OSS is down";
        /// OSS works again; for those who were told that it failed.
        OutageOver = "outage-over", "Kabar: sistem OSS pulih", "News: OSS works again";
        /// The NIB of a person who went home unfinished is out.
        NibReady = "nib-ready", "Kabar: NIB terbit", "News: the NIB is out";
        /// A place is kept for a person whom an outage sent home.
        ReturnSlip = "return-slip", "Kartu kembali", "Return slip";
        /// A place is offered to a person of the waiting list.
        WaitingOffer = "waiting-offer", "Tawaran tempat dari daftar tunggu", "Offer of a place from the waiting list";
        /// The offer ran out.
        WaitingOfferOver = "waiting-offer-over", "Tawaran tempat lewat waktu", "Offer of a place ran out";
        /// There will be no place: the visit is off, or booking is closed.
        WaitingEnded = "waiting-ended", "Daftar tunggu ditutup", "Waiting list closed";
        /// A question is answered.
        QuestionAnswered = "question-answered", "Jawaban pertanyaan", "Answer to a question";
        /// Days before the visit: does the person still come?
        StillComing = "still-coming", "Tanya: jadi datang?", "Question: still coming?";
        /// The day before the visit.
        Reminder = "reminder", "Pengingat", "Reminder";
        /// On the day, hours before the slot.
        Morning = "morning", "Pengingat hari ini", "Reminder of the day";
    }
}

keyed! {
    /// How a message travels.
    Channel {
        /// E-mail by SMTP.
        Email = "email", "E-mail", "E-mail";
        /// A template message by the WhatsApp Cloud API.
        WhatsApp = "whatsapp", "WhatsApp", "WhatsApp";
        /// A text message by a gateway.
        Sms = "sms", "SMS", "Text message";
        /// A notification of the browser, for who chose it.
        Push = "push", "Notifikasi di HP", "Notification on the phone";
        /// A ready WhatsApp draft that a person sends by hand.
        WhatsAppDraft = "whatsapp-draft", "WhatsApp (dikirim petugas)", "WhatsApp (sent by hand)";
    }
}

keyed! {
    /// How a message stands.
    MessageState {
        /// Waits for the worker.
        Queued = "queued", "Menunggu dikirim", "Waiting";
        /// A worker has taken it.
        Sending = "sending", "Sedang dikirim", "Being sent";
        /// Waits for a person to send it.
        ToSendByHand = "by-hand", "Perlu dikirim petugas", "To be sent by hand";
        /// Delivered to the channel, or marked as sent by a person.
        Sent = "sent", "Terkirim", "Sent";
        /// Given up after the last try.
        Dead = "dead", "Gagal", "Failed";
        /// No longer true when its turn came.
        Dropped = "dropped", "Tidak perlu lagi", "No longer needed";
    }
}

keyed! {
    /// What a channel says of a message it took.
    Delivery {
        /// It was taken.
        Accepted = "accepted", "diterima layanan", "accepted";
        /// It reached the phone.
        Delivered = "delivered", "sampai", "delivered";
        /// It was opened.
        Read = "read", "dibaca", "read";
        /// It will not arrive.
        Failed = "failed", "gagal sampai", "not delivered";
    }
}

/// Tries before a message is given up.
pub const MOST_ATTEMPTS: u32 = 8;

/// Seconds to wait after try number `attempt` (1 for the first): 15 s doubling up to an hour.
pub fn backoff_seconds(attempt: u32) -> i64 {
    (15i64 << attempt.saturating_sub(1).min(12)).min(3600)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_stay_below_an_hour() {
        let waits: Vec<_> = (1..=MOST_ATTEMPTS).map(backoff_seconds).collect();
        assert_eq!(waits, [15, 30, 60, 120, 240, 480, 960, 1920]);
        assert_eq!(backoff_seconds(u32::MAX), 3600);
    }

    #[test]
    fn keys_are_read_back() {
        for kind in MessageKind::ALL {
            assert_eq!(MessageKind::from_key(kind.key()), Some(*kind));
        }
        for state in MessageState::ALL {
            assert_eq!(MessageState::from_key(state.key()), Some(*state));
        }
    }
}
