//! Texts of the page that tries out a service day.

use domain::lang::Lang;

domain::texts! { WhatIfWords {
    heading: "Coba hari pelayanan", "Try out the service day";
    lead: "Halaman ini menjalankan hari pelayanan ini berkali-kali di komputer, dengan 1 sampai 5 operator. Rencana tidak berubah.", "This page runs the service day many times in the computer, with 1 to 5 operators. The plan is not changed.";
    questions: "Bagaimana bila …", "What if …";
    full: "Anggap semua jam penuh", "As if every time were full";
    full_hint: "Tanpa centang: yang sudah mendaftar, bila ada.", "Without it: the people booked, if there are any.";
    no_show: "Yang tidak datang (%)", "People who do not come (%)";
    walk_ins: "Yang datang tanpa mendaftar (orang)", "Walk-ins (people)";
    walk_ins_hint: "Perkiraan rata-rata; jumlahnya berbeda tiap hari.", "The expected number; it differs from day to day.";
    service: "Lama melayani satu orang (menit)", "Time to serve one person (minutes)";
    spread: "Beda lama pelayanan (± %)", "How far service times differ (± %)";
    spread_hint: "0: setiap orang sama lama.", "0: everybody takes the same time.";
    outage_from: "OSS terganggu mulai jam (WITA)", "OSS is down from (WITA)";
    outage_hint: "Kosongkan bila tidak ada gangguan.", "Leave empty for no outage.";
    outage_minutes: "Lama gangguan (menit)", "How long it is down (minutes)";
    more: "Cara menghitung", "How it is computed";
    days: "Berapa hari dicoba", "Days to try";
    seed: "Angka awal acak", "Seed of chance";
    seed_hint: "Isian dan angka yang sama selalu memberi hasil yang sama.", "The same fields and the same number always give the same result.";
    rules: "Yang mendaftar datang tersebar di dalam jamnya, yang lain sepanjang hari. Siapa datang dahulu dilayani dahulu; yang mendaftar didahulukan. Saat istirahat tidak ada yang dipanggil. Saat OSS terganggu, yang sedang dilayani ikut menunggu. Semua yang sudah datang dilayani sampai selesai.", "People booked arrive spread over their time, others over the whole day. First come, first served; people booked go first. Nobody is called in a break. While OSS is down, who is being served waits too. Everybody who came is served to the end.";
    run: "Hitung", "Compute";
    result: "Hasil", "Result";
    chart: "Orang yang dilayani, rata-rata, menurut jumlah operator", "People served, mean, by number of operators";
    operators: "Operator", "Operators";
    served: "Dilayani sebelum jam selesai, rata-rata", "Served before the end, mean";
    above: "Hari di atas target", "Days above the target";
    wait: "Menunggu: separuh orang / 9 dari 10 orang", "Wait: half of the people / 9 of 10";
    overtime: "Lewat jam selesai: separuh hari / 9 dari 10 hari", "Beyond the end: half of the days / 9 of 10";
    this_team: "tim ini", "this team";
    no_team: "Tim kunjungan ini belum punya operator yang bisa melayani.", "No operator of this visit's team can serve yet.";
    large_team: "Tim kunjungan ini lebih besar daripada yang dihitung di sini.", "The team of this visit is larger than those computed here.";
    nobody: "Belum ada tempat dan belum ada yang mendaftar, jadi tidak ada orang untuk dilayani. Tambahkan operator ke tim, atau isi yang datang tanpa mendaftar.", "There are no places and nobody is booked, so there is nobody to serve. Add operators to the team, or enter walk-ins.";
} }

impl WhatIfWords {
    fn say(self, id: String, en: String) -> String {
        match self.0 {
            Lang::Id => id,
            Lang::En => en,
        }
    }

    /// Which people are taken to come: those booked.
    pub fn booked(self, people: u32) -> String {
        self.say(
            format!("Dihitung dengan {people} orang yang sudah mendaftar, pada jam mereka."),
            format!("Computed with the {people} people booked, at their times."),
        )
    }

    /// Which people are taken to come: as many as there are places, as it was asked.
    pub fn every_slot_full(self, people: u32) -> String {
        self.say(
            format!("Dihitung seolah semua jam penuh, {people} orang."),
            format!("Computed as if every time were full, {people} people."),
        )
    }

    /// The target cannot be reached with so few people.
    pub fn too_few(self, people: u32, target: u32) -> String {
        self.say(
            format!("Yang diharapkan datang {people} orang: lebih dari {target} tidak bisa tercapai, berapa pun operatornya."),
            format!("{people} people are expected: more than {target} cannot be reached with any number of operators."),
        )
    }

    /// Which people are taken to come: as many as there are places, for nobody is booked yet.
    pub fn nobody_booked(self, people: u32) -> String {
        self.say(
            format!("Belum ada yang mendaftar: dihitung seolah semua jam penuh, {people} orang."),
            format!("Nobody is booked yet: computed as if every time were full, {people} people."),
        )
    }

    /// What the result says of the visit's own team.
    pub fn own(self, operators: u32, served_tenths: u64, target: u32, percent: u64) -> String {
        let people = (served_tenths + 5) / 10;
        self.say(
            format!(
                "Dengan {operators} operator tim ini melayani sekitar {people} orang; lebih dari {target} tercapai pada {percent}\u{a0}% hari."
            ),
            format!(
                "With {} this team serves about {people} people; more than {target} is reached on {percent}\u{a0}% of the days.", operators_in_english(operators)
            ),
        )
    }

    /// The smallest team that reaches the target on most days.
    pub fn least(self, operators: u32, target: u32, percent: u64) -> String {
        self.say(
            format!(
                "Untuk lebih dari {target} orang pada sedikitnya {percent}\u{a0}% hari perlu {operators} operator."
            ),
            format!(
                "More than {target} people on at least {percent}\u{a0}% of the days need {operators} operators."
            ),
        )
    }

    /// No team that was tried reaches the target on most days.
    pub fn none_enough(self, target: u32, percent: u64) -> String {
        self.say(
            format!("Berapa pun operatornya, lebih dari {target} orang tidak tercapai pada {percent}\u{a0}% hari: tambah jam, atau pendaftar."),
            format!("With any number of operators, more than {target} people is not reached on {percent}\u{a0}% of the days: add hours, or bookings."),
        )
    }

    /// The chart in words, one size of team after the other.
    pub fn bar(self, operators: u32, served_tenths: u64, percent: u64) -> String {
        let people = self.tenths(served_tenths);
        self.say(
            format!("{operators} operator: {people} orang, di atas target pada {percent}\u{a0}% hari"),
            format!(
                "{}: {people} people, above the target on {percent}\u{a0}% of the days",
                operators_in_english(operators)
            ),
        )
    }

    /// The line of the target in the chart.
    pub fn target(self, target: u32) -> String {
        self.say(
            format!("target: lebih dari {target}"),
            format!("target: more than {target}"),
        )
    }

    /// Tenths as a decimal number, `16,9` or `16.9`.
    pub fn tenths(self, tenths: u64) -> String {
        let sign = self.0.pick(",", ".");
        format!("{}{sign}{}", tenths / 10, tenths % 10)
    }

    /// Two lengths in minutes.
    pub fn minutes(self, half: u64, most: u64) -> String {
        self.say(
            format!("{half} / {most} menit"),
            format!("{half} / {most} minutes"),
        )
    }

    /// How many days were tried.
    pub fn tried(self, days: &str) -> String {
        self.say(format!("{days} hari dicoba."), format!("{days} days tried."))
    }
}

fn operators_in_english(number: u32) -> String {
    match number {
        1 => "1 operator".to_owned(),
        _ => format!("{number} operators"),
    }
}
