//! Texts of the staff pages that hold numbers, dates or names.

use super::StaffWords;
use domain::lang::Lang;
use domain::message::Channel;

impl StaffWords {
    fn say(self, id: String, en: String) -> String {
        match self.0 {
            Lang::Id => id,
            Lang::En => en,
        }
    }

    /// People beyond the capacity.
    pub fn surplus(self, people: u32) -> String {
        self.say(
            format!("{people} orang melebihi tempat"),
            match people {
                1 => "1 person more than places".to_owned(),
                _ => format!("{people} people more than places"),
            },
        )
    }

    /// People booked for a time that can serve fewer.
    pub fn booked_of(self, booked: u32, capacity: u32) -> String {
        self.say(
            format!("{booked} terdaftar, {capacity} bisa dilayani"),
            format!("{booked} booked, {capacity} can be served"),
        )
    }

    /// `3 dari 4`.
    pub fn of(self, part: u32, whole: u32) -> String {
        self.say(format!("{part} dari {whole}"), format!("{part} of {whole}"))
    }

    /// How the plan stands to the target.
    pub fn target(self, target: u32) -> String {
        self.say(
            format!("Target: lebih dari {target} orang hadir"),
            format!("Target: more than {target} people come"),
        )
    }

    /// Places left.
    pub fn left(self, places: u32) -> String {
        self.say(format!("sisa {places}"), format!("{places} left"))
    }

    /// Messages that wait for a person.
    pub fn by_hand(self, count: u32) -> String {
        self.say(
            format!("{count} pesan WhatsApp perlu dikirim petugas."),
            format!("{count} WhatsApp messages are to be sent by hand."),
        )
    }

    /// A channel waits for staff.
    pub fn stopped(self, channel: Channel) -> String {
        let channel = channel.word(self.0);
        self.say(
            format!("Saluran {channel} berhenti; pesannya menunggu."),
            format!("The channel {channel} has stopped; its messages wait."),
        )
    }

    /// Messages given up.
    pub fn dead(self, count: u32) -> String {
        self.say(
            format!("{count} pesan gagal terkirim."),
            format!("{count} messages could not be sent."),
        )
    }

    /// The stored plan, after somebody else changed it.
    pub fn stored_now(self, plan: &str) -> String {
        self.say(
            format!("Tersimpan sekarang: {plan}"),
            format!("Stored now: {plan}"),
        )
    }

    /// Until when the village's link is good.
    pub fn link_until(self, moment: &str) -> String {
        self.say(
            format!("Tautan untuk desa berlaku sampai {moment}."),
            format!("The link for the village is good until {moment}."),
        )
    }

    /// Since when an operator is certified.
    pub fn certified_since(self, date: &str) -> String {
        self.say(
            format!("bersertifikat sejak {date}"),
            format!("certified since {date}"),
        )
    }

    /// A time away.
    pub fn absent(self, from: &str, until: &str) -> String {
        self.say(
            format!("absen {from} sampai {until}"),
            format!("absent {from} to {until}"),
        )
    }

    /// When and by whom a message was sent.
    pub fn sent(self, moment: &str, by: Option<&str>) -> String {
        match by {
            Some(by) => self.say(
                format!("Dikirim {moment} oleh {by}"),
                format!("Sent {moment} by {by}"),
            ),
            None => self.say(format!("Dikirim {moment}"), format!("Sent {moment}")),
        }
    }

    /// Why a message was not sent; an unknown reason is shown as it is.
    pub fn failure(self, why: &str) -> &str {
        let id = match why {
            "address cannot be used" => "alamatnya tidak bisa dipakai",
            "message cannot be written" => "pesannya tidak bisa ditulis",
            "mail server refused for good" => "server e-mail menolak",
            "mail server asks to try later" => "server e-mail minta dicoba lagi nanti",
            "mail server did not answer in time" => "server e-mail terlalu lama menjawab",
            "mail server could not be reached" => "server e-mail tidak terjangkau",
            "too late" => "sudah terlambat untuk dikirim",
            "mail server refuses the office's password" => "server e-mail menolak kata sandi kantor",
            "channel did not answer in time" => "layanan terlalu lama menjawab",
            "channel could not be reached" => "layanan tidak terjangkau",
            "channel asks to slow down" => "layanan minta pelan-pelan",
            "channel asks to try later" => "layanan minta dicoba lagi nanti",
            "channel refuses the office's key" => "layanan menolak kunci kantor (token dicabut atau salah)",
            "channel refused for good" => "layanan menolak",
            "number has no WhatsApp" => "nomornya tidak punya WhatsApp",
            "WhatsApp takes a template only" => "WhatsApp hanya menerima templat",
            "WhatsApp could not deliver it" => "WhatsApp tidak bisa menyampaikannya",
            "person wants no such message" => "orangnya tidak mau menerima pesan seperti ini",
            "template is not approved" => "templatnya belum disetujui Meta",
            "channel is not configured" => "salurannya tidak dipasang",
            "message has no template" => "pesan ini tidak punya templat",
            "message has no short text" => "pesan ini tidak punya teks SMS",
            "month's money is spent" => "anggaran bulan ini habis",
            why => why,
        };
        self.0.pick(id, why)
    }

    /// Who acted; a name is shown as it is.
    pub fn actor(self, key: &str) -> &str {
        let (id, en) = match key {
            "applicant" => ("pemohon", "applicant"),
            "village" => ("desa", "village"),
            "system" => ("sistem", "system"),
            name => return name,
        };
        self.0.pick(id, en)
    }

    /// Words for the key of an act in the record; an unknown key is shown as it is.
    pub fn act(self, key: &str) -> &str {
        let (id, en) = match key {
            "visit-created" => ("Kunjungan direncanakan", "Visit planned"),
            "visit-edited" => ("Rencana diubah", "Plan changed"),
            "village-asked" => ("Desa ditanya", "Village asked"),
            "village-answered" => ("Desa menjawab", "Village answered"),
            "village-agreed" => ("Desa setuju", "Village agreed"),
            "village-declined" => ("Desa belum bisa", "Village cannot yet"),
            "booking-opened" => ("Pendaftaran dibuka", "Booking opened"),
            "booking-closed" => ("Pendaftaran ditutup", "Booking closed"),
            "visit-begun" => ("Hari pelayanan dimulai", "Service day begun"),
            "visit-finished" => ("Hari pelayanan selesai", "Service day ended"),
            "visit-evaluated" => ("Dievaluasi", "Evaluated"),
            "visit-postponed" => ("Kunjungan ditunda", "Visit postponed"),
            "visit-replanned" => ("Direncanakan ulang", "Planned anew"),
            "visit-cancelled" => ("Kunjungan dibatalkan", "Visit cancelled"),
            "month-published" => ("Rencana bulan terbit", "Plan of the month published"),
            "check-done" => ("Syarat ditandai ada", "Need marked as met"),
            "check-undone" => ("Tanda syarat dihapus", "Mark of a need removed"),
            "odalan-added" => ("Odalan dicatat", "Temple feast entered"),
            "odalan-removed" => ("Odalan dihapus", "Temple feast removed"),
            "booking-made" => ("Pendaftaran baru", "New booking"),
            "booking-moved" => ("Pendaftar dipindah", "Booking moved"),
            "question-asked" => ("Pertanyaan masuk", "A question came"),
            "question-answered" => ("Pertanyaan dijawab", "A question was answered"),
            "question-set-aside" => ("Pertanyaan dikesampingkan", "A question was set aside"),
            "question-published" => ("Pertanyaan diterbitkan", "A question was published"),
            "question-unpublished" => (
                "Pertanyaan ditarik dari halaman umum",
                "A question was taken off the public pages",
            ),
            "waiting-joined" => ("Masuk daftar tunggu", "Joined the waiting list"),
            "waiting-offered" => (
                "Tempat ditawarkan dari daftar tunggu",
                "Place offered from the waiting list",
            ),
            "waiting-lapsed" => ("Tawaran tempat lewat waktu", "Offer of a place ran out"),
            "waiting-left" => ("Keluar dari daftar tunggu", "Left the waiting list"),
            "waiting-accepted" => (
                "Tempat diambil dari daftar tunggu",
                "Place taken from the waiting list",
            ),
            "booking-confirmed" => ("Menyatakan akan datang", "Said to come"),
            "booking-cancelled" => ("Pendaftaran dibatalkan", "Booking cancelled"),
            "report-made" => ("Laporan kunjungan dibuat", "Report of the visit made"),
            "letter-saved" => ("Nomor surat disimpan", "Number of the letter saved"),
            key => {
                let after = || super::AfterWords(self.0).act(key);
                let demand = || super::DemandWords(self.0).act(key);
                let outreach = || crate::text::OutreachWords(self.0).act(key);
                let people = super::PeopleWords(self.0).act(key);
                return people
                    .or_else(after)
                    .or_else(demand)
                    .or_else(outreach)
                    .unwrap_or(key);
            }
        };
        self.0.pick(id, en)
    }
}
