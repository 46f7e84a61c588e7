//! Texts of the evaluation meeting.

use domain::evaluation::Indicator;
use domain::lang::Lang;

domain::texts! { MeetingWords {
    meeting: "Rapat evaluasi", "Evaluation meeting";
    lead: "Lembar ini dibuat dari data. Simpan setelah rapat; kunjungan bulan ini yang selesai lalu ditandai sudah dievaluasi.", "This sheet is made from the data. Save it after the meeting; visits of the month that are over then count as evaluated.";
    sheet: "Lembar rapat", "Sheet of the meeting";
    not_held: "Rapat bulan ini belum dicatat.", "The meeting of this month is not recorded yet.";
    edit_sheet: "Ubah lembar rapat", "Edit the sheet";
    held_on: "Tanggal rapat", "Day of the meeting";
    present: "Yang hadir", "Who was there";
    proposals: "Usulan", "Proposals";
    save: "Simpan lembar rapat", "Save the sheet";
    changed: "Angka berubah sejak lembar ini disimpan", "Figures have changed since this sheet was saved";
    changed_hint: "Simpan lembar lagi untuk memakai angka sekarang.", "Save the sheet again to take the figures as they are now.";
    was: "Di lembar", "On the sheet";
    is: "Sekarang", "Now";
    under_target: "Belum mencapai target", "Under the target";
    none_under: "Tidak ada kunjungan di bawah target.", "No visit stayed under the target.";
    outages: "Gangguan OSS dan langkah yang diambil", "OSS outages and the steps taken";
    no_outages: "Tidak ada gangguan OSS yang tercatat.", "No OSS outage is on record.";
    time: "Waktu", "Time";
    lost: "Menit operator hilang", "Operator minutes lost";
    steps: "Langkah", "Steps";
    no_steps: "tidak ada langkah yang dicatat", "no step was recorded";
    goes_on: "belum ditutup", "not closed";
    outage_steps: "Ubah langkah yang disepakati", "Edit the steps agreed";

    obstacles: "Kendala", "Obstacles";
    no_obstacles: "Belum ada kendala yang dicatat.", "No obstacle is noted yet.";
    obstacle: "Apa kendalanya?", "What stood in the way?";
    indicator: "Menyangkut apa?", "What is it about?";
    organisation_hint: "orang, alat, pembagian tugas", "people, tools, who does what";
    interpretation_hint: "apakah semua memahami tujuan dan caranya", "whether all understand its purpose and way";
    application_hint: "pelaksanaan pada hari pelayanan", "how it is carried out on the day";
    add_obstacle: "Catat kendala", "Note the obstacle";

    decisions: "Keputusan", "Decisions";
    no_decisions: "Belum ada keputusan.", "No decision yet.";
    decision: "Apa yang diputuskan?", "What was decided?";
    owner: "Penanggung jawab", "Who sees to it";
    due: "Paling lambat", "By";
    add_decision: "Tambah keputusan", "Add the decision";
    earlier: "Keputusan bulan sebelumnya yang belum dijawab tuntas", "Open decisions of earlier months";
    open: "Belum dijawab", "Not answered";
    late: "Lewat waktu", "Overdue";
    answer: "Jawab", "Answer";
    outcome: "Bagaimana hasilnya?", "What became of it?";
    words: "Keterangan", "In your words";
    until: "Dilanjutkan sampai", "Goes on until";
    until_hint: "Hanya untuk yang dilanjutkan.", "Only for what is carried on.";
    save_answer: "Simpan jawaban", "Save the answer";
    remove: "Hapus", "Remove";

    // On the board of a month
    hold: "Keputusan rapat yang menahan rencana bulan ini", "Decisions that hold the plan of this month";
    hold_hint: "Jawab semuanya, lalu rencana bisa terbit.", "Answer all of them, then the plan can be published.";
    open_still: "Keputusan rapat yang masih berjalan", "Decisions that are still going on";
    to_answer: "Jawab di lembar rapat", "Answer on the sheet";
} }

impl MeetingWords {
    fn say(self, id: String, en: String) -> String {
        match self.0 {
            Lang::Id => id,
            Lang::En => en,
        }
    }

    /// When and with whom it was held.
    pub fn held(self, day: &str, present: &str) -> String {
        self.say(
            format!("Rapat {day}, dihadiri {present}."),
            format!("Held on {day}, with {present}."),
        )
    }

    /// Who sees to a decision, and by when.
    pub fn owner_and_due(self, owner: &str, due: &str) -> String {
        self.say(
            format!("{owner}, paling lambat {due}"),
            format!("{owner}, by {due}"),
        )
    }

    /// What was said of it, when and by whom.
    pub fn replied(self, outcome: &str, words: &str, moment: &str, by: &str) -> String {
        self.say(
            format!("{outcome}: {words} ({by}, {moment})"),
            format!("{outcome}: {words} ({by}, {moment})"),
        )
    }

    /// What an indicator means.
    pub fn indicator_hint(self, indicator: Indicator) -> &'static str {
        match indicator {
            Indicator::Organisation => self.organisation_hint(),
            Indicator::Interpretation => self.interpretation_hint(),
            Indicator::Application => self.application_hint(),
        }
    }
}
