//! Texts about temple feasts, for the office and for villages.

use domain::lang::Lang;
use domain::odalan::OdalanKind;

domain::texts! { FeastWords {
    title: "Odalan desa", "Temple feasts of the village";
    lead: "Tanggal odalan pura di desa. Kunjungan pada hari itu, sehari sebelum dan sesudahnya diberi peringatan.", "Feasts of the village's temples. A visit on the day, or on a day next to it, is warned of.";
    none: "Belum ada odalan yang dicatat.", "No feast is entered yet.";
    add: "Tambah odalan", "Add a feast";
    temple: "Nama pura", "Name of the temple";
    temple_hint: "Contoh: Pura Puseh Desa Bengkel.", "For example: Pura Puseh Desa Bengkel.";
    kind: "Cara berulang", "How it comes back";
    pawukon: "Menurut wuku (pawukon)", "By Pawukon";
    pawukon_hint: "Isi satu tanggal yang sudah pasti; berulang setiap 210 hari.", "Enter one date that is sure; it comes back every 210 days.";
    single: "Menurut sasih (satu tanggal)", "By the lunar month (one date)";
    single_hint: "Hanya tanggal ini; tahun depan diisi lagi.", "This date alone; enter the next one next year.";
    date: "Tanggal odalan", "Date of the feast";
    remove: "Hapus", "Remove";
    past: "Sudah lewat", "Past";
    saved: "Tersimpan.", "Saved.";
    back: "Kembali ke konfirmasi kunjungan", "Back to the confirmation";
    tell: "Beri tahu odalan di desa", "Tell us of temple feasts";
    tell_lead: "Ada odalan atau upacara besar? Catat tanggalnya supaya kunjungan berikutnya tidak bentrok.", "Is there a temple feast? Enter its date, so that the next visits keep clear of it.";
} }

impl FeastWords {
    /// How a feast comes back.
    pub fn comes_back(self, kind: OdalanKind) -> &'static str {
        match kind {
            OdalanKind::Pawukon => self.0.pick("berulang setiap 210 hari", "every 210 days"),
            OdalanKind::Date => self.0.pick("satu tanggal", "one date"),
        }
    }

    /// Its next date.
    pub fn next(self, date: &str) -> String {
        match self.0 {
            Lang::Id => format!("Berikutnya: {date}"),
            Lang::En => format!("Next: {date}"),
        }
    }
}
