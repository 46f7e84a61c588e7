//! What the service day can do for its pages and devices.

use crate::code::BookingCode;
use crate::day::{Act, Board, Day, DayPlan, Event, Expected, Flag};
use crate::id::{DeviceId, EntryId, EventId, OperatorId, VisitId};
use crate::nib::Nib;
use crate::outage_plan::OutagePlan;
use crate::phone::Phone;
use crate::service::{Answer, VisitSummary};
use crate::staff::Staff;
use crate::text::Line;
use async_trait::async_trait;
use chrono::{DateTime, Duration, NaiveDate, SubsecRound, Utc};
use serde::{Deserialize, Serialize};

/// A person as the desk and the tables know them: no more than they need to find and greet somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonOfDay {
    /// Id.
    pub entry: EntryId,
    /// Name.
    pub name: String,
    /// Code; none for who came without booking.
    pub code: Option<BookingCode>,
    /// The last four digits of the phone number.
    pub phone_end: String,
    /// Business in own words.
    pub business_activity: String,
    /// Banjar.
    pub banjar: Option<String>,
    /// Asked for help when booking.
    pub assistance_needed: bool,
}

/// Everything a device needs to go on without a network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayPage {
    /// The visit.
    pub visit: VisitSummary,
    /// The plan of the day.
    pub plan: DayPlan,
    /// The people booked.
    pub expected: Vec<Expected>,
    /// What happened.
    pub events: Vec<Event>,
    /// Everybody by name.
    pub people: Vec<PersonOfDay>,
    /// Names of the operators, in the order of their tables.
    pub operators: Vec<(OperatorId, String)>,
    /// Contradictions that somebody has looked at.
    pub settled: Vec<EventId>,
    /// The steps agreed for an outage.
    pub outage: OutagePlan,
    /// Version of the day; 0 before it was begun.
    pub version: i64,
    /// The server's clock.
    pub now: DateTime<Utc>,
}

/// A person who came without a booking: three fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WalkInPerson {
    /// Name.
    pub name: Line<80>,
    /// WhatsApp number.
    pub phone: Phone,
    /// Business in own words.
    pub business_activity: Line<200>,
}

/// An event on its way to the server, with what the record of events leaves out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// Id.
    pub id: EventId,
    /// The device's own count.
    pub seq: u32,
    /// By the device's clock.
    pub at: DateTime<Utc>,
    /// The last event that the device knew of from the server: this one came after it, whatever its clock says.
    pub after: Option<EventId>,
    /// What. The server gives the number where it is 0.
    pub act: Act,
    /// Who came without booking.
    pub person: Option<WalkInPerson>,
    /// The business number that was issued.
    pub nib: Option<Nib>,
    /// A note to the reason.
    pub note: Option<Line<200>>,
    /// The day agreed for what is left to do.
    pub call_back: Option<NaiveDate>,
}

/// What a person at a device that has a network wants: it is done if it fits, refused if not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wish {
    /// The next person of the queue.
    Next {
        /// Id of the event that this becomes.
        id: EventId,
        /// The device's own count.
        seq: u32,
        /// For whom.
        operator: OperatorId,
    },
    /// Anything else.
    Do(Box<Sent>),
}

/// What a device sends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The device.
    pub device: DeviceId,
    /// Who sits at it; none: a desk.
    pub operator: Option<OperatorId>,
    /// The device's own count of its reports: one that comes later than a newer one changes no share.
    pub count: u32,
    /// Whom it may call without a network, as it knows.
    pub held: Vec<EntryId>,
    /// The version of the day that it knows.
    pub known: i64,
    /// By its clock: how far that is off is seen from it.
    pub sent_at: DateTime<Utc>,
    /// What happened while it had no network, at most [`super::MOST_EVENTS`].
    pub events: Vec<Sent>,
    /// What somebody wants now.
    pub wish: Option<Wish>,
}

impl Report {
    /// When one of its events happened by the server's clock: as long before the sending as the device's clock
    /// says, but after what the device knew of, never in the future, never half a day before the day.
    pub fn time_of(&self, sent: &Sent, day: &Day, now: DateTime<Utc>) -> DateTime<Utc> {
        let earliest = day.plan().starts_at - Duration::hours(12);
        let ago = (self.sent_at - sent.at).max(Duration::zero());
        let at = now.checked_sub_signed(ago).unwrap_or(earliest).max(earliest);
        let known = day.events().iter().find(|it| Some(it.id) == sent.after);
        let at = known.map_or(at, |it| at.max(it.at + Duration::microseconds(1)));
        at.min(now).trunc_subsecs(6)
    }
}

/// What came of a wish.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Granted {
    /// It was done; whom it was about.
    Done(Option<EntryId>),
    /// Nobody waits who may be called.
    NobodyWaits,
    /// It does not fit.
    Refused(Flag),
}

/// What a device gets back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Synced {
    /// Count of the report that this answers.
    pub count: u32,
    /// Version of the day.
    pub version: i64,
    /// The server's clock.
    pub now: DateTime<Utc>,
    /// Events after the version that the device knew.
    pub events: Vec<Event>,
    /// Those of them by name who came without booking.
    pub people: Vec<PersonOfDay>,
    /// Plan, people booked, everybody by name, contradictions looked at; none while the device knows them.
    pub rest: Option<Rest>,
    /// Whom the device may call without a network.
    pub share: Vec<EntryId>,
    /// Until then.
    pub share_until: DateTime<Utc>,
    /// Numbers that the device may give without a network: those of this hundred.
    pub block: u32,
    /// What came of the wish.
    pub granted: Option<Granted>,
}

/// What changes seldom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rest {
    /// The plan of the day.
    pub plan: DayPlan,
    /// The people booked.
    pub expected: Vec<Expected>,
    /// Everybody by name.
    pub people: Vec<PersonOfDay>,
    /// Contradictions that somebody has looked at.
    pub settled: Vec<EventId>,
}

/// What everybody may see of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardPage {
    /// The visit.
    pub visit: VisitSummary,
    /// The board; none before the day was begun.
    pub board: Option<Board>,
    /// Version of the day; 0 before it was begun.
    pub version: i64,
    /// The server's clock.
    pub now: DateTime<Utc>,
}

/// The service day.
#[async_trait]
pub trait DayService: Send + Sync {
    /// The board of a public visit.
    async fn board(&self, id: VisitId) -> Answer<BoardPage>;
    /// A day, for its pages.
    async fn day(&self, staff: &Staff, id: VisitId) -> Answer<DayPage>;
    /// Takes what a device has, does what it wants, and tells it what it does not know.
    async fn sync(&self, staff: &Staff, id: VisitId, report: &Report) -> Answer<Synced>;
    /// Does one thing from a page without a device of its own.
    async fn act_now(&self, staff: &Staff, id: VisitId, wish: Wish) -> Answer<Granted>;
    /// Where the person of a code or a ticket is booked who is not of this day: village and date.
    async fn elsewhere(&self, staff: &Staff, id: VisitId, text: &str) -> Answer<Option<(String, NaiveDate)>>;
    /// Notes that somebody has looked at a contradiction.
    async fn settle(&self, staff: &Staff, id: VisitId, event: EventId) -> Answer<()>;
}
