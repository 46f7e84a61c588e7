//! Texts about spreading the word: the village room, and the same pieces on the page of the office.

use domain::lang::Lang;

domain::texts! { OutreachWords {
    room: "Ruang desa", "Village room";
    to_room: "Ke ruang desa", "To the village room";
    next: "Yang perlu dilakukan sekarang", "What to do now";
    to_answer: "Jawab permintaan tempat", "Answer the request for a venue";
    rule: "Aturan sosialisasi", "The rule of outreach";
    rule_lead: "Warga diberi tahu dua kali, setiap kali langsung dan daring, di setiap banjar.", "People are told twice, each time in person and online, in every banjar.";
    round: "Putaran", "Round";
    by: "Paling lambat", "At the latest";
    in_person: "Langsung", "In person";
    online: "Daring", "Online";
    done: "sudah", "done";
    open: "belum", "not yet";
    missed_deadline: "terlewat", "missed";
    proved: "Bukti sudah dilihat petugas, untuk semua banjar.", "The office has seen proof, for every banjar.";
    missed: "Banjar yang belum diberi tahu", "Banjar not told yet";
    none_missed: "Semua banjar sudah diberi tahu.", "Every banjar has been told.";
    no_banjar: "Nama banjar di desa ini belum dicatat.", "The banjar of this village have not been entered yet.";
    banjars: "Banjar di desa ini", "Banjar of this village";
    banjar_name: "Nama banjar", "Name of the banjar";
    add_banjar: "Tambah banjar", "Add the banjar";
    remove: "Hapus", "Remove";
    log: "Catatan sosialisasi", "Outreach log";
    log_empty: "Belum ada catatan.", "Nothing was entered yet.";
    enter: "Catat sosialisasi", "Enter outreach";
    channel: "Dengan cara apa?", "In which way?";
    which_banjar: "Di banjar mana?", "In which banjar?";
    which_hint: "Tidak ada yang dicentang berarti untuk seluruh desa.", "None ticked means for the whole village.";
    date: "Tanggal", "Date";
    photo: "Foto atau tangkapan layar", "Photo or screenshot";
    photo_hint: "JPG, PNG, atau WebP, paling besar 5 MB. Lokasi dan data kamera kami hapus.", "JPG, PNG or WebP, 5 MB at most. Place and camera data are removed.";
    note: "Catatan (boleh dikosongkan)", "Note (may be left empty)";
    save: "Simpan catatan", "Save";
    whole_village: "Seluruh desa", "The whole village";
    see_photo: "Lihat foto", "See the photo";
    no_photo: "Tanpa foto", "No photo";
    not_judged: "Belum dilihat petugas", "Not seen by the office yet";
    verify: "Benarkan", "Verify";
    reject: "Jangan dihitung", "Do not count";
    take_back: "Batalkan penilaian", "Take it back";
    saved: "Tersimpan.", "Saved.";
    expired: "Tautan ini sudah tidak berlaku", "This link is no longer valid";
    expired_lead: "Kami bisa mengirim tautan baru ke nomor WhatsApp yang tercatat. Bila nomornya berubah, hubungi petugas DPMPTSP.", "We can send a new link to the WhatsApp number on record. If the number has changed, contact the licence office.";
    ask_new: "Minta tautan baru", "Ask for a new link";
    asked_new: "Terima kasih. Bila tautan lama itu milik Anda, petugas akan mengirim tautan baru lewat WhatsApp ke nomor yang tercatat.", "Thank you. If the old link was yours, the office will send a new one by WhatsApp to the number on record.";
    links: "Tautan untuk orang desa", "Links for people of the village";
    links_lead: "Setiap orang mendapat tautan sendiri. Kelian banjar melihat jumlah, tidak pernah nomor telepon.", "Each person gets a link of their own. The head of a banjar sees counts, never phone numbers.";
    no_links: "Belum ada tautan.", "There are no links yet.";
    make: "Buat tautan", "Make a link";
    role: "Jabatan", "Office";
    banjar_of_head: "Banjar (untuk kelian)", "Banjar (for a banjar head)";
    choose: "Pilih", "Choose";
    name: "Nama", "Name";
    phone: "Nomor WhatsApp", "WhatsApp number";
    end: "Cabut", "Withdraw";
    renew: "Kirim tautan baru", "Send a new link";
    over: "sudah lewat", "over";
    outreach: "Sosialisasi", "Outreach";
    sent: "Tautan dibuat. Pesannya ada di halaman Pesan.", "The link was made. Its message is on the page of messages.";
} }

impl OutreachWords {
    /// `9 hari lagi`, `Besok`, `Hari ini`.
    pub fn days_left(self, days: i64) -> String {
        match (days, self.0) {
            (..0, lang) => lang.pick("Sudah lewat", "Over").to_owned(),
            (0, lang) => lang.pick("Hari ini", "Today").to_owned(),
            (1, lang) => lang.pick("Besok", "Tomorrow").to_owned(),
            (days, Lang::Id) => [&days.to_string(), " hari lagi"].concat(),
            (days, Lang::En) => [&days.to_string(), " days left"].concat(),
        }
    }

    /// How many have booked, against the target.
    pub fn against_target(self, booked: u32, target: u32) -> String {
        let (booked_text, target_text) = (booked.to_string(), target.to_string());
        let enough = booked > target;
        match self.0 {
            Lang::Id if enough => [
                &booked_text,
                " orang sudah mendaftar. Sasaran lebih dari ",
                &target_text,
                " orang tercapai.",
            ]
            .concat(),
            Lang::Id => [
                &booked_text,
                " orang sudah mendaftar. Sasaran: lebih dari ",
                &target_text,
                ", kurang ",
                &(target + 1 - booked).to_string(),
                " lagi.",
            ]
            .concat(),
            Lang::En if enough => [
                &booked_text,
                " people have booked. The target of more than ",
                &target_text,
                " is reached.",
            ]
            .concat(),
            Lang::En => [
                &booked_text,
                " people have booked. Target: more than ",
                &target_text,
                ", ",
                &(target + 1 - booked).to_string(),
                " to go.",
            ]
            .concat(),
        }
    }

    /// `Berlaku sampai …`.
    pub fn until(self, moment: &str) -> String {
        [self.0.pick("Berlaku sampai ", "Valid until "), moment].concat()
    }

    /// Whose entry it is.
    pub fn entered_by(self, who: &str) -> String {
        [self.0.pick("Dicatat oleh ", "Entered by "), who].concat()
    }

    /// What a key in the record means.
    pub fn act(self, key: &str) -> Option<&'static str> {
        let (id, en) = match key {
            "outreach-entered" => ("Sosialisasi dicatat", "Outreach entered"),
            "outreach-judged" => ("Catatan sosialisasi dinilai", "Outreach entry judged"),
            "banjar-named" => ("Banjar dicatat", "Banjar entered"),
            "banjar-removed" => ("Banjar dihapus", "Banjar removed"),
            "link-made" => ("Tautan ruang desa dibuat", "Link to the village room made"),
            "link-ended" => ("Tautan ruang desa dicabut", "Link to the village room withdrawn"),
            "link-renewed" => ("Tautan ruang desa diperbarui", "Link to the village room renewed"),
            _ => return None,
        };
        Some(self.0.pick(id, en))
    }
}
