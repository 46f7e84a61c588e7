//! Forms that are too large, badly encoded or sent the wrong way.

use crate::common::{Site, booking_fields, encode, sites};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};

async fn send(site: &Site, content_type: &str, body: impl Into<Body>) -> crate::browser::Answer {
    let (visit, _) = site.open_visit().await;
    let request = Request::post(format!("/kunjungan/{visit}")).header(header::CONTENT_TYPE, content_type);
    site.send(request.body(body.into()).unwrap()).await
}

const FORM: &str = "application/x-www-form-urlencoded";

#[tokio::test]
async fn a_megabyte_is_refused_with_a_page_that_says_what_to_do() {
    for site in sites().await {
        let answer = send(&site, FORM, format!("applicant_name={}", "a".repeat(1024 * 1024))).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(
            answer.header("content-type").starts_with("text/html"),
            "{:?}",
            answer.headers
        );
        assert!(
            answer.body.contains("64 KB") && answer.body.contains("Kembali"),
            "{}",
            answer.body
        );
    }
}

#[tokio::test]
async fn wrong_encodings_are_answered_like_any_other_wrong_form() {
    for site in sites().await {
        let slot = site.open_visit().await.1[0].id;
        let latin1 = format!("slot_id={slot}&applicant_name=Andr%E9&phone=0812%ZZ&business_activity=%00%01");
        for (kind, body) in [
            (FORM, latin1.into_bytes()),
            (FORM, vec![0xff, 0xfe, b'=', 0x00]),
            (FORM, "a=1&".repeat(10_000).into_bytes()),
            (
                "multipart/form-data; boundary=x",
                b"--x\r\ncontent-disposition: form-data; name=\"phone\"\r\n\r\n1\r\n--x--".to_vec(),
            ),
            (
                "text/plain; charset=utf-16",
                "slot_id".encode_utf16().flat_map(u16::to_be_bytes).collect(),
            ),
        ] {
            let answer = send(&site, kind, body).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{kind}");
            assert!(
                answer.main().contains("Ada isian yang perlu diperbaiki"),
                "{}",
                answer.main()
            );
        }
    }
}

#[tokio::test]
async fn names_in_other_scripts_arrive_whole() {
    for site in sites().await {
        let slot = site.open_visit().await.1[0].id.to_string();
        let name = "Ni Luh ᬦᬶᬮᬸᬄ Ayu 👩🏽";
        let fields = booking_fields(&slot, name, "key-balinese");
        let body: Vec<_> = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", encode(value)))
            .collect();
        let booked = send(&site, FORM, body.join("&")).await;
        assert_eq!(booked.status, StatusCode::SEE_OTHER, "{}", booked.main());
        assert!(site.get(&booked.location()).await.main().contains(name));
    }
}

#[tokio::test]
async fn addresses_that_take_no_form_say_so() {
    for site in sites().await {
        let page = site.browser().post("/tentang-nib", &[]).await;
        assert_eq!(page.status, StatusCode::METHOD_NOT_ALLOWED);
        assert!(page.body.contains("Halaman depan"), "{}", page.body);
        assert_eq!(
            site.browser().post("/tidak-ada", &[]).await.status,
            StatusCode::NOT_FOUND
        );
        assert_eq!(site.get("/pkg/none.wasm").await.status, StatusCode::NOT_FOUND);
        assert_eq!(
            site.get("/pkg/../../etc/passwd").await.status,
            StatusCode::NOT_FOUND
        );
    }
}
