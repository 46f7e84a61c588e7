//! The steps agreed for an outage, and who is told of one.

use crate::common::{Office, each, each_with};
use crate::forms::someone_with;
use crate::races::at_once;
use backend::testing::{tell_outage, tell_outage_over};
use chrono::{DateTime, Utc};
use domain::after::AfterService;
use domain::day::{Act, Ending};
use domain::error::ServiceError;
use domain::id::{EntryId, EventId, VisitId};
use domain::message::{MessageKind, MessageState};
use domain::outage_plan::{OutagePlan, OutagePlanForm};
use domain::service::{MessageRow, PublicService, StaffService};
use domain::staff::Role;
use uuid::Uuid;

fn plan(version: u32, prepare_after: &str) -> OutagePlan {
    let form = OutagePlanForm {
        prepare_after: prepare_after.into(),
        slips_after: "45".into(),
        confirm_minutes: "15".into(),
        wait_words: "Tunggu dan beri tahu".into(),
        prepare_words: "Siapkan berkas".into(),
        slips_words: "Beri kartu kembali".into(),
    };
    form.parse(version).unwrap()
}

#[tokio::test]
async fn the_first_agreement_is_version_two_and_none_is_ever_changed() {
    each(async |office| {
        let (b, head) = (&office.backend, &office.head);
        assert_eq!(b.outage_plan(head).await, Ok(OutagePlan::default()));
        let built_in = b.outage_plans(head).await.unwrap();
        assert_eq!((built_in.len(), built_in[0].plan.version), (1, 1));
        assert_eq!(built_in[0].made, None);

        b.agree_outage_plan(head, &plan(2, "10")).await.unwrap();
        // Sent twice it is one version; another one on the old page is not written over it.
        b.agree_outage_plan(head, &plan(2, "10")).await.unwrap();
        let old_page = b.agree_outage_plan(head, &plan(2, "12")).await;
        assert_eq!(old_page, Err(ServiceError::Stale));
        assert_eq!(
            b.agree_outage_plan(head, &plan(9, "12")).await,
            Err(ServiceError::Stale)
        );
        b.agree_outage_plan(head, &plan(3, "12")).await.unwrap();
        let all = b.outage_plans(head).await.unwrap();
        let versions: Vec<_> = all
            .iter()
            .map(|it| (it.plan.version, it.plan.prepare_after))
            .collect();
        assert_eq!(versions, [(3, 12), (2, 10), (1, 20)]);
        assert_eq!(all[0].made.as_ref().unwrap().0, head.name);
        assert_eq!(b.outage_plan(head).await, Ok(plan(3, "12")));
        let acts = "select detail from audit_entry where act = 'outage-plan-agreed' order by id";
        assert_eq!(office.sql(acts).await, ["2", "3"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_who_agree_at_once_one_wins() {
    each(async |office| {
        let one = |minutes: usize| {
            let (backend, head) = (office.backend.clone(), office.head.clone());
            let plan = plan(2, &minutes.to_string());
            async move { backend.agree_outage_plan(&head, &plan).await }
        };
        let answers = at_once((5..11).map(one)).await;
        assert_eq!(answers.iter().filter(|it| it.is_ok()).count(), 1);
        assert!(
            answers
                .iter()
                .all(|it| it.is_ok() || *it == Err(ServiceError::Stale))
        );
        assert_eq!(office.backend.outage_plans(&office.head).await.unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn everybody_reads_the_steps_and_the_head_of_division_agrees_on_them() {
    each(async |office| {
        for role in [Role::AgencyHead, Role::Administration, Role::Operator] {
            let staff = office.staff(role).await;
            assert!(office.backend.outage_plans(&staff).await.is_ok(), "{role:?}");
            let agreed = office.backend.agree_outage_plan(&staff, &plan(2, "10")).await;
            assert_eq!(agreed, Err(ServiceError::Forbidden), "{role:?}");
        }
    })
    .await;
}

fn since() -> DateTime<Utc> {
    "2026-06-10T01:40:00Z".parse().unwrap()
}

impl Office {
    async fn outage(&self, visit: VisitId, incident: EventId) {
        tell_outage(&self.backend, visit, incident, since())
            .await
            .unwrap();
    }

    /// Everybody who was told, by name.
    async fn told(&self, kind: MessageKind) -> Vec<MessageRow> {
        let mut all = self.drafts(kind).await;
        all.sort_by(|one, other| one.to_name.cmp(&other.to_name));
        all
    }
}

fn names(rows: &[MessageRow]) -> Vec<&str> {
    rows.iter().map(|row| row.to_name.as_str()).collect()
}

/// Six booked: 1 waits, 2 was served, 3 called off, 4 sits at a table, 5 and 6 are still to come; one more came
/// without booking.
async fn a_day(office: &Office) -> (VisitId, Vec<EntryId>) {
    let visit = office.open_visit(2).await;
    let mut tokens = Vec::new();
    for person in 1..7 {
        tokens.push(office.book(visit.slots[person / 2], person).await);
    }
    office.backend.cancel_booking(&tokens[2]).await.unwrap();
    office.begin(visit.id).await;
    let rows = office.people(visit.id).await;
    let entry = |person: usize| {
        let name = format!("Ni Wayan {person}");
        let row = rows.iter().find(|row| row.applicant_name == name).unwrap();
        EntryId::new(row.id.uuid())
    };
    let operators = &visit.operators;
    for (person, operator) in [(2, operators[0]), (4, operators[1])] {
        office.check_in(visit.id, entry(person)).await;
        office.call_next(visit.id, operator).await;
        let entry = entry(person);
        office.act(visit.id, Act::Begin { entry, operator }).await;
    }
    let (end, operator, ending) = (entry(2), operators[0], Ending::NibIssued);
    let end = Act::End {
        entry: end,
        operator,
        ending,
    };
    office.act(visit.id, end).await;
    office.check_in(visit.id, entry(1)).await;
    let walk_in = office.walk_in(visit.id).await;
    (visit.id, vec![entry(1), entry(5), entry(6), walk_in])
}

#[tokio::test]
async fn those_who_wait_and_those_who_still_come_are_told_once() {
    each(async |office| {
        let (visit, _) = a_day(&office).await;
        let incident = EventId::new(Uuid::now_v7());
        office.outage(visit, incident).await;
        office.outage(visit, incident).await;
        let told = office.told(MessageKind::Outage).await;
        let expected = ["I Ketut Datang", "Ni Wayan 1", "Ni Wayan 5", "Ni Wayan 6"];
        assert_eq!(names(&told), expected);
        for row in &told {
            assert!(row.body.contains("sejak pukul 09.40 WITA"), "{}", row.body);
        }
        assert!(
            told[0].body.contains("Antrean 4 tetap berlaku"),
            "{}",
            told[0].body
        );
        // A second outage of the day is news.
        office.outage(visit, EventId::new(Uuid::now_v7())).await;
        assert_eq!(office.told(MessageKind::Outage).await.len(), 8);
    })
    .await;
}

#[tokio::test]
async fn the_end_is_told_to_those_who_were_told_and_still_wait() {
    each(async |office| {
        let (visit, people) = a_day(&office).await;
        let incident = EventId::new(Uuid::now_v7());
        office.outage(visit, incident).await;
        let told = office.told(MessageKind::Outage).await;
        // Three drafts were sent by hand, one was not; one of the three left in the meantime.
        for row in &told[..3] {
            office.backend.mark_sent(&office.head, row.id).await.unwrap();
        }
        let left = people[0];
        office.act(visit, Act::Leave { entry: left }).await;
        for _ in 0..2 {
            tell_outage_over(&office.backend, visit, incident).await.unwrap();
        }
        let over = office.told(MessageKind::OutageOver).await;
        assert_eq!(names(&over), ["I Ketut Datang", "Ni Wayan 5"]);
        assert!(over[1].body.contains("sudah pulih"), "{}", over[1].body);
        assert!(
            office.told(MessageKind::Outage).await.is_empty(),
            "no longer true"
        );
        assert_eq!(
            office.messages(MessageState::Dropped).await.len(),
            2,
            "6's, and 3's booking"
        );
    })
    .await;
}

#[tokio::test]
async fn an_outage_that_nobody_was_told_of_needs_no_end() {
    each(async |office| {
        let (visit, _) = a_day(&office).await;
        let incident = EventId::new(Uuid::now_v7());
        office.outage(visit, incident).await;
        tell_outage_over(&office.backend, visit, incident).await.unwrap();
        assert!(office.told(MessageKind::OutageOver).await.is_empty());
        assert!(office.told(MessageKind::Outage).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn an_e_mail_is_queued_in_the_language_of_the_booking() {
    let mail = crate::smtp::MailServer::start().await;
    each_with(mail.smtp(), async |office| {
        let visit = office.open_visit(1).await;
        let mut new = someone_with(visit.slots[0], 1, |form| form.email = "sari@contoh.id".into());
        new.lang = domain::lang::Lang::En;
        office.backend.book(&new).await.unwrap();
        office.begin(visit.id).await;
        office.outage(visit.id, EventId::new(Uuid::now_v7())).await;
        let queued = "select body from message where kind = 'outage' and state = 'queued'";
        let bodies = office.sql(queued).await;
        assert!(bodies[0].contains("has been down since 09.40 WITA"), "{bodies:?}");
    })
    .await;
}
