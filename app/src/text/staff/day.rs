//! Texts of the service day: the desk, the tables, an outage.

use crate::text::Lang;

domain::texts! { DayWords {
    desk: "Meja depan", "Front desk";
    to_desk: "Buka meja depan", "Open the front desk";
    to_tables: "Buka meja operator", "Open the operators' tables";
    to_board: "Papan antrean", "Queue board";
    not_begun: "Hari pelayanan belum dimulai. Mulai dari halaman kunjungan.", "The service day has not begun. Begin it on the visit's page.";
    closed: "Hari pelayanan ini sudah ditutup.", "This service day is closed.";
    online: "Tersambung", "Connected";
    offline: "Tanpa sinyal: lanjutkan saja, perangkat ini menyimpan", "No signal: carry on, this device keeps everything";
    log_in_again: "Sesi berakhir: masuk lagi agar yang tersimpan di perangkat ini terkirim.", "The session has ended: log in again so that what this device keeps is sent.";

    find: "Cari orang", "Find a person";
    find_hint: "Kode, nama, nomor antrean, atau angka terakhir HP", "Code, name, queue number, or last digits of the phone";
    search: "Cari", "Search";
    scan: "Pindai QR", "Scan the QR code";
    stop_scan: "Tutup kamera", "Close the camera";
    show_all: "Tampilkan semua", "Show everybody";
    not_found: "Tidak ada yang cocok dalam daftar hari ini. Periksa tulisannya, atau catat sebagai datang langsung.", "Nobody on today's list fits. Check the spelling, or register a walk-in.";
    ambiguous: "Lebih dari satu orang cocok. Tanyakan nama lengkapnya.", "More than one person fits. Ask for the full name.";

    expected: "Terdaftar, belum datang", "Booked, not here yet";
    waiting: "Menunggu", "Waiting";
    at_tables: "Di meja operator", "At the tables";
    missed: "Dipanggil tidak ada", "Called, not there";
    others: "Selesai dan tidak hadir", "Done and not here";
    nobody: "Tidak ada.", "Nobody.";

    check_in: "Hadir", "Here";
    undo_check_in: "Batalkan hadir", "Undo the check-in";
    no_show: "Tandai tidak hadir", "Mark as not here";
    undo_no_show: "Batalkan tidak hadir", "Undo not here";
    back: "Sudah kembali", "Is back";
    leave: "Pulang", "Went home";
    return_slip: "Kartu kembali", "Return slip";
    more: "Lainnya", "More";
    save: "Simpan", "Save";
    priority: "Prioritas", "Priority";
    no_priority: "Tanpa prioritas", "No priority";
    priority_hint: "Kebutuhan yang terlihat atau disebut sendiri, bukan diagnosis.", "A need that is seen or told, never a diagnosis.";
    needs_help: "Perlu bantuan", "Needs help";
    with_them: "Yang dibawa", "What they have with them";
    written_down: "Yang ditanyakan OSS, sudah ditulis di kertas", "What OSS asks, written down on paper";
    file_ready: "Berkas siap", "File is ready";
    file_not_ready: "Berkas belum siap", "File is not ready";
    late: "lewat jamnya", "past their time";
    cancelled_booking: "Sudah batal", "Called off";

    walk_in: "Datang langsung", "Walk-in";
    name: "Nama", "Name";
    phone: "Nomor WhatsApp", "WhatsApp number";
    business: "Usahanya apa?", "What business?";
    give_number: "Catat dan beri nomor", "Register and give a number";

    contradictions: "Perlu diperiksa", "To be looked at";
    contradictions_hint: "Dua perangkat mencatat hal yang tidak cocok. Tidak ada yang hilang; periksa, lalu tandai.", "Two devices recorded things that do not fit. Nothing is lost; look, then tick.";
    counts_anyway: "Tetap dihitung.", "It counts nevertheless.";
    counts_not: "Tidak dihitung.", "It does not count.";
    looked_at: "Sudah diperiksa", "Looked at";

    table: "Meja", "Table";
    choose_table: "Anda siapa?", "Who are you?";
    choose_hint: "Pilih nama Anda; nomor meja mengikuti.", "Choose your name; the table's number follows.";
    start: "Mulai bertugas", "Begin to serve";
    stop: "Berhenti bertugas", "Stop serving";
    stop_hint: "Orang di meja Anda kembali ke antrean paling depan.", "People at your table go back to the front of the queue.";
    next: "Panggil berikutnya", "Call the next one";
    nobody_waits: "Tidak ada yang menunggu.", "Nobody waits.";
    begin: "Mulai layani", "Begin to serve";
    miss: "Tidak datang", "Not there";
    park: "Tunda di meja ini", "Put aside";
    parked: "Ditunda di meja ini", "Put aside at this table";
    resume: "Lanjutkan", "Go on";
    hand_over: "Serahkan", "Hand over";
    hand_to: "Kepada", "To";
    to_queue: "Siapa pun yang kosong lebih dulu", "Whoever is free first";
    result: "Hasil", "Result";
    nib_issued: "NIB terbit", "NIB issued";
    nib: "Nomor NIB (boleh dikosongkan)", "NIB number (may be left empty)";
    nib_hint: "13 angka", "13 digits";
    pending: "Tertunda", "Pending";
    why: "Sebabnya", "Reason";
    note: "Catatan (boleh dikosongkan)", "Note (may be left empty)";
    call_back: "Dihubungi lagi tanggal (boleh dikosongkan)", "Call back on (may be left empty)";
    referred: "Dirujuk", "Referred";
    where_to: "Ke mana", "Where to";
    consultation: "Hanya konsultasi", "Advice only";
    finish: "Selesai", "Finish";
    served: "Dilayani meja ini", "Served at this table";
    correct: "Ubah hasil", "Correct the result";
    choose: "Pilih", "Choose";
    queue: "Antrean", "Queue";
    your_share: "bagian perangkat ini", "this device's share";

    incident: "Gangguan OSS", "OSS outage";
    open_incident: "OSS gangguan", "OSS is down";
    open_incident_hint: "Satu ketuk: pemanggilan berhenti, kedatangan tetap dicatat, orang yang menunggu diberi tahu.", "One tap: calling stops, check-in goes on, those who wait are told.";
    close_incident: "OSS sudah pulih", "OSS works again";
    confirm_incident: "Masih gangguan", "Still down";
    confirm_due: "Sudah lama tidak ada kabar. Apakah OSS masih gangguan?", "No word for a while. Is OSS still down?";
    forgotten: "Gangguan ini tidak pernah ditutup; dihitung selesai saat jam pelayanan berakhir. Perbaiki jamnya bila keliru.", "This outage was never closed; it counts as ended with the hours of service. Correct the times if that is wrong.";
    step_now: "Langkah yang disepakati sekarang", "The agreed step now";
    chosen: "Sudah dipilih", "Chosen";
    correct_times: "Perbaiki jam gangguan", "Correct the times";
    from: "Mulai", "From";
    until: "Selesai (kosong: masih berlangsung)", "Until (empty: it goes on)";
    lost: "Waktu operator yang hilang", "Operators' time lost";
    rule: "Urutan: yang dititipkan dari meja lain, prioritas, kartu kembali, terdaftar yang tepat jam, lalu yang lain menurut jam datang.", "Order: those handed on, priority, return slips, booked and in time, then everybody else as they came.";
} }

impl DayWords {
    fn say(self, id: String, en: String) -> String {
        match self.0 {
            Lang::Id => id,
            Lang::En => en,
        }
    }

    /// A number that was given.
    pub fn number_given(self, number: u32, name: &str) -> String {
        self.say(
            format!("Nomor {number} untuk {name}. Sebutkan dan tuliskan."),
            format!("Number {number} for {name}. Say it and write it down."),
        )
    }

    /// How much of what OSS asks is written down.
    pub fn written(self, answers: usize) -> String {
        self.say(
            format!("{answers} dari 4 isian tertulis"),
            format!("{answers} of 4 answers written down"),
        )
    }

    /// A number that is called.
    pub fn called(self, number: u32) -> String {
        self.say(
            format!("Nomor {number} dipanggil"),
            format!("Number {number} is called"),
        )
    }

    /// The button that calls again.
    pub fn recall(self, recalls: u32, most: u32) -> String {
        self.say(
            format!("Panggil lagi ({recalls} dari {most})"),
            format!("Call again ({recalls} of {most})"),
        )
    }

    /// How the day goes.
    pub fn counts(self, came: usize, waiting: usize, expected: usize) -> String {
        self.say(
            format!("{came} datang · {waiting} menunggu · {expected} belum datang"),
            format!("{came} came · {waiting} wait · {expected} not here yet"),
        )
    }

    /// What waits on this device.
    pub fn unsent(self, number: usize) -> String {
        self.say(
            format!("{number} perubahan menunggu dikirim"),
            format!("{number} changes wait to be sent"),
        )
    }

    /// Since when OSS fails.
    pub fn down_since(self, time: &str) -> String {
        self.say(
            format!("Sistem pusat OSS sedang gangguan sejak {time} WITA."),
            format!("The central OSS system has been down since {time} WITA."),
        )
    }

    /// An outage that is over.
    pub fn was_down(self, from: &str, until: &str) -> String {
        self.say(
            format!("Gangguan {from}–{until} WITA."),
            format!("Outage {from}–{until} WITA."),
        )
    }

    /// Minutes of a sum of seconds.
    pub fn minutes(self, seconds: i64) -> String {
        let minutes = (seconds + 30) / 60;
        self.say(format!("{minutes} menit"), format!("{minutes} minutes"))
    }

    /// A table's number.
    pub fn table_number(self, table: u32) -> String {
        self.say(format!("Meja {table}"), format!("Table {table}"))
    }

    /// Since when somebody is served.
    pub fn served_since(self, time: &str) -> String {
        self.say(format!("Dilayani sejak {time}"), format!("Served since {time}"))
    }

    /// When and where somebody is booked who is not of this day.
    pub fn booked_elsewhere(self, village: &str, date: &str) -> String {
        self.say(
            format!("Orang ini terdaftar di Desa {village}, {date}, bukan di sini. Bila tetap ingin dilayani, catat sebagai datang langsung."),
            format!("This person is booked in {village} on {date}, not here. Register them as a walk-in if they want to be served."),
        )
    }

    /// Who chose a step, and when.
    pub fn chosen_by(self, step: &str, by: &str, time: &str) -> String {
        [step, ", ", by, ", ", time].concat()
    }
}
