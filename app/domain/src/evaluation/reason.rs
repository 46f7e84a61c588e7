//! Why a visit may have stayed under its target: facts that speak for a cause, never a proof of it.

use super::{Target, VisitCounts};
use crate::holiday::Warning;
use crate::lang::Lang;
use crate::outreach::{Coverage, Mode};
use serde::{Deserialize, Serialize};

/// What is known of a visit beside its counts.
#[derive(Debug, Clone, Copy)]
pub struct ReasonFacts<'a> {
    /// What the calendar says of its day.
    pub warnings: &'a [Warning],
    /// How far the word had come; none for a visit before the records.
    pub outreach: Option<&'a Coverage>,
    /// OSS operators allotted.
    pub allotted: u32,
    /// Operators who served somebody.
    pub served: u32,
}

/// What was lacking when the word was spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum OutreachLack {
    /// Nothing is recorded.
    Nothing,
    /// Only one of the two ways was used.
    OneWay {
        /// The way that was not.
        without: Mode,
    },
    /// Both ways, but not in time: a week before and the day before.
    NotInTime,
    /// Banjar that it did not reach.
    Missed {
        /// How many.
        banjars: u32,
    },
}

/// A likely reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// The day: a feast, a holiday, the eve of one.
    Calendar(Vec<Warning>),
    /// The word had not come far enough.
    Outreach(OutreachLack),
    /// OSS failed.
    Outage {
        /// Minutes that operators lost.
        minutes: u64,
        /// People who could have been served in them.
        people: Option<u64>,
        /// With them the target would have been reached.
        decisive: bool,
    },
    /// Even with every place taken not enough could have been served.
    Capacity {
        /// People all slots together could serve.
        places: u32,
    },
    /// Fewer operators served than were allotted.
    Operators {
        /// How many served.
        served: u32,
        /// How many were allotted.
        allotted: u32,
    },
}

/// The likely reasons of a visit under its target, in the order of the list: calendar, outreach, outage,
/// operators. None for a visit that reached it, or of which it is not known.
pub fn reasons(counts: &VisitCounts, target: u32, facts: &ReasonFacts) -> Vec<Reason> {
    let came = counts.came_people().filter(|_| counts.is_over());
    if !Target::of(came, target).is_missed() {
        return Vec::new();
    }
    let mut reasons = Vec::new();
    let days: Vec<_> = facts
        .warnings
        .iter()
        .filter(|it| keeps_busy(it))
        .cloned()
        .collect();
    if !days.is_empty() {
        reasons.push(Reason::Calendar(days));
    }
    if let Some(lack) = facts.outreach.and_then(outreach_lack) {
        reasons.push(Reason::Outreach(lack));
    }
    let cost = counts.outage();
    if cost.operator_minutes > 0 {
        let with = u64::from(came.unwrap_or(0)) + cost.people.unwrap_or(0);
        reasons.push(Reason::Outage {
            minutes: cost.operator_minutes,
            people: cost.people,
            decisive: with > u64::from(target),
        });
    }
    if counts.recorded {
        if counts.capacity <= target {
            let places = counts.capacity;
            reasons.push(Reason::Capacity { places });
        }
        let (served, allotted) = (facts.served, facts.allotted);
        if served < allotted {
            reasons.push(Reason::Operators { served, allotted });
        }
    }
    reasons
}

/// A day on which people have something else to do, or the office is hardly open. That a Friday is short, or that
/// a table is not filled in, keeps nobody away.
fn keeps_busy(warning: &Warning) -> bool {
    match warning {
        Warning::Holiday(_)
        | Warning::Balinese(_)
        | Warning::Weekend
        | Warning::DayBefore(_)
        | Warning::NearNyepi
        | Warning::Odalan { .. } => true,
        Warning::FridayShort | Warning::FridayLate { .. } | Warning::LunarUnknown => false,
    }
}

fn outreach_lack(coverage: &Coverage) -> Option<OutreachLack> {
    let in_person = coverage.rounds.iter().any(|it| it.in_person);
    let online = coverage.rounds.iter().any(|it| it.online);
    let missed = u32::try_from(coverage.missed.len()).unwrap_or(u32::MAX);
    match (in_person, online) {
        (false, false) => Some(OutreachLack::Nothing),
        (false, true) => Some(OutreachLack::OneWay {
            without: Mode::InPerson,
        }),
        (true, false) => Some(OutreachLack::OneWay {
            without: Mode::Online,
        }),
        _ if !coverage.rounds.iter().all(|it| it.is_met()) => Some(OutreachLack::NotInTime),
        _ if missed > 0 => Some(OutreachLack::Missed { banjars: missed }),
        _ => None,
    }
}

impl Reason {
    /// One short line, without a full stop.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Reason::Calendar(days) => {
                let days: Vec<_> = days.iter().map(|day| day.text(lang)).collect();
                let what = lang.pick("Kalender", "Calendar");
                format!("{what}: {}", days.join("; "))
            }
            Reason::Outreach(lack) => lack.text(lang),
            Reason::Outage {
                minutes,
                people,
                decisive,
            } => outage_text(*minutes, *people, *decisive, lang),
            Reason::Capacity { places } => match lang {
                Lang::Id => {
                    format!("Operator: kapasitas hanya {places} orang, target tidak mungkin tercapai")
                }
                Lang::En => {
                    format!("Operators: places for {places} people only, the target was out of reach")
                }
            },
            Reason::Operators { served, allotted } => match lang {
                Lang::Id => format!("Operator: {served} dari {allotted} yang ditugaskan melayani"),
                Lang::En => format!("Operators: {served} of the {allotted} allotted served"),
            },
        }
    }
}

fn outage_text(minutes: u64, people: Option<u64>, decisive: bool, lang: Lang) -> String {
    let mut text = match lang {
        Lang::Id => format!("Gangguan OSS: {minutes} menit operator hilang"),
        Lang::En => format!("OSS outage: {minutes} operator minutes lost"),
    };
    if let Some(people) = people {
        text += &match lang {
            Lang::Id => format!(", setara {people} orang"),
            Lang::En => format!(", worth {people} people"),
        };
    }
    if decisive {
        text += lang.pick(
            "; tanpa itu target bisa tercapai",
            "; without it the target could have been reached",
        );
    }
    text
}

impl OutreachLack {
    fn text(self, lang: Lang) -> String {
        match self {
            OutreachLack::Nothing => lang
                .pick(
                    "Sosialisasi: tidak ada yang tercatat",
                    "Outreach: nothing is recorded",
                )
                .to_owned(),
            OutreachLack::OneWay { without } => match lang {
                Lang::Id => format!("Sosialisasi: tidak ada yang {}", without.word(lang)),
                Lang::En => format!("Outreach: nothing {}", without.word(lang)),
            },
            OutreachLack::NotInTime => lang
                .pick(
                    "Sosialisasi: tidak lengkap sepekan dan sehari sebelumnya",
                    "Outreach: not both a week and a day before",
                )
                .to_owned(),
            OutreachLack::Missed { banjars } => match lang {
                Lang::Id => format!("Sosialisasi: {banjars} banjar tidak terjangkau"),
                Lang::En => format!("Outreach: {banjars} banjar not reached"),
            },
        }
    }
}
