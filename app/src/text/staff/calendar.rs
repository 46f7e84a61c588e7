//! Texts of the calendar that the office keeps.

use domain::lang::Lang;
use domain::lunar::LunarKind;

domain::texts! { CalendarWords {
    calendar: "Kalender", "Calendar";
    years: "Tahun lain", "Other years";
    previous: "Tahun sebelumnya", "Previous year";
    next: "Tahun berikutnya", "Next year";
    nyepi_unknown: "Tanggal Nyepi tahun ini belum diisi. Tanpa itu hari Nyepi, sehari sebelum dan sesudahnya tidak tertahan.", "Nyepi of this year is not entered yet. Without it neither Nyepi nor the days next to it are held.";
    provisional_lead: "Tanggal sementara bisa bergeser. Ubah atau sahkan setelah SKB terbit.", "Provisional dates may still move. Change or confirm them once the decree is out.";
    holidays: "Libur nasional dan cuti bersama", "National holidays and joint leave";
    no_holidays: "Belum ada yang diisi untuk tahun ini.", "Nothing is entered for this year yet.";
    date: "Tanggal", "Date";
    kind: "Jenis", "Kind";
    name: "Nama", "Name";
    name_hint: "Seperti di SKB, contoh: Idul Fitri.", "As in the decree, for example: Idul Fitri.";
    provisional: "sementara", "provisional";
    provisional_box: "Tanggal sementara", "The date is provisional";
    provisional_hint: "SKB belum terbit; tanggalnya bisa bergeser.", "The decree is not out; the date may move.";
    change: "Ubah", "Change";
    change_title: "Ubah hari libur", "Change a holiday";
    no_such_day: "Tidak ada hari libur pada tanggal itu lagi. Mungkin sudah dipindah atau dihapus orang lain.", "There is no holiday on that date any more. Somebody else may have moved or removed it.";
    save: "Simpan perubahan", "Save the change";
    confirm: "Sahkan tanggal ini", "Confirm this date";
    remove: "Hapus", "Remove";
    remove_holiday: "Hapus hari libur ini", "Remove this holiday";
    add: "Tambah hari libur", "Add a holiday";
    lunar: "Nyepi, Siwaratri, Purnama, Tilem", "Nyepi, Siwaratri, full and new moons";
    lunar_lead: "Diisi menurut kalender PHDI. Nyepi menahan juga sehari sebelum dan sesudahnya.", "Entered by the calendar of PHDI. Nyepi holds the days before and after it too.";
    no_lunar: "Belum ada yang diisi untuk tahun ini.", "Nothing is entered for this year yet.";
    add_lunar: "Tambah hari Bali", "Add a Balinese day";
    computed: "Dihitung otomatis (Pawukon)", "Computed (Pawukon)";
    computed_lead: "Tidak perlu diisi. Hari libur lokal menahan tanggal; yang lain hanya peringatan.", "Nothing to enter. Local holidays hold their date; the others only warn.";
    local_holiday: "hari libur lokal", "local holiday";
    silence: "Hari Nyepi: pesan tidak dikirim.", "Nyepi: no message is sent.";
    feasts: "Odalan desa", "Temple feasts";
} }

impl CalendarWords {
    /// The name of a kind of lunar day.
    pub fn lunar_kind(self, kind: LunarKind) -> &'static str {
        kind.day().name(self.0)
    }

    /// Until when nothing is sent, and what staff do.
    pub fn silence_until(self, moment: &str) -> String {
        match self.0 {
            Lang::Id => format!(
                "Pengiriman berlanjut sendiri mulai {moment}. Kirim pesan WhatsApp juga sesudah itu: data seluler mati."
            ),
            Lang::En => format!(
                "Sending goes on by itself from {moment}. Send WhatsApp messages after it too: mobile data is off."
            ),
        }
    }
}
