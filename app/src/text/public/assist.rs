//! Texts of assisted booking: an official books for people without phones.

use domain::lang::Lang;
use domain::outreach::Sender;

domain::texts! { AssistWords {
    heading: "Daftarkan warga", "Book for somebody";
    lead: "Untuk warga yang tidak punya HP atau kesulitan mendaftar sendiri. Setiap orang mendapat jam dan kode sendiri.", "For people who have no phone, or cannot book themselves. Each person gets a time and a code of their own.";
    to_book: "Daftarkan warga tanpa HP", "Book for people without a phone";
    next: "Daftarkan orang berikutnya", "Book for the next person";
    to_list: "Lihat dan cetak daftar", "See and print the list";
    name: "Nama orang yang didaftarkan", "Name of the person";
    phone: "Nomor HP (boleh dikosongkan)", "Phone number (may be left empty)";
    phone_hint: "Nomor orang itu atau keluarganya; satu nomor boleh untuk beberapa orang. Bila tidak ada, kabar kami kirim kepada Anda dan kodenya ada di daftar cetak.", "The person's own number or one of the family; several people may share one. Without one, we write to you, and the code stands on the printed list.";
    banjar: "Banjar", "Banjar";
    business: "Jenis usaha", "Kind of business";
    business_hint: "Dengan kata-kata orang itu, contoh: anyaman bambu.", "In the person's own words, for example: bamboo baskets.";
    help: "Butuh bantuan khusus", "Needs special help";
    help_hint: "Kursi roda, juru bahasa isyarat, atau pendamping.", "Wheelchair, sign language, or a companion.";
    consent: "Persetujuan", "Consent";
    save: "Daftarkan", "Book";
    done: "Sudah terdaftar.", "Booked.";
    give_code: "Catat kode ini untuk orangnya, atau cetak daftarnya.", "Write this code down for the person, or print the list.";
    time: "Jam datang", "Arrival time";
    code: "Kode", "Code";
    who: "Nama", "Name";
    state: "Keadaan", "State";
    no_phone: "tanpa HP", "no phone";
    list: "Daftar warga yang Anda daftarkan", "People you have booked for";
    list_hint: "Hanya Anda dan petugas yang melihat daftar ini. Untuk mencetak, pilih Cetak di menu peramban.", "Only you and the office see this list. To print it, choose Print in the menu of the browser.";
    empty: "Belum ada orang yang Anda daftarkan.", "You have not booked for anybody yet.";
    not_open: "Pendaftaran kunjungan ini belum dibuka atau sudah ditutup.", "Booking for this visit is not open.";
    no_more: "Anda sudah mencapai batas. Batalkan yang tidak jadi datang, atau minta petugas mendaftarkan orang berikutnya.", "You have reached the limit. Cancel for whoever does not come, or ask the office to book for the next person.";
    cancel: "Batalkan", "Cancel";
    cancel_sure: "Tempatnya akan diberikan kepada orang lain.", "The place will go to somebody else.";
    cancel_yes: "Ya, batalkan", "Yes, cancel";
    cancelled: "Pendaftaran dibatalkan.", "The booking was cancelled.";
    room: "Kembali ke ruang desa", "Back to the village room";
    show_code: "Tunjukkan kode ini kepada petugas saat datang.", "Show this code to the staff on arrival.";
    through: "lewat yang mendaftarkan", "through whoever booked";
} }

impl AssistWords {
    /// How many more people the official may book for.
    pub fn left(self, left: u32, most: u32) -> String {
        match self.0 {
            Lang::Id => format!("Anda masih bisa mendaftarkan {left} orang dari batas {most} orang."),
            Lang::En => format!("You can book for {left} more people; the limit is {most}."),
        }
    }

    /// Who booked for the person.
    pub fn booked_by(self, by: &Sender) -> String {
        let lead = self.0.pick("Didaftarkan oleh ", "Booked by ");
        match by {
            Sender::Official(name, role) => [lead, name, " (", role.word(self.0), ")"].concat(),
            Sender::Staff(name) => [lead, name].concat(),
        }
    }
}
