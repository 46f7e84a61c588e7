//! The demand thermometer: how many are expected to come to a visit, whether that is few or many, and what can be done
//! about it. A proposal names what it does and whom it writes to before anybody confirms it.

use crate::id::VisitId;
use crate::lang::Lang;
use crate::message::{Channel, MessageKind};
use crate::outreach::{Banjar, Coverage, OutreachChannel};
use crate::service::{Answer, VisitSummary};
use crate::settle::{Proposal, Way};
use crate::staff::Staff;
use crate::text::Line;
use crate::village::VillageCode;
use async_trait::async_trait;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Past visits of a village or of the programme, together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Past {
    /// People who were expected.
    pub expected: u32,
    /// Those of them who came.
    pub came: u32,
}

/// Where a show rate comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RateOf {
    /// Past visits of the village.
    Village,
    /// Past visits of all villages: this one has none.
    Programme,
    /// The setting: there is no past at all.
    Setting,
}

/// People who come of those expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShowRate {
    /// In percent, 0 to 100.
    pub percent: u32,
    /// Where it comes from.
    pub of: RateOf,
}

impl Past {
    /// In percent, 0 to 100, rounded to the nearest; none where nobody was expected.
    fn percent(self) -> Option<u32> {
        let (expected, came) = (u64::from(self.expected), u64::from(self.came));
        let percent = (came * 200 + expected).checked_div(expected * 2)?;
        u32::try_from(percent.min(100)).ok()
    }
}

impl ShowRate {
    /// Of the village where it has a past, otherwise of the programme, otherwise the setting.
    pub fn of(village: Past, programme: Past, setting: u32) -> ShowRate {
        let rate = |percent, of| ShowRate { percent, of };
        let village = village.percent().map(|percent| rate(percent, RateOf::Village));
        let programme = programme
            .percent()
            .map(|percent| rate(percent, RateOf::Programme));
        village
            .or(programme)
            .unwrap_or(rate(setting.min(100), RateOf::Setting))
    }
}

/// How it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Heat {
    /// Not more than the target.
    Below,
    /// More than the target, and all can be served.
    On,
    /// More than can be served.
    Above,
}

impl Heat {
    /// As it is stored.
    pub const fn key(self) -> &'static str {
        match self {
            Heat::Below => "below",
            Heat::On => "on",
            Heat::Above => "above",
        }
    }

    /// Reads a [`Heat::key`].
    pub fn from_key(key: &str) -> Option<Heat> {
        [Heat::Below, Heat::On, Heat::Above]
            .into_iter()
            .find(|it| it.key() == key)
    }
}

/// What is known of the demand for a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thermometer {
    /// People with a place.
    pub booked: u32,
    /// People who want to come and have no place: those who asked to be told, and the waiting list.
    pub interested: u32,
    /// How many of them come.
    pub rate: ShowRate,
    /// More than these should come.
    pub target: u32,
    /// People who can be served.
    pub capacity: u32,
}

impl Thermometer {
    /// People expected to come: whoever booked or is interested, times the show rate, rounded to the nearest.
    pub fn expected(&self) -> u32 {
        let wanting = u64::from(self.booked) + u64::from(self.interested);
        let expected = (wanting * u64::from(self.rate.percent) + 50) / 100;
        u32::try_from(expected).unwrap_or(u32::MAX)
    }

    /// How it stands. Where more are expected than can be served that comes first: it is what people meet.
    pub fn heat(&self) -> Heat {
        match self.expected() {
            expected if expected > self.capacity => Heat::Above,
            expected if expected > self.target => Heat::On,
            _ => Heat::Below,
        }
    }
}

/// The stage of a visit that is to be judged today: the last one whose day has come, in days before the visit. None
/// before the first, and after the visit.
pub fn stage(date: NaiveDate, today: NaiveDate, stages: [u32; 2]) -> Option<u32> {
    let left = u32::try_from((date - today).num_days()).ok()?;
    stages.into_iter().filter(|stage| left <= *stage).min()
}

/// What is still to do to spread the word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Task {
    /// This banjar was not told yet.
    Banjar(Banjar),
    /// This way was not used yet.
    Channel(OutreachChannel),
    /// Nobody has named the banjar of the village.
    NameBanjars,
}

/// The tasks that the log of outreach leaves open: banjar first, for a way that was not used may reach nobody new.
pub fn tasks(coverage: &Coverage, banjars: &[Banjar], used: &[OutreachChannel]) -> Vec<Task> {
    let mut tasks = Vec::new();
    if banjars.is_empty() {
        tasks.push(Task::NameBanjars);
    }
    tasks.extend(coverage.missed.iter().cloned().map(Task::Banjar));
    let unused = OutreachChannel::ALL
        .iter()
        .copied()
        .filter(|it| !used.contains(it));
    tasks.extend(unused.map(Task::Channel));
    tasks
}

/// What can be done with one tap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Remedy {
    /// Open the visit to a neighbouring village.
    Neighbour(VillageCode),
    /// Plan the same day once more on another date.
    SecondDay(NaiveDate),
    /// Another operator, a longer day, or everybody into another visit.
    Settle(Way),
}

impl Remedy {
    /// The name in a form.
    pub fn key(&self) -> String {
        match self {
            Remedy::Neighbour(code) => format!("tetangga:{}", code.as_str()),
            Remedy::SecondDay(date) => format!("hari:{date}"),
            Remedy::Settle(way) => way.key(),
        }
    }

    /// Reads a [`Remedy::key`].
    pub fn from_key(key: &str) -> Option<Remedy> {
        match key.split_once(':') {
            Some(("tetangga", code)) => VillageCode::parse(code).ok().map(Remedy::Neighbour),
            Some(("hari", date)) => date.parse().ok().map(Remedy::SecondDay),
            _ => Way::from_key(key).map(Remedy::Settle),
        }
    }
}

/// A message that a remedy writes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// To whom.
    pub to_name: String,
    /// What about.
    pub kind: MessageKind,
    /// How.
    pub channel: Channel,
    /// The text.
    pub body: String,
}

/// A remedy that is possible now, with what it does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// What.
    pub remedy: Remedy,
    /// Name of the village, the operator or the other visit; empty for a day or an hour.
    pub name: String,
    /// Who moves where, for a way that moves people or changes the team.
    pub proposal: Option<Proposal>,
    /// It leaves the counter of the office short: somebody must approve it.
    pub needs_office_reason: bool,
    /// The messages it writes, by recipient.
    pub messages: Vec<Preview>,
    /// Tells whether what is applied is what was shown.
    pub seen: String,
}

/// A neighbouring village that may be invited, or was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Neighbour {
    /// Code.
    pub code: VillageCode,
    /// Name.
    pub name: String,
    /// People there who asked to be told.
    pub waiting: u32,
    /// The visit is open to it.
    pub invited: bool,
    /// Somebody there can be written to.
    pub has_contact: bool,
}

/// How a visit stands, without what can be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forecast {
    /// The visit.
    pub visit: VisitSummary,
    /// The demand.
    pub thermometer: Thermometer,
    /// Something can still be done: the day has not begun.
    pub open: bool,
}

/// The thermometer of a visit, for staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemandPage {
    /// The visit.
    pub visit: VisitSummary,
    /// The demand.
    pub thermometer: Thermometer,
    /// Something can still be done: the day has not begun.
    pub open: bool,
    /// Where few are expected: what is left to do to spread the word.
    pub tasks: Vec<Task>,
    /// Where few are expected: villages of the same kecamatan.
    pub neighbours: Vec<Neighbour>,
    /// What would change the team, the day or the place; each is shown with its messages before it is done.
    pub remedies: Vec<(Remedy, String)>,
}

/// How a visit was judged last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// The visit.
    pub visit: VisitId,
    /// How it stood.
    pub heat: Heat,
    /// People who were expected.
    pub expected: u32,
}

impl Thermometer {
    /// `Diperkirakan 12 orang datang: (13 mendaftar + 2 berminat) × 80 %.`
    pub fn words(&self, lang: Lang) -> String {
        let (booked, interested, percent) = (self.booked, self.interested, self.rate.percent);
        let expected = self.expected();
        match lang {
            Lang::Id => format!(
                "Diperkirakan {expected} orang datang: ({booked} mendaftar + {interested} berminat) × {percent} %."
            ),
            Lang::En => format!(
                "{expected} people are expected: ({booked} booked + {interested} interested) × {percent} %."
            ),
        }
    }
}

/// Judging the demand and acting on it. Every method checks the role.
#[async_trait]
pub trait DemandService: Send + Sync {
    /// The thermometer of a visit.
    async fn forecast(&self, staff: &Staff, visit: VisitId) -> Answer<Forecast>;
    /// The same with what can be done.
    async fn demand(&self, staff: &Staff, visit: VisitId) -> Answer<DemandPage>;
    /// What a remedy would do now; none where it would do nothing.
    async fn remedy(&self, staff: &Staff, visit: VisitId, remedy: &Remedy) -> Answer<Option<Offer>>;
    /// Does what was shown (`seen` of the offer), or nothing. Answers with the visit to look at.
    async fn apply_remedy(
        &self,
        staff: &Staff,
        visit: VisitId,
        remedy: &Remedy,
        seen: &str,
        office_reason: Option<&Line<200>>,
    ) -> Answer<VisitId>;
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Days, NaiveTime};
    use proptest::prelude::*;

    fn thermometer(booked: u32, interested: u32, percent: u32, capacity: u32) -> Thermometer {
        Thermometer {
            booked,
            interested,
            rate: ShowRate {
                percent,
                of: RateOf::Village,
            },
            target: 15,
            capacity,
        }
    }

    #[test]
    fn the_target_is_more_than_fifteen() {
        assert_eq!(thermometer(15, 0, 100, 18).heat(), Heat::Below);
        assert_eq!(thermometer(14, 2, 100, 18).heat(), Heat::On);
        assert_eq!(thermometer(18, 2, 80, 18).heat(), Heat::On, "16 of 20 come");
        assert_eq!(thermometer(18, 1, 100, 18).heat(), Heat::Above);
    }

    #[test]
    fn a_village_without_a_past_takes_the_programmes_and_that_the_setting() {
        let past = |expected, came| Past { expected, came };
        let rate = |village, programme| ShowRate::of(village, programme, 80);
        let of = |percent, of| ShowRate { percent, of };
        assert_eq!(rate(past(16, 2), past(64, 52)), of(13, RateOf::Village));
        assert_eq!(rate(past(0, 0), past(64, 48)), of(75, RateOf::Programme));
        assert_eq!(rate(past(0, 0), past(0, 0)), of(80, RateOf::Setting));
        assert_eq!(
            rate(past(16, 25), past(0, 0)).percent,
            100,
            "more than expected came"
        );
    }

    #[test]
    fn the_last_stage_that_has_come_is_judged() {
        let visit = NaiveDate::from_ymd_opt(2026, 12, 14).unwrap();
        let before = |days| visit.checked_sub_days(Days::new(days)).unwrap();
        let at = |days| stage(visit, before(days), [7, 3]);
        assert_eq!(at(8), None);
        assert_eq!((at(7), at(4)), (Some(7), Some(7)));
        assert_eq!((at(3), at(0)), (Some(3), Some(3)));
        assert_eq!(stage(visit, visit.succ_opt().unwrap(), [7, 3]), None);
    }

    #[test]
    fn what_nobody_has_done_is_a_task() {
        let kaja = Banjar {
            id: crate::id::BanjarId::new(uuid::Uuid::nil()),
            name: "Kaja".into(),
        };
        let coverage = |missed: &[Banjar]| Coverage {
            rounds: Vec::new(),
            missed: missed.to_vec(),
            no_banjar_known: missed.is_empty(),
            proved: false,
        };
        let used = [OutreachChannel::Meeting];
        let known = std::slice::from_ref(&kaja);
        let all = tasks(&coverage(known), known, &used);
        assert_eq!(all[0], Task::Banjar(kaja.clone()));
        assert!(!all.contains(&Task::Channel(OutreachChannel::Meeting)));
        assert_eq!(all.len(), OutreachChannel::ALL.len());
        assert_eq!(tasks(&coverage(&[]), &[], &[])[0], Task::NameBanjars);
    }

    #[test]
    fn remedies_are_read_back() {
        let visit = VisitId::new(uuid::Uuid::from_u128(7));
        for remedy in [
            Remedy::Neighbour(VillageCode::parse("51.02.06.2001").unwrap()),
            Remedy::SecondDay(NaiveDate::from_ymd_opt(2026, 12, 15).unwrap()),
            Remedy::Settle(Way::Merge(visit)),
            Remedy::Settle(Way::Lengthen(NaiveTime::from_hms_opt(12, 10, 0).unwrap())),
        ] {
            assert_eq!(Remedy::from_key(&remedy.key()), Some(remedy));
        }
        for odd in ["", "tetangga:x", "hari:besok", "lain"] {
            assert_eq!(Remedy::from_key(odd), None, "{odd}");
        }
    }

    proptest! {
        #[test]
        fn never_more_are_expected_than_want_to_come_and_more_interest_never_cools(
            booked in 0u32..500, interested in 0u32..500, percent in 0u32..=100, capacity in 0u32..100, more in 0u32..50,
        ) {
            let one = thermometer(booked, interested, percent, capacity);
            prop_assert!(one.expected() <= booked + interested);
            let other = thermometer(booked, interested + more, percent, capacity);
            prop_assert!(other.expected() >= one.expected());
            let degree = |it: &Thermometer| match it.heat() { Heat::Below => 0, Heat::On => 1, Heat::Above => 2 };
            prop_assert!(degree(&other) >= degree(&one));
            prop_assert_eq!(one.heat() == Heat::Above, one.expected() > capacity);
        }

        #[test]
        fn a_rate_is_a_percentage_and_everybody_is_all_of_them(expected in 1u32..10_000, came in 0u32..10_000) {
            let rate = ShowRate::of(Past { expected, came }, Past::default(), 80);
            prop_assert!(rate.percent <= 100);
            prop_assert_eq!(rate.of, RateOf::Village);
            prop_assert_eq!(ShowRate::of(Past { expected, came: expected }, Past::default(), 80).percent, 100);
        }
    }
}
