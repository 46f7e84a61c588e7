//! Texts of the page where the holder of a ticket says how news reach them.

domain::texts! { ReachWords {
    heading: "Cara menerima kabar", "How news reach you";
    change: "Ganti cara menerima kabar", "Change how news reach you";
    lead: "Pengingat dan perubahan jadwal kami kirim lewat cara ini. Bila gagal, kami coba cara lain.", "Reminders and changes are sent this way. If it fails, we try another one.";
    which: "Lewat apa?", "Which way?";
    email_hint: "Hanya bila memilih e-mail. Yang lama dipakai bila dikosongkan.", "Only if you choose e-mail. The one there is stays if left empty.";
    new_email_hint: "Hanya bila memilih e-mail.", "Only if you choose e-mail.";
    push_hint: "Muncul di layar HP ini, tanpa pulsa. HP akan bertanya: pilih Izinkan.", "Appears on this phone's screen, at no cost. The phone will ask: choose Allow.";
    push_refused: "HP ini tidak mengizinkan notifikasi. Pilih cara lain, atau izinkan notifikasi di pengaturan HP.", "This phone does not allow notifications. Choose another way, or allow them in its settings.";
    by_hand: "Kabar untuk Anda dikirim petugas lewat WhatsApp.", "The office sends you news by WhatsApp.";
    save: "Simpan", "Save";
    saved: "Sudah disimpan. Kabar berikutnya dikirim lewat cara itu.", "Saved. Coming news is sent that way.";
} }

impl ReachWords {
    /// `Nomor … 890`.
    pub fn number(self, end: &str) -> String {
        match self.0 {
            domain::lang::Lang::Id => format!("Nomor yang berakhir {end}"),
            domain::lang::Lang::En => format!("The number that ends in {end}"),
        }
    }
}
