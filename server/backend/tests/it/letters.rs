//! The official letter: number and date are kept, the file is made of the visit as it stands.

use crate::common::{Office, day, each};
use crate::forms::plan_form;
use domain::error::ServiceError;
use domain::field::{Field, Problem};
use domain::id::VisitId;
use domain::letter::{LetterForm, NewLetter};
use domain::message::MessageKind;
use domain::service::{StaffService, VillageService};
use domain::staff::Role;

fn letter(number: &str) -> NewLetter {
    let form = LetterForm {
        number: number.into(),
        dated: "2026-06-04".into(),
        recipient: String::new(),
    };
    form.parse().unwrap()
}

async fn planned(office: &Office) -> VisitId {
    let operators = office.operators(2).await;
    office.create(&plan_form(&operators)).await
}

/// Pages of a file: their objects are not compressed.
fn pages(file: &[u8]) -> usize {
    let text = String::from_utf8_lossy(file);
    let types = text.split("/Type/Page").skip(1);
    types.filter(|rest| !rest.starts_with('s')).count()
}

#[tokio::test]
async fn number_and_date_are_kept_and_the_file_has_one_page() {
    each(async |office| {
        let id = planned(&office).await;
        let before = office.backend.letter(&office.head, id).await.unwrap();
        assert_eq!((before.saved, before.today), (None, day(6, 3)));
        assert_eq!(
            office.backend.letter_pdf(&office.head, id).await,
            Err(ServiceError::NotFound)
        );

        let admin = office.staff(Role::Administration).await;
        let mut new = letter("503/17/DPMPTSP/2026");
        new.recipient = Some(domain::text::Line::parse("Pj. Perbekel Bengkel").unwrap());
        office.backend.save_letter(&admin, id, 0, &new).await.unwrap();
        let after = office.backend.letter(&office.head, id).await.unwrap();
        let saved = after.saved.unwrap();
        assert_eq!((saved.letter, saved.version), (new, 1));
        assert_eq!((saved.by, saved.at), (admin.name, office.backend.now()));
        let text = after.text.lines().join("\n");
        for part in [
            "503/17/DPMPTSP/2026",
            "4 Juni 2026",
            "Yth. Pj. Perbekel Bengkel",
            "Camat Kediri",
        ] {
            assert!(text.contains(part), "{part}\n{text}");
        }
        assert_eq!(after.missing_settings, ["signer_name", "signer_number"]);

        let file = office.backend.letter_pdf(&office.head, id).await.unwrap();
        assert!(file.starts_with(b"%PDF-"));
        assert_eq!(pages(&file), 1);
        assert_eq!(office.acts(id).await, ["visit-created", "letter-saved"]);
    })
    .await;
}

#[tokio::test]
async fn the_letter_follows_the_settings_and_the_plan() {
    each(async |office| {
        let id = planned(&office).await;
        let before = office
            .backend
            .letter(&office.head, id)
            .await
            .unwrap()
            .text
            .lines();
        for (key, value) in [
            ("letterhead", "PEMERINTAH KABUPATEN CONTOH; DINAS CONTOH"),
            ("letter_place", "Singasana"),
            ("letter_law", "Undang-Undang Contoh"),
            ("signer_name", "I Made Contoh"),
            ("signer_title", "Kepala Dinas Contoh"),
            ("signer_number", "19700101 199503 1 001"),
        ] {
            office.backend.set_setting(key, value).await.unwrap();
        }
        office
            .edit(id, |plan| {
                plan.venue = domain::text::Line::parse("Wantilan Baru").unwrap()
            })
            .await
            .unwrap();
        let after = office.backend.letter(&office.head, id).await.unwrap();
        let text = after.text.lines().join("\n");
        for part in [
            "PEMERINTAH KABUPATEN CONTOH\nDINAS CONTOH\n",
            "Singasana, ",
            "Berdasarkan Undang-Undang Contoh, ",
            "Kepala Dinas Contoh\nI Made Contoh\nNIP 19700101 199503 1 001",
            "tempat: Wantilan Baru",
        ] {
            assert!(text.contains(part), "{part}\n{text}");
            assert!(!before.join("\n").contains(part), "{part}");
        }
        assert_eq!(after.missing_settings, [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn two_who_edit_the_letter_do_not_overwrite_each_other_unseen() {
    each(async |office| {
        let id = planned(&office).await;
        let admin = office.staff(Role::Administration).await;
        // Both have seen a visit without a letter.
        office
            .backend
            .save_letter(&admin, id, 0, &letter("1"))
            .await
            .unwrap();
        let late = office
            .backend
            .save_letter(&office.head, id, 0, &letter("2"))
            .await;
        assert_eq!(late, Err(ServiceError::Stale));
        // Both have seen the first version.
        let (mine, theirs) = (letter("3"), letter("4"));
        let (one, two) = tokio::join!(
            office.backend.save_letter(&office.head, id, 1, &mine),
            office.backend.save_letter(&admin, id, 1, &theirs)
        );
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
        assert!([&one, &two].contains(&&Err(ServiceError::Stale)));
        let saved = office
            .backend
            .letter(&office.head, id)
            .await
            .unwrap()
            .saved
            .unwrap();
        let kept = if one.is_ok() { "3" } else { "4" };
        assert_eq!((saved.letter.number.as_str(), saved.version), (kept, 2));
    })
    .await;
}

#[tokio::test]
async fn a_letter_is_dated_before_its_visit_and_written_by_those_who_ask_villages() {
    each(async |office| {
        let id = planned(&office).await;
        let mut late = letter("1");
        late.dated = day(6, 30);
        let refused = office.backend.save_letter(&office.head, id, 0, &late).await;
        let expected = ServiceError::field(Field::LetterDate, Problem::AfterVisit);
        assert_eq!(refused, Err(expected));
        for role in [Role::Operator, Role::AgencyHead] {
            let staff = office.staff(role).await;
            let forbidden = Err(ServiceError::Forbidden);
            assert_eq!(office.backend.letter(&staff, id).await.map(|_| ()), forbidden);
            assert_eq!(office.backend.letter_pdf(&staff, id).await.map(|_| ()), forbidden);
            assert_eq!(
                office.backend.save_letter(&staff, id, 0, &letter("1")).await,
                forbidden
            );
        }
        let nowhere = VisitId::new(uuid::Uuid::now_v7());
        let lost = office
            .backend
            .save_letter(&office.head, nowhere, 0, &letter("1"))
            .await;
        assert_eq!(lost, Err(ServiceError::NotFound));
    })
    .await;
}

#[tokio::test]
async fn the_village_gets_the_letter_by_its_own_link_once_for_each_state_of_it() {
    each(async |office| {
        let id = planned(&office).await;
        let sends = async || office.backend.send_letter(&office.head, id).await;
        assert_eq!(
            sends().await,
            Err(ServiceError::NotFound),
            "there is no letter yet"
        );
        let save = async |version, number: &str| {
            let saved = office
                .backend
                .save_letter(&office.head, id, version, &letter(number))
                .await;
            saved.unwrap();
        };
        save(0, "503/17/DPMPTSP/2026").await;
        assert_eq!(
            sends().await,
            Err(ServiceError::LinkExpired),
            "nobody was asked yet"
        );
        office.ask(id).await;
        for _ in 0..2 {
            sends().await.unwrap();
        }
        let drafts = office.drafts(MessageKind::OfficialLetter).await;
        assert_eq!(drafts.len(), 1);
        let link = drafts[0]
            .body
            .split_whitespace()
            .find(|it| it.starts_with("http"))
            .unwrap();
        let token = link
            .strip_suffix("/surat.pdf")
            .unwrap()
            .rsplit('/')
            .next()
            .unwrap();
        assert_eq!(
            token,
            office.village_token().await,
            "the same link as for the answer"
        );
        let file = office.backend.own_letter(token).await.unwrap();
        assert_eq!(pages(&file), 1);
        // A letter that was changed is another one.
        save(1, "503/18/DPMPTSP/2026").await;
        sends().await.unwrap();
        assert_eq!(office.drafts(MessageKind::OfficialLetter).await.len(), 2);
        let reader = office.staff(Role::Operator).await;
        let refused = office.backend.send_letter(&reader, id).await;
        assert_eq!(refused, Err(ServiceError::Forbidden));
        let stranger = office.backend.own_letter("bukan-tautan").await;
        assert_eq!(stranger, Err(ServiceError::NotFound));
    })
    .await;
}
