//! Texts of settling a surplus and of merging visits.

use crate::text::Lang;

domain::texts! { SettleWords {
    ways: "Cara menyelesaikan", "Ways to settle it";
    no_ways: "Tidak ada cara otomatis yang berhasil. Pindahkan satu per satu, atau tunda kunjungan.", "No way works by itself. Move people one by one, or postpone the visit.";
    move_people: "Pindahkan ke jam yang kosong", "Move people to free times";
    apply_move: "Pindahkan dan beri tahu", "Move and tell them";
    apply_operator: "Tambahkan dan simpan", "Add and save";
    apply_longer: "Perpanjang dan beri tahu", "Lengthen and tell them";
    apply_merge: "Gabungkan dan beri tahu", "Merge and tell them";
    nobody_moves: "Tidak ada yang perlu pindah.", "Nobody has to move.";
    who: "Siapa", "Who";
    from: "Jam lama", "Old time";
    to: "Jam baru", "New time";
    needs_help: "perlu bantuan", "needs help";
    office_reason: "Alasan kantor boleh kekurangan operator hari itu", "Why the office may be short of operators that day";
    one_by_one: "Pindahkan satu per satu", "Move one by one";
    changed: "Sejak halaman ini dibuka ada yang berubah. Belum ada yang dipindah atau diberi tahu. Periksa daftar baru di bawah, lalu konfirmasi lagi.", "Something has changed since this page was opened. Nobody was moved or told. Check the new list below and confirm again.";
    changed_plan: "Rencana atau tim kunjungan ini diubah.", "The plan or the team of this visit was changed.";
    settled_note: "Kelebihan pendaftar diselesaikan. Yang dipindah diberi tahu; lihat halaman Pesan untuk WhatsApp.", "The surplus is settled. Those who moved are told; see Messages for WhatsApp.";
} }

impl SettleWords {
    fn say(self, id: String, en: String) -> String {
        match self.0 {
            Lang::Id => id,
            Lang::En => en,
        }
    }

    /// Take this operator along.
    pub fn add_operator(self, name: &str) -> String {
        self.say(
            format!("Tambah operator {name}"),
            format!("Add the operator {name}"),
        )
    }

    /// Serve longer.
    pub fn lengthen(self, until: &str) -> String {
        self.say(
            format!("Perpanjang jam sampai {until} WITA"),
            format!("Lengthen the day until {until} WITA"),
        )
    }

    /// Bring everybody there.
    pub fn merge_into(self, place: &str) -> String {
        self.say(format!("Gabung ke {place}"), format!("Merge into {place}"))
    }

    /// People who still find no place.
    pub fn left_over(self, people: u32) -> String {
        self.say(
            format!("{people} orang masih melebihi tempat sesudahnya."),
            format!("{people} people would still be without a place."),
        )
    }

    /// Moves to another place than was shown.
    pub fn moves_otherwise(self, name: &str, to: &str) -> String {
        self.say(
            format!("{name} kini pindah ke {to}."),
            format!("{name} now moves to {to}."),
        )
    }

    /// Was not to move before.
    pub fn moves_also(self, name: &str, to: &str) -> String {
        self.say(
            format!("{name} kini juga pindah, ke {to}."),
            format!("{name} now moves as well, to {to}."),
        )
    }

    /// So many were to move and are not any more.
    pub fn moves_no_more(self, people: usize) -> String {
        self.say(
            format!("{people} orang tidak lagi pindah dengan cara ini."),
            match people {
                1 => "1 person no longer moves this way.".to_owned(),
                _ => format!("{people} people no longer move this way."),
            },
        )
    }

    /// How many move.
    pub fn moving(self, people: usize) -> String {
        self.say(
            format!("{people} orang pindah dan diberi tahu:"),
            format!("{people} people move and are told:"),
        )
    }
}
