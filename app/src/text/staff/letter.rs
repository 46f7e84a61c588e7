//! Texts of the page of the official letter. The letter itself is always Indonesian.

use domain::lang::Lang;

domain::texts! { LetterWords {
    heading: "Surat untuk desa", "Letter to the village";
    lead: "Surat pemberitahuan dan permohonan tempat, dari data kunjungan ini.", "The letter that announces the visit and asks for a venue, from the data of this visit.";
    send: "Kirim surat ke desa", "Send the letter to the village";
    sent: "Pesan dengan tautan surat sudah ditulis; lihat halaman Pesan.", "The message with the letter's link is written; see the page of messages.";
    signed: "Surat yang ditandatangani tetap menjadi dasar hukum.", "Only the signed letter has legal effect.";
    number: "Nomor surat", "Number of the letter";
    number_hint: "Dari buku agenda kantor, contoh: 503/1234/DPMPTSP/2026.", "From the office's register, for example: 503/1234/DPMPTSP/2026.";
    dated: "Tanggal surat", "Date of the letter";
    recipient: "Kepada", "To";
    recipient_hint: "Boleh dikosongkan: Perbekel desa ini. Contoh lain: Pj. Perbekel Bengkel.", "May be left empty: the village head. Another example: Pj. Perbekel Bengkel.";
    save: "Simpan nomor dan tanggal", "Save number and date";
    open: "Buka surat (PDF)", "Open the letter (PDF)";
    first_save: "PDF tersedia setelah nomor dan tanggal disimpan.", "The PDF is available once number and date are saved.";
    preview: "Isi surat", "Text of the letter";
} }

impl LetterWords {
    fn say(self, id: String, en: String) -> String {
        match self.0 {
            Lang::Id => id,
            Lang::En => en,
        }
    }

    /// Who kept number and date, and when.
    pub fn saved_by(self, name: &str, moment: &str) -> String {
        self.say(
            format!("Disimpan oleh {name}, {moment}."),
            format!("Saved by {name}, {moment}."),
        )
    }

    /// What is stored, after somebody else changed it.
    pub fn stored_now(self, number: &str, date: &str) -> String {
        self.say(
            format!("Tersimpan sekarang: nomor {number}, {date}."),
            format!("Stored now: number {number}, {date}."),
        )
    }

    /// To whom the letter goes.
    pub fn goes_to(self, name: &str) -> String {
        self.say(
            format!("Untuk {name}, sebagai pesan dengan tautan."),
            format!("To {name}, as a message with a link."),
        )
    }

    /// Settings that are still empty.
    pub fn missing(self, keys: &str) -> String {
        self.say(
            format!("Penanda tangan belum lengkap; minta pengelola aplikasi mengisi pengaturan: {keys}."),
            format!("The signer is not complete; ask the administrator to set: {keys}."),
        )
    }
}
