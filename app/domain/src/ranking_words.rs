//! The words of the ranking: why a village has its points.

use crate::calendar::month_year;
use crate::lang::Lang;
use crate::ranking::{Factor, Standing, Turnout, months_between};
use chrono::{Datelike, NaiveDate};

impl Factor {
    /// The word of the interface.
    pub fn word(self, lang: Lang) -> &'static str {
        let (id, en) = match self {
            Factor::Unlicensed => ("UMKM belum berizin", "Businesses without a licence"),
            Factor::Absence => ("Lama tidak dikunjungi", "Time since the last visit"),
            Factor::Turnout => ("Kehadiran sebelumnya", "People who came before"),
            Factor::Interest => ("Warga yang menunggu kabar", "People who wait to be told"),
            Factor::Travel => ("Waktu tempuh", "Travel time"),
            Factor::Signal => ("Sinyal", "Signal"),
        };
        lang.pick(id, en)
    }

    /// Why the points are what they are, one sentence; what is not known says so.
    pub fn why(self, standing: &Standing, today: NaiveDate, lang: Lang) -> String {
        let say = |id: String, en: String| match lang {
            Lang::Id => id,
            Lang::En => en,
        };
        let unknown = |id, en| lang.pick(id, en).to_owned();
        let facts = &standing.facts;
        match self {
            Factor::Unlicensed => match facts.unlicensed {
                Some(number) => say(
                    format!("Perkiraan {number} UMKM belum berizin."),
                    format!("An estimated {number} small businesses have no licence."),
                ),
                None => unknown(
                    "Belum ada perkiraan; dihitung netral.",
                    "No estimate yet; counted as neutral.",
                ),
            },
            Factor::Absence => match standing.last_visit {
                Some(day) => {
                    let (date, months) = (day_words(day, lang), months_between(day, today));
                    say(
                        format!("Terakhir dikunjungi {date}, {months} bulan lalu."),
                        format!("Last visited {date}, {months} months ago."),
                    )
                }
                None => unknown("Belum pernah dikunjungi.", "Never visited."),
            },
            Factor::Turnout => match standing.turnout {
                Some(came) => [&came_words(came, lang), "."].concat(),
                None => unknown(
                    "Belum ada catatan kehadiran; dihitung netral.",
                    "Nobody was counted yet; counted as neutral.",
                ),
            },
            Factor::Interest => match standing.waiting {
                0 => unknown(
                    "Belum ada warga yang minta dikabari.",
                    "Nobody has asked to be told yet.",
                ),
                people => waiting_words(people, lang),
            },
            Factor::Travel => match facts.travel_minutes {
                Some(minutes) => say(
                    format!("{minutes} menit dari kantor."),
                    format!("{minutes} minutes from the office."),
                ),
                None => unknown(
                    "Waktu tempuh belum diisi; dihitung netral.",
                    "Travel time not known yet; counted as neutral.",
                ),
            },
            Factor::Signal => match facts.signal {
                Some(signal) => say(
                    format!("Catatan petugas: {}.", signal.word(lang)),
                    format!("The office notes: {}.", signal.word(lang)),
                ),
                None => unknown(
                    "Sinyal belum dicatat; dihitung netral.",
                    "Signal not noted yet; counted as neutral.",
                ),
            },
        }
    }
}

/// `20 Mei 2022`.
fn day_words(day: NaiveDate, lang: Lang) -> String {
    format!("{} {}", day.day(), month_year(day, lang))
}

/// `18 orang datang`; of several visits their mean, rounded.
fn came_words(came: Turnout, lang: Lang) -> String {
    let Turnout { people, visits } = came;
    let mean = (people + visits / 2) / visits.max(1);
    match (lang, visits) {
        (Lang::Id, ..=1) => format!("{people} orang datang"),
        (Lang::En, ..=1) => format!("{people} came"),
        (Lang::Id, _) => format!("rata-rata {mean} orang datang pada {visits} kunjungan"),
        (Lang::En, _) => format!("{mean} came on average to {visits} visits"),
    }
}

fn waiting_words(people: u32, lang: Lang) -> String {
    match (lang, people) {
        (Lang::Id, _) => format!("{people} warga menunggu kabar."),
        (Lang::En, 1) => "1 person waits to be told.".into(),
        (Lang::En, _) => format!("{people} people wait to be told."),
    }
}

/// One line for the row of a village: what stands out, without the scores.
pub fn row_line(standing: &Standing, lang: Lang) -> String {
    let mut line = match standing.last_visit {
        None => lang.pick("Belum pernah dikunjungi.", "Never visited.").to_owned(),
        Some(day) => {
            let came = standing
                .turnout
                .map_or(String::new(), |came| [", ", &came_words(came, lang)].concat());
            [lang.pick("Terakhir ", "Last "), &day_words(day, lang), &came, "."].concat()
        }
    };
    if standing.waiting > 0 {
        line = [&line, " ", &waiting_words(standing.waiting, lang)].concat();
    }
    if let Some(number) = standing.facts.unlicensed {
        let words = lang.pick(" UMKM belum berizin (perkiraan).", " unlicensed (estimate).");
        line = [&line, " ", &number.to_string(), words].concat();
    }
    if let Some(day) = standing.planned {
        let words = lang.pick(" Sudah direncanakan ", " Planned already for ");
        line = [&line, words, &day_words(day, lang), "."].concat();
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ranking::{Signal, VillageFacts};

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn what_is_not_known_is_said_in_both_languages() {
        let nothing = Standing::default();
        for factor in [
            Factor::Unlicensed,
            Factor::Turnout,
            Factor::Travel,
            Factor::Signal,
        ] {
            let id = factor.why(&nothing, day(2026, 11, 24), Lang::Id);
            let en = factor.why(&nothing, day(2026, 11, 24), Lang::En);
            assert!(
                id.ends_with("dihitung netral.") && en.ends_with("counted as neutral."),
                "{id} {en}"
            );
        }
        assert_eq!(row_line(&nothing, Lang::Id), "Belum pernah dikunjungi.");
    }

    #[test]
    fn what_is_known_is_said_with_its_numbers() {
        let bengkel = Standing {
            facts: VillageFacts {
                unlicensed: Some(120),
                travel_minutes: Some(12),
                signal: Some(Signal::Good),
            },
            last_visit: Some(day(2022, 5, 20)),
            turnout: Some(Turnout {
                people: 18,
                visits: 1,
            }),
            waiting: 3,
            planned: None,
        };
        let words = Factor::ALL.map(|factor| factor.why(&bengkel, day(2026, 11, 24), Lang::Id));
        for (words, part) in words.iter().zip([
            "120",
            "54 bulan",
            "18 orang",
            "3 warga",
            "12 menit",
            "sinyal baik",
        ]) {
            assert!(words.contains(part), "{words}");
        }
        let line = row_line(&bengkel, Lang::Id);
        assert!(
            line.contains("Terakhir 20 Mei 2022, 18 orang datang. 3 warga menunggu kabar. 120 UMKM"),
            "{line}"
        );
        let more = Turnout {
            people: 25,
            visits: 2,
        };
        assert_eq!(came_words(more, Lang::En), "13 came on average to 2 visits");
    }
}
