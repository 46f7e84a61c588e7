//! The three services of the domain: who may do it, then the use case of the subject's file.

use crate::Backend;
use crate::audit::Actor;
use crate::db::fetch_optional;
use crate::{channel_state, outbox};
use async_trait::async_trait;
use chrono::{NaiveDate, NaiveTime};
use domain::booking::NewBooking;
use domain::choice::{InterestAnswer, VillageChoice, VillageRanking};
use domain::counter::OfficeDay;
use domain::day::service::{BoardPage, DayPage, DayService, Granted, Report, Synced, Wish};
use domain::error::ServiceError;
use domain::field::Field;
use domain::holiday::Warning;
use domain::id::{AbsenceId, BookingId, EventId, MessageId, OdalanId, OperatorId, SlotId, VisitId};
use domain::lang::Lang;
use domain::letter::{LetterPage, NewLetter};
use domain::lunar::LunarDay;
use domain::message::{Channel, MessageState};
use domain::month::Board;
use domain::odalan::NewOdalan;
use domain::phone::Phone;
use domain::plan::VisitPlan;
use domain::ranking::VillageFacts;
use domain::reach::{NewReach, ReachPage};
use domain::readiness::Check;
use domain::service::{
    Answer, BookingRow, Conflict, Home, Outbox, PlanChoices, PublicService, Session, StaffService,
    StaffVisit, Ticket, Today, VenueRequest, VillageContact, VillagePage, VillageService, VisitFilter,
    VisitPage, VisitSummary,
};
use domain::settle::{Proposal, Way};
use domain::staff::{Act, NewAbsence, Operator, Staff};
use domain::team::{NewPerson, Work};
use domain::text::Line;
use domain::venue::VenueAnswer;
use domain::village::{Village, VillageCode};
use domain::visit::VisitStep;
use domain::what_if::{WhatIfForm, WhatIfPage};
use domain::year::{CalendarYear, HolidayEntry, VillageFeasts};

#[async_trait]
impl PublicService for Backend {
    async fn home(&self, search: &str) -> Answer<Home> {
        self.home_page(search).await
    }
    async fn villages(&self, search: &str) -> Answer<Vec<Village>> {
        self.found_villages(search).await
    }
    async fn village(&self, code: &VillageCode) -> Answer<VillagePage> {
        self.village_page(code).await
    }
    async fn visits(&self, filter: &VisitFilter) -> Answer<Vec<VisitSummary>> {
        self.filtered_visits(filter).await
    }
    async fn visit(&self, id: VisitId) -> Answer<VisitPage> {
        self.visit_page(id).await
    }
    async fn book(&self, new: &NewBooking) -> Answer<Ticket> {
        self.take_booking(new, Actor::Applicant).await
    }
    async fn ticket(&self, manage_token: &str) -> Answer<Ticket> {
        self.ticket_by_token(manage_token).await
    }
    async fn move_booking(&self, manage_token: &str, slot: SlotId) -> Answer<Ticket> {
        self.change_slot(self.booking_of(manage_token)?, slot, Actor::Applicant)
            .await
    }
    async fn cancel_booking(&self, manage_token: &str) -> Answer<Ticket> {
        self.call_off(self.booking_of(manage_token)?, "", Actor::Applicant)
            .await
    }
    async fn reach(&self, manage_token: &str) -> Answer<ReachPage> {
        self.reach_of(self.booking_of(manage_token)?).await
    }
    async fn choose_reach(&self, manage_token: &str, reach: &NewReach) -> Answer<Ticket> {
        self.reach_by(self.booking_of(manage_token)?, reach).await
    }
    async fn confirm_booking(&self, manage_token: &str) -> Answer<Ticket> {
        self.confirm(self.booking_of(manage_token)?, Actor::Applicant)
            .await
    }
    async fn want_news(&self, village: &VillageCode, phone: &Phone, lang: Lang) -> Answer<InterestAnswer> {
        self.note_interest(village, phone, lang).await
    }
}

#[async_trait]
impl VillageService for Backend {
    async fn venue_request(&self, token: &str) -> Answer<VenueRequest> {
        self.request_by_token(token).await
    }
    async fn answer_venue(&self, token: &str, answer: &VenueAnswer) -> Answer<VenueRequest> {
        self.record_answer(token, answer).await
    }
    async fn own_letter(&self, token: &str) -> Answer<Vec<u8>> {
        self.own_letter_of(token).await
    }
    async fn own_feasts(&self, token: &str) -> Answer<VillageFeasts> {
        self.feasts_by_link(token).await
    }
    async fn add_own_odalan(&self, token: &str, new: &NewOdalan) -> Answer<()> {
        self.new_odalan_by_link(token, new).await
    }
    async fn remove_own_odalan(&self, token: &str, id: OdalanId) -> Answer<()> {
        self.drop_odalan_by_link(token, id).await
    }
}

/// Refuses what the role may not do.
pub(crate) fn may(staff: &Staff, act: Act) -> Answer<()> {
    if staff.role.may(act) {
        Ok(())
    } else {
        Err(ServiceError::Forbidden)
    }
}

#[async_trait]
impl StaffService for Backend {
    async fn log_in(&self, user_name: &str, password: &str) -> Answer<Session> {
        self.open_session(user_name, password).await
    }
    async fn staff_of(&self, session_token: &str) -> Answer<Staff> {
        self.session(session_token).await
    }
    async fn log_out(&self, session_token: &str) -> Answer<()> {
        self.close_session(session_token).await
    }

    async fn today(&self, staff: &Staff) -> Answer<Today> {
        may(staff, Act::SeeVisits)?;
        self.day().await
    }
    async fn board(&self, staff: &Staff, month: NaiveDate) -> Answer<Board> {
        may(staff, Act::SeeVisits)?;
        self.board_of(month).await
    }
    async fn publish_month(&self, staff: &Staff, month: NaiveDate) -> Answer<()> {
        may(staff, Act::PlanVisits)?;
        self.publish(staff, month).await
    }
    async fn tick_check(&self, staff: &Staff, id: VisitId, check: Check, done: bool) -> Answer<()> {
        may(staff, Act::AskVillages)?;
        self.tick(staff, id, check, done).await
    }
    async fn staff_visit(&self, staff: &Staff, id: VisitId) -> Answer<StaffVisit> {
        may(staff, Act::SeeVisits)?;
        self.visit_for_staff(staff, id).await
    }
    async fn plan_choices(&self, staff: &Staff) -> Answer<PlanChoices> {
        may(staff, Act::PlanVisits)?;
        self.choices().await
    }
    async fn calendar(
        &self,
        staff: &Staff,
        date: NaiveDate,
        village: Option<&VillageCode>,
        ends_at: Option<NaiveTime>,
    ) -> Answer<Vec<Warning>> {
        may(staff, Act::SeeVisits)?;
        self.warnings_of_plan(date, village, ends_at).await
    }
    async fn calendar_year(&self, staff: &Staff, year: i32) -> Answer<CalendarYear> {
        may(staff, Act::SeeVisits)?;
        self.year(year).await
    }
    async fn add_holiday(&self, staff: &Staff, new: &HolidayEntry) -> Answer<()> {
        may(staff, Act::PlanVisits)?;
        self.new_holiday(staff, new).await
    }
    async fn edit_holiday(&self, staff: &Staff, was: &HolidayEntry, new: &HolidayEntry) -> Answer<()> {
        may(staff, Act::PlanVisits)?;
        self.change_holiday(staff, was, new).await
    }
    async fn remove_holiday(&self, staff: &Staff, was: &HolidayEntry) -> Answer<()> {
        may(staff, Act::PlanVisits)?;
        self.drop_holiday(staff, was).await
    }
    async fn add_lunar_day(&self, staff: &Staff, day: LunarDay) -> Answer<()> {
        may(staff, Act::PlanVisits)?;
        self.new_lunar_day(staff, day).await
    }
    async fn remove_lunar_day(&self, staff: &Staff, day: LunarDay) -> Answer<()> {
        may(staff, Act::PlanVisits)?;
        self.drop_lunar_day(staff, day).await
    }
    async fn feasts(&self, staff: &Staff, village: &VillageCode) -> Answer<VillageFeasts> {
        may(staff, Act::SeeVisits)?;
        self.feasts_of(village).await
    }
    async fn add_odalan(&self, staff: &Staff, village: &VillageCode, new: &NewOdalan) -> Answer<()> {
        may(staff, Act::AskVillages)?;
        self.new_odalan(Actor::Staff(staff), None, village, new).await
    }
    async fn remove_odalan(&self, staff: &Staff, village: &VillageCode, id: OdalanId) -> Answer<()> {
        may(staff, Act::AskVillages)?;
        self.drop_odalan(Actor::Staff(staff), None, village, id).await
    }
    async fn create_visit(&self, staff: &Staff, plan: &VisitPlan) -> Answer<VisitId> {
        may(staff, Act::PlanVisits)?;
        self.plan_visit(Actor::Staff(staff), plan).await
    }
    async fn edit_visit(&self, staff: &Staff, id: VisitId, version: i64, plan: &VisitPlan) -> Answer<()> {
        may(staff, Act::PlanVisits)?;
        self.change_visit(staff, id, version, plan).await
    }
    async fn step_visit(&self, staff: &Staff, id: VisitId, step: VisitStep, reason: &str) -> Answer<()> {
        self.take_step(staff, id, step, reason).await
    }
    async fn ask_village(&self, staff: &Staff, id: VisitId, contact: &VillageContact) -> Answer<()> {
        may(staff, Act::AskVillages)?;
        self.send_link(staff, id, contact).await
    }

    async fn bookings(&self, staff: &Staff, visit: VisitId) -> Answer<Vec<BookingRow>> {
        may(staff, Act::SeeBookings)?;
        self.people_of(staff, visit).await
    }
    async fn book_for(&self, staff: &Staff, new: &NewBooking) -> Answer<Ticket> {
        may(staff, Act::ChangeBookings)?;
        self.take_booking(new, Actor::Staff(staff)).await
    }
    async fn move_for(&self, staff: &Staff, booking: BookingId, slot: SlotId) -> Answer<()> {
        may(staff, Act::ChangeBookings)?;
        self.change_slot(booking, slot, Actor::Staff(staff))
            .await
            .map(|_| ())
    }
    async fn cancel_for(&self, staff: &Staff, booking: BookingId, reason: &str) -> Answer<()> {
        may(staff, Act::ChangeBookings)?;
        let reason = Line::<200>::parse_min(reason, 3)
            .map_err(|problem| ServiceError::field(Field::Reason, problem))?;
        self.call_off(booking, reason.as_str(), Actor::Staff(staff))
            .await
            .map(|_| ())
    }
    async fn conflicts(&self, staff: &Staff, visit: VisitId) -> Answer<Vec<Conflict>> {
        may(staff, Act::ChangeBookings)?;
        self.conflicts_of(staff, visit).await
    }
    async fn settlements(&self, staff: &Staff, visit: VisitId) -> Answer<Vec<Proposal>> {
        may(staff, Act::ChangeBookings)?;
        self.ways_to_settle(staff, visit).await
    }
    async fn mergers(&self, staff: &Staff, visit: VisitId) -> Answer<Vec<Proposal>> {
        may(staff, Act::PlanVisits)?;
        self.ways_to_merge(staff, visit).await
    }
    async fn settle(
        &self,
        staff: &Staff,
        visit: VisitId,
        way: Way,
        seen: &str,
        office_reason: Option<&Line<200>>,
    ) -> Answer<()> {
        may(
            staff,
            match way {
                Way::Move => Act::ChangeBookings,
                Way::AddOperator(_) | Way::Lengthen(_) | Way::Merge(_) => Act::PlanVisits,
            },
        )?;
        self.settle_surplus(staff, visit, way, seen, office_reason).await
    }

    async fn outbox(&self, staff: &Staff, state: MessageState) -> Answer<Outbox> {
        may(staff, Act::HandleMessages)?;
        Ok(Outbox {
            messages: outbox::list(&self.pool, state).await?,
            counts: outbox::counts(&self.pool).await?,
            silent_until: self.silence().await?,
            night_until: self.night().await?,
            paused: channel_state::paused(&self.pool).await?,
            spending: self.spending().await?,
        })
    }
    async fn resume_channel(&self, staff: &Staff, channel: Channel) -> Answer<()> {
        self.resume(staff, channel).await
    }
    async fn mark_sent(&self, staff: &Staff, message: MessageId) -> Answer<()> {
        may(staff, Act::HandleMessages)?;
        let mut tx = self.pool.begin().await?;
        // Marked twice is marked: two people with the same list.
        if !outbox::mark_sent(&mut tx, self.now(), message, staff.id.uuid()).await? {
            return self.known_message(message).await;
        }
        Ok(tx.commit().await?)
    }
    async fn resend(&self, staff: &Staff, message: MessageId) -> Answer<()> {
        may(staff, Act::HandleMessages)?;
        let mut tx = self.pool.begin().await?;
        if !outbox::resend(&mut tx, self.now(), message).await? {
            return self.known_message(message).await;
        }
        tx.commit().await?;
        self.outbox_bell.notify_one();
        Ok(())
    }

    async fn operators(&self, staff: &Staff) -> Answer<Vec<Operator>> {
        may(staff, Act::SeeVisits)?;
        self.all_operators().await
    }
    async fn certify(&self, staff: &Staff, operator: OperatorId, on: Option<NaiveDate>) -> Answer<()> {
        may(staff, Act::ManageOperators)?;
        self.set_certificate(staff, operator, on).await
    }
    async fn add_absence(&self, staff: &Staff, absence: &NewAbsence) -> Answer<()> {
        may(staff, Act::ManageOperators)?;
        self.new_absence(staff, absence).await
    }
    async fn remove_absence(&self, staff: &Staff, absence: AbsenceId) -> Answer<()> {
        may(staff, Act::ManageOperators)?;
        self.drop_absence(staff, absence).await
    }

    async fn add_person(&self, staff: &Staff, person: &NewPerson) -> Answer<()> {
        may(staff, Act::ManageOperators)?;
        self.new_person(Actor::Staff(staff), person).await.map(|_| ())
    }
    async fn set_work(&self, staff: &Staff, person: OperatorId, work: Work) -> Answer<()> {
        may(staff, Act::ManageOperators)?;
        self.change_work(staff, person, work).await
    }
    async fn add_supervised_nib(&self, staff: &Staff, person: OperatorId) -> Answer<()> {
        may(staff, Act::ManageOperators)?;
        self.count_nib(staff, person).await
    }
    async fn undo_supervised_nib(&self, staff: &Staff, person: OperatorId) -> Answer<()> {
        may(staff, Act::ManageOperators)?;
        self.take_nib_back(staff, person).await
    }
    async fn office_day(&self, staff: &Staff, date: NaiveDate, visit: Option<VisitId>) -> Answer<OfficeDay> {
        may(staff, Act::PlanVisits)?;
        self.counter_on(date, visit).await
    }
    async fn what_if(&self, staff: &Staff, visit: VisitId, form: &WhatIfForm) -> Answer<WhatIfPage> {
        may(staff, Act::PlanVisits)?;
        self.try_out(staff, visit, form).await
    }
    async fn letter(&self, staff: &Staff, visit: VisitId) -> Answer<LetterPage> {
        may(staff, Act::AskVillages)?;
        self.letter_page(visit).await
    }
    async fn save_letter(&self, staff: &Staff, visit: VisitId, version: i64, new: &NewLetter) -> Answer<()> {
        may(staff, Act::AskVillages)?;
        self.keep_letter(staff, visit, version, new).await
    }
    async fn send_letter(&self, staff: &Staff, id: VisitId) -> Answer<()> {
        may(staff, Act::AskVillages)?;
        self.write_of_letter(staff, id).await
    }
    async fn letter_pdf(&self, staff: &Staff, visit: VisitId) -> Answer<Vec<u8>> {
        may(staff, Act::AskVillages)?;
        self.set_letter(visit).await
    }

    async fn ranking(&self, staff: &Staff, month: Option<NaiveDate>) -> Answer<VillageRanking> {
        may(staff, Act::SeeVisits)?;
        self.ranking_for(month).await
    }
    async fn village_choice(
        &self,
        staff: &Staff,
        month: Option<NaiveDate>,
        village: &VillageCode,
    ) -> Answer<VillageChoice> {
        may(staff, Act::SeeVisits)?;
        self.choice_of(month, village).await
    }
    async fn add_candidate(
        &self,
        staff: &Staff,
        month: NaiveDate,
        village: &VillageCode,
        reason: &str,
    ) -> Answer<()> {
        may(staff, Act::PlanVisits)?;
        self.choose(staff, month, village, reason).await
    }
    async fn drop_candidate(&self, staff: &Staff, month: NaiveDate, village: &VillageCode) -> Answer<()> {
        may(staff, Act::PlanVisits)?;
        self.unchoose(staff, month, village).await
    }
    async fn set_facts(&self, staff: &Staff, village: &VillageCode, facts: VillageFacts) -> Answer<()> {
        may(staff, Act::PlanVisits)?;
        self.write_facts(staff, village, facts).await
    }
}

impl Backend {
    async fn known_message(&self, id: MessageId) -> Answer<()> {
        let found = fetch_optional!(
            self.pool,
            (String,),
            "select state from message where id = $1",
            id.uuid()
        )?;
        if found.is_some() {
            Ok(())
        } else {
            Err(ServiceError::NotFound)
        }
    }
}

#[async_trait]
impl DayService for Backend {
    async fn board(&self, id: VisitId) -> Answer<BoardPage> {
        self.board_page(id).await
    }
    async fn day(&self, staff: &Staff, id: VisitId) -> Answer<DayPage> {
        may(staff, Act::SeeBookings)?;
        self.day_page(staff, id).await
    }
    async fn sync(&self, staff: &Staff, id: VisitId, report: &Report) -> Answer<Synced> {
        self.take_report(staff, id, report).await
    }
    async fn act_now(&self, staff: &Staff, id: VisitId, wish: Wish) -> Answer<Granted> {
        self.do_now(staff, id, &wish).await
    }
    async fn elsewhere(&self, staff: &Staff, id: VisitId, text: &str) -> Answer<Option<(String, NaiveDate)>> {
        may(staff, Act::RunDesk)?;
        self.booked_elsewhere(id, text).await
    }
    async fn settle(&self, staff: &Staff, id: VisitId, event: EventId) -> Answer<()> {
        may(staff, Act::RunDesk)?;
        self.settle_event(staff, id, event).await
    }
}
