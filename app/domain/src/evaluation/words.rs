//! What pages and papers say alike: the same figures in the same words.

use super::{Funnel, OutageCost, Step, Waits, number_text, share_text};
use crate::calendar::{clock, long_date};
use crate::lang::Lang;
use crate::paper::fact;
use crate::service::VisitSummary;

/// The facts with which every paper of a visit begins. Papers are Indonesian.
pub(super) fn where_and_when(visit: &VisitSummary) -> Vec<(String, String)> {
    let village = format!("{}, Kecamatan {}", visit.village.name, visit.village.district);
    let (from, until) = (clock(visit.starts_at), clock(visit.ends_at));
    vec![
        fact("Desa", village),
        fact("Hari, tanggal", long_date(visit.date, Lang::Id)),
        fact("Pelayanan", format!("pukul {from} sampai {until} WITA")),
        fact("Tempat", visit.venue.clone()),
    ]
}

impl Funnel {
    /// The way in one sentence; none where nobody came or it is not known.
    pub fn text(&self, lang: Lang) -> Option<String> {
        let share = share_text(self.issued_share()?, lang);
        let (came, nib) = (self.at(Step::Came)?, self.at(Step::NibIssued)?);
        Some(match lang {
            Lang::Id => format!("{came} orang datang, {nib} pulang dengan NIB ({share})."),
            Lang::En => format!("{came} people came, {nib} went home with an NIB ({share})."),
        })
    }

    /// Where most people were lost.
    pub fn worst_text(&self, lang: Lang) -> String {
        let Some(worst) = self.worst() else {
            let (id, en) = ("Tidak ada yang hilang di jalan.", "Nobody was lost on the way.");
            return lang.pick(id, en).to_owned();
        };
        let (place, people) = (worst.loss.word(lang), worst.people);
        match lang {
            Lang::Id => format!("Paling banyak hilang: {place} ({people} orang)."),
            Lang::En => format!("Most were lost here: {place} ({people} people)."),
        }
    }
}

impl Waits {
    /// How long people waited.
    pub fn text(&self, lang: Lang) -> String {
        let Waits {
            people,
            median_minutes,
            ninth_minutes,
            longest_minutes,
        } = self;
        match lang {
            Lang::Id => format!(
                "Dari {people} orang yang dilayani, separuhnya menunggu paling lama {median_minutes} menit, 9 dari 10 paling lama {ninth_minutes} menit; terlama {longest_minutes} menit."
            ),
            Lang::En => format!(
                "Of {people} people served, half waited {median_minutes} minutes at most, 9 of 10 waited {ninth_minutes} at most; the longest wait was {longest_minutes} minutes."
            ),
        }
    }
}

impl OutageCost {
    /// What outages cost.
    pub fn text(self, lang: Lang) -> String {
        if self.operator_minutes == 0 {
            let (id, en) = (
                "Tidak ada menit operator yang hilang.",
                "No operator minutes were lost.",
            );
            return lang.pick(id, en).to_owned();
        }
        let minutes = number_text(self.operator_minutes, lang);
        match (self.people, lang) {
            (Some(people), Lang::Id) => {
                format!("{minutes} menit operator hilang, setara {people} orang yang bisa dilayani.")
            }
            (Some(people), Lang::En) => {
                format!("{minutes} operator minutes were lost, enough to serve {people} people.")
            }
            (None, Lang::Id) => format!("{minutes} menit operator hilang."),
            (None, Lang::En) => format!("{minutes} operator minutes were lost."),
        }
    }
}
