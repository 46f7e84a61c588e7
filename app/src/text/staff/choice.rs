//! Texts of the pages that choose villages.

use crate::text::Lang;
use domain::ranking::{Ranked, Score};

domain::texts! { ChoiceWords {
    choose: "Pilih desa", "Choose villages";
    how: "Peringkat ini usulan. Poin dihitung dari perkiraan UMKM belum berizin, lama tidak dikunjungi, kehadiran sebelumnya, warga yang menunggu kabar, waktu tempuh, dan sinyal. Yang belum diketahui dihitung netral.", "This ranking is a proposal. Points come from the estimate of businesses without a licence, the time since the last visit, people who came before, people who wait to be told, travel time and signal. What is not known is counted as neutral.";
    ranking: "Peringkat", "Ranking";
    visited: "Yang pernah dikunjungi", "Visited before";
    all: "Tampilkan semua desa", "Show all villages";
    candidates: "Calon bulan ini", "Candidates of this month";
    no_candidates: "Belum ada calon. Buka sebuah desa, lalu jadikan calon.", "No candidates yet. Open a village and make it one.";
    why: "Mengapa poinnya begitu", "Why it has these points";
    past: "Kunjungan yang sudah lewat", "Past visits";
    no_past: "Belum pernah dikunjungi.", "Never visited.";
    not_counted: "jumlah orang tidak tercatat", "people were not counted";
    make: "Jadikan calon bulan ini", "Make it a candidate of this month";
    drop: "Batalkan sebagai calon", "No longer a candidate";
    reason: "Alasan", "Reason";
    reason_optional: "Boleh dikosongkan.", "May be left empty.";
    reason_needed: "Wajib: desa ini di luar sepuluh besar. Alasan dan nama Anda tercatat.", "Required: this village is not among the first ten. Reason and your name are recorded.";
    facts: "Data desa", "Facts of the village";
    facts_hint: "Kosongkan yang belum diketahui.", "Leave empty what is not known.";
    unlicensed: "Perkiraan UMKM belum berizin", "Estimate of businesses without a licence";
    minutes: "Waktu tempuh dari kantor (menit)", "Travel time from the office (minutes)";
    signal: "Sinyal", "Signal";
    unknown: "belum diketahui", "not known";
    save: "Simpan data desa", "Save the facts";
    back: "Kembali ke peringkat", "Back to the ranking";
} }

impl ChoiceWords {
    /// `Peringkat 12, 54 poin`.
    pub fn place(self, ranked: &Ranked) -> String {
        let Ranked { rank, points, .. } = ranked;
        match self.0 {
            Lang::Id => format!("Peringkat {rank}, {points} poin"),
            Lang::En => format!("Rank {rank}, {points} points"),
        }
    }

    /// `54 poin`.
    pub fn points(self, points: u32) -> String {
        [&points.to_string(), self.0.pick(" poin", " points")].concat()
    }

    /// `15 dari 30.`
    pub fn score(self, score: &Score) -> String {
        let Score { points, most, .. } = score;
        match self.0 {
            Lang::Id => format!("{points} dari {most}."),
            Lang::En => format!("{points} of {most}."),
        }
    }

    /// Who chose a candidate, and why.
    pub fn chosen(self, by: &str, at: &str, reason: Option<&str>) -> String {
        let lead = match self.0 {
            Lang::Id => format!("Dipilih {by}, {at}."),
            Lang::En => format!("Chosen by {by}, {at}."),
        };
        match reason {
            Some(reason) => [&lead, self.0.pick(" Alasan: ", " Reason: "), reason].concat(),
            None => lead,
        }
    }
}
