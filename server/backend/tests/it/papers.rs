//! The papers of a visit: the briefing tells the team what is on record, the report what was counted.

use crate::common::{JEGU, Office, each};
use crate::day_devices::{Device, ketut};
use crate::forms::{plan_form, someone_with, yes};
use chrono::Duration;
use domain::after::AfterService;
use domain::before::BeforeService;
use domain::day::Act;
use domain::error::ServiceError;
use domain::evaluation::{EvaluationService, PaperService, ReportPage, Step};
use domain::follow_up::{FollowUpEnd, FollowUpList};
use domain::id::{EntryId, VisitId};
use domain::lang::Lang;
use domain::service::{Answer, PublicService};
use domain::staff::Role;
use domain::triage::{Business, BusinessKind};
use domain::visit::{VisitState, VisitStep};
use uuid::Uuid;

impl Office {
    async fn briefing(&self, visit: VisitId) -> String {
        let page = self.backend.briefing(&self.head, visit).await.unwrap();
        page.text.lines().join("\n")
    }

    async fn report_page(&self, visit: VisitId) -> ReportPage {
        self.backend.report(&self.head, visit).await.unwrap()
    }

    async fn report_pdf(&self, visit: VisitId) -> Answer<Vec<u8>> {
        self.backend.report_pdf(&self.head, visit).await
    }

    /// Two hours ago, while the day went on, a desk without a network took somebody in.
    async fn late_walk_in(&self, visit: VisitId) {
        let mut desk = Device::new(None, Duration::zero());
        let block = desk.send(self, visit, vec![]).await.block;
        let (entry, number, need) = (EntryId::new(Uuid::now_v7()), block * 100 + 1, None);
        let mut event = desk.event(self, Act::WalkIn { entry, number, need });
        event.at -= Duration::hours(2);
        event.person = Some(ketut());
        desk.send(self, visit, vec![event]).await;
    }
}

fn said(page: &ReportPage) -> String {
    page.text.lines().join("\n")
}

/// Pages of a file: their objects are not compressed.
fn pages(file: &[u8]) -> usize {
    let text = String::from_utf8_lossy(file);
    let types = text.split("/Type/Page").skip(1);
    types.filter(|rest| !rest.starts_with('s')).count()
}

#[tokio::test]
async fn the_briefing_tells_what_is_on_record_and_names_nobody_who_comes() {
    each(async |office| {
        let visit = office.open_visit(2).await;
        for (person, help) in [(1, "yes"), (2, "")] {
            let new = someone_with(visit.slots[0], person, |form| {
                form.assistance_needed = help.into();
            });
            let ticket = office.backend.book(&new).await.unwrap();
            let business = Business {
                kind: (person == 1).then_some(BusinessKind::Alcohol),
                ..Business::default()
            };
            let noted = office.backend.note_business(&ticket.manage_token, &business);
            noted.await.unwrap();
        }
        let text = office.briefing(visit.id).await;
        for part in [
            "Desa: Bengkel, Kecamatan Kediri",
            "Hari, tanggal: Rabu, 10 Juni 2026",
            "Pelayanan: pukul 08.30 sampai 11.30 WITA",
            "Kontak desa: I Made Suarta, 0819-9900-0111",
            "Operator OSS: Operator 0; Operator 1. Tugas:",
            "Pendaftar per jam: 08.30 (2)",
            "Terdaftar: 2 orang, 18 tempat",
            "Perlu bantuan: 1 orang terdaftar",
            "Belum: sinyal di tempat diuji",
            "1 pendaftar usahanya lebih tepat diurus di kantor",
            "Program bergantung pada 2 operator bersertifikat",
            "Lebih dari 60 menit: Tawarkan kartu kembali",
        ] {
            assert!(text.contains(part), "{part}\n{text}");
        }
        for private in ["Ni Wayan", "jual jaje", "0812-3"] {
            assert!(!text.contains(private), "{private}\n{text}");
        }
        let file = office.backend.briefing_pdf(&office.head, visit.id).await.unwrap();
        assert!(file.starts_with(b"%PDF-"));
        assert_eq!(pages(&file), 1);
    })
    .await;
}

#[tokio::test]
async fn the_briefing_calls_whom_the_village_has_named() {
    each(async |office| {
        let visit = office.create(&plan_form(&[])).await;
        assert!(office.briefing(visit).await.contains("Kontak desa: belum ada"));
        office.ask(visit).await;
        let mut answer = yes("Wantilan");
        answer.contact_name = "Ni Kadek Wati".into();
        answer.contact_phone = "081222333444".into();
        let token = office.village_token().await;
        office.answer(&token, &answer).await.unwrap();
        let text = office.briefing(visit).await;
        assert!(
            text.contains("Kontak desa: Ni Kadek Wati, 0812-2233-3444"),
            "{text}"
        );
        assert!(text.contains("Tempat: Wantilan"), "{text}");
        assert!(text.contains("Belum ada yang ditugaskan."), "{text}");
    })
    .await;
}

#[tokio::test]
async fn a_visit_has_a_briefing_until_it_is_over_and_a_report_from_then_on() {
    each(async |office| {
        let visit = office.open_visit(1).await.id;
        let too_early = |state| Err(ServiceError::IllegalStep(state));
        let make = async || office.backend.make_report(&office.head, visit).await;
        assert_eq!(make().await, too_early(VisitState::Open));
        office.begin(visit).await;
        assert!(office.backend.briefing(&office.head, visit).await.is_ok());
        assert_eq!(make().await, too_early(VisitState::Underway));
        assert_eq!(
            office.report_pdf(visit).await,
            Err(ServiceError::IllegalStep(VisitState::Underway))
        );
        office.step(visit, VisitStep::Finish).await.unwrap();
        assert_eq!(
            office.backend.briefing_pdf(&office.head, visit).await,
            Err(ServiceError::IllegalStep(VisitState::Done))
        );
        assert_eq!(office.report_pdf(visit).await, Err(ServiceError::NotFound));
        assert!(!office.report_page(visit).await.is_current);
        make().await.unwrap();
        assert!(office.report_pdf(visit).await.unwrap().starts_with(b"%PDF-"));

        let mut form = plan_form(&[]);
        (form.village, form.date) = (JEGU.into(), "2026-06-18".into());
        form.override_reason = "uji".into();
        let put_off = office.create(&form).await;
        office.step(put_off, VisitStep::Postpone).await.unwrap();
        let refused = office.backend.briefing(&office.head, put_off).await;
        assert_eq!(refused, Err(ServiceError::IllegalStep(VisitState::Postponed)));
        let nothing = VisitId::new(Uuid::nil());
        let none = office.backend.briefing(&office.head, nothing).await;
        assert_eq!(none, Err(ServiceError::NotFound));
        let none = office.backend.make_report(&office.head, nothing).await;
        assert_eq!(none, Err(ServiceError::NotFound));
    })
    .await;
}

#[tokio::test]
async fn every_figure_of_the_report_is_that_of_the_review() {
    each(async |office| {
        let visit = office.played().await;
        let review = office.backend.review(&office.head, visit).await.unwrap();
        let text = said(&office.report_page(visit).await);
        for at in &review.funnel.steps {
            let all = at
                .all()
                .map_or_else(|| "–".to_owned(), |all| format!("{all} orang"));
            let line = format!("{}: {all}", at.step.word(Lang::Id));
            assert!(text.contains(&line), "{line}\n{text}");
        }
        for lost in &review.funnel.losses {
            let line = format!("{}: {} orang", lost.loss.word(Lang::Id), lost.people);
            assert!(text.contains(&line), "{line}\n{text}");
        }
        for reason in &review.reasons {
            assert!(text.contains(&reason.text(Lang::Id)), "{reason:?}\n{text}");
        }
        let stands = review.funnel.target.word(Lang::Id);
        let (way, cost) = (
            review.funnel.text(Lang::Id).unwrap(),
            review.funnel.outage.text(Lang::Id),
        );
        for line in [&stands, &way, &cost, &review.funnel.worst_text(Lang::Id)] {
            assert!(text.contains(line.as_str()), "{line}\n{text}");
        }
        // By hand: what the story tells.
        assert_eq!(review.funnel.at(Step::Came), Some(7));
        for part in [
            "Datang: 7 orang (5 mendaftar dulu, 2 datang langsung)",
            "60 menit operator hilang. Langkah: tidak ada langkah yang dicatat",
            "3 orang masih menunggu tindak lanjut.",
        ] {
            assert!(text.contains(part), "{part}\n{text}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_report_is_of_its_own_visit_alone() {
    each(async |office| {
        let visit = office.played().await;
        let before = said(&office.report_page(visit).await);
        let mut form = plan_form(&[]);
        form.village = JEGU.into();
        form.override_reason = "uji".into();
        form.date = domain::calendar::date_in_wita(office.clock.now()).to_string();
        let other = office.create(&form).await;
        office.open_booking(other).await;
        office.step(other, VisitStep::Begin).await.unwrap();
        office.step(other, VisitStep::Finish).await.unwrap();
        assert_eq!(said(&office.report_page(visit).await), before);
        let text = said(&office.report_page(other).await);
        for part in [
            "Datang: 0 orang",
            "Tidak ada menit operator yang hilang.",
            "Tidak ada yang dilayani",
            "Tidak ada tindak lanjut yang masih terbuka.",
        ] {
            assert!(text.contains(part), "{part}\n{text}");
        }
    })
    .await;
}

#[tokio::test]
async fn attendance_corrected_after_the_report_is_said_and_reported_again() {
    each(async |office| {
        let visit = office.played().await;
        let make = async || office.backend.make_report(&office.head, visit).await;
        make().await.unwrap();
        make().await.unwrap();
        let page = office.report_page(visit).await;
        assert_eq!(
            (page.made.len(), page.is_current),
            (1, true),
            "the same is reported once"
        );
        assert!(!said(&page).contains("Diperbaiki"));

        office.late_walk_in(visit).await;
        let page = office.report_page(visit).await;
        assert!(!page.is_current);
        let line = "Diperbaiki: orang datang 7 → 8 (laporan pertama 10 Juni 2026)";
        assert!(said(&page).contains(line), "{}", said(&page));
        office.wait(Duration::days(2));
        make().await.unwrap();
        let page = office.report_page(visit).await;
        let numbers: Vec<_> = page.made.iter().map(|it| it.number).collect();
        assert_eq!((numbers, page.is_current), (vec![1, 2], true));
        let text = said(&page);
        // Still against the first: that is the one which went out.
        assert!(
            text.contains(line) && text.contains("Laporan: ke-2, 12 Juni 2026"),
            "{text}"
        );
        assert!(office.report_pdf(visit).await.is_ok());

        let acts = office.acts(visit).await;
        assert_eq!(acts.iter().filter(|act| *act == "report-made").count(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_follow_up_that_ends_with_an_nib_changes_the_report() {
    each(async |office| {
        let visit = office.played().await;
        office.backend.make_report(&office.head, visit).await.unwrap();
        let open = office.unfinished(FollowUpList::Open).await;
        let end = FollowUpEnd::NibIssued(None);
        let ended = office.backend.end_follow_up(&office.head, open[0].id, &end).await;
        ended.unwrap();
        let text = said(&office.report_page(visit).await);
        assert!(
            text.contains("Diperbaiki: NIB terbit 2 → 3 (laporan pertama"),
            "{text}"
        );
        assert!(text.contains("2 orang masih menunggu tindak lanjut."), "{text}");
    })
    .await;
}

#[tokio::test]
async fn two_who_report_at_once_make_one_report() {
    each(async |office| {
        let visit = office.played().await;
        let (one, other) = tokio::join!(
            office.backend.make_report(&office.head, visit),
            office.backend.make_report(&office.head, visit)
        );
        assert_eq!((one, other), (Ok(()), Ok(())));
        assert_eq!(office.report_page(visit).await.made.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn each_role_may_have_its_own_papers() {
    each(async |office| {
        let ahead = office.open_visit(1).await.id;
        let mut form = plan_form(&[]);
        form.village = JEGU.into();
        let over = office.create(&form).await;
        office.open_booking(over).await;
        office.begin(over).await;
        office.step(over, VisitStep::Finish).await.unwrap();
        let forbidden = |answer: Result<(), ServiceError>| answer == Err(ServiceError::Forbidden);
        for (role, sees, makes) in [
            (Role::DivisionHead, true, true),
            (Role::Administration, true, true),
            (Role::AgencyHead, true, false),
            (Role::Operator, false, false),
        ] {
            let staff = match role {
                Role::DivisionHead => office.head.clone(),
                role => office.staff(role).await,
            };
            let b = &office.backend;
            assert!(b.briefing(&staff, ahead).await.is_ok(), "{role:?}");
            assert!(b.briefing_pdf(&staff, ahead).await.is_ok(), "{role:?}");
            assert_eq!(forbidden(b.make_report(&staff, over).await), !makes, "{role:?}");
            assert_eq!(
                forbidden(b.report(&staff, over).await.map(|_| ())),
                !sees,
                "{role:?}"
            );
            assert_eq!(
                forbidden(b.report_pdf(&staff, over).await.map(|_| ())),
                !sees,
                "{role:?}"
            );
        }
    })
    .await;
}
