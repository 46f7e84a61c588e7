//! A program looks for a visit, books, moves and cancels.

use crate::browser::Answer;
use crate::common::{Site, booking_json, sites};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use domain::id::SlotId;
use serde_json::{Value, json};

async fn book_with_key(site: &Site, body: &Value, key: &str) -> Answer {
    let request = Request::post("/api/v1/bookings")
        .header(header::CONTENT_TYPE, "application/json; charset=utf-8")
        .header("idempotency-key", key)
        .body(Body::from(body.to_string()));
    site.send(request.unwrap()).await
}

#[tokio::test]
async fn villages_are_found_by_name_and_by_kecamatan() {
    for site in sites().await {
        let all = site.call(Method::GET, "/villages", None).await.json();
        assert_eq!(all.as_array().unwrap().len(), 133);
        let found = site
            .call(Method::GET, "/villages?q=desa%20Abiantuwung", None)
            .await
            .json();
        assert_eq!(found[0]["code"], "51.02.06.2014");
        assert_eq!(found[0]["district"], "Kediri");
        let none = site.call(Method::GET, "/villages?q=Atlantis", None).await;
        assert_eq!((none.status, none.json()), (StatusCode::OK, json!([])));
    }
}

#[tokio::test]
async fn visits_are_listed_by_village_and_day() {
    for site in sites().await {
        let all = site
            .call(Method::GET, "/visits?from=2026-11-24", None)
            .await
            .json();
        let first = &all[0];
        assert_eq!(first["state"], "open");
        let (village, date) = (
            first["village"]["code"].as_str().unwrap(),
            first["date"].as_str().unwrap(),
        );
        let path = format!("/visits?village={village}&from={date}&to={date}");
        let same = site.call(Method::GET, &path, None).await.json();
        assert_eq!(same, json!([first]));
        let states: Vec<_> = all
            .as_array()
            .unwrap()
            .iter()
            .map(|visit| visit["state"].clone())
            .collect();
        assert!(!states.contains(&json!("proposed")), "{states:?}");

        let one = site
            .call(
                Method::GET,
                &format!("/visits/{}", first["id"].as_str().unwrap()),
                None,
            )
            .await;
        assert_eq!(one.header("cache-control"), "no-store");
        let one = one.json();
        assert_eq!(one["venue"], first["venue"]);
        let slot = &one["slots"][0];
        for name in ["id", "starts_at", "ends_at", "capacity", "available"] {
            assert!(!slot[name].is_null(), "{name}");
        }
        assert!(slot["starts_at"].as_str().unwrap().ends_with('Z'), "{slot}");
    }
}

#[tokio::test]
async fn a_booking_is_made_seen_moved_and_cancelled() {
    for site in sites().await {
        let (visit, slots) = site.open_visit().await;
        let mut body = booking_json(slots[0].id, "Ni Wayan Program");
        body["assistance_needed"] = json!(true);
        body["banjar"] = Value::Null;
        body["email"] = json!("sari@example.id");
        let made = book_with_key(&site, &body, "key-of-a-program").await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
        let booking = made.json();
        assert_eq!(
            (&booking["state"], &booking["slot"]["id"]),
            (&json!("booked"), &json!(slots[0].id))
        );
        assert_eq!(booking["visit"]["id"], json!(visit));
        let path = format!("/bookings/{}", booking["manage_token"].as_str().unwrap());
        assert_eq!(made.location(), format!("/api/v1{path}"));

        let again = book_with_key(&site, &body, "key-of-a-program").await;
        assert_eq!(
            (again.status, again.json()),
            (StatusCode::CREATED, booking.clone()),
            "a replay differs"
        );
        body["applicant_name"] = json!("Ni Wayan Lain");
        let other = book_with_key(&site, &body, "key-of-a-program").await;
        assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(other.problem().0, "/problems/key-reused");

        assert_eq!(site.call(Method::GET, &path, None).await.json(), booking);
        let target = slots.last().unwrap().id;
        let moved = site
            .call(
                Method::POST,
                &format!("{path}/reschedule"),
                Some(json!({"slot_id": target})),
            )
            .await;
        assert_eq!(
            (moved.status, &moved.json()["slot"]["id"]),
            (StatusCode::OK, &json!(target))
        );
        assert_eq!(moved.json()["code"], booking["code"]);

        let cancelled = site.call(Method::DELETE, &path, None).await;
        assert_eq!(
            (cancelled.status, &cancelled.json()["state"]),
            (StatusCode::OK, &json!("cancelled"))
        );
        let late = site
            .call(
                Method::POST,
                &format!("{path}/reschedule"),
                Some(json!({"slot_id": target})),
            )
            .await;
        assert_eq!(late.problem().0, "/problems/booking-settled");
    }
}

#[tokio::test]
async fn full_closed_and_double_are_told_apart() {
    for site in sites().await {
        let slot = site.open_slot_for(1).await;
        let book = async |slot: SlotId, name: &str| {
            site.call(Method::POST, "/bookings", Some(booking_json(slot, name)))
                .await
        };
        assert_eq!(book(slot, "Ni Made Satu").await.status, StatusCode::CREATED);
        let full = book(slot, "Ni Made Dua").await;
        assert_eq!(
            (full.status, full.problem().0.as_str()),
            (StatusCode::CONFLICT, "/problems/slot-full")
        );

        let (_, slots) = site.open_visit().await;
        assert_eq!(
            book(slots[0].id, "Ni Made Tiga").await.status,
            StatusCode::CREATED
        );
        let double = book(slots[1].id, "ni made TIGA").await;
        assert_eq!(double.status, StatusCode::CONFLICT);
        assert_eq!(double.problem().0, "/problems/duplicate-booking");

        site.clock.set(slots[1].starts_at);
        let closed = book(slots[1].id, "Ni Made Empat").await;
        assert_eq!(
            (closed.status, closed.problem().0.as_str()),
            (StatusCode::CONFLICT, "/problems/slot-closed")
        );
    }
}
