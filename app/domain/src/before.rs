//! What comes before a booking: questions and their answers, the self-check, and where a business is served.

use crate::id::{BookingId, FaqId, QuestionId, VisitId};
use crate::question::{Faq, NewFaq, NewQuestion, OwnQuestion, QuestionsPage, ReplyText};
use crate::service::{Answer, VisitSummary};
use crate::settings::Settings;
use crate::staff::Staff;
use crate::triage::Business;
use crate::village::VillageCode;
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// Where one asks and checks, with what was asked before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskPage {
    /// The visit; none: the programme.
    pub visit: Option<VisitSummary>,
    /// What is published for its village and for the programme, latest first.
    pub published: Vec<Faq>,
    /// The office's settings.
    pub settings: Settings,
    /// A fresh idempotency key for the form of this rendering.
    pub idempotency_key: String,
}

/// What people may do before they book, and staff with it.
#[async_trait]
pub trait BeforeService: Send + Sync {
    /// The page of a visit that the public sees, or of the programme.
    async fn ask_page(&self, visit: Option<VisitId>) -> Answer<AskPage>;
    /// What is published for a village and for the programme, the village's own first.
    async fn published(&self, village: &VillageCode) -> Answer<Vec<Faq>>;
    /// Asks. The same key and contents sent twice is one question. Gives the token of its page.
    async fn ask(&self, new: &NewQuestion) -> Answer<String>;
    /// The page of a link.
    async fn question(&self, token: &str) -> Answer<OwnQuestion>;

    /// Notes with a booking what was chosen in the self-check. What was noted first stays.
    async fn note_business(&self, manage_token: &str, business: &Business) -> Answer<()>;
    /// What was chosen, for the holder of a ticket.
    async fn business(&self, manage_token: &str) -> Answer<Business>;

    /// The questions about a visit, or all.
    async fn questions(&self, staff: &Staff, visit: Option<VisitId>) -> Answer<QuestionsPage>;
    /// How many have no answer.
    async fn open_questions(&self, staff: &Staff) -> Answer<u32>;
    /// Answers: by message where there is a way, at the link in any case. The same answer twice is one.
    async fn answer_question(&self, staff: &Staff, id: QuestionId, answer: &ReplyText) -> Answer<()>;
    /// Sets a question aside that needs no answer. Twice is once.
    async fn set_question_aside(&self, staff: &Staff, id: QuestionId) -> Answer<()>;
    /// Name that was given with a question, for the check of what is published.
    async fn asker(&self, staff: &Staff, id: QuestionId) -> Answer<Option<String>>;
    /// Publishes a question that was answered, cleared; what was published of it before is replaced.
    async fn publish(&self, staff: &Staff, id: QuestionId, faq: &NewFaq) -> Answer<()>;
    /// Takes it off the pages. Twice is once.
    async fn unpublish(&self, staff: &Staff, id: FaqId) -> Answer<()>;
    /// What was chosen in the self-check, for staff.
    async fn business_of(&self, staff: &Staff, booking: BookingId) -> Answer<Business>;
}
