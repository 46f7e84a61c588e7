//! Words of the reports.

use super::AttendanceRow;
use crate::calendar::{clock, date_in_wita, long_date};
use crate::day::Ending;
use crate::evaluation::{Changed, number_text};
use crate::lang::Lang;
use chrono::{DateTime, Utc};

crate::texts! { ReportWords {
    figure: "Angka", "Figure";
    total: "Jumlah", "Total";
    no_show_share: "Tidak hadir, bagian dari pendaftar", "Did not come, share of those who booked";
    half_waited: "Separuh menunggu paling lama (menit)", "Half waited at most (minutes)";
    nine_of_ten_waited: "9 dari 10 menunggu paling lama (menit)", "9 of 10 waited at most (minutes)";
    longest_wait: "Tunggu terlama (menit)", "Longest wait (minutes)";
    not_recorded: "Kunjungan sebelum pencatatan hanya diketahui jumlah yang datang; angka lainnya tidak termasuk kunjungan itu.", "Of visits before the records only who came is known; the other figures leave them out.";

    nothing: "Tidak ada yang tercatat pada masa ini.", "Nothing is on record in this period.";
    date: "Tanggal", "Date";
    village: "Desa", "Village";
    district: "Kecamatan", "Kecamatan";
    state: "Keadaan", "State";
    booked: "Mendaftar", "Booked";
    came: "Datang", "Came";
    walk_ins: "Tanpa mendaftar", "Without booking";
    no_show: "Tidak hadir", "Did not come";
    complete: "Berkas lengkap", "File complete";
    nib: "NIB terbit", "NIB issued";
    target: "Target", "Target";
    lost_minutes: "Menit operator hilang", "Operator minutes lost";
    likely_reasons: "Kemungkinan sebab", "Likely reasons";

    no_names: "Tanpa nama dan nomor telepon: laporan ini boleh dibagikan.", "Without names and telephone numbers: this report may be passed on.";
    number: "Nomor antrean", "Queue number";
    arrived: "Datang pukul", "Arrived";
    had_booked: "Mendaftar dulu", "Had booked";
    yes: "ya", "yes";
    no: "tidak", "no";
    waited: "Menunggu (menit)", "Waited (minutes)";
    served: "Dilayani (menit)", "Served (minutes)";
    outcome: "Hasil", "Outcome";
    nib_issued: "NIB terbit", "NIB issued";
    pending: "Tertunda", "Pending";
    referred: "Dirujuk", "Referred";
    consultation: "Hanya konsultasi", "Consultation only";
    not_served: "Belum dilayani", "Not served yet";

    from: "Mulai", "From";
    until: "Selesai", "Until";
    minutes: "Menit", "Minutes";
    steps: "Langkah yang diambil", "Steps taken";
    plan_version: "Versi langkah", "Version of the steps";

    visit: "Hari kunjungan", "Day of the visit";
    told_on: "Disampaikan", "Told on";
    channel: "Saluran", "Channel";
    mode: "Cara", "Way";
    banjars: "Banjar", "Banjar";
    whole_village: "seluruh desa", "the whole village";
    by: "Dicatat oleh", "Entered by";
    office: "kantor", "the office";
    official: "desa", "the village";
    verdict: "Penilaian", "Judgement";

    element: "Unsur", "Element";
    mean: "Rata-rata (1–4)", "Mean (1–4)";
    index: "Indeks", "Index";
    quality: "Mutu", "Class";
    answers: "Jawaban", "Answers";
    whole_index: "Indeks Kepuasan Masyarakat (IKM)", "Index of satisfaction (IKM)";
} }

impl ReportWords {
    fn say(self, id: String, en: String) -> String {
        match self.0 {
            Lang::Id => id,
            Lang::En => en,
        }
    }

    /// What the target is.
    pub(super) fn target_said(self, target: u32) -> String {
        self.say(
            format!("Target: lebih dari {target} orang datang ke tiap kunjungan."),
            format!("Target: more than {target} people come to each visit."),
        )
    }

    /// Figures that are no longer what the meeting was told.
    pub(super) fn changed(self, changes: &[Changed]) -> Option<String> {
        let change = |it: &Changed| {
            let (was, is) = (number_text(it.was, self.0), number_text(it.is, self.0));
            format!("{} {was} → {is}", it.figure.word(self.0))
        };
        let all: Vec<_> = changes.iter().map(change).collect();
        let all = (!all.is_empty()).then(|| all.join("; "))?;
        Some(self.say(
            format!("Berubah sejak lembar rapat disimpan: {all}."),
            format!("Changed since the meeting's sheet was saved: {all}."),
        ))
    }

    /// When the report was made.
    pub fn made(self, at: DateTime<Utc>) -> String {
        let (day, time) = (long_date(date_in_wita(at), self.0), clock(at));
        self.say(
            format!("Disusun {day} pukul {time} WITA."),
            format!("Made on {day} at {time} WITA."),
        )
    }

    /// Too few answers to judge by.
    pub(super) fn too_few(self, people: u32, minimum: u32) -> String {
        self.say(
            format!("Baru {people} jawaban. Nilai ditampilkan mulai {minimum} jawaban."),
            format!("{people} answers so far. The index is shown from {minimum} answers on."),
        )
    }

    /// How a service ended, with its reason.
    pub(super) fn ending(self, row: &AttendanceRow) -> String {
        let with = |word: &str, why: &str| format!("{word}: {why}");
        match row.ending {
            None => self.not_served().to_owned(),
            Some(Ending::NibIssued) => self.nib_issued().to_owned(),
            Some(Ending::ConsultationOnly) => self.consultation().to_owned(),
            Some(Ending::Pending(reason)) => with(self.pending(), reason.word(self.0)),
            Some(Ending::Referred(place)) => with(self.referred(), place.word(self.0)),
        }
    }
}
