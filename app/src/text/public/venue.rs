//! Texts of the page that a village answers on.

use domain::lang::Lang;

domain::texts! { VenueWords {
    title: "Konfirmasi kunjungan", "Confirm the visit";
    lead: "DPMPTSP Tabanan ingin melayani pembuatan NIB di desa Anda. Bisakah desa menyediakan tempat?", "The licence office would like to help people get an NIB in your village. Can the village provide a place?";
    warnings: "Perhatikan tanggalnya:", "Mind the date:";
    question: "Apakah tanggal ini bisa?", "Does this date suit?";
    yes: "Ya, bisa", "Yes";
    other: "Tanggal lain", "Another date";
    no: "Tidak bisa", "No";
    venue: "Tempat pelayanan", "Venue";
    venue_hint: "Contoh: kantor desa, balai banjar, wantilan.", "For example: village office, community hall.";
    contact_name: "Nama yang bisa dihubungi", "Whom to call";
    contact_phone: "Nomor WhatsApp orang itu", "That person's WhatsApp number";
    facilities: "Di tempat itu ada:", "The venue has:";
    other_date: "Tanggal yang diusulkan", "Date you propose";
    note: "Catatan (boleh dikosongkan)", "Note (may be left empty)";
    send: "Kirim jawaban", "Send the answer";
    thanks: "Terima kasih. Jawaban desa sudah kami terima.", "Thank you. We have received the village's answer.";
    your_answer: "Jawaban desa", "The village's answer";
    answer: "Jawaban", "Answer";
    date: "Tanggal", "Date";
    contact: "Penghubung", "Contact";
    note_short: "Catatan", "Note";
    none: "Tidak ada yang ditandai", "None marked";
    change: "Ubah jawaban", "Change the answer";
    not_answerable: "Jawaban tidak bisa diubah lagi lewat halaman ini. Hubungi petugas DPMPTSP.", "The answer can no longer be changed here. Contact the licence office.";
    next: "Langkah berikutnya", "What comes next";
    next_yes: "Petugas akan membuka pendaftaran. Setelah itu, tautan untuk disebarkan muncul di halaman ini.", "The office will open booking. Then a link to spread appears on this page.";
    next_open: "Pendaftaran sudah dibuka. Sebarkan tautan ini di grup WhatsApp banjar, paling lambat sehari sebelumnya.", "Booking is open. Spread this link in the WhatsApp groups of the banjar, at the latest the day before.";
    next_other: "Petugas akan mempertimbangkan tanggal itu dan menghubungi desa.", "The office will look at that date and contact the village.";
    next_no: "Petugas akan menghubungi desa untuk mencari waktu lain.", "The office will contact the village to find another time.";
    share: "Sebarkan lewat WhatsApp", "Spread by WhatsApp";
    open_visit: "Buka halaman kunjungan", "Open the visit's page";
    booked: "Pendaftar", "Booked";
} }

impl VenueWords {
    /// `Sasaran: lebih dari 15 orang.`
    pub fn target(self, people: u32) -> String {
        let (before, after) = match self.0 {
            Lang::Id => ("Sasaran: lebih dari ", " orang."),
            Lang::En => ("Target: more than ", " people."),
        };
        [before, &people.to_string(), after].concat()
    }

    /// `Tautan ini berlaku sampai Senin, 14 Desember 2026.`
    pub fn valid_until(self, date: &str) -> String {
        let before = self
            .0
            .pick("Tautan ini berlaku sampai ", "This link is valid until ");
        [before, date, "."].concat()
    }
}
