//! What can be done about outreach, by whom, and what its pages show.

use super::{Banjar, Coverage, LinkRole, NewActivity, NewLink, OutreachChannel, Verdict};
use crate::id::{BanjarId, OutreachId, VillageLinkId, VisitId};
use crate::service::{Answer, VisitSummary};
use crate::settings::Settings;
use crate::staff::Staff;
use crate::text::Line;
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Who entered something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sender {
    /// An official of the village: name and office.
    Official(String, LinkRole),
    /// A member of the office.
    Staff(String),
}

/// An entry of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    /// Id.
    pub id: OutreachId,
    /// How.
    pub channel: OutreachChannel,
    /// Names of the banjar; none: the whole village.
    pub banjars: Vec<Banjar>,
    /// When.
    pub date: NaiveDate,
    /// Anything else.
    pub note: Option<String>,
    /// There is a photo.
    pub has_photo: bool,
    /// Who entered it.
    pub by: Sender,
    /// What staff say.
    pub verdict: Option<Verdict>,
    /// Name of whoever said so.
    pub judged_by: Option<String>,
}

/// Who holds a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkHolder {
    /// Name.
    pub name: String,
    /// Office.
    pub role: LinkRole,
    /// Banjar of a banjar head.
    pub banjar: Option<Banjar>,
}

/// What came of a channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelCount {
    /// Which.
    pub channel: OutreachChannel,
    /// Its short address, without the site.
    pub code: String,
    /// Browsers that came by it.
    pub opened: u32,
    /// Bookings of people who came by it.
    pub booked: u32,
}

/// The village room. Nothing in it names an applicant or holds a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomPage {
    /// The visit.
    pub visit: VisitSummary,
    /// Whose link it is.
    pub holder: LinkHolder,
    /// The link is good until then.
    pub expires_at: DateTime<Utc>,
    /// Today, in WITA.
    pub today: NaiveDate,
    /// How far the word has come.
    pub coverage: Coverage,
    /// The banjar of the village, by name.
    pub banjars: Vec<Banjar>,
    /// The log, latest first.
    pub log: Vec<Activity>,
    /// What came of each channel.
    pub counts: Vec<ChannelCount>,
    /// The office's settings.
    pub settings: Settings,
}

/// A link as staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkRow {
    /// Id.
    pub id: VillageLinkId,
    /// Whose it is.
    pub holder: LinkHolder,
    /// Number that it was sent to.
    pub phone: String,
    /// Good until then.
    pub expires_at: DateTime<Utc>,
    /// Withdrawn.
    pub ended: bool,
}

/// Outreach of a visit as staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutreachPage {
    /// The visit.
    pub visit: VisitSummary,
    /// Today, in WITA.
    pub today: NaiveDate,
    /// How far the word has come.
    pub coverage: Coverage,
    /// The banjar of the village, by name.
    pub banjars: Vec<Banjar>,
    /// The log, latest first.
    pub log: Vec<Activity>,
    /// Links that were not withdrawn, by office and name.
    pub links: Vec<LinkRow>,
    /// What came of each channel.
    pub counts: Vec<ChannelCount>,
    /// The office's settings.
    pub settings: Settings,
}

/// A file that tells of a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Print {
    /// The picture that messengers show beside a link, as PNG.
    Picture,
    /// A4.
    Poster,
    /// A5.
    Leaflet,
}

/// Outreach: for holders of a village's link, for the office, and for whoever follows a short address.
#[async_trait]
pub trait OutreachService: Send + Sync {
    /// The village room of a link.
    async fn room(&self, token: &str) -> Answer<RoomPage>;
    /// Enters what was done, with a photo as it was sent.
    async fn log_own(&self, token: &str, new: &NewActivity, photo: Option<Vec<u8>>) -> Answer<()>;
    /// Names a banjar of the village. Twice is once.
    async fn name_banjar(&self, token: &str, name: &Line<60>) -> Answer<()>;
    /// The photo of an entry of the visit, as JPEG.
    async fn own_photo(&self, token: &str, entry: OutreachId) -> Answer<Vec<u8>>;
    /// Sends a new link to the number on record of one that has expired. The answer is the same at every try.
    async fn ask_renewal(&self, token: &str) -> Answer<()>;

    /// The visit of a short address and the code as it is stored; `is_new` counts the browser.
    async fn open_code(&self, code: &str, is_new: bool) -> Answer<(VisitId, String)>;
    /// Notes by which short address the holder of a ticket came. Any other code says nothing.
    async fn credit(&self, manage_token: &str, code: &str) -> Answer<()>;
    /// A file that tells of a public visit.
    async fn print(&self, visit: VisitId, what: Print) -> Answer<Vec<u8>>;

    /// Outreach of a visit.
    async fn outreach(&self, staff: &Staff, visit: VisitId) -> Answer<OutreachPage>;
    /// Enters what was done, for the village.
    async fn log_for(
        &self,
        staff: &Staff,
        visit: VisitId,
        new: &NewActivity,
        photo: Option<Vec<u8>>,
    ) -> Answer<()>;
    /// Says whether an entry counts; none takes it back.
    async fn judge(
        &self,
        staff: &Staff,
        visit: VisitId,
        entry: OutreachId,
        verdict: Option<Verdict>,
    ) -> Answer<()>;
    /// The photo of an entry, as JPEG.
    async fn photo(&self, staff: &Staff, visit: VisitId, entry: OutreachId) -> Answer<Vec<u8>>;
    /// Names a banjar of the visit's village. Twice is once.
    async fn add_banjar(&self, staff: &Staff, visit: VisitId, name: &Line<60>) -> Answer<()>;
    /// Takes a banjar off that nothing refers to; `Stale` otherwise.
    async fn remove_banjar(&self, staff: &Staff, visit: VisitId, banjar: BanjarId) -> Answer<()>;
    /// Makes a link for a person and writes the message that carries it.
    async fn make_link(&self, staff: &Staff, visit: VisitId, new: &NewLink) -> Answer<()>;
    /// Withdraws a link. Twice is once.
    async fn end_link(&self, staff: &Staff, visit: VisitId, link: VillageLinkId) -> Answer<()>;
    /// Ends a link and sends a new one to the number on record.
    async fn renew_link(&self, staff: &Staff, visit: VisitId, link: VillageLinkId) -> Answer<()>;
}
