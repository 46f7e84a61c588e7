//! Texts of the waiting list.

use domain::calendar::clock;
use domain::lang::Lang;

domain::texts! { WaitingWords {
    join: "Masuk daftar tunggu", "Join the waiting list";
    heading: "Daftar tunggu", "Waiting list";
    lead: "Begitu ada tempat kosong, kami kirim tawaran. Tempat itu disimpan sebentar untuk Anda. Gratis, dan tidak wajib diambil.", "As soon as a place is free, we send you an offer. The place is kept for you for a short time. Free, and you need not take it.";
    order: "Yang butuh bantuan khusus didahulukan, lalu yang paling lama menunggu.", "Those who need special help come first, then those who have waited longest.";
    which_time: "Jam mana?", "Which time?";
    any_time: "Jam mana saja", "Any time";
    any_time_hint: "Paling cepat dapat tempat.", "The quickest way to a place.";
    full_time: "Ada jam yang penuh. Hanya bisa pada jam itu?", "Some times are full. Only free at one of those?";
    all_full: "Semua jam sudah penuh. Anda bisa menunggu; sering ada yang batal.", "All times are full. You can wait; people often cancel.";
    closed: "Kunjungan ini tidak menerima pendaftaran, jadi tidak ada daftar tunggu.", "This visit takes no bookings, so there is no waiting list.";
    free_now: "Masih ada tempat kosong. Langsung pilih jam, tidak perlu menunggu.", "Places are free. Choose a time now; no need to wait.";
    to_times: "Pilih jam", "Choose a time";
    joined: "Anda sudah masuk daftar tunggu. Simpan tautan halaman ini.", "You are on the waiting list. Keep the link of this page.";
    your_turn: "Ada tempat untuk Anda", "There is a place for you";
    let_go: "Tidak, untuk orang berikutnya", "No, for the next person";
    leave: "Keluar dari daftar", "Leave the list";
    lapsed: "Tawaran sudah lewat waktunya; tempatnya untuk orang berikutnya.", "The offer has ended; the place goes to the next person.";
    again: "Menunggu lagi", "Wait again";
    again_hint: "Anda menunggu lagi di akhir daftar.", "You wait again at the end of the list.";
    left: "Anda sudah keluar dari daftar tunggu.", "You have left the waiting list.";
    ended: "Daftar tunggu ini sudah ditutup.", "This waiting list is closed.";
    accepted: "Tempat ini sudah milik Anda.", "The place is yours.";
    see_ticket: "Lihat tiket", "See the ticket";
    no_sale: "Tempat tidak boleh diperjualbelikan: yang batal selalu untuk daftar tunggu lebih dahulu.", "Places must not be sold: a place that is given back always goes to the waiting list first.";
    // For staff.
    nobody: "Belum ada yang menunggu.", "Nobody is waiting.";
    since: "Sejak", "Since";
    held_until: "Disimpan sampai", "Kept until";
    first: "didahulukan", "comes first";
} }

impl WaitingWords {
    /// How many are in front.
    pub fn in_front(self, people: u32) -> String {
        match (people, self.0) {
            (0, Lang::Id) => "Anda yang pertama dalam daftar.".to_owned(),
            (0, Lang::En) => "You are the first on the list.".to_owned(),
            (_, Lang::Id) => format!("{people} orang di depan Anda."),
            (1, Lang::En) => "1 person is in front of you.".to_owned(),
            (_, Lang::En) => format!("{people} people are in front of you."),
        }
    }

    /// The button that takes the place.
    pub fn take(self, starts_at: chrono::DateTime<chrono::Utc>) -> String {
        let time = clock(starts_at);
        match self.0 {
            Lang::Id => format!("Ya, saya ambil pukul {time}"),
            Lang::En => format!("Yes, I take {time}"),
        }
    }

    /// Until when the place is kept.
    pub fn kept_until(self, moment: &str) -> String {
        match self.0 {
            Lang::Id => format!("Kami simpan untuk Anda sampai {moment} WITA."),
            Lang::En => format!("We keep it for you until {moment} WITA."),
        }
    }

    /// The hour wanted.
    pub fn only_at(self, starts_at: chrono::DateTime<chrono::Utc>) -> String {
        let time = clock(starts_at);
        match self.0 {
            Lang::Id => format!("Hanya pukul {time}"),
            Lang::En => format!("Only {time}"),
        }
    }
}
