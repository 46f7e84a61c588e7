//! Texts about the people of the programme and the counter of the office.

use domain::lang::Lang;

domain::texts! { PeopleWords {
    people: "Petugas", "People";
    duty: "Tugas", "Duty";
    training: "Pelatihan sebelum bersertifikat", "Training before the certificate";
    trainee: "Belajar: belum melayani", "Trainee: serves nobody yet";
    supervised: "Didampingi: melayani bersama operator bersertifikat", "Supervised: serves beside a certified operator";
    is_trainee: "dalam pelatihan, tidak menambah tempat", "trainee, adds no places";
    is_supervised: "didampingi", "supervised";
    working_days: "Hari kerja", "Working days";
    no_working_days: "tidak ada", "none";
    work: "Tugas, pelatihan dan hari kerja", "Duty, training and working days";
    save_work: "Simpan", "Save";
    add_person: "Tambah petugas", "Add a person";
    add_nib: "+1 NIB", "+1 NIB";
    undo_nib: "Batalkan NIB terakhir", "Undo the latest NIB";
    touched: "Kena absen, jumlah tempat berkurang:", "Hit by the absence, with fewer places:";
    part_from: "dari", "from";
    part_until: "sampai", "until";
    part_hint: "Bertugas sebagian hari? Isi jamnya; kosong berarti sehari penuh.", "There for a part of the day? Enter the times; empty means the whole day.";
    office_reason: "Alasan menyetujui kantor di bawah batas", "Reason to approve an office below the minimum";
    office_hint: "Hanya bila operator yang tersisa di kantor kurang dari batas. Nama Anda dicatat.", "Only if fewer operators stay at the office than the minimum. Your name is recorded.";
    see_people: "Lihat petugas", "See the people";
} }

impl PeopleWords {
    fn say(self, id: String, en: String) -> String {
        match self.0 {
            Lang::Id => id,
            Lang::En => en,
        }
    }

    /// NIBs finished under supervision.
    pub fn supervised_nibs(self, number: u32) -> String {
        self.say(
            format!("NIB selesai saat didampingi: {number}"),
            format!("NIBs finished under supervision: {number}"),
        )
    }

    /// People left at the counter.
    pub fn office_left(self, left: u32, minimum: u32) -> String {
        self.say(
            format!("Tersisa di kantor hari itu: {left} operator (paling sedikit {minimum})."),
            format!("Left at the office that day: {left} operators (at least {minimum})."),
        )
    }

    /// The field of a person, for those who hear it.
    pub fn of_person(self, what: &str, name: &str) -> String {
        format!("{name}: {what}")
    }

    /// Words for the key of an act in the record about people.
    pub fn act(self, key: &str) -> Option<&'static str> {
        let (id, en) = match key {
            "office-approved" => (
                "Kantor di bawah batas disetujui",
                "Office below the minimum approved",
            ),
            _ => return None,
        };
        Some(self.0.pick(id, en))
    }
}
