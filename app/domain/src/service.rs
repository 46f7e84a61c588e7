//! What the site can do: one trait an audience, and the things its pages show.
//!
//! The pages call these traits through a trait object from the context; `backend` implements them.
//! A method that needs a log-in takes `&Staff`, one of a village's link takes its token.

use crate::booking::{BookingState, NewBooking};
use crate::choice::{InterestAnswer, VillageChoice, VillageRanking};
use crate::code::BookingCode;
use crate::counter::OfficeDay;
use crate::day::Place;
use crate::demand::Judged;
use crate::error::ServiceError;
use crate::evaluation::Headcount;
use crate::holiday::Warning;
use crate::id::{AbsenceId, BookingId, MessageId, OdalanId, OperatorId, SlotId, VisitId};
use crate::lang::Lang;
use crate::letter::{LetterPage, NewLetter};
use crate::lunar::LunarDay;
use crate::message::{Channel, Delivery, MessageKind, MessageState};
use crate::month::Board;
use crate::odalan::NewOdalan;
use crate::outreach::Sender;
use crate::phone::Phone;
use crate::plan::VisitPlan;
use crate::ranking::VillageFacts;
use crate::reach::{NewReach, ReachPage};
use crate::readiness::{Check, Readiness};
use crate::settings::Settings;
use crate::settle::{Proposal, Way};
use crate::staff::{NewAbsence, Operator, Staff};
use crate::team::{NewPerson, Work};
use crate::text::{Email, Line};
use crate::venue::{Facility, VenueAnswer};
use crate::village::{Village, VillageCode};
use crate::visit::{VisitState, VisitStep};
use crate::what_if::{WhatIfForm, WhatIfPage};
use crate::year::{CalendarYear, HolidayEntry, VillageFeasts};
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

/// Result of every service call.
pub type Answer<T> = Result<T, ServiceError>;

/// A visit in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitSummary {
    /// Id.
    pub id: VisitId,
    /// Village.
    pub village: Village,
    /// State.
    pub state: VisitState,
    /// Day, in WITA.
    pub date: NaiveDate,
    /// Begin of service.
    pub starts_at: DateTime<Utc>,
    /// End of service.
    pub ends_at: DateTime<Utc>,
    /// Place.
    pub venue: String,
    /// People all slots together can serve.
    pub capacity: u32,
    /// People booked.
    pub booked: u32,
    /// People booked beyond the capacity of their slots: staff must settle it.
    pub surplus: u32,
    /// Places held for people of the waiting list to whom they are offered.
    pub held: u32,
    /// Bookings are taken now.
    pub bookable: bool,
}

impl VisitSummary {
    /// As everybody may see it: of the bookings of a visit that is over nothing is left, for who came may be few.
    pub fn for_everybody(mut self) -> VisitSummary {
        if self.state.is_over() {
            (self.booked, self.surplus, self.held) = (0, 0, 0);
        }
        self
    }

    /// Places left in all slots together, never below 0.
    pub fn available(&self) -> u32 {
        self.capacity
            .saturating_sub(self.booked.saturating_sub(self.surplus))
            .saturating_sub(self.held)
    }
}

/// A slot as the public sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotView {
    /// Id.
    pub id: SlotId,
    /// Begin.
    pub starts_at: DateTime<Utc>,
    /// End.
    pub ends_at: DateTime<Utc>,
    /// People it can serve.
    pub capacity: u32,
    /// Places left.
    pub available: u32,
    /// Can be booked now: a place left, not begun, visit open.
    pub bookable: bool,
}

/// The front page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Home {
    /// Villages that fit the search, best first; empty without one.
    pub villages: Vec<Village>,
    /// The coming visits, soonest first; those in the found villages where some were found.
    pub visits: Vec<VisitSummary>,
    /// The office's settings.
    pub settings: Settings,
}

/// A village's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VillagePage {
    /// The village.
    pub village: Village,
    /// Its coming visits, soonest first.
    pub coming: Vec<VisitSummary>,
    /// Its past visits, latest first, with the people who came where they were counted.
    pub past: Vec<(VisitSummary, Option<Headcount>)>,
    /// Coming visits in the same kecamatan, soonest first.
    pub nearby: Vec<VisitSummary>,
}

/// A visit's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitPage {
    /// The visit.
    pub visit: VisitSummary,
    /// Its slots, by time.
    pub slots: Vec<SlotView>,
    /// Names of the neighbouring villages that it is open to.
    pub guests: Vec<String>,
    /// The office's settings.
    pub settings: Settings,
    /// A fresh idempotency key for the form of this rendering.
    pub idempotency_key: String,
}

/// What an applicant holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// Code called out at the desk.
    pub code: BookingCode,
    /// Secret of the manage link.
    pub manage_token: String,
    /// State.
    pub state: BookingState,
    /// Name.
    pub applicant_name: String,
    /// Slot.
    pub slot: SlotView,
    /// Visit.
    pub visit: VisitSummary,
    /// May still be moved or cancelled by its holder: until the slot begins.
    pub changeable: bool,
    /// Its holder has said to come, to the slot as it is now.
    pub confirmed: bool,
    /// Who booked, if it was not the person.
    pub booked_by: Option<Sender>,
    /// How it stands in the queue, on the day of the visit until it is closed.
    pub today: Option<TicketToday>,
    /// Secret of the survey's link, once the service has ended and until it is answered.
    pub survey_token: Option<String>,
    /// Public address of the site, no slash at the end: the QR code must hold a whole address.
    pub public_url: String,
    /// The office's settings.
    pub settings: Settings,
}

/// A ticket on the day of its visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketToday {
    /// The service has begun.
    pub begun: bool,
    /// The number that is called and where it stands; none before the check-in.
    pub queue: Option<(u32, Place)>,
    /// OSS has failed since then.
    pub incident_since: Option<DateTime<Utc>>,
}

/// Which visits a list holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitFilter {
    /// In this village.
    pub village: Option<VillageCode>,
    /// On or after this day.
    pub from: Option<NaiveDate>,
    /// On or before this day.
    pub to: Option<NaiveDate>,
}

/// What everybody may do.
#[async_trait]
pub trait PublicService: Send + Sync {
    /// Front page, with a search by village or kecamatan.
    async fn home(&self, search: &str) -> Answer<Home>;
    /// Villages that fit a text, best first; all of them for an empty text.
    async fn villages(&self, search: &str) -> Answer<Vec<Village>>;
    /// A village's page.
    async fn village(&self, code: &VillageCode) -> Answer<VillagePage>;
    /// Public visits, by day; at most 500.
    async fn visits(&self, filter: &VisitFilter) -> Answer<Vec<VisitSummary>>;
    /// A public visit with its slots.
    async fn visit(&self, id: VisitId) -> Answer<VisitPage>;
    /// Takes a place. The same key and contents sent twice is one booking.
    async fn book(&self, new: &NewBooking) -> Answer<Ticket>;
    /// The ticket of a manage link.
    async fn ticket(&self, manage_token: &str) -> Answer<Ticket>;
    /// Takes another slot, of this or of another visit, then lets the old one go.
    async fn move_booking(&self, manage_token: &str, slot: SlotId) -> Answer<Ticket>;
    /// How the holder of a ticket may be told.
    async fn reach(&self, manage_token: &str) -> Answer<ReachPage>;
    /// Tells the holder by this channel first, from now on.
    async fn choose_reach(&self, manage_token: &str, reach: &NewReach) -> Answer<Ticket>;
    /// Notes that the holder comes. Twice is once.
    async fn confirm_booking(&self, manage_token: &str) -> Answer<Ticket>;
    /// Gives the place back.
    async fn cancel_booking(&self, manage_token: &str) -> Answer<Ticket>;
    /// Notes who wants to be told when booking opens in a village; the same number twice is one.
    async fn want_news(&self, village: &VillageCode, phone: &Phone, lang: Lang) -> Answer<InterestAnswer>;
}

/// What a village's answer page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VenueRequest {
    /// The visit.
    pub visit: VisitSummary,
    /// The answer given, if any.
    pub answer: Option<RecordedAnswer>,
    /// The link is good until then.
    pub expires_at: DateTime<Utc>,
    /// The answer may still be given or changed.
    pub answerable: bool,
    /// What the calendar says of the date.
    pub warnings: Vec<Warning>,
    /// The office's settings.
    pub settings: Settings,
}

/// An answer and when it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedAnswer {
    /// The answer.
    pub answer: VenueAnswer,
    /// When.
    pub at: DateTime<Utc>,
}

/// What the holder of a village's link may do.
#[async_trait]
pub trait VillageService: Send + Sync {
    /// What the village is asked.
    async fn venue_request(&self, token: &str) -> Answer<VenueRequest>;
    /// Gives or changes the answer.
    async fn answer_venue(&self, token: &str, answer: &VenueAnswer) -> Answer<VenueRequest>;
    /// The official letter as a file.
    async fn own_letter(&self, token: &str) -> Answer<Vec<u8>>;
    /// Temple feasts of the village.
    async fn own_feasts(&self, token: &str) -> Answer<VillageFeasts>;
    /// Enters a feast of the village. Twice is once.
    async fn add_own_odalan(&self, token: &str, new: &NewOdalan) -> Answer<()>;
    /// Removes a feast of the village. Twice is once.
    async fn remove_own_odalan(&self, token: &str, id: OdalanId) -> Answer<()>;
}

/// A log-in that was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Secret for the cookie.
    pub token: String,
    /// Who logged in.
    pub staff: Staff,
    /// Seconds it lasts.
    pub seconds: i64,
}

/// A slot as staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffSlot {
    /// The slot.
    pub slot: SlotView,
    /// People booked.
    pub booked: u32,
    /// Names of the operators allotted who count.
    pub operators: Vec<String>,
}

/// An entry of the record, for the page of a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryEntry {
    /// When.
    pub at: DateTime<Utc>,
    /// Who: a name of the office, "desa", "pemohon".
    pub actor: String,
    /// What, as its key (`visit-created`, `booking-made`, …).
    pub act: String,
    /// Reason or detail, without personal data of applicants.
    pub detail: String,
}

/// A visit as staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffVisit {
    /// The visit.
    pub visit: VisitSummary,
    /// People who came, once the day is closed.
    pub attended: Option<u32>,
    /// Its plan.
    pub plan: VisitPlan,
    /// Counts changes: the edit form sends it back, so that no one overwrites another unseen.
    pub version: i64,
    /// Slots, by time.
    pub slots: Vec<StaffSlot>,
    /// What the calendar says.
    pub warnings: Vec<Warning>,
    /// The village's answer.
    pub answer: Option<RecordedAnswer>,
    /// The link to the village is good until then.
    pub link_expires_at: Option<DateTime<Utc>>,
    /// How ready it is.
    pub readiness: Readiness,
    /// Steps this member of staff may take now.
    pub steps: Vec<VisitStep>,
    /// The record, latest first, at most 50.
    pub history: Vec<HistoryEntry>,
    /// Public address of the visit.
    pub public_link: String,
    /// The counter of the office on that day.
    pub office: OfficeDay,
}

/// What the plan form offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanChoices {
    /// All villages, by name.
    pub villages: Vec<Village>,
    /// All operators.
    pub operators: Vec<Operator>,
    /// Months from this one on whose plan is out: what joins them needs a reason.
    pub published: Vec<NaiveDate>,
    /// Defaults.
    pub settings: Settings,
}

/// A booking as staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookingRow {
    /// Id.
    pub id: BookingId,
    /// Code.
    pub code: BookingCode,
    /// Name.
    pub applicant_name: String,
    /// Number.
    pub phone: Phone,
    /// Banjar.
    pub banjar: Option<String>,
    /// Business in own words.
    pub business_activity: String,
    /// Needs help.
    pub assistance_needed: bool,
    /// State.
    pub state: BookingState,
    /// The person has said to come, to the slot as it is now.
    pub confirmed: bool,
    /// Slot.
    pub slot: SlotId,
    /// Begin of the slot.
    pub starts_at: DateTime<Utc>,
    /// When it was booked.
    pub booked_at: DateTime<Utc>,
    /// The number is the person's own, or one of the family; otherwise that of the official who booked.
    pub own_phone: bool,
    /// Who booked, if it was not the person.
    pub booked_by: Option<Sender>,
}

/// A slot with more people than it can serve.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// The slot.
    pub slot: StaffSlot,
    /// People beyond its capacity.
    pub surplus: u32,
    /// Its bookings in the order to move: last booked first, those who need help last.
    pub bookings: Vec<BookingRow>,
    /// Slots with places left in the same visit, nearest in time first.
    pub free: Vec<SlotView>,
}

/// Whom to ask in a village.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VillageContact {
    /// Name.
    pub name: Line<80>,
    /// Number for the WhatsApp draft.
    pub phone: Phone,
    /// E-mail, if the village has one.
    pub email: Option<Email>,
}

/// A message in the outbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageRow {
    /// Id.
    pub id: MessageId,
    /// What about.
    pub kind: MessageKind,
    /// How.
    pub channel: Channel,
    /// State.
    pub state: MessageState,
    /// Name of the recipient.
    pub to_name: String,
    /// The `wa.me` link with the ready text, while it waits to be sent by hand.
    pub whatsapp_link: Option<String>,
    /// The text, until it has been sent.
    pub body: String,
    /// Tries so far.
    pub attempts: u32,
    /// Why the last try failed, without personal data.
    pub last_error: Option<String>,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When it was sent.
    pub sent_at: Option<DateTime<Utc>>,
    /// Who marked it as sent by hand.
    pub sent_by: Option<String>,
    /// From then on it is not sent.
    pub useful_until: Option<DateTime<Utc>>,
    /// What the channel says of it.
    pub delivery: Option<Delivery>,
    /// When it reached the phone.
    pub delivered_at: Option<DateTime<Utc>>,
    /// When it was opened.
    pub read_at: Option<DateTime<Utc>>,
}

/// A channel that refused as such, not for one recipient: its messages wait.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelPause {
    /// Which.
    pub channel: Channel,
    /// Since when.
    pub since: DateTime<Utc>,
    /// What it said, without personal data.
    pub why: String,
}

/// What a channel has sent and cost this month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spending {
    /// Which.
    pub channel: Channel,
    /// Messages.
    pub sent: u64,
    /// Rupiah.
    pub cost: u64,
    /// Most it may cost in a month, in rupiah; 0 for no limit.
    pub ceiling: u32,
}

/// The outbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outbox {
    /// Messages of the state asked for, oldest first, at most 200.
    pub messages: Vec<MessageRow>,
    /// How many there are of each state.
    pub counts: Vec<(MessageState, u32)>,
    /// Nothing is sent until then: it is Nyepi.
    pub silent_until: Option<DateTime<Utc>>,
    /// It is night until then: only what cannot wait goes out.
    pub night_until: Option<DateTime<Utc>>,
    /// Channels that wait for staff.
    pub paused: Vec<ChannelPause>,
    /// What was sent this month, by channel.
    pub spending: Vec<Spending>,
}

/// What the first page of staff shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Today {
    /// The day, in WITA.
    pub date: NaiveDate,
    /// Visits that need a decision: surplus, an answer that came, nobody allotted, link expired.
    pub decisions: Vec<VisitSummary>,
    /// Today's and the coming visits, soonest first, at most 10.
    pub coming: Vec<VisitSummary>,
    /// Those of the decisions that are not ready though the day of their last check has come.
    pub rescue: Vec<VisitId>,
    /// Those of the decisions for which too few or too many were expected at the last look.
    pub demand: Vec<Judged>,
    /// A month whose plan should be out and is not.
    pub late_month: Option<NaiveDate>,
    /// Messages to send by hand.
    pub to_send_by_hand: u32,
    /// Messages given up.
    pub dead: u32,
    /// Channels that wait for staff.
    pub paused: Vec<Channel>,
    /// OSS operators who hold the certificate today.
    pub certified: u32,
}

/// What members of the office may do. Every method checks the role.
#[async_trait]
pub trait StaffService: Send + Sync {
    /// Checks a password.
    async fn log_in(&self, user_name: &str, password: &str) -> Answer<Session>;
    /// Who holds this session.
    async fn staff_of(&self, session_token: &str) -> Answer<Staff>;
    /// Ends a session.
    async fn log_out(&self, session_token: &str) -> Answer<()>;

    /// First page.
    async fn today(&self, staff: &Staff) -> Answer<Today>;
    /// The board of a month (any day of it).
    async fn board(&self, staff: &Staff, month: NaiveDate) -> Answer<Board>;
    /// Publishes the plan of a month (any day of it).
    async fn publish_month(&self, staff: &Staff, month: NaiveDate) -> Answer<()>;
    /// Ticks an item of a visit's readiness, or takes the tick back.
    async fn tick_check(&self, staff: &Staff, id: VisitId, check: Check, done: bool) -> Answer<()>;
    /// One visit.
    async fn staff_visit(&self, staff: &Staff, id: VisitId) -> Answer<StaffVisit>;
    /// What the plan form offers.
    async fn plan_choices(&self, staff: &Staff) -> Answer<PlanChoices>;
    /// What the calendar says of a day, and of a plan on it as far as it is known: its village, its end.
    async fn calendar(
        &self,
        staff: &Staff,
        date: NaiveDate,
        village: Option<&VillageCode>,
        ends_at: Option<NaiveTime>,
    ) -> Answer<Vec<Warning>>;
    /// A year of the calendar.
    async fn calendar_year(&self, staff: &Staff, year: i32) -> Answer<CalendarYear>;
    /// Enters a holiday.
    async fn add_holiday(&self, staff: &Staff, new: &HolidayEntry) -> Answer<()>;
    /// Changes a holiday that still is as it was seen; `Stale` otherwise.
    async fn edit_holiday(&self, staff: &Staff, was: &HolidayEntry, new: &HolidayEntry) -> Answer<()>;
    /// Removes a holiday that still is as it was seen; `Stale` otherwise.
    async fn remove_holiday(&self, staff: &Staff, was: &HolidayEntry) -> Answer<()>;
    /// Enters a day of the lunar calendar.
    async fn add_lunar_day(&self, staff: &Staff, day: LunarDay) -> Answer<()>;
    /// Removes a day of the lunar calendar. Twice is once.
    async fn remove_lunar_day(&self, staff: &Staff, day: LunarDay) -> Answer<()>;
    /// Temple feasts of a village.
    async fn feasts(&self, staff: &Staff, village: &VillageCode) -> Answer<VillageFeasts>;
    /// Enters a feast. Twice is once.
    async fn add_odalan(&self, staff: &Staff, village: &VillageCode, new: &NewOdalan) -> Answer<()>;
    /// Removes a feast. Twice is once.
    async fn remove_odalan(&self, staff: &Staff, village: &VillageCode, id: OdalanId) -> Answer<()>;
    /// Creates a visit.
    async fn create_visit(&self, staff: &Staff, plan: &VisitPlan) -> Answer<VisitId>;
    /// Changes a visit; bookings stay, slots are computed anew, people touched are told.
    async fn edit_visit(&self, staff: &Staff, id: VisitId, version: i64, plan: &VisitPlan) -> Answer<()>;
    /// Takes a step, with its reason where one is needed.
    async fn step_visit(&self, staff: &Staff, id: VisitId, step: VisitStep, reason: &str) -> Answer<()>;
    /// Makes a link for the village and writes the message that carries it; older links end.
    async fn ask_village(&self, staff: &Staff, id: VisitId, contact: &VillageContact) -> Answer<()>;

    /// People booked, by time.
    async fn bookings(&self, staff: &Staff, visit: VisitId) -> Answer<Vec<BookingRow>>;
    /// Books on behalf of someone; the record says who did.
    async fn book_for(&self, staff: &Staff, new: &NewBooking) -> Answer<Ticket>;
    /// Moves someone.
    async fn move_for(&self, staff: &Staff, booking: BookingId, slot: SlotId) -> Answer<()>;
    /// Cancels for someone.
    async fn cancel_for(&self, staff: &Staff, booking: BookingId, reason: &str) -> Answer<()>;
    /// Slots with more people than they can serve.
    async fn conflicts(&self, staff: &Staff, visit: VisitId) -> Answer<Vec<Conflict>>;
    /// The ways that settle a visit's surplus, each with whom it touches.
    async fn settlements(&self, staff: &Staff, visit: VisitId) -> Answer<Vec<Proposal>>;
    /// The visits into which a visit that is not ready in time can be merged.
    async fn mergers(&self, staff: &Staff, visit: VisitId) -> Answer<Vec<Proposal>>;
    /// Goes a way exactly as it was shown (`seen` of the proposal), and tells everybody who is moved.
    async fn settle(
        &self,
        staff: &Staff,
        visit: VisitId,
        way: Way,
        seen: &str,
        office_reason: Option<&Line<200>>,
    ) -> Answer<()>;

    /// Messages of a state.
    async fn outbox(&self, staff: &Staff, state: MessageState) -> Answer<Outbox>;
    /// Marks a draft as sent by this person.
    async fn mark_sent(&self, staff: &Staff, message: MessageId) -> Answer<()>;
    /// Sends by a channel again that refused as such.
    async fn resume_channel(&self, staff: &Staff, channel: Channel) -> Answer<()>;
    /// Puts a dead message back into the queue.
    async fn resend(&self, staff: &Staff, message: MessageId) -> Answer<()>;

    /// Operators with their absences.
    async fn operators(&self, staff: &Staff) -> Answer<Vec<Operator>>;
    /// Adds an OSS operator, certified or not, who works from Monday to Friday.
    async fn add_operator(
        &self,
        staff: &Staff,
        name: &Line<80>,
        certified_on: Option<NaiveDate>,
    ) -> Answer<()> {
        let person = NewPerson {
            name: name.clone(),
            work: Work::default(),
            certified_on,
        };
        self.add_person(staff, &person).await
    }
    /// Sets or withdraws the certificate; capacities follow.
    async fn certify(&self, staff: &Staff, operator: OperatorId, on: Option<NaiveDate>) -> Answer<()>;
    /// Records an absence; capacities follow.
    async fn add_absence(&self, staff: &Staff, absence: &NewAbsence) -> Answer<()>;
    /// Removes an absence; capacities follow.
    async fn remove_absence(&self, staff: &Staff, absence: AbsenceId) -> Answer<()>;

    /// Adds a person of the programme.
    async fn add_person(&self, staff: &Staff, person: &NewPerson) -> Answer<()>;
    /// Sets duty, supervision and working days; capacities follow.
    async fn set_work(&self, staff: &Staff, person: OperatorId, work: Work) -> Answer<()>;
    /// Counts one NIB that a supervised person finished today.
    async fn add_supervised_nib(&self, staff: &Staff, person: OperatorId) -> Answer<()>;
    /// Takes the latest one back, if there is any.
    async fn undo_supervised_nib(&self, staff: &Staff, person: OperatorId) -> Answer<()>;
    /// The counter of the office on a day, `visit` left out.
    async fn office_day(&self, staff: &Staff, date: NaiveDate, visit: Option<VisitId>) -> Answer<OfficeDay>;
    /// Tries out the day of a visit with teams of different size.
    async fn what_if(&self, staff: &Staff, visit: VisitId, form: &WhatIfForm) -> Answer<WhatIfPage>;
    /// The official letter to the village, as it stands.
    async fn letter(&self, staff: &Staff, visit: VisitId) -> Answer<LetterPage>;
    /// Keeps number and date of the letter; `version` is that of the page, 0 for a new one.
    async fn save_letter(&self, staff: &Staff, visit: VisitId, version: i64, new: &NewLetter) -> Answer<()>;
    /// Writes to the village where its official letter is found.
    async fn send_letter(&self, staff: &Staff, id: VisitId) -> Answer<()>;
    /// The letter as a PDF file, once it has number and date.
    async fn letter_pdf(&self, staff: &Staff, visit: VisitId) -> Answer<Vec<u8>>;

    /// The ranking of all villages, with the candidates of a month (any day of it; none: the next).
    async fn ranking(&self, staff: &Staff, month: Option<NaiveDate>) -> Answer<VillageRanking>;
    /// One village of the ranking.
    async fn village_choice(
        &self,
        staff: &Staff,
        month: Option<NaiveDate>,
        village: &VillageCode,
    ) -> Answer<VillageChoice>;
    /// Makes a village a candidate of a month, with a reason where the ranking does not propose it.
    async fn add_candidate(
        &self,
        staff: &Staff,
        month: NaiveDate,
        village: &VillageCode,
        reason: &str,
    ) -> Answer<()>;
    /// Takes it back.
    async fn drop_candidate(&self, staff: &Staff, month: NaiveDate, village: &VillageCode) -> Answer<()>;
    /// Sets what is known of a village; what is left out is not known.
    async fn set_facts(&self, staff: &Staff, village: &VillageCode, facts: VillageFacts) -> Answer<()>;
}

/// Facilities present, as words, for lists.
pub fn facility_words(facilities: &[Facility], lang: Lang) -> Vec<&'static str> {
    facilities.iter().map(|facility| facility.word(lang)).collect()
}
