//! What happens on a service day: events, each made by the device on which it happened.

use crate::booking::Outcome;
use crate::day::IncidentStep;
use crate::id::{DeviceId, EntryId, EventId, OperatorId};
use crate::lang::keyed;
use crate::pending::{PendingReason, ReferredTo};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Something that happened. It names people by their entry alone and holds no personal data of applicants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Made by the device: the same event sent again is one event.
    pub id: EventId,
    /// The device.
    pub device: DeviceId,
    /// The device's own count of its events: its events keep this order whatever its clock says.
    pub seq: u32,
    /// When, corrected by what the device's clock was off.
    pub at: DateTime<Utc>,
    /// Name of the member of the office.
    pub by: String,
    /// What.
    pub act: Act,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// A person who booked has come and got a number.
    CheckIn {
        /// Who.
        entry: EntryId,
        /// Given once a day.
        number: u32,
        /// Priority.
        need: Option<Need>,
    },
    /// A person came without a booking and got a number.
    WalkIn {
        /// Who.
        entry: EntryId,
        /// Given once a day.
        number: u32,
        /// Priority.
        need: Option<Need>,
    },
    /// The check-in was a mistake.
    UndoCheckIn {
        /// Who.
        entry: EntryId,
    },
    /// A person who booked did not come.
    NoShow {
        /// Who.
        entry: EntryId,
    },
    /// They may still come.
    UndoNoShow {
        /// Who.
        entry: EntryId,
    },
    /// The priority was set or taken back.
    SetNeed {
        /// Who.
        entry: EntryId,
        /// The need.
        need: Option<Need>,
    },
    /// What the person has with them.
    SetReady {
        /// Who.
        entry: EntryId,
        /// What.
        ready: Ready,
    },
    /// Everything OSS asks for is written down: the operator needs minutes.
    FileReady {
        /// Who.
        entry: EntryId,
        /// Whether.
        done: bool,
    },
    /// Went home before being served.
    Leave {
        /// Who.
        entry: EntryId,
    },
    /// Got a return slip.
    Return {
        /// Who.
        entry: EntryId,
    },
    /// A missed person is there again.
    Back {
        /// Who.
        entry: EntryId,
    },
    /// An operator begins to serve.
    Start {
        /// Who serves.
        operator: OperatorId,
    },
    /// An operator leaves.
    Stop {
        /// Who served.
        operator: OperatorId,
    },
    /// A number is called.
    Call {
        /// Who.
        entry: EntryId,
        /// To whose table.
        operator: OperatorId,
    },
    /// The number is called again.
    Recall {
        /// Who.
        entry: EntryId,
        /// To whose table.
        operator: OperatorId,
    },
    /// Called again and again, and not there.
    Miss {
        /// Who.
        entry: EntryId,
        /// By whom.
        operator: OperatorId,
    },
    /// Sits at the table.
    Begin {
        /// Who.
        entry: EntryId,
        /// Whose table.
        operator: OperatorId,
    },
    /// Put aside by the operator: fetches something, waits for a code.
    Park {
        /// Who.
        entry: EntryId,
        /// By whom.
        operator: OperatorId,
    },
    /// Given to another operator, or back to the queue.
    HandOver {
        /// Who.
        entry: EntryId,
        /// By whom.
        operator: OperatorId,
        /// To whom; none: to whoever is free first.
        to: Option<OperatorId>,
    },
    /// The service ended.
    End {
        /// Who.
        entry: EntryId,
        /// By whom.
        operator: OperatorId,
        /// How.
        ending: Ending,
    },
    /// OSS fails.
    OpenIncident,
    /// It still fails.
    ConfirmIncident,
    /// A step was taken.
    ChooseStep {
        /// Which.
        step: IncidentStep,
    },
    /// OSS works again.
    CloseIncident,
    /// The times of an incident were corrected.
    CorrectIncident {
        /// Which: the event that opened it.
        incident: EventId,
        /// From.
        from: DateTime<Utc>,
        /// Until; none: it goes on.
        until: Option<DateTime<Utc>>,
    },
}

keyed! {
    /// Why a person comes first (law 25/2009, article 29): a need, never a diagnosis.
    Need {
        /// Sixty or older.
        Elderly = "elderly", "Lansia", "Elderly";
        /// Needs help to move, see, hear or speak.
        Disabled = "disabled", "Disabilitas", "Disability";
        /// Pregnant or nursing.
        Pregnant = "pregnant", "Hamil atau menyusui", "Pregnant or nursing";
        /// With a small child.
        WithChild = "with-child", "Membawa anak kecil", "With a small child";
    }
}

/// What a person has with them, and what of the questions of OSS is written down on paper. A list to look at,
/// nothing that holds anybody back; the answers themselves are not kept here (law 27/2022, data minimisation).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Ready {
    /// The original identity card.
    pub identity_card: bool,
    /// A phone with WhatsApp.
    pub phone: bool,
    /// An e-mail address and its password.
    pub email: bool,
    /// NPWP.
    pub tax_number: bool,
    /// Written down: name, birth and address as on the identity card.
    pub personal: bool,
    /// Written down: place of the business with its postal code, its area.
    pub place: bool,
    /// Written down: capital and workers.
    pub capital: bool,
    /// Written down: products, in the person's own words.
    pub products: bool,
}

impl Ready {
    /// Everything is there, and written down.
    pub fn is_all(self) -> bool {
        self.identity_card && self.phone && self.email && self.written() == 4
    }

    /// How many of the questions of OSS are written down.
    pub fn written(self) -> usize {
        let all = [self.personal, self.place, self.capital, self.products];
        all.into_iter().filter(|it| *it).count()
    }
}

/// How a service ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    /// With a business number.
    NibIssued,
    /// Unfinished.
    Pending(PendingReason),
    /// Elsewhere.
    Referred(ReferredTo),
    /// With advice.
    ConsultationOnly,
}

impl Ending {
    /// The same without its reason.
    pub fn outcome(self) -> Outcome {
        match self {
            Ending::NibIssued => Outcome::NibIssued,
            Ending::Pending(_) => Outcome::Pending,
            Ending::Referred(_) => Outcome::Referred,
            Ending::ConsultationOnly => Outcome::ConsultationOnly,
        }
    }

    /// Key of the reason or the place, for the database.
    pub fn reason(self) -> Option<&'static str> {
        match self {
            Ending::Pending(reason) => Some(reason.key()),
            Ending::Referred(place) => Some(place.key()),
            Ending::NibIssued | Ending::ConsultationOnly => None,
        }
    }
}

impl Act {
    /// The person it is about.
    pub fn entry(&self) -> Option<EntryId> {
        match *self {
            Act::CheckIn { entry, .. }
            | Act::WalkIn { entry, .. }
            | Act::UndoCheckIn { entry }
            | Act::NoShow { entry }
            | Act::UndoNoShow { entry }
            | Act::SetNeed { entry, .. }
            | Act::SetReady { entry, .. }
            | Act::FileReady { entry, .. }
            | Act::Leave { entry }
            | Act::Return { entry }
            | Act::Back { entry }
            | Act::Call { entry, .. }
            | Act::Recall { entry, .. }
            | Act::Miss { entry, .. }
            | Act::Begin { entry, .. }
            | Act::Park { entry, .. }
            | Act::HandOver { entry, .. }
            | Act::End { entry, .. } => Some(entry),
            Act::Start { .. }
            | Act::Stop { .. }
            | Act::OpenIncident
            | Act::ConfirmIncident
            | Act::ChooseStep { .. }
            | Act::CloseIncident
            | Act::CorrectIncident { .. } => None,
        }
    }

    /// The number it gives out.
    pub fn number(&self) -> Option<u32> {
        match *self {
            Act::CheckIn { number, .. } | Act::WalkIn { number, .. } => Some(number),
            _ => None,
        }
    }

    /// Gives it another number.
    #[must_use]
    pub fn with_number(mut self, new: u32) -> Act {
        if let Act::CheckIn { number, .. } | Act::WalkIn { number, .. } = &mut self {
            *number = new;
        }
        self
    }

    /// Whether an operator does it at the own table, and which one.
    pub fn operator(&self) -> Option<OperatorId> {
        match *self {
            Act::Start { operator }
            | Act::Stop { operator }
            | Act::Call { operator, .. }
            | Act::Recall { operator, .. }
            | Act::Miss { operator, .. }
            | Act::Begin { operator, .. }
            | Act::Park { operator, .. }
            | Act::HandOver { operator, .. }
            | Act::End { operator, .. } => Some(operator),
            _ => None,
        }
    }
}
