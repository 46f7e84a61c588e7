//! Texts of the demand thermometer.

use crate::text::Lang;
use domain::calendar::{clock_time, long_date};
use domain::demand::{Heat, RateOf, Remedy, Task, Thermometer};
use domain::settle::Way;

domain::texts! { DemandWords {
    heading: "Perkiraan kedatangan", "How many will come";
    see: "Lihat perkiraan dan langkahnya", "See the forecast and what to do";
    over: "Kunjungan ini sudah dimulai atau selesai; tidak ada langkah lagi.", "This visit has begun or is over; there is nothing left to do.";
    nothing: "Tidak perlu langkah tambahan.", "Nothing more is needed.";
    tasks: "Yang belum dilakukan", "What has not been done";
    to_outreach: "Ke halaman sosialisasi", "To the page of outreach";
    name_banjars: "Nama banjar di desa ini belum dicatat.", "The banjar of this village have not been entered.";
    neighbours: "Buka untuk desa tetangga", "Open it to neighbouring villages";
    neighbours_lead: "Desa sekecamatan yang belum punya kunjungan sendiri.", "Villages of the same kecamatan without a visit of their own.";
    no_neighbours: "Tidak ada desa sekecamatan yang bisa diundang.", "There is no village of the kecamatan to invite.";
    only_open: "Bisa setelah pendaftaran dibuka.", "Possible once booking is open.";
    invited: "sudah dibuka untuk desa ini", "open to this village";
    no_contact: "kontak belum ada", "no contact known";
    merge: "Gabungkan dengan kunjungan lain", "Merge with another visit";
    no_merge: "Tidak ada kunjungan lain sekecamatan dengan tempat kosong.", "No other visit of the kecamatan has free places.";
    more: "Layani lebih banyak orang", "Serve more people";
    no_more: "Tidak ada operator bersertifikat yang bebas, dan tidak ada hari lain dalam dua minggu.", "No certified operator is free, and there is no other day within two weeks.";
    preview: "Lihat dulu", "See first";
    what: "Yang akan terjadi", "What will happen";
    messages: "Pesan yang akan ditulis", "Messages that will be written";
    no_messages: "Tidak ada pesan yang ditulis.", "No message is written.";
    confirm: "Lakukan", "Do it";
    not_possible: "Langkah ini tidak bisa dilakukan sekarang. Pilih yang lain.", "This is not possible now. Choose another way.";
    changed: "Sejak halaman ini dibuka ada yang berubah. Belum ada yang dilakukan atau dikirim. Periksa lagi, lalu konfirmasi.", "Something has changed since this page was opened. Nothing was done or sent. Check again, then confirm.";
    back: "Kembali ke perkiraan", "Back to the forecast";
    done: "Langkah dilakukan. Pesannya ada di halaman Pesan.", "Done. Its messages are on the page of messages.";
    by_hand: "Lewat WhatsApp: Anda kirim sendiri dari halaman Pesan.", "By WhatsApp: you send it yourself from the page of messages.";
    not_invited: "Desa diminta menjawab sesudahnya, seperti kunjungan lain.", "The village is asked afterwards, as for any visit.";
    waiting_list_first: "Tempat baru ditawarkan kepada daftar tunggu lebih dahulu.", "New places are offered to the waiting list first.";
} }

impl DemandWords {
    /// What it says, in words that stand without the colour.
    pub fn heat(self, it: &Thermometer) -> String {
        let (target, capacity) = (it.target, it.capacity);
        match (it.heat(), self.0) {
            (Heat::Below, Lang::Id) => format!("Kurang: sasarannya lebih dari {target} orang."),
            (Heat::Below, Lang::En) => format!("Too few: the target is more than {target} people."),
            (Heat::On, Lang::Id) => format!("Cukup: lebih dari {target} orang, dan semua bisa dilayani."),
            (Heat::On, Lang::En) => format!("Enough: more than {target} people, and all can be served."),
            (Heat::Above, Lang::Id) => format!("Terlalu banyak: hanya {capacity} orang yang bisa dilayani."),
            (Heat::Above, Lang::En) => format!("Too many: only {capacity} people can be served."),
        }
    }

    /// Why it stands among the tasks of today.
    pub fn judged(self, heat: Heat, expected: u32) -> String {
        match (heat, self.0) {
            (Heat::Above, Lang::Id) => format!("Diperkirakan {expected} orang datang: terlalu banyak."),
            (Heat::Above, Lang::En) => format!("{expected} people are expected: too many."),
            (_, Lang::Id) => format!("Diperkirakan {expected} orang datang: kurang dari sasaran."),
            (_, Lang::En) => format!("{expected} people are expected: below the target."),
        }
    }

    /// Where the show rate comes from.
    pub fn rate(self, of: RateOf) -> &'static str {
        let (id, en) = match of {
            RateOf::Village => (
                "Persentase kehadiran: dari kunjungan desa ini dulu.",
                "Show rate: past visits of this village.",
            ),
            RateOf::Programme => (
                "Persentase kehadiran: dari semua kunjungan dulu; desa ini belum pernah dikunjungi.",
                "Show rate: all past visits; this village has had none.",
            ),
            RateOf::Setting => (
                "Persentase kehadiran: pengaturan kantor; belum ada kunjungan.",
                "Show rate: the office's setting; there were no visits yet.",
            ),
        };
        self.0.pick(id, en)
    }

    /// A task.
    pub fn task(self, task: &Task) -> String {
        match task {
            Task::NameBanjars => self.name_banjars().to_owned(),
            Task::Banjar(banjar) => {
                let lead = self.0.pick("Beri tahu banjar ", "Tell the banjar ");
                [lead, &banjar.name].concat()
            }
            Task::Channel(channel) => {
                let lead = self.0.pick("Belum dipakai: ", "Not used yet: ");
                [lead, channel.word(self.0)].concat()
            }
        }
    }

    /// What a remedy is called.
    pub fn remedy(self, remedy: &Remedy, name: &str) -> String {
        let lang = self.0;
        match (remedy, lang) {
            (Remedy::Neighbour(_), Lang::Id) => format!("Buka untuk Desa {name}"),
            (Remedy::Neighbour(_), Lang::En) => format!("Open it to the village of {name}"),
            (Remedy::SecondDay(date), Lang::Id) => format!("Hari kedua: {}", long_date(*date, lang)),
            (Remedy::SecondDay(date), Lang::En) => format!("A second day: {}", long_date(*date, lang)),
            (Remedy::Settle(Way::AddOperator(_)), Lang::Id) => format!("Tambah operator {name}"),
            (Remedy::Settle(Way::AddOperator(_)), Lang::En) => format!("Take the operator {name} along"),
            (Remedy::Settle(Way::Merge(_)), Lang::Id) => format!("Gabungkan ke {name}"),
            (Remedy::Settle(Way::Merge(_)), Lang::En) => format!("Merge into {name}"),
            (Remedy::Settle(Way::Lengthen(until)), Lang::Id) => {
                format!("Layani sampai {}", clock_time(*until))
            }
            (Remedy::Settle(Way::Lengthen(until)), Lang::En) => {
                format!("Serve until {}", clock_time(*until))
            }
            (Remedy::Settle(Way::Move), Lang::Id) => "Pindahkan orang".to_owned(),
            (Remedy::Settle(Way::Move), Lang::En) => "Move people".to_owned(),
        }
    }

    /// People who asked to be told.
    pub fn waiting(self, people: u32) -> String {
        match self.0 {
            Lang::Id => format!("{people} orang berminat"),
            Lang::En => format!("{people} people interested"),
        }
    }

    /// The villages a visit is open to, for the public.
    pub fn open_to(self, names: &[String]) -> String {
        let names = names.join(", ");
        match self.0 {
            Lang::Id => format!("Terbuka juga untuk warga Desa {names}."),
            Lang::En => format!("Also open to the people of {names}."),
        }
    }

    /// What a key in the record means.
    pub fn act(self, key: &str) -> Option<&'static str> {
        let (id, en) = match key {
            "demand-below" => ("Perkiraan kedatangan: kurang", "Expected: too few"),
            "demand-on" => ("Perkiraan kedatangan: cukup", "Expected: enough"),
            "demand-above" => ("Perkiraan kedatangan: terlalu banyak", "Expected: too many"),
            "neighbour-invited" => ("Dibuka untuk desa tetangga", "Opened to a neighbouring village"),
            _ => return None,
        };
        Some(self.0.pick(id, en))
    }
}
