//! Public texts with a name or a number in them.

use super::Words;
use domain::evaluation::Headcount;
use domain::lang::Lang;

impl Words {
    /// `Desa Bengkel`.
    pub fn village(self, name: &str) -> String {
        [self.0.pick("Desa ", "Village of "), name].concat()
    }

    /// `Kecamatan Kediri`.
    pub fn district(self, name: &str) -> String {
        [self.0.pick("Kecamatan ", "District of "), name].concat()
    }

    /// `Pukul 8`: over the slots of an hour.
    pub fn hour(self, hour: u32) -> String {
        let (before, after) = match self.0 {
            Lang::Id => ("Pukul ", ""),
            Lang::En => ("", " o’clock"),
        };
        [before, &hour.to_string(), after].concat()
    }

    /// `18 orang datang`, `kurang dari 5 orang datang`.
    pub fn people_came(self, people: Headcount) -> String {
        let words = match (self.0, people) {
            (Lang::Id, _) => " orang datang",
            (Lang::En, Headcount::Number(1)) => " person came",
            (Lang::En, _) => " people came",
        };
        [&people.text(self.0), words].concat()
    }

    /// `Tidak ada desa “Ubud” di Tabanan.`
    pub fn no_village(self, search: &str) -> String {
        let (before, after) = match self.0 {
            Lang::Id => ("Tidak ada desa “", "” di Tabanan."),
            Lang::En => ("There is no village “", "” in Tabanan."),
        };
        [before, search, after].concat()
    }

    /// `Kunjungan dekat: Kecamatan Kediri`.
    pub fn nearby(self, district: &str) -> String {
        let before = self.0.pick("Kunjungan dekat sini: ", "Visits nearby: ");
        [before, &self.district(district)].concat()
    }

    /// `Pesan tempat pukul 09.20`; without an hour `Pesan tempat`.
    pub fn book_place(self, clock: Option<&str>) -> String {
        let (book, at) = match self.0 {
            Lang::Id => ("Pesan tempat", " pukul "),
            Lang::En => ("Book a place", " at "),
        };
        match clock {
            Some(clock) => [book, at, clock].concat(),
            None => book.to_owned(),
        }
    }

    /// The text that invites others to a visit; never holds a ticket's link.
    pub fn share_text(self, village: &str, date: &str, venue: &str, link: &str) -> String {
        let (lead, at, end) = match self.0 {
            Lang::Id => (
                "Petugas DPMPTSP Tabanan datang membantu membuat NIB, GRATIS. Desa ",
                ", ",
                ". Pesan tempat di sini: ",
            ),
            Lang::En => (
                "Officers of Tabanan's licence office come to help you get an NIB, FREE of charge. Village of ",
                ", ",
                ". Book a place here: ",
            ),
        };
        [lead, village, at, date, at, venue, end, link].concat()
    }
}
