//! Texts of the pages of briefing and report. The papers themselves are always Indonesian.

use domain::lang::Lang;

domain::texts! { PaperWords {
    briefing: "Pengarahan tim", "Briefing of the team";
    briefing_lead: "Satu halaman untuk dibaca tim sebelum berangkat. Isinya mengikuti data kunjungan saat dibuka.", "One page for the team to read before it leaves. It says what is on record when it is opened.";
    open_briefing: "Buka pengarahan (PDF)", "Open the briefing (PDF)";
    briefing_text: "Isi pengarahan", "Text of the briefing";
    report: "Laporan kunjungan", "Report of the visit";
    open_report: "Buka laporan (PDF)", "Open the report (PDF)";
    report_text: "Isi laporan", "Text of the report";
    make: "Buat laporan", "Make the report";
    make_again: "Buat laporan perbaikan", "Make a corrected report";
    not_made: "Laporan belum dibuat.", "No report was made yet.";
    changed: "Ada angka yang berubah sejak laporan terakhir dibuat. Isi laporan menyebut perubahannya.", "Figures have changed since the last report was made. The text of the report says which.";
} }

impl PaperWords {
    /// A report that was made.
    pub fn made(self, number: u32, moment: &str, by: &str) -> String {
        match self.0 {
            Lang::Id => format!("Laporan ke-{number} dibuat {moment}, oleh {by}."),
            Lang::En => format!("Report {number} was made {moment} by {by}."),
        }
    }
}
