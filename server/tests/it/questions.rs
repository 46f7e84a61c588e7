//! Before a booking, without JavaScript: a question is asked, answered and published; a check leads to a place.

use crate::browser::Browser;
use crate::common::{booking_fields, sites};
use axum::http::StatusCode;

const QUESTION: &str = "Saya jual canang di rumah. Apakah perlu NIB?";

fn fields<'a>(question: &'a str, phone: &'a str) -> Vec<(&'static str, &'a str)> {
    vec![
        ("question", question),
        ("applicant_name", "Ni Wayan Suci"),
        ("phone", phone),
        ("website", ""),
    ]
}

/// Asks and gives the address of the question's page.
async fn ask(browser: &mut Browser<'_>, path: &str) -> String {
    let answer = browser.post(path, &fields(QUESTION, "0812 3456 7890")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.main());
    answer.location().split('?').next().unwrap().to_owned()
}

/// The id of the first question on the page of staff.
fn first_id(page: &str) -> String {
    let (_, rest) = page.split_once("/staf/pertanyaan/").unwrap();
    rest.split('/').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_question_is_answered_at_its_link_and_read_by_everybody_once_it_is_cleared() {
    for site in sites().await {
        let (visit, _) = site.open_visit().await;
        let mut phone = site.browser();
        let page = phone.get(&format!("/kunjungan/{visit}")).await;
        let path = format!("/kunjungan/{visit}/tanya");
        assert!(page.main().contains(&path), "{}", page.main());
        let form = phone.get(&path).await;
        assert!(form.main().contains("Kirim pertanyaan") && form.main().contains("Jangan tulis NIK"));
        let link = ask(&mut phone, &path).await;
        let sent = phone.get(&format!("{link}?kabar=terkirim")).await;
        assert!(sent.main().contains("Simpan tautan") && sent.main().contains(QUESTION));
        assert!(sent.body.contains("noindex"));
        assert_eq!(sent.header("cache-control"), "no-store");

        let mut office = site.browser();
        office.log_in("admin").await;
        assert!(
            office
                .get("/staf")
                .await
                .main()
                .contains("1 pertanyaan belum dijawab")
        );
        let list = office.get(&format!("/staf/pertanyaan?kunjungan={visit}")).await;
        let main = list.main();
        assert!(
            main.contains(QUESTION) && main.contains("Ni Wayan Suci"),
            "{main}"
        );
        assert!(!main.contains("3456"), "the number is not shown");
        let id = first_id(main);
        let act = |end: &str| format!("/staf/pertanyaan/{id}/{end}?kunjungan={visit}");
        let empty = office.post(&act("jawab"), &[("reply", "")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(empty.main().contains("Tulis jawabannya"), "{}", empty.main());
        let done = office
            .post_and_follow(&act("jawab"), &[("reply", "Ya, canang juga usaha.")])
            .await;
        assert!(done.main().contains("Jawaban tersimpan"), "{}", done.main());
        assert!(phone.get(&link).await.main().contains("Ya, canang juga usaha."));

        let publish = |question| {
            [
                ("public_question", question),
                ("public_answer", "Ya, dan gratis."),
                ("tampil", "desa"),
            ]
        };
        for (wrong, why) in [
            ("Bu Suci jual canang?", "nama penanya"),
            ("Hubungi 0812 3456 7890 soal canang?", "nomor orang"),
            ("Tulis ke suci@contoh.id?", "alamat e-mail"),
        ] {
            let refused = office.post(&act("terbitkan"), &publish(wrong)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            let main = refused.main();
            assert!(main.contains(why) && main.contains(wrong), "{main}");
        }
        let question = "Apakah jual canang perlu NIB?";
        let page = phone.get(&format!("/kunjungan/{visit}")).await;
        assert!(!page.main().contains("Yang sering ditanyakan"));
        let done = office
            .post_and_follow(&act("terbitkan"), &publish(question))
            .await;
        assert!(done.main().contains("Sudah terbit"), "{}", done.main());
        for path in [format!("/kunjungan/{visit}"), path.clone()] {
            let page = phone.get(&path).await;
            assert!(page.main().contains(question), "{path}");
            assert!(!page.main().contains("Suci"), "{path}");
        }
        assert!(
            !phone.get("/tanya").await.main().contains(question),
            "of one village"
        );

        let (_, rest) = done.main().split_once("/staf/pertanyaan/terbit/").unwrap();
        let faq = rest.split('/').next().unwrap();
        let off = office
            .post_and_follow(&format!("/staf/pertanyaan/terbit/{faq}/tarik"), &[])
            .await;
        assert!(off.main().contains("Sudah ditarik"), "{}", off.main());
        assert!(!phone.get(&path).await.main().contains(question));
    }
}

#[tokio::test]
async fn a_nik_is_refused_beside_the_question_and_what_was_typed_stays() {
    for site in sites().await {
        let mut phone = site.browser();
        let nik = "NIK saya 5102064107850001, bisa diurus?";
        let refused = phone.post("/tanya", &fields(nik, "0812")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let main = refused.main();
        let (_, beside) = main.split_once("id=\"question-problem\"").unwrap();
        let beside = beside.split("</p>").next().unwrap();
        assert!(beside.contains("Jangan tulis NIK"), "{beside}");
        assert!(main.contains(nik) && main.contains("Ni Wayan Suci"), "{main}");
        assert!(main.contains("Nomor WhatsApp kurang"), "{main}");

        let mut robot = fields(QUESTION, "");
        robot[3] = ("website", "http://spam.example");
        assert_eq!(phone.post("/tanya", &robot).await.location(), "/");
        let staff = site.staff("kabid").await;
        let open = domain::before::BeforeService::open_questions(&site.backend, &staff).await;
        assert_eq!(open, Ok(0), "neither was kept");

        let link = ask(&mut phone, "/tanya").await;
        assert!(phone.get(&link).await.main().contains("Belum dijawab"));
        assert_eq!(
            phone.get("/tanya/bukan-tautan").await.status,
            StatusCode::NOT_FOUND
        );
        let nowhere = format!("/kunjungan/{}/tanya", uuid::Uuid::nil());
        assert_eq!(phone.get(&nowhere).await.status, StatusCode::NOT_FOUND);
        let lost = phone.post(&nowhere, &fields(QUESTION, "")).await;
        assert_eq!(lost.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn the_questions_are_behind_the_login() {
    for site in sites().await {
        let page = site.browser().get("/staf/pertanyaan").await;
        assert!(page.location().starts_with("/staf/masuk"), "{}", page.status);
        let mut operator = site.browser();
        operator.log_in("operator").await;
        let page = operator.get("/staf/pertanyaan").await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        assert!(!operator.get("/staf").await.main().contains("belum dijawab"));
    }
}

#[tokio::test]
async fn the_check_says_what_to_prepare_stores_nothing_and_leads_to_a_place() {
    for site in sites().await {
        let (visit, slots) = site.open_visit().await;
        let mut phone = site.browser();
        let path = format!("/kunjungan/{visit}/siap");
        assert!(
            phone
                .get(&format!("/kunjungan/{visit}"))
                .await
                .main()
                .contains(&path)
        );
        let empty = phone.get(&path).await;
        assert_eq!(empty.status, StatusCode::OK);
        assert!(!empty.main().contains("id=\"hasil\""), "nothing was asked");
        for item in ["identity_card", "has_phone", "has_email", "has_npwp"] {
            assert!(empty.main().contains(&format!("name=\"{item}\"")), "{item}");
        }

        let all = "identity_card=ya&has_phone=ya&has_email=ya&has_npwp=tidak&usaha=makanan&badan=tidak";
        let ready = phone.get(&format!("{path}?{all}")).await;
        let main = ready.main();
        assert!(main.contains("Semua siap"), "an NPWP may be missing: {main}");
        assert!(main.contains("cocok dilayani di desa") && !main.contains("id=\"di-kantor\""));

        let some = "identity_card=ya&has_phone=tidak&has_email=tidak&usaha=minuman-keras&badan=ya&nik=1";
        let yellow = phone.get(&format!("{path}?{some}")).await;
        let main = yellow.main();
        for part in [
            "OSS mengirim kode lewat WhatsApp",
            "petugas membantu membuat e-mail",
            "Minuman keras",
            "PT, CV",
            "Mal Pelayanan Publik",
            "mulai pukul 07.30",
            "Anda tetap boleh memesan tempat",
        ] {
            assert!(main.contains(part), "{part} in {main}");
        }
        let to_booking = format!("/kunjungan/{visit}?usaha=minuman-keras&amp;badan=ya#daftar");
        assert!(main.contains(&to_booking), "{main}");

        let form = phone
            .get(&format!("/kunjungan/{visit}?usaha=minuman-keras&badan=ya"))
            .await;
        for hidden in [
            "name=\"usaha\" value=\"minuman-keras\"",
            "name=\"badan\" value=\"ya\"",
        ] {
            assert!(form.main().contains(hidden), "{hidden}");
        }
        let slot = slots[0].id.to_string();
        let mut booking = booking_fields(&slot, "Ni Luh Cek", "key-siap-00001");
        booking.extend([("usaha", "minuman-keras"), ("badan", "ya")]);
        let mut wrong = booking.clone();
        wrong[2] = ("phone", "0812");
        let refused = phone.post(&format!("/kunjungan/{visit}"), &wrong).await;
        assert!(
            refused.main().contains("value=\"minuman-keras\""),
            "kept: {}",
            refused.main()
        );
        let booked = phone.post(&format!("/kunjungan/{visit}"), &booking).await;
        let ticket = phone.get(&booked.location()).await;
        let main = ticket.main();
        assert!(
            main.contains("id=\"di-kantor\"") && main.contains("biasanya berisiko tinggi"),
            "{main}"
        );

        let mut office = site.browser();
        office.log_in("admin").await;
        let list = office.get(&format!("/staf/kunjungan/{visit}/pendaftar")).await;
        let (before, _) = list.main().split_once("Ni Luh Cek").unwrap();
        let href = before
            .rsplit_once("href=\"")
            .unwrap()
            .1
            .split('"')
            .next()
            .unwrap();
        let person = office.get(href).await;
        assert!(person.main().contains("id=\"di-kantor\""), "{}", person.main());
        let next = slots[1].id.to_string();
        let other = booking_fields(&next, "Ni Luh Lain", "key-siap-00002");
        let plain = phone.post(&format!("/kunjungan/{visit}"), &other).await;
        let ticket = phone.get(&plain.location()).await;
        assert!(!ticket.main().contains("id=\"di-kantor\""), "nothing is known");
    }
}

#[tokio::test]
async fn every_public_form_has_the_field_that_stays_empty() {
    for site in sites().await {
        let (visit, _) = site.open_visit().await;
        let full = format!("/kunjungan/{visit}/tanya");
        let booking = format!("/kunjungan/{visit}");
        let mut phone = site.browser();
        for path in ["/tanya", &full, &booking, "/desa/51.02.05.2003"] {
            let page = phone.get(path).await;
            let traps = page.main().matches("name=\"website\"").count();
            assert_eq!(traps, 1, "{path}");
        }
    }
}
