//! Spreading the word before a visit (sosialisasi): ways, what was done, who may say so.
//!
//! The study's third obstacle: people did not know. Each banjar hears of the visit in person and online, and there
//! is proof that staff have seen.

mod kit;
mod next;
mod rule;
mod service;

pub use kit::{Kit, MYTHS};
pub use next::NextThing;
pub use rule::{Coverage, Round, RoundStanding, Told, coverage};
pub use service::{
    Activity, ChannelCount, LinkHolder, LinkRow, OutreachPage, OutreachService, Print, RoomPage, Sender,
};

use crate::field::{Field, FieldError, Problem};
use crate::id::BanjarId;
use crate::lang::keyed;
use crate::phone::Phone;
use crate::plan::parse_date;
use crate::text::Line;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

keyed! {
    /// A way to spread the word.
    OutreachChannel {
        /// A message in the group of a banjar.
        BanjarGroup = "banjar-group", "Grup WhatsApp banjar", "WhatsApp group of the banjar";
        /// The village's own page or account.
        SocialMedia = "social-media", "Media sosial desa", "Social media of the village";
        /// The women's organisation of the village.
        Pkk = "pkk", "Pertemuan PKK", "Meeting of the PKK";
        /// The meeting of a banjar.
        Meeting = "meeting", "Rapat banjar (sangkep)", "Meeting of the banjar";
        /// The loudspeaker of the bale banjar.
        Loudspeaker = "loudspeaker", "Pengeras suara banjar", "Loudspeaker of the banjar";
        /// A poster or leaflets.
        Poster = "poster", "Poster atau selebaran", "Poster or leaflets";
        /// From house to house.
        HomeVisit = "home-visit", "Dari rumah ke rumah", "From house to house";
    }
}

keyed! {
    /// How a channel reaches people.
    Mode {
        /// Where people are.
        InPerson = "in-person", "langsung", "in person";
        /// On their phones.
        Online = "online", "daring", "online";
    }
}

impl OutreachChannel {
    /// How it reaches people.
    pub fn mode(self) -> Mode {
        match self {
            OutreachChannel::BanjarGroup | OutreachChannel::SocialMedia => Mode::Online,
            OutreachChannel::Pkk
            | OutreachChannel::Meeting
            | OutreachChannel::Loudspeaker
            | OutreachChannel::Poster
            | OutreachChannel::HomeVisit => Mode::InPerson,
        }
    }
}

keyed! {
    /// What staff say of an entry.
    Verdict {
        /// The proof was seen.
        Verified = "verified", "Dibenarkan", "Verified";
        /// It does not count.
        Rejected = "rejected", "Tidak dihitung", "Not counted";
    }
}

keyed! {
    /// Whose link it is.
    LinkRole {
        /// Whoever was asked for the venue.
        Contact = "contact", "Penghubung desa", "Contact of the village";
        /// Head of the village.
        Perbekel = "perbekel", "Perbekel", "Head of the village";
        /// Secretary of the village.
        Secretary = "village-secretary", "Sekretaris desa", "Secretary of the village";
        /// Head of a banjar: sees counts, never numbers of phones, and speaks for his own banjar.
        BanjarHead = "banjar-head", "Kelian banjar", "Head of a banjar";
    }
}

impl LinkRole {
    /// Speaks for the whole village: answers for the venue, knows all banjar.
    pub fn speaks_for_village(self) -> bool {
        self != LinkRole::BanjarHead
    }
}

/// A banjar dinas.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Banjar {
    /// Id.
    pub id: BanjarId,
    /// Name, without "Banjar".
    pub name: String,
}

/// Name of a banjar: a leading "banjar" is how people write it.
///
/// # Errors
/// As [`Line::parse_min`].
pub fn parse_banjar(text: &str) -> Result<Line<60>, Problem> {
    let text = text.trim();
    let name = ["banjar dinas ", "banjar ", "br. ", "br "]
        .iter()
        .find_map(|word| {
            let head = text.get(..word.len())?;
            head.eq_ignore_ascii_case(word).then(|| &text[word.len()..])
        })
        .unwrap_or(text);
    Line::parse_min(name, 2)
}

/// Letters and digits of a name in small letters: two spellings of one banjar are one.
pub fn banjar_key(name: &str) -> String {
    let lower = name.to_lowercase();
    lower.chars().filter(|sign| sign.is_alphanumeric()).collect()
}

/// Something that was done, parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewActivity {
    /// How.
    pub channel: OutreachChannel,
    /// In which banjar; none: for the whole village.
    pub banjars: Vec<BanjarId>,
    /// When, in WITA.
    pub date: NaiveDate,
    /// Anything else.
    pub note: Option<Line<300>>,
}

/// Days back that may still be entered.
const OLDEST_DAYS: i64 = 60;

/// The form, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ActivityForm {
    /// Key of the channel.
    pub channel: String,
    /// Ids of the banjar.
    pub banjars: Vec<String>,
    /// `YYYY-MM-DD`.
    pub date: String,
    /// Anything else.
    pub note: String,
}

impl ActivityForm {
    /// Reads the form; `today` is the day in WITA.
    ///
    /// # Errors
    /// Every field that needs mending.
    pub fn parse(&self, today: NaiveDate) -> Result<NewActivity, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut keep = |field, problem| errors.push(FieldError::new(field, problem));
        let channel = OutreachChannel::from_key(&self.channel);
        if channel.is_none() {
            let problem = if self.channel.is_empty() {
                Problem::Missing
            } else {
                Problem::NotAChoice
            };
            keep(Field::OutreachChannel, problem);
        }
        let banjars: Result<Vec<BanjarId>, _> = self.banjars.iter().map(|id| id.parse()).collect();
        let banjars = banjars.map_err(|_| keep(Field::Banjars, Problem::NotAChoice));
        let date = parse_date(&self.date).and_then(|date| match (today - date).num_days() {
            ..0 => Err(Problem::InTheFuture),
            0..=OLDEST_DAYS => Ok(date),
            _ => Err(Problem::InThePast),
        });
        let date = date.map_err(|problem| keep(Field::Date, problem));
        let note = Line::parse_optional(&self.note).map_err(|problem| keep(Field::Note, problem));
        match (channel, banjars, date, note) {
            (Some(channel), Ok(banjars), Ok(date), Ok(note)) => Ok(NewActivity {
                channel,
                banjars,
                date,
                note,
            }),
            _ => Err(errors),
        }
    }
}

/// Whom a new link is for, parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLink {
    /// Office of the person.
    pub role: LinkRole,
    /// Banjar of a banjar head.
    pub banjar: Option<BanjarId>,
    /// Name.
    pub name: Line<80>,
    /// Number that the link is sent to.
    pub phone: Phone,
}

impl NewLink {
    /// Reads role, banjar, name and number, as typed.
    ///
    /// # Errors
    /// Every field that needs mending. A banjar head needs his banjar.
    pub fn parse(role: &str, banjar: &str, name: &str, phone: &str) -> Result<NewLink, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut keep = |field, problem| errors.push(FieldError::new(field, problem));
        let role = LinkRole::from_key(role).filter(|role| *role != LinkRole::Contact);
        let banjar = match (role, banjar.trim()) {
            (None, _) => Err((Field::LinkRole, Problem::NotAChoice)),
            (Some(role), _) if role.speaks_for_village() => Ok(None),
            (Some(_), "") => Err((Field::Banjar, Problem::Missing)),
            (Some(_), id) => id
                .parse()
                .map(Some)
                .map_err(|_| (Field::Banjar, Problem::NotAChoice)),
        };
        let banjar = banjar.map_err(|(field, problem)| keep(field, problem));
        let name = Line::parse_min(name, 2).map_err(|problem| keep(Field::ContactName, problem));
        let phone = Phone::parse(phone).map_err(|error| keep(Field::ContactPhone, Problem::Phone(error)));
        match (role, banjar, name, phone) {
            (Some(role), Ok(banjar), Ok(name), Ok(phone)) => Ok(NewLink {
                role,
                banjar,
                name,
                phone,
            }),
            _ => Err(errors),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 6, day).unwrap()
    }

    fn form(channel: &str, date: &str) -> ActivityForm {
        ActivityForm {
            channel: channel.into(),
            date: date.into(),
            ..ActivityForm::default()
        }
    }

    #[test]
    fn what_was_done_lies_behind_and_not_too_far() {
        assert!(form("pkk", "2026-06-10").parse(day(10)).is_ok());
        let problem = |date: &str| form("pkk", date).parse(day(10)).unwrap_err()[0].problem.clone();
        assert_eq!(problem("2026-06-11"), Problem::InTheFuture);
        assert_eq!(problem("2026-01-11"), Problem::InThePast);
        assert_eq!(problem("kemarin"), Problem::NotADate);
    }

    #[test]
    fn a_channel_is_asked_for_and_each_reaches_people_in_one_way() {
        let problems = form("", "").parse(day(10)).unwrap_err();
        assert_eq!(
            problems[0],
            FieldError::new(Field::OutreachChannel, Problem::Missing)
        );
        assert_eq!(form("radio", "2026-06-10").parse(day(10)).unwrap_err().len(), 1);
        let online: Vec<_> = OutreachChannel::ALL
            .iter()
            .filter(|channel| channel.mode() == Mode::Online)
            .collect();
        assert_eq!(
            online,
            [&OutreachChannel::BanjarGroup, &OutreachChannel::SocialMedia]
        );
    }

    #[test]
    fn a_banjar_has_one_name_however_it_is_written() {
        for text in ["Banjar Kelodan", "br. Kelodan", "  KELODAN "] {
            let name = parse_banjar(text).unwrap();
            assert_eq!(banjar_key(name.as_str()), "kelodan", "{text}");
        }
        assert_eq!(parse_banjar("Banjar "), Ok(Line::parse("Banjar").unwrap()));
        assert_eq!(parse_banjar(""), Err(Problem::Missing));
    }

    #[test]
    fn a_banjar_head_needs_his_banjar_and_nobody_makes_a_link_of_the_venue_here() {
        let id = Uuid::nil().to_string();
        let fields = |role: &str, banjar: &str| {
            NewLink::parse(role, banjar, "I Wayan", "0812 3456 7890")
                .map_err(|all| all.into_iter().map(|it| it.field).collect::<Vec<_>>())
        };
        assert_eq!(fields("banjar-head", ""), Err(vec![Field::Banjar]));
        assert!(fields("banjar-head", &id).unwrap().banjar.is_some());
        assert_eq!(fields("perbekel", &id).unwrap().banjar, None);
        assert_eq!(fields("contact", ""), Err(vec![Field::LinkRole]));
    }
}
