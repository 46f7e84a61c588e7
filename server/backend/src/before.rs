//! What comes before a booking: who may do it, then the use case of the subject's file.

use crate::Backend;
use crate::services::may;
use async_trait::async_trait;
use domain::before::{AskPage, BeforeService};
use domain::id::{BookingId, FaqId, QuestionId, VisitId};
use domain::question::{Faq, NewFaq, NewQuestion, OwnQuestion, QuestionsPage, ReplyText};
use domain::service::Answer;
use domain::staff::{Act, Staff};
use domain::triage::Business;
use domain::village::VillageCode;

#[async_trait]
impl BeforeService for Backend {
    async fn ask_page(&self, visit: Option<VisitId>) -> Answer<AskPage> {
        self.page_to_ask(visit).await
    }
    async fn published(&self, village: &VillageCode) -> Answer<Vec<Faq>> {
        Ok(self.published_for(Some(village)).await?)
    }
    async fn ask(&self, new: &NewQuestion) -> Answer<String> {
        self.take_question(new).await
    }
    async fn question(&self, token: &str) -> Answer<OwnQuestion> {
        self.question_by_token(token).await
    }

    async fn note_business(&self, manage_token: &str, business: &Business) -> Answer<()> {
        let booking = self.booking_of(manage_token)?;
        self.keep_business(booking, business).await
    }
    async fn business(&self, manage_token: &str) -> Answer<Business> {
        self.business_of_booking(self.booking_of(manage_token)?).await
    }

    async fn questions(&self, staff: &Staff, visit: Option<VisitId>) -> Answer<QuestionsPage> {
        may(staff, Act::HandleMessages)?;
        self.questions_page(visit).await
    }
    async fn open_questions(&self, staff: &Staff) -> Answer<u32> {
        may(staff, Act::HandleMessages)?;
        Ok(self.count_open_questions().await?)
    }
    async fn answer_question(&self, staff: &Staff, id: QuestionId, answer: &ReplyText) -> Answer<()> {
        may(staff, Act::HandleMessages)?;
        self.reply(staff, id, answer).await
    }
    async fn set_question_aside(&self, staff: &Staff, id: QuestionId) -> Answer<()> {
        may(staff, Act::HandleMessages)?;
        self.put_aside(staff, id).await
    }
    async fn asker(&self, staff: &Staff, id: QuestionId) -> Answer<Option<String>> {
        may(staff, Act::HandleMessages)?;
        self.name_given(id).await
    }
    async fn publish(&self, staff: &Staff, id: QuestionId, faq: &NewFaq) -> Answer<()> {
        may(staff, Act::HandleMessages)?;
        self.publish_faq(staff, id, faq).await
    }
    async fn unpublish(&self, staff: &Staff, id: FaqId) -> Answer<()> {
        may(staff, Act::HandleMessages)?;
        self.withdraw_faq(staff, id).await
    }
    async fn business_of(&self, staff: &Staff, booking: BookingId) -> Answer<Business> {
        may(staff, Act::SeeBookings)?;
        self.business_of_booking(booking).await
    }
}
