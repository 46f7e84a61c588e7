//! Texts of the queue: the board in the hall, and the own place on a ticket.

use chrono::{DateTime, Utc};
use domain::calendar::clock;
use domain::day::{Place, Wait};
use domain::lang::Lang;

domain::texts! { QueueWords {
    queue: "Antrean", "Queue";
    called: "Dipanggil", "Called now";
    serving: "Sedang dilayani", "Being served";
    next: "Berikutnya", "Next";
    nobody_called: "Belum ada nomor yang dipanggil", "No number has been called yet";
    nobody_waits: "Tidak ada yang menunggu", "Nobody is waiting";
    no_estimate: "Perkiraan belum ada", "No estimate yet";
    if_you_come_now: "Bila datang sekarang", "If you arrive now";
    missed: "Terlewat", "Missed";
    missed_advice: "Silakan lapor ke petugas.", "Please tell an officer.";
    not_begun: "Antrean belum dimulai", "The queue has not started yet";
    not_begun_advice: "Nomor muncul di sini setelah pelayanan dimulai.", "Numbers appear here once the service begins.";
    over: "Pelayanan hari ini sudah selesai", "Today’s service has ended";
    thanks: "Terima kasih. Sampai jumpa di kunjungan berikutnya.", "Thank you. See you at the next visit.";
    still_valid: "Antrean Anda tetap berlaku.", "You keep your number and your turn.";
    rule_in_short: "Urutan: prioritas, lalu yang mendaftar dan tepat waktu, lalu menurut jam datang.", "Order: priority first, then those who booked and are on time, then by time of arrival.";

    sound_on: "Nyalakan suara", "Turn on the voice";
    sound_off: "Matikan suara", "Turn off the voice";
    sound_is_on: "Suara panggilan menyala.", "The voice that calls is on.";
    stale: "Terputus, mencoba lagi – terakhir", "Connection lost, trying again – last update";
    board_copy: "Tanpa sinyal: ini salinan papan antrean,", "No signal: this is a copy of the queue board,";
    home: "Jemput Izin, halaman depan", "Jemput Izin, front page";
    see_board: "Lihat papan antrean", "See the queue board";

    // The rule, as `domain/src/day/order.rs` has it.
    rule_title: "Bagaimana urutannya?", "How does the order work?";
    rule_handed: "Orang yang sudah di meja dan diserahkan ke operator lain dilanjutkan lebih dahulu.", "People who were at a table and were handed to another operator go on first.";
    rule_need: "Lalu lansia, penyandang disabilitas, ibu hamil atau menyusui, dan yang membawa anak kecil.", "Then the elderly, people with a disability, pregnant or nursing women, and those with a small child.";
    rule_slip: "Lalu pemegang kartu kembali dari kunjungan sebelumnya.", "Then holders of a return slip from an earlier visit.";
    rule_booked: "Lalu yang mendaftar dan datang tepat waktu, menurut jam yang dipesan.", "Then those who booked and came on time, by the hour they booked.";
    rule_others: "Lalu semua yang lain menurut jam datang: tanpa daftar, terlambat, atau terlalu awal.", "Then everybody else by time of arrival: without a booking, too late, or too early.";
    rule_late: "Yang terlambat tetap dilayani. Yang terlalu awal naik ke urutan pendaftar begitu jamnya tiba.", "Who is late is still served. Who is early moves up to those who booked as soon as their hour comes.";
    rule_missed: "Nomor dipanggil beberapa kali. Bila tidak ada orangnya, nomor dilewati; lapor ke petugas supaya masuk antrean lagi.", "A number is called several times. If nobody comes it is passed over; tell an officer and it joins the queue again.";
    rule_incident: "Selama sistem OSS gangguan, urutan tidak berubah dan tidak ada yang dianggap terlambat.", "While the OSS system is down the order stays as it is, and nobody counts as late.";
    rule_estimate: "Perkiraan dihitung dari lama pelayanan hari ini dan jumlah operator. Bisa lebih cepat atau lebih lama.", "The estimate comes from how long services take today and from the number of operators. It may be shorter or longer.";
    rule_privacy: "Papan ini hanya menampilkan nomor, tidak ada nama.", "The board shows numbers only, no names.";

    // Ticket.
    queue_today: "Antrean hari ini", "Queue today";
    your_number: "Nomor Anda", "Your number";
    report_first: "Lapor ke petugas saat tiba. Nomor antrean Anda lalu muncul di sini.", "Tell an officer when you arrive. Your queue number then appears here.";
    turn_parked: "Ditunda sebentar. Operator akan memanggil Anda lagi.", "Put aside for a moment. The operator will call you again.";
    turn_missed: "Nomor Anda sudah dipanggil dan terlewat. Silakan lapor ke petugas.", "Your number was called and passed over. Please tell an officer.";
    turn_gone: "Nomor ini tidak lagi dalam antrean.", "This number is no longer in the queue.";
} }

impl QueueWords {
    /// `Antrean Desa Bengkel`.
    pub fn queue_in(self, village: &str) -> String {
        [self.0.pick("Antrean ", "Queue: "), village].concat()
    }

    /// `Meja 2`.
    pub fn table(self, table: u32) -> String {
        [self.0.pick("Meja ", "Table "), &table.to_string()].concat()
    }

    /// `Nomor 12, silakan ke meja 1`.
    pub fn call(self, number: u32, table: u32) -> String {
        match self.0 {
            Lang::Id => format!("Nomor {number}, silakan ke meja {table}"),
            Lang::En => format!("Number {number}, please go to table {table}"),
        }
    }

    /// `21 orang menunggu`.
    pub fn people_wait(self, people: usize) -> String {
        match (self.0, people) {
            (_, 0) => self.nobody_waits().to_owned(),
            (Lang::Id, _) => format!("{people} orang menunggu"),
            (Lang::En, 1) => "1 person is waiting".to_owned(),
            (Lang::En, _) => format!("{people} people are waiting"),
        }
    }

    /// `sekitar 20–45 menit`.
    pub fn wait(self, wait: Wait) -> String {
        let (from, until) = (wait.from_minutes, wait.until_minutes);
        match (self.0, from) {
            (Lang::Id, 0) => format!("paling lama sekitar {until} menit"),
            (Lang::En, 0) => format!("at most about {until} minutes"),
            (Lang::Id, _) if from == until => format!("sekitar {until} menit"),
            (Lang::En, _) if from == until => format!("about {until} minutes"),
            (Lang::Id, _) => format!("sekitar {from}–{until} menit"),
            (Lang::En, _) => format!("about {from}–{until} minutes"),
        }
    }

    /// `Sistem pusat OSS sedang gangguan sejak 09.40.`
    pub fn incident(self, since: DateTime<Utc>) -> String {
        let since = clock(since);
        match self.0 {
            Lang::Id => format!("Sistem pusat OSS sedang gangguan sejak {since}."),
            Lang::En => format!("The central OSS system has been down since {since}."),
        }
    }

    /// Where a number stands, to its holder: `3 orang di depan Anda, sekitar 20–45 menit`.
    pub fn place(self, place: Place) -> String {
        match place {
            Place::Waiting { ahead, wait } => {
                let mut text = self.ahead(ahead);
                if let Some(wait) = wait {
                    text += ", ";
                    text += &self.wait(wait);
                }
                text
            }
            Place::Called { table } => match self.0 {
                Lang::Id => format!("Silakan ke meja {table}"),
                Lang::En => format!("Please go to table {table}"),
            },
            Place::Serving { table } => match self.0 {
                Lang::Id => format!("Sedang dilayani di meja {table}"),
                Lang::En => format!("Being served at table {table}"),
            },
            Place::Parked => self.turn_parked().to_owned(),
            Place::Missed => self.turn_missed().to_owned(),
            Place::Gone => self.turn_gone().to_owned(),
        }
    }

    fn ahead(self, people: u32) -> String {
        match (self.0, people) {
            (Lang::Id, 0) => "Anda berikutnya".to_owned(),
            (Lang::En, 0) => "You are next".to_owned(),
            (Lang::Id, _) => format!("{people} orang di depan Anda"),
            (Lang::En, 1) => "1 person ahead of you".to_owned(),
            (Lang::En, _) => format!("{people} people ahead of you"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_told_as_a_span_and_never_promised() {
        let words = QueueWords(Lang::Id);
        let wait = |from_minutes, until_minutes| {
            Some(Wait {
                from_minutes,
                until_minutes,
            })
        };
        let place = |ahead, wait| words.place(Place::Waiting { ahead, wait });
        assert_eq!(
            place(3, wait(20, 45)),
            "3 orang di depan Anda, sekitar 20–45 menit"
        );
        assert_eq!(
            place(0, wait(0, 15)),
            "Anda berikutnya, paling lama sekitar 15 menit"
        );
        assert_eq!(place(3, None), "3 orang di depan Anda");
    }
}
