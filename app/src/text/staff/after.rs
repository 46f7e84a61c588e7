//! Texts of what follows the service day: follow-ups, return slips, the steps agreed for an outage.

use domain::lang::Lang;
use domain::return_slip::Nearness;

domain::texts! { AfterWords {
    // Follow-ups
    follow_ups: "Tindak lanjut", "Follow-ups";
    follow_ups_lead: "Pemohon yang pulang sebelum selesai, sampai urusannya tuntas. Yang waktunya sudah tiba ada di atas.", "People who went home unfinished, until it is done. Those whose time has come stand first.";
    lists: "Daftar tindak lanjut", "Lists of follow-ups";
    open_list: "Belum selesai", "Open";
    done_list: "Selesai", "Done";
    nobody_open: "Tidak ada yang perlu ditindaklanjuti.", "There is nothing to follow up.";
    nobody_done: "Belum ada yang selesai.", "Nothing is done yet.";
    see_follow_ups: "Lihat tindak lanjut", "See the follow-ups";
    due_now: "Waktunya dihubungi", "Call back now";
    came_to: "Kunjungan", "Visit";
    why: "Sebab", "Why";
    note: "Catatan", "Note";
    phone: "Telepon", "Phone";
    business: "Usaha", "Business";
    call_back: "Dihubungi lagi", "Call back";
    not_agreed: "belum disepakati", "not agreed yet";
    responsible: "Penanggung jawab", "Responsible";
    nobody: "belum ada", "nobody yet";
    hidden_person: "Nama dan nomornya hanya untuk petugas yang menangani.", "Name and number are for those who handle it.";
    no_phone: "tidak ada nomor", "no number";
    nib: "NIB", "NIB";
    ended: "Diselesaikan", "Done";
    referred_to: "Dirujuk ke", "Referred to";
    gave_up_why: "Alasan ditutup", "Why it was closed";

    // What is done to one
    see_to_it: "Tangani", "See to it";
    plan_call_back: "Atur waktu dan penanggung jawab", "Agree on a time and who is responsible";
    call_back_date: "Tanggal menghubungi lagi", "Day of the call-back";
    call_back_time: "Jam (WITA)", "Hour (WITA)";
    call_back_hint: "Boleh dikosongkan bila belum disepakati.", "Leave empty if nothing is agreed yet.";
    choose_nobody: "Belum ditentukan", "Not decided";
    save: "Simpan", "Save";
    stored_meanwhile: "Yang tersimpan sekarang tertulis di atas formulir ini. Simpan lagi untuk menggantinya.", "What is stored now stands above this form. Save again to replace it.";
    nib_is_out: "NIB terbit", "NIB is out";
    nib_number: "Nomor NIB", "Number of the NIB";
    nib_hint: "13 angka; boleh dikosongkan. Pemohon langsung dikabari.", "13 digits; may be left empty. The person is told at once.";
    refer: "Rujuk", "Refer";
    refer_where: "Dirujuk ke mana?", "Where to?";
    close: "Tutup tanpa NIB", "Close without an NIB";
    close_why: "Alasan", "Reason";
    close_hint: "Pemohon tidak dikabari. Jangan tulis data pribadi.", "The person is not told. Do not write personal data.";
    nib_noted: "NIB tercatat dan kabar untuk pemohon dibuat. Lihat halaman Pesan: yang lewat WhatsApp Anda kirim sendiri.", "The NIB is noted and the news for the person is made. See Messages: those by WhatsApp you send yourself.";

    // Return slips
    back_to_desk: "Kembali ke meja depan", "Back to the desk";
    return_slip: "Kartu kembali", "Return slip";
    give_return_slip: "Beri kartu kembali", "Give a return slip";
    see_return_slip: "Lihat kartu kembali", "See the return slip";
    slip_lead: "Gangguan OSS tidak boleh membuat orang antre dari awal. Pilih tempat yang disimpan untuknya; saat datang ia didahulukan.", "An outage must not send anybody to the end of the queue. Choose the place that is kept; the person comes first there.";
    at_office: "Di kantor, pada jam buka", "At the office, during office hours";
    where_to: "Kapan dan di mana?", "When and where?";
    nothing_free: "Tidak ada tempat yang bisa disimpan dalam waktu dekat. Catat waktu menghubungi lagi di halaman tindak lanjut.", "No place can be kept soon. Agree on a call-back on the page of follow-ups.";
    give: "Simpan tempat dan kabari pemohon", "Keep the place and tell the person";
    slip_given: "Tempat disimpan dan pesan untuk pemohon dibuat. Lihat halaman Pesan: yang lewat WhatsApp Anda kirim sendiri.", "The place is kept and the message to the person is made. See Messages: those by WhatsApp you send yourself.";
    slip_print: "Cetak halaman ini untuk pemohon yang tidak memakai WhatsApp.", "Print this page for people without WhatsApp.";
    slip_first: "DIDAHULUKAN · GRATIS", "COMES FIRST · FREE";
    slip_show: "Tunjukkan kartu ini saat datang.", "Show this slip when you come.";
    take_back: "Tarik kartu kembali", "Take the slip back";
    take_back_hint: "Tempatnya terbuka untuk orang lain. Setelah itu kartu lain bisa diberikan.", "The place is open to others. Another slip can be given afterwards.";
    slip_taken_back: "Kartu ditarik; tempatnya terbuka lagi.", "The slip was taken back; its place is open again.";
    name: "Nama", "Name";
    number: "Nomor antrean", "Queue number";
    day: "Hari", "Day";
    come_at: "Jam datang", "Come at";
    office_hours: "pada jam buka kantor", "during office hours";
    place: "Tempat", "Place";
    code: "Kode antrean", "Booking code";

    // Outage steps
    outage_steps: "Langkah saat OSS gangguan", "Steps during an OSS outage";
    outage_lead: "Disepakati sebelumnya, supaya di lapangan tidak perlu berdebat. Setiap perubahan menjadi versi baru; versi lama tidak berubah.", "Agreed beforehand, so that nobody has to argue in the field. Each change is a new version; old ones stay as they are.";
    in_force: "Berlaku sekarang", "Holds now";
    former: "Versi sebelumnya", "Former versions";
    built_in: "Bawaan aplikasi", "Built in";
    new_version: "Sepakati versi baru", "Agree on a new version";
    prepare_after: "Siapkan berkas mulai menit ke-", "Prepare the files from minute";
    slips_after: "Beri kartu kembali sesudah menit ke-", "Give return slips after minute";
    confirm_minutes: "Tanya ulang apakah masih gangguan tiap (menit)", "Ask again whether it goes on, every (minutes)";
    wait_words: "Petunjuk saat menunggu", "What to do while waiting";
    prepare_words: "Petunjuk saat menyiapkan berkas", "What to do while files are prepared";
    slips_words: "Petunjuk saat memberi kartu kembali", "What to do when slips are given";
    agree: "Simpan sebagai versi baru", "Save as a new version";
} }

impl AfterWords {
    fn say(self, id: String, en: String) -> String {
        match self.0 {
            Lang::Id => id,
            Lang::En => en,
        }
    }

    /// Call-backs that are due.
    pub fn due(self, count: u32) -> String {
        self.say(
            format!("{count} pemohon waktunya dihubungi lagi."),
            match count {
                1 => "1 person is to be called back now.".to_owned(),
                _ => format!("{count} people are to be called back now."),
            },
        )
    }

    /// A person whose name is not shown.
    pub fn number_of_day(self, number: Option<u32>) -> String {
        match number {
            Some(number) => self.say(format!("Nomor {number}"), format!("Number {number}")),
            None => self.0.pick("Pemohon", "Applicant").to_owned(),
        }
    }

    /// When it was done and by whom.
    pub fn ended_by(self, moment: &str, by: &str) -> String {
        self.say(format!("{moment}, oleh {by}"), format!("{moment}, by {by}"))
    }

    /// Places left on a day.
    pub fn left(self, places: u32) -> String {
        self.say(format!("sisa {places} tempat"), format!("{places} left"))
    }

    /// How near a visit is.
    pub fn nearness(self, near: Nearness) -> &'static str {
        match near {
            Nearness::SameVillage => self.0.pick("desa yang sama", "same village"),
            Nearness::SameDistrict => self.0.pick("kecamatan yang sama", "same kecamatan"),
            Nearness::Elsewhere => self.0.pick("kecamatan lain", "another kecamatan"),
        }
    }

    /// Number of a version.
    pub fn version(self, number: u32) -> String {
        self.say(format!("Versi {number}"), format!("Version {number}"))
    }

    /// Who agreed, and when.
    pub fn agreed(self, moment: &str, by: &str) -> String {
        self.say(
            format!("Disepakati {moment} oleh {by}"),
            format!("Agreed {moment} by {by}"),
        )
    }

    /// While an outage is short.
    pub fn until_minute(self, minute: u32) -> String {
        self.say(
            format!("Di bawah {minute} menit"),
            format!("Under {minute} minutes"),
        )
    }

    /// While files are prepared.
    pub fn between_minutes(self, from: u32, until: u32) -> String {
        self.say(
            format!("{from} sampai {until} menit"),
            format!("{from} to {until} minutes"),
        )
    }

    /// When slips are given.
    pub fn after_minute(self, minute: u32) -> String {
        self.say(
            format!("Lebih dari {minute} menit"),
            format!("Over {minute} minutes"),
        )
    }

    /// How often an open outage is asked about.
    pub fn confirm_every(self, minutes: u32) -> String {
        self.say(
            format!("Ditanya ulang tiap {minutes} menit selama belum ditutup."),
            format!("Asked again every {minutes} minutes while it is open."),
        )
    }

    /// Words for the key of an act in the record.
    pub fn act(self, key: &str) -> Option<&'static str> {
        let (id, en) = match key {
            "follow-up-planned" => ("Tindak lanjut dijadwalkan", "Call-back agreed on"),
            "follow-up-nib" => ("Tindak lanjut: NIB terbit", "Follow-up: NIB issued"),
            "follow-up-referred" => ("Tindak lanjut: dirujuk", "Follow-up: referred"),
            "follow-up-closed" => ("Tindak lanjut ditutup", "Follow-up closed"),
            "return-slip-given" => ("Kartu kembali diberikan", "Return slip given"),
            "return-slip-taken-back" => ("Kartu kembali ditarik", "Return slip taken back"),
            _ => return None,
        };
        Some(self.0.pick(id, en))
    }
}
