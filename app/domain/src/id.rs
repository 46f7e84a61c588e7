//! Ids: a newtype a noun over UUID version 7 (ordered by time, made in Rust for both databases).

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Wraps an id read from the store or made by the caller.
            pub const fn new(id: Uuid) -> Self { Self(id) }
            /// The bare id, for the store.
            pub const fn uuid(self) -> Uuid { self.0 }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> { text.trim().parse().map(Self) }
        }
    )* };
}

ids! {
    /// A service day in one village.
    VisitId;
    /// An arrival window of a visit.
    SlotId;
    /// One person's place in a slot.
    BookingId;
    /// A person who works OSS.
    OperatorId;
    /// A time an operator is away.
    AbsenceId;
    /// A member of the office with a login.
    StaffId;
    /// A message in the outbox.
    MessageId;
    /// A link that lets an official of a village answer.
    VillageLinkId;
    /// An entry of the outreach log.
    OutreachId;
    /// A banjar of a village.
    BanjarId;
    /// The feast of a temple.
    OdalanId;
    /// A person of a service day: the id of the booking, or one of its own for who came without.
    EntryId;
    /// Something that happened on a service day; made by the device on which it happened.
    EventId;
    /// A device of the service day.
    DeviceId;
    /// Something to do after the day for a person who was not finished.
    FollowUpId;
    /// A place kept for a person whom an outage sent home.
    ReturnSlipId;
    /// A person on the waiting list of a visit.
    WaitingId;
    /// A question that was asked before booking.
    QuestionId;
    /// A question that is published with its answer.
    FaqId;
    /// An evaluation meeting.
    MeetingId;
    /// Something that stood in the way, as a meeting saw it.
    ObstacleId;
    /// A decision of a meeting.
    DecisionId;
    /// A report that somebody asked for.
    ReportId;
}
