//! Texts of the pages about reports.

use domain::lang::Lang;
use domain::report::ReportState;

domain::texts! { ReportsWords {
    reports: "Laporan untuk diunduh", "Reports to download";
    lead: "Pilih isi dan bentuknya. Angkanya sama dengan halaman evaluasi. Tanpa nama dan nomor telepon.", "Choose what it holds and how it is written. The figures are those of the evaluation. Without names and telephone numbers.";
    content: "Isi", "Content";
    files: "Berkas", "File";
    everything: "Semua isi", "Everything";
    back: "Kembali ke laporan", "Back to the reports";
    ready: "Laporan siap.", "The report is ready.";
    fetch: "Unduh", "Download";
    failed: "Laporan ini tidak berhasil dibuat. Coba buat lagi.", "This report could not be made. Try again.";
    wait: "Halaman ini memuat ulang sendiri.", "This page loads itself again.";
    look_again: "Lihat lagi", "Look again";
} }

impl ReportsWords {
    fn say(self, id: String, en: String) -> String {
        match self.0 {
            Lang::Id => id,
            Lang::En => en,
        }
    }

    /// For how long a file is there.
    pub fn kept(self, minutes: u32) -> String {
        self.say(
            format!(
                "Laporan yang sudah dibuat bisa diunduh selama {minutes} menit, hanya oleh yang memintanya."
            ),
            format!("A report can be downloaded for {minutes} minutes, by whoever asked for it."),
        )
    }

    /// How far a report is.
    pub fn progress(self, done: u32, of: u32) -> String {
        self.say(
            format!("Sedang dibuat: {done} dari {of} bagian selesai."),
            format!("It is being made: {done} of {of} parts are there."),
        )
    }

    /// The state of a report in one sentence.
    pub fn state(self, state: ReportState) -> String {
        match state {
            ReportState::Making { done, of } => self.progress(done, of),
            ReportState::Ready { .. } => self.ready().to_owned(),
            ReportState::Failed => self.failed().to_owned(),
        }
    }

    /// Size of a file.
    pub fn size(self, bytes: u64) -> String {
        let kilobytes = bytes.div_ceil(1_000);
        format!("{kilobytes} kB")
    }
}
