//! Many at once over real HTTP connections: nobody gets a place that is not there.

use crate::common::{Site, booking_json, post_booking, sites, sites_with};
use axum::http::StatusCode;
use axum::serve::ListenerExt;
use domain::id::SlotId;
use server::Web;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Barrier;

/// Serves a site on a free port.
async fn serve(site: &Site) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let service = site
        .router
        .clone()
        .into_make_service_with_connect_info::<SocketAddr>();
    let listener = listener.tap_io(|stream| stream.set_nodelay(true).unwrap());
    tokio::spawn(async move { axum::serve(listener, service).await });
    address
}

/// Sends bookings on connections of their own, all of them at the same moment; gives status and body.
async fn book_at_once(address: SocketAddr, bodies: Vec<serde_json::Value>) -> Vec<(u16, String)> {
    let start = Arc::new(Barrier::new(bodies.len()));
    let tasks = bodies.into_iter().map(|body| {
        let start = start.clone();
        tokio::spawn(async move {
            let stream = TcpStream::connect(address).await.unwrap();
            start.wait().await;
            post_booking(stream, None, &body).await.unwrap()
        })
    });
    let mut answers = Vec::new();
    for task in tasks.collect::<Vec<_>>() {
        answers.push(task.await.unwrap());
    }
    answers
}

fn people(slot: SlotId, number: usize) -> Vec<serde_json::Value> {
    (0..number)
        .map(|it| booking_json(slot, &format!("Pemohon {it}")))
        .collect()
}

fn count(answers: &[(u16, String)], status: u16) -> usize {
    answers.iter().filter(|answer| answer.0 == status).count()
}

async fn booked(site: &Site, slot: SlotId) -> u32 {
    let visits = site.open_visits().await;
    let mut found = None;
    for visit in visits {
        let page = domain::service::PublicService::visit(&site.backend, visit.id)
            .await
            .unwrap();
        if page.slots.iter().any(|it| it.id == slot) {
            found = Some(page.visit.booked);
        }
    }
    found.unwrap()
}

/// A slot with one place left.
async fn last_place(site: &Site, address: SocketAddr) -> SlotId {
    let slot = site.open_slot_for(2).await;
    assert_eq!(book_at_once(address, people(slot, 1)).await[0].0, 201);
    slot
}

fn two_more(slot: SlotId) -> Vec<serde_json::Value> {
    ["Ni Made Satu", "Ni Made Dua"]
        .map(|name| booking_json(slot, name))
        .to_vec()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_who_want_the_last_place_exactly_one_gets_it() {
    for site in sites().await {
        let address = serve(&site).await;
        let slot = last_place(&site, address).await;
        let answers = book_at_once(address, two_more(slot)).await;
        assert_eq!(
            (count(&answers, 201), count(&answers, 409)),
            (1, 1),
            "{}: {answers:?}",
            site.database
        );
        assert!(
            answers
                .iter()
                .any(|answer| answer.1.contains("/problems/slot-full"))
        );
        assert_eq!(booked(&site, slot).await, 2);
    }
}

/// The test above proves something only if the race is lost without the guard.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_the_guard_the_last_place_is_sold_twice() {
    for site in sites_with(Web::new("http://localhost:3000"), |backend| {
        backend.without_guard()
    })
    .await
    {
        let address = serve(&site).await;
        let slot = last_place(&site, address).await;
        let answers = book_at_once(address, two_more(slot)).await;
        assert_eq!(count(&answers, 201), 2, "{}: {answers:?}", site.database);
        assert_eq!(booked(&site, slot).await, 3);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_hundred_who_want_eight_places_eight_get_one() {
    for site in sites().await {
        let address = serve(&site).await;
        let slot = site.open_slot_for(8).await;
        let answers = book_at_once(address, people(slot, 200)).await;
        assert_eq!(
            (count(&answers, 201), count(&answers, 409)),
            (8, 192),
            "{}",
            site.database
        );
        assert_eq!(booked(&site, slot).await, 8);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_forms_of_one_person_are_one_booking() {
    for site in sites().await {
        let address = serve(&site).await;
        let slot = site.open_slot_for(8).await;
        let answers = book_at_once(address, vec![booking_json(slot, "Ni Luh Sabar"); 50]).await;
        assert_eq!(count(&answers, 201), 1, "{}", site.database);
        // One number may send so many forms an hour and no more.
        let refused = |answer: &&(u16, String)| {
            answer.1.contains("/problems/duplicate-booking") || answer.0 == StatusCode::TOO_MANY_REQUESTS
        };
        assert_eq!(answers.iter().filter(refused).count(), 49, "{}", site.database);
        assert_eq!(booked(&site, slot).await, 1);
    }
}
