//! What the programme learns from its visits: the way of people through them, what stood in the way, which villages
//! were reached, the meeting that turns it into decisions, and the papers before and after a visit.
//!
//! Everything is counted once, in [`VisitCounts`] and [`Figures`]: dashboard, sheet and exports read the same numbers.
//! What is not known is `None`, and a share of nothing is none.

mod briefing;
mod counts;
mod coverage;
mod figures;
mod funnel;
mod headcount;
mod loss;
mod meeting;
mod meeting_service;
mod number;
mod papers;
mod period;
mod public;
mod reason;
mod risks;
mod service;
mod visit_report;
mod wait;
mod words;

pub use briefing::{BriefingFacts, Room, TeamMember};
pub use counts::{ChannelFacts, Heads, OutageCost, VisitCounts};
pub use coverage::{Atlas, Change, DistrictRecord, Held, VillageRecord};
pub use figures::{Changed, Figure, Figures};
pub use funnel::{AtStep, Funnel, Step, Target};
pub use headcount::Headcount;
pub use loss::{Loss, Lost, losses};
pub use meeting::{
    Decision, Indicator, Meeting, NewDecision, NewMeeting, NewObstacle, NewReply, Obstacle, Outcome, Reply,
};
pub use meeting_service::{MeetingPage, MeetingService, OutageRow};
pub use number::{number_text, share, share_text};
pub use papers::{BriefingPage, PaperService, ReportPage};
pub use period::{NotAPeriod, Period, Span};
pub use public::{DistrictResults, HeldVisit, PublicResults, PublicVisit, Rating, ResultFacts, Sums};
pub use reason::{OutreachLack, Reason, ReasonFacts, reasons};
pub use service::{CoveragePage, Dashboard, EvaluationService, ResultsService, Review};
pub use visit_report::{MadeReport, ReportFacts};
pub use wait::{OperatorLoad, Reach, Waits, allotted_seconds};

#[cfg(test)]
pub(crate) use counts::tests::{bare, some_counts};

#[cfg(test)]
mod tests {
    mod briefing;
    mod figures;
    mod meeting;
    mod public;
    mod reason;
    mod visit_report;
}
