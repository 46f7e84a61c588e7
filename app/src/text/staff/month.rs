//! Texts of the board of a month and of a visit's readiness.

use crate::text::Lang;
use domain::readiness::Standing;

domain::texts! { MonthWords {
    // Board
    publication: "Rencana bulan ini", "The plan of this month";
    publish: "Terbitkan rencana bulan ini", "Publish the plan of this month";
    publish_hint: "Setelah terbit, kunjungan tambahan ditandai mendadak dan perlu alasan.", "Once it is out, visits added are marked as sudden and need a reason.";
    late: "Batas terbit sudah lewat. Terbitkan sekarang, atau rencanakan kunjungannya dahulu.", "Its day has passed. Publish it now, or plan its visits first.";
    candidates: "Calon yang belum direncanakan", "Candidates not planned yet";
    plan_candidate: "Rencanakan", "Plan it";
    sudden: "Mendadak", "Sudden";
    ready: "Siap", "Ready";
    not_ready: "Belum siap", "Not ready";
    sudden_reason: "Alasan mendadak", "Why it is added later";
    published_note: "Rencana terbit.", "The plan is published.";

    // Readiness
    readiness: "Kesiapan", "Readiness";
    see_readiness: "Kesiapan kunjungan", "Readiness of the visit";
    needs: "Syarat siap", "What it needs";
    done: "ada", "there";
    missing: "belum ada", "not there yet";
    tick: "Tandai sudah", "Mark as done";
    untick: "Belum; hapus tanda", "Not yet; remove the mark";
    countdown: "Hitung mundur", "Countdown";
    stage: "Tahap", "Stage";
    by: "Paling lambat", "By";
    standing: "Keadaan", "State";
    is_ready: "Kunjungan ini siap.", "This visit is ready.";
    rescue: "Belum siap dan harinya dekat", "Not ready and its day is near";
    rescue_lead: "Putuskan hari ini: lengkapi syaratnya, tunda kunjungan, atau gabungkan dengan kunjungan lain.", "Decide today: complete what is missing, postpone the visit, or merge it with another one.";
    postpone: "Tunda kunjungan", "Postpone the visit";
    merge: "Gabungkan dengan kunjungan lain", "Merge with another visit";
    merge_button: "Gabungkan", "Merge";
    no_merge: "Tidak ada kunjungan lain yang cukup tempatnya di kecamatan ini.", "No other visit in this kecamatan has places enough.";
    merged_note: "Kunjungan digabung; semua pendaftar dipindah. Lihat halaman Pesan.", "The visits are merged; all people booked were moved. See Messages.";
} }

impl MonthWords {
    fn say(self, id: String, en: String) -> String {
        match self.0 {
            Lang::Id => id,
            Lang::En => en,
        }
    }

    /// When and by whom the plan was published.
    pub fn published(self, moment: &str, by: &str) -> String {
        self.say(
            format!("Terbit {moment} oleh {by}."),
            format!("Published {moment} by {by}."),
        )
    }

    /// By when it must be out.
    pub fn publish_by(self, date: &str) -> String {
        self.say(
            format!("Belum terbit. Batasnya {date}."),
            format!("Not published. It is due by {date}."),
        )
    }

    /// How many visits are planned of those needed.
    pub fn planned(self, planned: u32, needed: u32) -> String {
        self.say(
            format!("{planned} kunjungan direncanakan; perlu sedikitnya {needed}."),
            format!("{planned} visits planned; at least {needed} are needed."),
        )
    }

    /// How many joined later.
    pub fn sudden_count(self, number: u32) -> String {
        self.say(
            format!("{number} kunjungan ditambahkan mendadak setelah rencana terbit."),
            format!("{number} visits were added after the plan was published."),
        )
    }

    /// Months whose plan is out.
    pub fn sudden_hint(self, months: &str) -> String {
        self.say(
            format!("Wajib untuk bulan yang rencananya sudah terbit: {months}. Selain itu kosongkan."),
            format!("Required for months whose plan is out: {months}. Leave empty otherwise."),
        )
    }

    /// What is lacking, in words.
    pub fn lacks(self, words: &[&str]) -> String {
        let list = in_a_sentence(words);
        self.say(format!("Belum: {list}"), format!("Not yet: {list}"))
    }

    /// How a stage stands.
    pub fn stands(self, standing: Standing) -> &'static str {
        let (id, en) = match standing {
            Standing::Done => ("selesai", "done"),
            Standing::Ahead => ("belum", "to do"),
            Standing::Late => ("! terlambat", "! late"),
        };
        self.0.pick(id, en)
    }

    /// `T-21`, explained.
    pub fn days_before(self, days: u32) -> String {
        self.say(format!("{days} hari sebelumnya"), format!("{days} days before"))
    }

    /// Reason that is proposed for postponing.
    pub fn not_ready_reason(self, words: &[&str]) -> String {
        let list = in_a_sentence(words);
        self.say(
            format!("Persiapan belum lengkap: {list}"),
            format!("Preparation is not complete: {list}"),
        )
    }

    /// How many people a decision touches.
    pub fn told(self, people: u32) -> String {
        self.say(
            format!("{people} pendaftar diberi tahu dan tetap terdaftar untuk tanggal baru."),
            format!("{people} people booked are told, and stay booked for the new date."),
        )
    }

    /// How many people move where.
    pub fn moves_to(self, people: u32, place: &str) -> String {
        self.say(
            format!("{people} pendaftar pindah ke {place} dan diberi tahu."),
            format!("{people} people move to {place} and are told."),
        )
    }
}

/// Words that begin a line, within a sentence; abbreviations stay in capitals.
fn in_a_sentence(words: &[&str]) -> String {
    let word = |word: &&str| {
        let mut signs = word.chars();
        match (signs.next(), signs.clone().next()) {
            (Some(first), Some(second)) if second.is_lowercase() => {
                first.to_lowercase().chain(signs).collect()
            }
            _ => (*word).to_owned(),
        }
    };
    words.iter().map(word).collect::<Vec<String>>().join(", ")
}
