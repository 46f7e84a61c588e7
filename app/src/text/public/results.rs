//! Texts of what the programme has done, for everybody.

use domain::evaluation::Headcount;
use domain::lang::Lang;

domain::texts! { ResultsWords {
    heading: "Hasil program", "Results";
    lead: "Petugas datang ke desa dan membantu usaha kecil mendapat NIB, gratis. Inilah hasilnya.", "Officers come to the villages and help small businesses get an NIB, free of charge. This is what came of it.";
    years: "Pilih tahun", "Choose a year";
    whole: "Sejak awal", "Since the beginning";
    visits: "Kunjungan", "Visits";
    visits_held: "Kunjungan terlaksana", "Visits held";
    came: "Orang datang", "People who came";
    nib: "NIB terbit, sedikitnya", "NIBs issued, at least";
    reached: "Desa dikunjungi", "Villages visited";
    small_title: "Mengapa ada angka yang tidak ditulis?", "Why are some numbers left out?";
    nib_rule: "NIB dihitung dari kunjungan yang angkanya ditulis, sejak hari pelayanan dicatat, dan dibulatkan ke bawah.", "NIBs are those of visits whose number is shown, since service days are recorded, and are rounded down.";
    by_district: "Menurut kecamatan", "By district (kecamatan)";
    district: "Kecamatan", "District";
    satisfaction: "Kepuasan masyarakat", "Satisfaction";
    latest: "Triwulan terakhir", "Latest quarter";
    index_means: "IKM (Indeks Kepuasan Masyarakat) antara 25 dan 100: makin tinggi, makin puas. Mutu A mulai 88,31, B mulai 76,61, C mulai 65,00. Jawaban diberikan tanpa nama oleh orang yang sudah dilayani.", "The index (IKM) lies between 25 and 100: the higher, the more satisfied. Class A begins at 88.31, B at 76.61, C at 65.00. People answer without a name, after they were served.";
    find: "Cari kunjungan di desa Anda", "Find a visit in your village";
    open_data: "Data terbuka", "Open data";
    open_data_text: "Angka halaman ini untuk program komputer, beserta kunjungan tahun ini satu per satu:", "The figures of this page for computer programs, with each visit of the year:";
    data: "Data JSON", "Data as JSON";
    described: "Penjelasannya (OpenAPI)", "Their description (OpenAPI)";
} }

impl ResultsWords {
    fn say(self, id: String, en: String) -> String {
        match self.0 {
            Lang::Id => id,
            Lang::En => en,
        }
    }

    /// What a year brought.
    pub fn said(self, year: i32, visits: u32, people: Headcount, reached: u32) -> String {
        let people = people.text(self.0);
        self.say(
            format!("Tahun {year}: {visits} kunjungan di {reached} desa, {people} orang datang."),
            format!("Year {year}: {visits} visits in {reached} villages, {people} people came."),
        )
    }

    /// A year in which nothing took place.
    pub fn no_visit(self, year: i32) -> String {
        self.say(
            format!("Tahun {year}: tidak ada kunjungan yang terlaksana."),
            format!("Year {year}: no visit took place."),
        )
    }

    /// `Tahun 2026`.
    pub fn year(self, year: i32) -> String {
        self.say(format!("Tahun {year}"), format!("Year {year}"))
    }

    /// `4 dari 133`.
    pub fn of(self, part: u32, whole: u32) -> String {
        self.say(format!("{part} dari {whole}"), format!("{part} of {whole}"))
    }

    /// Which visits are not in the sums.
    pub fn left_out(self, year: i32, of_year: u32, whole: u32, small_group: u32) -> String {
        self.say(
            format!("Tidak ikut dijumlahkan: kunjungan yang didatangi kurang dari {small_group} orang ({of_year} pada tahun {year}, {whole} sejak awal)."),
            format!("Not in the sums: visits to which fewer than {small_group} people came ({of_year} in {year}, {whole} since the beginning)."),
        )
    }

    /// Why small groups are hidden.
    pub fn small_rule(self, small_group: u32) -> String {
        self.say(
            format!("Bila yang datang hanya sedikit, tetangga bisa menebak siapa mereka. Karena itu 1 sampai {} orang ditulis “kurang dari {small_group}” dan tidak ikut dijumlahkan, juga di halaman desa dan di data terbuka.", small_group.saturating_sub(1)),
            format!("Where only a few came, neighbours could guess who they are. So 1 to {} people are written “fewer than {small_group}” and are in no sum, on the pages of villages and in the open data as well.", small_group.saturating_sub(1)),
        )
    }

    /// No index yet.
    pub fn not_rated(self, minimum: u32) -> String {
        self.say(
            format!("Belum ada nilai. Nilai diumumkan setelah triwulannya selesai dan sedikitnya {minimum} orang menjawab."),
            format!("No index yet. It is published once a quarter is over and at least {minimum} people have answered."),
        )
    }

    /// When an index is published.
    pub fn rated_when(self, minimum: u32) -> String {
        self.say(
            format!("Diumumkan setelah triwulannya selesai, bila sedikitnya {minimum} orang menjawab."),
            format!("Published once a quarter is over, where at least {minimum} people have answered."),
        )
    }
}
