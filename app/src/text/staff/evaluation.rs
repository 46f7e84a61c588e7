//! Texts of the pages that look back: dashboard, one visit, coverage.

use domain::evaluation::{Change, Reach, number_text, share_text};
use domain::lang::Lang;

domain::texts! { EvaluationWords {
    spans: "Bulan, triwulan atau tahun", "Month, quarter or year";
    periods: "Masa lain", "Other periods";
    before: "Sebelumnya", "Before";
    after: "Berikutnya", "After";

    // Dashboard
    evaluation: "Evaluasi", "Evaluation";
    pages: "Halaman evaluasi", "Pages of the evaluation";
    against_plan: "Dibanding rencana", "Against the plan";
    figures: "Angka", "Figures";
    figure: "Angka", "Figure";
    number: "Jumlah", "Number";
    visits: "Kunjungan", "Visits";
    visit: "Kunjungan", "Visit";
    months: "Bulan", "Months";
    no_visits: "Tidak ada kunjungan pada masa ini.", "There is no visit in this period.";
    booked: "Mendaftar", "Booked";
    came: "Datang", "Came";
    nib: "NIB terbit", "NIB issued";
    target: "Target", "Target";
    likely_reasons: "Kemungkinan sebab", "Likely reasons";
    no_reason: "Tidak ada sebab yang tercatat.", "No reason is on record.";
    people_by_visit: "Orang yang datang, per kunjungan", "People who came, by visit";
    people_by_month: "Orang yang datang, per bulan", "People who came, by month";
    not_known: "belum diketahui", "not known yet";
    no_show: "Tidak hadir", "Did not come";
    no_show_none: "Belum ada pendaftar yang diketahui datang atau tidaknya.", "Of nobody who booked is it known yet whether they came.";
    waiting_time: "Waktu tunggu", "Waiting time";
    no_waits: "Belum ada yang dilayani pada masa ini.", "Nobody was served in this period.";
    load: "Beban operator", "Load of operators";
    load_hint: "Waktu bersama orang dibanding waktu bertugas, istirahat tidak dihitung.", "Time with people against the time on duty, breaks left out.";
    no_loads: "Belum ada kunjungan selesai yang hari pelayanannya dicatat.", "No visit is over whose service day was recorded.";
    operator: "Operator", "Operator";
    people: "Orang", "People";
    minutes_each: "Menit per orang", "Minutes each";
    share: "Beban", "Load";
    reach: "NIB dibanding UMKM", "NIBs against small businesses";
    no_businesses: "Jumlah UMKM belum diimpor.", "The number of small businesses is not imported yet.";
    outages: "Gangguan OSS", "OSS outages";
    see_coverage: "Jangkauan desa", "Coverage of villages";

    // One visit
    funnel: "Jalan pendaftar", "The way of people";
    see_review: "Evaluasi kunjungan", "Look back at the visit";
    back_to_dashboard: "Kembali ke evaluasi", "Back to the evaluation";
    informed: "Siapa diberi tahu lewat apa", "Told by which way";
    informed_none: "Tidak ada sosialisasi yang tercatat.", "No outreach is on record.";
    channel: "Saluran", "Channel";
    told: "Kali disampaikan", "Times told";
    banjars: "Banjar", "Banjar";
    opened: "Membuka tautan", "Opened the link";
    step: "Langkah", "Step";
    with_booking: "Mendaftar dulu", "Had booked";
    walk_ins: "Datang langsung", "Walk-ins";
    lost_where: "Di mana orang hilang", "Where people were lost";
    where_lost: "Di mana", "Where";
    cancelled: "Kunjungan ini tidak dilaksanakan; target tidak dihitung.", "This visit did not take place; its target is not counted.";

    // Coverage
    coverage: "Jangkauan desa", "Coverage of villages";
    first_and_latest: "Kunjungan pertama dan terakhir", "First and latest visit";
    first_visit: "Pertama", "First";
    latest_visit: "Terakhir", "Latest";
    change: "Perubahan", "Change";
    village: "Desa", "Village";
    district: "Kecamatan", "Kecamatan";
    by_district: "Per kecamatan", "By kecamatan";
    visited_villages: "Desa dikunjungi", "Villages visited";
    latest: "Kunjungan terakhir", "Latest visit";
    never: "Belum pernah dikunjungi", "Never visited";
    villages_visited: "Desa yang sudah dikunjungi, per kecamatan", "Villages visited, by kecamatan";
    only_one: "baru satu kunjungan", "one visit only";
    same: "sama", "the same";
} }

impl EvaluationWords {
    fn say(self, id: String, en: String) -> String {
        match self.0 {
            Lang::Id => id,
            Lang::En => en,
        }
    }

    /// The period in one sentence.
    pub fn summary(self, held: u32, planned: u32, needed: u32, reached: u32, missed: u32) -> String {
        self.say(
            format!("{held} dari {planned} kunjungan terlaksana (perlu sedikitnya {needed}). Di atas target: {reached}, belum mencapai: {missed}."),
            format!("{held} of {planned} visits were held (at least {needed} are needed). Above target: {reached}, under it: {missed}."),
        )
    }

    /// The line of the target in a chart.
    pub fn target_line(self, target: u32) -> String {
        self.say(
            format!("target: lebih dari {target}"),
            format!("target: more than {target}"),
        )
    }

    /// How many who booked did not come.
    pub fn no_show_said(self, people: u32, of: u32, share: u32) -> String {
        let share = share_text(share, self.0);
        self.say(
            format!("{people} dari {of} pendaftar tidak datang ({share})."),
            format!("{people} of {of} people booked did not come ({share})."),
        )
    }

    /// NIBs of the programme beside all small businesses.
    pub fn reach_said(self, reach: Reach) -> String {
        let nib = number_text(reach.nib.into(), self.0);
        match (reach.businesses, reach.of_100_000()) {
            (Some((year, number)), Some(each)) => {
                let number = number_text(number.into(), self.0);
                self.say(
                    format!("{nib} NIB terbit lewat program ini sejak pencatatan dimulai; UMKM di Tabanan {number} ({year}). Itu {each} dari setiap 100.000 UMKM."),
                    format!("{nib} NIBs were issued by the programme since records began; there are {number} small businesses in Tabanan ({year}). That is {each} of every 100,000."),
                )
            }
            _ => self.say(
                format!("{nib} NIB terbit lewat program ini sejak pencatatan dimulai."),
                format!("{nib} NIBs were issued by the programme since records began."),
            ),
        }
    }

    /// The operator who carries most.
    pub fn most_load(self, name: &str, share: u32) -> String {
        let share = share_text(share, self.0);
        self.say(
            format!("Beban tertinggi: {name}, {share} dari waktu bertugas."),
            format!("Highest load: {name}, {share} of the time on duty."),
        )
    }

    /// The visit with most people.
    pub fn most_came(self, name: &str, people: u32) -> String {
        self.say(
            format!("Terbanyak datang: {name}, {people} orang."),
            format!("Most people came to {name}: {people}."),
        )
    }

    /// Coverage in one sentence.
    pub fn coverage_said(self, visited: usize, villages: usize, counted: u32, under: u32) -> String {
        self.say(
            format!("{visited} dari {villages} desa sudah dikunjungi. Dari {counted} kunjungan yang dihitung, {under} belum mencapai target."),
            format!("{visited} of {villages} villages were visited. Of {counted} visits counted, {under} stayed under the target."),
        )
    }

    /// A visit in the table of first and latest.
    pub fn held(self, day: &str, came: Option<u32>) -> String {
        match came {
            Some(came) => self.say(format!("{day}: {came} orang"), format!("{day}: {came} people")),
            None => day.to_owned(),
        }
    }

    /// How the latest visit compares with the first.
    pub fn change_word(self, change: Change, visits: u32) -> String {
        match change {
            Change::NotKnown if visits < 2 => self.only_one().to_owned(),
            Change::NotKnown => self.not_known().to_owned(),
            Change::Same => self.same().to_owned(),
            Change::More(people) => self.say(format!("naik {people} orang"), format!("{people} more")),
            Change::Fewer(people) => self.say(format!("turun {people} orang"), format!("{people} fewer")),
        }
    }

    /// `3 dari 15`.
    pub fn of(self, part: u32, whole: u32) -> String {
        self.say(format!("{part} dari {whole}"), format!("{part} of {whole}"))
    }

    /// Villages of a kecamatan that were never visited.
    pub fn never_in(self, district: &str, villages: usize) -> String {
        self.say(
            format!("{district} ({villages} desa)"),
            format!("{district} ({villages} villages)"),
        )
    }
}
