//! People whom the day left unfinished, until it is done.

use crate::common::{Office, each};
use crate::day::wish;
use crate::forms::someone_with;
use backend::testing::{open_follow_up, withdraw_follow_up};
use chrono::{Duration, NaiveTime};
use domain::after::AfterService;
use domain::booking::BookingState;
use domain::day::service::{DayService, Sent, WalkInPerson, Wish};
use domain::day::{Act, Ending};
use domain::error::ServiceError;
use domain::field::{Field, Problem};
use domain::follow_up::{CallBack, FollowUp, FollowUpEnd, FollowUpList, FollowUpState};
use domain::id::{BookingId, EntryId, FollowUpId, OperatorId, StaffId, VisitId};
use domain::message::MessageKind;
use domain::nib::Nib;
use domain::pending::{PendingReason, ReferredTo};
use domain::phone::Phone;
use domain::service::PublicService;
use domain::staff::Role;
use domain::text::Line;
use uuid::Uuid;

impl Office {
    /// A person is checked in and leaves the table unfinished.
    pub(crate) async fn leave_unfinished(&self, visit: VisitId, entry: EntryId, operator: OperatorId) {
        self.check_in(visit, entry).await;
        self.call_next(visit, operator).await;
        self.act(visit, Act::Begin { entry, operator }).await;
        let ending = Ending::Pending(PendingReason::OssOutage);
        self.act(
            visit,
            Act::End {
                entry,
                operator,
                ending,
            },
        )
        .await;
    }

    /// A person who came without booking.
    pub(crate) async fn walk_in(&self, visit: VisitId) -> EntryId {
        let entry = EntryId::new(Uuid::now_v7());
        let (number, need) = (0, None);
        let Wish::Do(sent) = wish(Act::WalkIn { entry, number, need }) else {
            unreachable!("a wish to do something")
        };
        let person = WalkInPerson {
            name: Line::parse("I Ketut Datang").unwrap(),
            phone: Phone::parse("0813 9999 0000").unwrap(),
            business_activity: Line::parse("warung kopi").unwrap(),
        };
        let sent = Sent {
            person: Some(person),
            ..*sent
        };
        let wish = Wish::Do(Box::new(sent));
        self.backend.act_now(&self.head, visit, wish).await.unwrap();
        entry
    }

    pub(crate) async fn unfinished(&self, list: FollowUpList) -> Vec<FollowUp> {
        self.backend.follow_ups(&self.head, list).await.unwrap().rows
    }

    /// One person with a booking, left unfinished, and the follow-up of it.
    async fn one_unfinished(&self) -> (VisitId, EntryId, FollowUp) {
        let (visit, people) = self.day_with(1).await;
        self.leave_unfinished(visit.id, people[0], visit.operators[0])
            .await;
        open(self, visit.id, people[0], PendingReason::OssOutage).await;
        let row = self.unfinished(FollowUpList::Open).await.remove(0);
        (visit.id, people[0], row)
    }
}

async fn open(office: &Office, visit: VisitId, entry: EntryId, reason: PendingReason) {
    let booking = Some(BookingId::new(entry.uuid()));
    open_follow_up(&office.backend, (visit, entry), booking, reason, None)
        .await
        .unwrap();
}

fn nib(number: &str) -> FollowUpEnd {
    FollowUpEnd::NibIssued(Nib::parse_optional(number).unwrap())
}

#[tokio::test]
async fn a_person_left_unfinished_stands_in_the_list_once_with_name_and_number() {
    each(async |office| {
        let (visit, entry, row) = office.one_unfinished().await;
        let person = row.person.clone().unwrap();
        assert_eq!(person.name, "Ni Wayan 1");
        assert_eq!(person.phone.unwrap().as_e164(), "+6281230000001");
        assert_eq!((row.reason, row.number), (PendingReason::OssOutage, Some(1)));
        assert_eq!((row.village.as_str(), row.entry), ("Bengkel", entry));
        // Said again it is the same row; said otherwise it says the new reason.
        open(&office, visit, entry, PendingReason::OssOutage).await;
        let again = office.unfinished(FollowUpList::Open).await;
        assert_eq!((again.len(), again[0].version), (1, row.version));
        open(&office, visit, entry, PendingReason::IdentityMismatch).await;
        let other = office.unfinished(FollowUpList::Open).await;
        assert_eq!(other[0].reason, PendingReason::IdentityMismatch);
        assert!(other[0].version > row.version);

        withdraw_follow_up(&office.backend, entry).await.unwrap();
        assert!(office.unfinished(FollowUpList::Open).await.is_empty());
        assert!(office.unfinished(FollowUpList::Done).await.is_empty());
        open(&office, visit, entry, PendingReason::Other).await;
        assert_eq!(office.unfinished(FollowUpList::Open).await[0].id, row.id);
    })
    .await;
}

#[tokio::test]
async fn call_backs_that_have_passed_come_first_then_by_time_then_the_oldest() {
    each(async |office| {
        let (visit, people) = office.day_with(4).await;
        for entry in &people {
            office.check_in(visit.id, *entry).await;
            open(&office, visit.id, *entry, PendingReason::Connection).await;
            office.wait(Duration::minutes(1));
        }
        let rows = office.unfinished(FollowUpList::Open).await;
        let of = |entry: EntryId| rows.iter().find(|row| row.entry == entry).unwrap();
        let plan = async |entry: EntryId, hours| {
            let at = Some(office.clock.now() + Duration::hours(hours));
            let call_back = CallBack {
                at,
                responsible: None,
            };
            let row = of(entry);
            let done = office
                .backend
                .plan_call_back(&office.head, row.id, row.version, call_back);
            done.await.unwrap();
        };
        plan(people[3], 1).await;
        plan(people[2], 30).await;
        office.wait(Duration::hours(2));
        let page = office
            .backend
            .follow_ups(&office.head, FollowUpList::Open)
            .await
            .unwrap();
        let order: Vec<_> = page.rows.iter().map(|row| row.entry).collect();
        assert_eq!(order, [people[3], people[2], people[0], people[1]]);
        assert_eq!((page.open, page.due), (4, 1));
        assert!(page.rows[0].is_due(page.now) && !page.rows[1].is_due(page.now));
        assert_eq!(office.backend.due_follow_ups(&office.head).await, Ok(1));
    })
    .await;
}

#[tokio::test]
async fn a_call_back_is_agreed_on_once_and_an_old_page_is_told_so() {
    each(async |office| {
        let (visit, _, row) = office.one_unfinished().await;
        let (backend, head) = (&office.backend, &office.head);
        let tomorrow = office.clock.now() + Duration::days(1);
        let call_back = CallBack {
            at: Some(tomorrow),
            responsible: Some(head.id),
        };
        let plan = async |version, call_back| backend.plan_call_back(head, row.id, version, call_back).await;
        plan(row.version, call_back).await.unwrap();
        // The same form sent twice is one act; another one on the old page finds it changed.
        plan(row.version, call_back).await.unwrap();
        assert_eq!(
            plan(row.version, CallBack::default()).await,
            Err(ServiceError::Stale)
        );
        let now = office.unfinished(FollowUpList::Open).await.remove(0);
        assert_eq!(now.call_back, Some(tomorrow));
        assert_eq!(now.responsible.unwrap().id, head.id);
        let past = CallBack {
            at: Some(office.clock.now() - Duration::hours(1)),
            responsible: None,
        };
        let refused = plan(now.version, past).await;
        assert_eq!(
            refused,
            Err(ServiceError::field(Field::CallBackDate, Problem::InThePast))
        );
        let nobody = CallBack {
            at: None,
            responsible: Some(StaffId::new(Uuid::nil())),
        };
        assert_eq!(
            plan(now.version, nobody).await,
            Err(ServiceError::field(Field::Responsible, Problem::NotAChoice))
        );
        let acts = office.acts(visit).await;
        let planned = acts.iter().filter(|act| *act == "follow-up-planned");
        assert_eq!(planned.count(), 1);
    })
    .await;
}

#[tokio::test]
async fn an_nib_ends_it_once_and_the_person_is_told_once() {
    each(async |office| {
        let (visit, entry, row) = office.one_unfinished().await;
        let (backend, head) = (&office.backend, &office.head);
        let end = nib("1234 5678 9012 3");
        backend.end_follow_up(head, row.id, &end).await.unwrap();
        backend.end_follow_up(head, row.id, &end).await.unwrap();
        let other = backend.end_follow_up(head, row.id, &nib("9999999999999")).await;
        assert_eq!(other, Err(ServiceError::Stale));
        let referred = FollowUpEnd::Referred(ReferredTo::Mall);
        let other = backend.end_follow_up(head, row.id, &referred).await;
        assert_eq!(other, Err(ServiceError::Stale));

        assert!(office.unfinished(FollowUpList::Open).await.is_empty());
        let done = office.unfinished(FollowUpList::Done).await.remove(0);
        assert_eq!((done.state, done.entry), (FollowUpState::NibIssued, entry));
        assert_eq!(done.nib.unwrap().as_str(), "1234567890123");
        assert_eq!(done.closed.unwrap().1, head.name);
        assert_eq!(office.people(visit).await[0].state, BookingState::NibIssued);
        let outcome = "select outcome || ' ' || nib from queue_entry";
        assert_eq!(office.sql(outcome).await, ["nib-issued 1234567890123"]);
        let told = office.drafts(MessageKind::NibReady).await;
        assert_eq!(told.len(), 1);
        assert!(told[0].body.contains("Ni Wayan 1") && told[0].body.contains("1234567890123"));
        let acts = office.acts(visit).await;
        assert_eq!(acts.iter().filter(|act| *act == "follow-up-nib").count(), 1);
        // What is done stays done, whatever a late device says.
        office
            .sql("update queue_entry set outcome = 'pending', nib = null returning stage")
            .await;
        office
            .sql("update booking set state = 'pending' returning state")
            .await;
        open(&office, visit, entry, PendingReason::OssOutage).await;
        assert_eq!(office.sql(outcome).await, ["nib-issued 1234567890123"]);
        assert_eq!(office.people(visit).await[0].state, BookingState::NibIssued);
        withdraw_follow_up(backend, entry).await.unwrap();
        assert_eq!(office.unfinished(FollowUpList::Done).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn two_who_end_it_at_once_tell_the_person_once() {
    each(async |office| {
        let (_, _, row) = office.one_unfinished().await;
        let end = |number| {
            let (backend, head, id) = (office.backend.clone(), office.head.clone(), row.id);
            async move { backend.end_follow_up(&head, id, &nib(number)).await }
        };
        let all = [end(""), end("1234567890123"), end("3210987654321")];
        let answers = crate::races::at_once(all).await;
        let done = answers.iter().filter(|answer| answer.is_ok()).count();
        assert!(
            done == 1 || done == 2,
            "the number that won may also be no number: {answers:?}"
        );
        assert!(
            answers
                .iter()
                .all(|it| it.is_ok() || *it == Err(ServiceError::Stale))
        );
        assert_eq!(office.drafts(MessageKind::NibReady).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn who_came_without_booking_is_told_by_phone() {
    each(async |office| {
        let (visit, _) = office.day_with(0).await;
        let entry = office.walk_in(visit.id).await;
        let of = (visit.id, entry);
        open_follow_up(&office.backend, of, None, PendingReason::MissingDocument, None)
            .await
            .unwrap();
        let row = office.unfinished(FollowUpList::Open).await.remove(0);
        assert_eq!(row.person.unwrap().name, "I Ketut Datang");
        office
            .backend
            .end_follow_up(&office.head, row.id, &nib(""))
            .await
            .unwrap();
        let told = office.drafts(MessageKind::NibReady).await;
        assert_eq!(told.len(), 1);
        assert!(told[0].whatsapp_link.as_ref().unwrap().contains("6281399990000"));
    })
    .await;
}

#[tokio::test]
async fn referred_and_given_up_end_it_without_a_word_to_the_person() {
    each(async |office| {
        let (visit, people) = office.day_with(2).await;
        for (entry, operator) in people.iter().zip(&visit.operators) {
            office.leave_unfinished(visit.id, *entry, *operator).await;
            open(&office, visit.id, *entry, PendingReason::BusinessCode).await;
        }
        let rows = office.unfinished(FollowUpList::Open).await;
        let (backend, head) = (&office.backend, &office.head);
        let referred = FollowUpEnd::Referred(ReferredTo::Office);
        backend.end_follow_up(head, rows[0].id, &referred).await.unwrap();
        let reason = Line::parse("tidak jadi berusaha").unwrap();
        let end = FollowUpEnd::GaveUp(reason);
        backend.end_follow_up(head, rows[1].id, &end).await.unwrap();
        backend.end_follow_up(head, rows[1].id, &end).await.unwrap();
        let states: Vec<_> = office
            .people(visit.id)
            .await
            .iter()
            .map(|row| row.state)
            .collect();
        assert_eq!(states, [BookingState::Referred, BookingState::Pending]);
        let done = office.unfinished(FollowUpList::Done).await;
        let details: Vec<_> = done.iter().filter_map(|row| row.detail.as_deref()).collect();
        assert_eq!(done.len(), 2);
        assert!(details.contains(&"office") && details.contains(&"tidak jadi berusaha"));
        assert!(office.drafts(MessageKind::NibReady).await.is_empty());
        let nothing = FollowUpId::new(Uuid::nil());
        let unknown = backend.end_follow_up(head, nothing, &referred).await;
        assert_eq!(unknown, Err(ServiceError::NotFound));
    })
    .await;
}

#[tokio::test]
async fn each_role_sees_and_changes_what_is_its_own() {
    each(async |office| {
        let (_, _, row) = office.one_unfinished().await;
        let backend = &office.backend;
        let operator = office.staff(Role::Operator).await;
        let others = [
            office.head.clone(),
            operator.clone(),
            office.staff(Role::Administration).await,
            office.staff(Role::AgencyHead).await,
        ];
        for staff in others {
            let role = staff.role;
            let changes = matches!(role, Role::DivisionHead | Role::Administration);
            let page = backend.follow_ups(&staff, FollowUpList::Open).await.unwrap();
            assert!(page.rows[0].person.is_some(), "{role:?} on the day");
            let call_back = CallBack {
                at: None,
                responsible: None,
            };
            let planned = backend
                .plan_call_back(&staff, row.id, row.version, call_back)
                .await;
            assert_eq!(planned.is_ok(), changes, "{role:?}");
            let unknown = FollowUpId::new(Uuid::nil());
            let ended = backend.end_follow_up(&staff, unknown, &nib("")).await;
            let refused = ended == Err(ServiceError::Forbidden);
            assert_eq!(refused, !changes, "{role:?}");
        }
        // On a later day operators see that somebody waits, but not who; unless it is theirs to call back.
        let next_day = office.clock.now().date_naive() + Duration::days(1);
        office.clock.set(next_day.and_time(NaiveTime::MIN).and_utc());
        let seen = async || {
            let page = backend.follow_ups(&operator, FollowUpList::Open).await.unwrap();
            page.rows[0].person.is_some()
        };
        assert!(!seen().await);
        let call_back = CallBack {
            at: None,
            responsible: Some(operator.id),
        };
        backend
            .plan_call_back(&office.head, row.id, row.version, call_back)
            .await
            .unwrap();
        assert!(seen().await);
    })
    .await;
}

#[tokio::test]
async fn an_e_mail_goes_out_where_there_is_an_address() {
    let mail = crate::smtp::MailServer::start().await;
    crate::common::each_with(mail.smtp(), async |office| {
        let visit = office.open_visit(1).await;
        let new = someone_with(visit.slots[0], 1, |form| form.email = "sari@contoh.id".into());
        office.backend.book(&new).await.unwrap();
        office.begin(visit.id).await;
        let entry = EntryId::new(office.people(visit.id).await[0].id.uuid());
        office.leave_unfinished(visit.id, entry, visit.operators[0]).await;
        open(&office, visit.id, entry, PendingReason::OssOutage).await;
        let row = office.unfinished(FollowUpList::Open).await.remove(0);
        office
            .backend
            .end_follow_up(&office.head, row.id, &nib(""))
            .await
            .unwrap();
        let queued = "select recipient from message where kind = 'nib-ready' and state = 'queued'";
        assert_eq!(office.sql(queued).await, ["sari@contoh.id"]);
    })
    .await;
}
