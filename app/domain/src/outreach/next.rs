//! The one thing that an official does next.

use super::{Coverage, Mode, Round};
use crate::lang::Lang;
use crate::service::VisitSummary;
use crate::settings::Settings;
use crate::visit::VisitState;
use chrono::NaiveDate;

/// What helps the visit most now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NextThing {
    /// The village has not said yes yet.
    AnswerVenue,
    /// The office opens booking first.
    WaitForBooking,
    /// Nobody has named the banjar of the village.
    NameBanjars,
    /// The first round lacks this way.
    Spread(Mode),
    /// This banjar has not heard of it.
    Reach(String),
    /// The visit is near, and the second round lacks this way.
    Remind(Mode),
    /// So many people more make it worth the way.
    MorePeople(u32),
    /// All is done; people come.
    Ready,
    /// The day has come, or the visit will not be on its day.
    Over,
}

/// Days before the last day of the second round on which it becomes the next thing.
const REMIND_AHEAD: i64 = 1;

impl NextThing {
    /// Computes it.
    pub fn of(visit: &VisitSummary, coverage: &Coverage, settings: &Settings, today: NaiveDate) -> NextThing {
        match visit.state {
            VisitState::Proposed | VisitState::AwaitingVillage => return NextThing::AnswerVenue,
            VisitState::Confirmed => return NextThing::WaitForBooking,
            VisitState::Open | VisitState::Closed => {}
            _ => return NextThing::Over,
        }
        let lacking = |round: Round| {
            let standing = coverage.rounds.iter().find(|it| it.round == round)?;
            let way = match (standing.in_person, standing.online) {
                (false, _) => Mode::InPerson,
                (true, false) => Mode::Online,
                (true, true) => return None,
            };
            Some((way, standing.by))
        };
        let reminding = lacking(Round::DayBefore).filter(|(_, by)| (*by - today).num_days() <= REMIND_AHEAD);
        if let Some((way, _)) = reminding {
            NextThing::Remind(way)
        } else if coverage.no_banjar_known {
            NextThing::NameBanjars
        } else if let Some((way, _)) = lacking(Round::Week).filter(|(_, by)| today <= *by) {
            NextThing::Spread(way)
        } else if let Some(banjar) = coverage.missed.first() {
            NextThing::Reach(banjar.name.clone())
        } else if visit.booked <= settings.target && visit.state == VisitState::Open {
            NextThing::MorePeople(settings.target + 1 - visit.booked)
        } else {
            NextThing::Ready
        }
    }

    /// What to do, in the user's language.
    pub fn text(&self, lang: Lang) -> String {
        let (id, en) = match self {
            NextThing::AnswerVenue => (
                "Jawab dulu: apakah tanggal dan tempatnya bisa?",
                "First answer: do the date and the venue suit?",
            ),
            NextThing::WaitForBooking => (
                "Petugas akan membuka pendaftaran. Sementara itu, siapkan daftar banjar dan pengumumannya.",
                "The office will open booking. Meanwhile, prepare the list of banjar and the announcement.",
            ),
            NextThing::NameBanjars => (
                "Tulis nama semua banjar di desa ini, supaya terlihat mana yang belum tahu.",
                "Enter the names of all banjar of the village, to see which have not heard yet.",
            ),
            NextThing::Spread(Mode::InPerson) => (
                "Umumkan langsung: di rapat banjar, PKK, atau lewat pengeras suara. Lalu catat di bawah, dengan foto.",
                "Tell people in person: at the meeting of the banjar, the PKK, or by loudspeaker. Then enter it below, with a photo.",
            ),
            NextThing::Spread(Mode::Online) => (
                "Kirim pengumuman ke grup WhatsApp banjar. Lalu catat di bawah, dengan tangkapan layar.",
                "Send the announcement to the WhatsApp groups of the banjar. Then enter it below, with a screenshot.",
            ),
            NextThing::Remind(Mode::InPerson) => (
                "Ingatkan warga sekali lagi: pengeras suara atau dari rumah ke rumah. Lalu catat di bawah.",
                "Remind people once more: by loudspeaker or from house to house. Then enter it below.",
            ),
            NextThing::Remind(Mode::Online) => (
                "Ingatkan grup WhatsApp banjar sekali lagi. Lalu catat di bawah.",
                "Remind the WhatsApp groups of the banjar once more. Then enter it below.",
            ),
            NextThing::Reach(name) => {
                return match lang {
                    Lang::Id => format!("Banjar {name} belum diberi tahu. Sampaikan di sana, lalu catat."),
                    Lang::En => {
                        format!("Banjar {name} has not been told yet. Spread the word there, then enter it.")
                    }
                };
            }
            NextThing::MorePeople(people) => {
                return match lang {
                    Lang::Id => format!("Ajak {people} orang lagi: kirim ulang tautan pendaftaran."),
                    Lang::En => format!("Invite {people} more people: send the booking link again."),
                };
            }
            NextThing::Ready => (
                "Semua sudah dilakukan. Siapkan tempatnya; petugas datang pada harinya.",
                "Everything is done. Prepare the venue; the office comes on the day.",
            ),
            NextThing::Over => (
                "Tidak ada lagi yang perlu disebarkan untuk kunjungan ini. Suksma.",
                "Nothing more has to be spread for this visit. Thank you.",
            ),
        };
        lang.pick(id, en).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{BanjarId, VisitId};
    use crate::outreach::{Banjar, OutreachChannel, Told, coverage};
    use crate::village::{Village, VillageCode};
    use uuid::Uuid;

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 6, d).unwrap()
    }

    fn visit(state: VisitState, booked: u32) -> VisitSummary {
        let at = crate::calendar::from_wita(day(20), chrono::NaiveTime::MIN);
        VisitSummary {
            id: VisitId::new(Uuid::nil()),
            village: Village {
                code: VillageCode::parse("51.02.06.2001").unwrap(),
                name: "Bengkel".into(),
                district: "Kediri".into(),
                aliases: vec![],
            },
            state,
            date: day(20),
            starts_at: at,
            ends_at: at,
            venue: "Wantilan".into(),
            capacity: 18,
            booked,
            held: 0,
            surplus: 0,
            bookable: true,
        }
    }

    fn next(state: VisitState, booked: u32, told: &[(OutreachChannel, u32)], today: u32) -> NextThing {
        let banjar = Banjar {
            id: BanjarId::new(Uuid::nil()),
            name: "Kelodan".into(),
        };
        let told: Vec<Told> = told
            .iter()
            .map(|(channel, date)| Told {
                channel: *channel,
                date: day(*date),
                banjars: vec![banjar.id],
                verdict: None,
            })
            .collect();
        let settings = Settings::default();
        let coverage = coverage(day(20), &settings, &[], &[banjar], &told, day(today));
        NextThing::of(&visit(state, booked), &coverage, &settings, day(today))
    }

    #[test]
    fn a_visit_goes_from_the_answer_to_the_reminder() {
        use OutreachChannel::{BanjarGroup, Meeting};
        let open = VisitState::Open;
        assert_eq!(
            next(VisitState::AwaitingVillage, 0, &[], 1),
            NextThing::AnswerVenue
        );
        assert_eq!(next(VisitState::Confirmed, 0, &[], 1), NextThing::WaitForBooking);
        assert_eq!(next(open, 0, &[], 10), NextThing::Spread(Mode::InPerson));
        assert_eq!(
            next(open, 0, &[(Meeting, 9)], 10),
            NextThing::Spread(Mode::Online)
        );
        let week = [(Meeting, 9), (BanjarGroup, 9)];
        assert_eq!(next(open, 4, &week, 10), NextThing::MorePeople(12));
        assert_eq!(next(open, 15, &week, 10), NextThing::MorePeople(1));
        assert_eq!(next(open, 16, &week, 10), NextThing::Ready);
        assert_eq!(next(open, 16, &week, 18), NextThing::Remind(Mode::InPerson));
        let again = [&week[..], &[(Meeting, 18), (BanjarGroup, 19)]].concat();
        assert_eq!(next(open, 16, &again, 19), NextThing::Ready);
        assert_eq!(next(VisitState::Underway, 16, &again, 20), NextThing::Over);
    }

    #[test]
    fn a_banjar_that_was_left_out_is_named_once_the_first_round_is_over() {
        assert_eq!(
            next(VisitState::Open, 20, &[], 15),
            NextThing::Reach("Kelodan".into())
        );
    }
}
