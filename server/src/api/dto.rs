//! What the API shows. Field names are a promise to callers: add, never rename.

use chrono::{DateTime, NaiveDate, Utc};
use domain::service::{SlotView, Ticket, VisitPage, VisitSummary};
use serde::Serialize;
use utoipa::ToSchema;

/// A village
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Village {
    /// Kemendagri code
    #[schema(example = "51.02.06.2001")]
    code: String,
    /// Official name; not unique
    #[schema(example = "Perean")]
    name: String,
    /// Kecamatan
    #[schema(example = "Baturiti")]
    district: String,
    /// Other spellings
    aliases: Vec<String>,
}

/// A visit of the office to a village
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Visit {
    /// Id (UUID)
    #[schema(format = Uuid)]
    id: String,
    village: Village,
    /// confirmed, open, closed, underway, done or evaluated; of a booking also postponed or cancelled
    #[schema(example = "open")]
    state: &'static str,
    /// Day in Bali
    date: NaiveDate,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    /// Place inside the village
    venue: String,
    /// People all slots together can serve
    capacity: u32,
    /// People booked; null once the visit is over
    booked: Option<u32>,
    /// Places left in all slots together; 0 once the visit is over
    available: u32,
    /// Bookings are taken now
    bookable: bool,
}

/// An arrival window of a visit
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Slot {
    /// Id (UUID)
    #[schema(format = Uuid)]
    id: String,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    /// People it can serve
    capacity: u32,
    /// Places left
    available: u32,
}

/// A visit with its slots
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VisitDetail {
    #[serde(flatten)]
    visit: Visit,
    /// By time
    slots: Vec<Slot>,
}

/// A booking, as its holder sees it
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Booking {
    /// Code called out at the desk
    #[schema(example = "T7K4Q")]
    code: String,
    /// Secret of the manage link
    pub(crate) manage_token: String,
    /// booked, waitlisted, checked-in, in-service, nib-issued, pending, referred, consultation-only, no-show or
    /// cancelled
    #[schema(example = "booked")]
    state: &'static str,
    slot: Slot,
    visit: Visit,
}

impl From<domain::village::Village> for Village {
    fn from(village: domain::village::Village) -> Self {
        Village {
            code: village.code.to_string(),
            name: village.name,
            district: village.district,
            aliases: village.aliases,
        }
    }
}

impl From<VisitSummary> for Visit {
    fn from(visit: VisitSummary) -> Self {
        let is_over = visit.state.is_over();
        Visit {
            id: visit.id.to_string(),
            state: visit.state.key(),
            date: visit.date,
            starts_at: visit.starts_at,
            ends_at: visit.ends_at,
            capacity: visit.capacity,
            booked: (!is_over).then_some(visit.booked),
            available: if is_over { 0 } else { visit.available() },
            bookable: visit.bookable,
            venue: visit.venue,
            village: visit.village.into(),
        }
    }
}

impl From<SlotView> for Slot {
    fn from(slot: SlotView) -> Self {
        Slot {
            id: slot.id.to_string(),
            starts_at: slot.starts_at,
            ends_at: slot.ends_at,
            capacity: slot.capacity,
            available: slot.available,
        }
    }
}

impl From<VisitPage> for VisitDetail {
    fn from(page: VisitPage) -> Self {
        VisitDetail {
            visit: page.visit.into(),
            slots: page.slots.into_iter().map(Slot::from).collect(),
        }
    }
}

impl From<Ticket> for Booking {
    fn from(ticket: Ticket) -> Self {
        Booking {
            code: ticket.code.to_string(),
            manage_token: ticket.manage_token,
            state: ticket.state.key(),
            slot: ticket.slot.into(),
            visit: ticket.visit.into(),
        }
    }
}
