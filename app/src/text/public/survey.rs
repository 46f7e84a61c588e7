//! Texts of the survey of satisfaction.

use domain::lang::Lang;

domain::texts! { SurveyWords {
    heading: "Bagaimana layanan kami?", "How was our service?";
    lead: "Sembilan pertanyaan, satu menit. Tanpa nama: jawaban tidak bisa dihubungkan dengan Anda. Pertanyaan boleh dilewati.", "Nine questions, one minute. Without a name: nothing leads from an answer to you. You may leave questions out.";
    send: "Kirim jawaban", "Send the answers";
    thanks: "Terima kasih. Jawaban Anda sudah kami terima.", "Thank you. We have received your answers.";
    thanks_why: "Jawaban dibaca bersama jawaban orang lain, untuk memperbaiki layanan.", "They are read together with those of others, to make the service better.";
    not_yet: "Survei ini terbuka setelah Anda dilayani.", "This survey opens once you have been served.";
    on_ticket: "Nilai layanan kami (1 menit, tanpa nama)", "Rate our service (1 minute, without a name)";
    next_person: "Untuk orang berikutnya", "For the next person";
    tablet_lead: "Berikan perangkat ini kepada orang yang baru dilayani.", "Hand this device to the person who was just served.";
    privacy_what: "Survei kepuasan: hanya jawaban dan bulannya. Pada pendaftaran dicatat bahwa survei sudah diisi, tanpa jawabannya.", "Survey of satisfaction: only the answers and their month. The booking notes that the survey was answered, not what was answered.";

    // For the office
    results: "Survei kepuasan (SKM)", "Survey of satisfaction (SKM)";
    fill_on_tablet: "Isi di perangkat ini", "Answer on this device";
    nobody: "Belum ada jawaban pada masa ini.", "There are no answers in this period yet.";
    nobody_hint: "Tautan survei ada di tiket setelah orang dilayani. Yang datang tanpa mendaftar mengisi di perangkat petugas.", "The link to the survey stands on the ticket once a person was served. Those without booking answer on a device of the office.";
    element: "Unsur", "Element";
    mean: "Rata-rata (1–4)", "Mean (1–4)";
    index: "Indeks", "Index";
    quality: "Mutu", "Class";
    answers: "Jawaban", "Answers";
    chart: "Indeks tiap unsur, 25 sampai 100", "Index of each element, 25 to 100";
    method: "Cara menghitung", "How it is computed";
    method_text: "Menurut PermenPANRB 14/2017: rata-rata tiap unsur dari jawabannya sendiri, semua unsur sama bobotnya, rata-ratanya dikali 25, dibulatkan ke dua desimal, baru diberi mutu. Unsur yang tidak dijawab siapa pun tidak ikut dihitung.", "By PermenPANRB 14/2017: the mean of each element over its own answers, all elements alike, their mean times 25, rounded to two decimals and only then classed. An element that nobody answered does not count.";
} }

impl SurveyWords {
    fn say(self, id: String, en: String) -> String {
        match self.0 {
            Lang::Id => id,
            Lang::En => en,
        }
    }

    /// The index of a period and what it rests on.
    pub fn judged(self, index: &str, quality: &str, word: &str, people: u32) -> String {
        self.say(
            format!("IKM {index}, mutu {quality} ({word}), dari {people} jawaban."),
            format!("Index {index}, class {quality} ({word}), from {people} answers."),
        )
    }

    /// Too few answers to judge by.
    pub fn too_few(self, people: u32, lacking: u32) -> String {
        self.say(
            format!("Baru {people} jawaban. Nilai ditampilkan setelah {lacking} jawaban lagi: beberapa orang saja belum mewakili."),
            format!("{people} answers so far. The index is shown after {lacking} more: a handful speaks for nobody."),
        )
    }

    /// How many answers would speak for all who were served.
    pub fn sample(self, served: u32, sample: u32, is_enough: bool) -> String {
        let (id, en) = if is_enough {
            ("Sudah cukup.", "There are enough.")
        } else {
            ("Belum cukup.", "There are not enough.")
        };
        self.say(
            format!("Dilayani pada masa ini {served} orang; agar mewakili semuanya perlu {sample} jawaban (Krejcie-Morgan). {id}"),
            format!("{served} people were served in this period; {sample} answers would speak for all of them (Krejcie-Morgan). {en}"),
        )
    }

    /// The element that stands lowest.
    pub fn worst(self, element: &str, index: &str) -> String {
        self.say(
            format!("Paling rendah: {element} ({index})."),
            format!("Lowest: {element} ({index})."),
        )
    }
}
