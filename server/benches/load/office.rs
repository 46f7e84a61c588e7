//! The office's heavy pages, against its lightest one.

use crate::client::{Connection, get, load};
use crate::data::{Data, PASSWORD};
use crate::table::{Line, Table, median};
use crate::website::Website;
use crate::{Fallible, Plan, say};

/// What a heavy page may cost, in times of the log-in page.
const MOST: f64 = 3.0;
/// Milliseconds a simulation may take while somebody watches.
const WATCHED: f64 = 1000.0;

/// Pages of a turn.
const PAGES: usize = 100;

/// The month board with 31 visits and the ranking of all villages against the log-in page, one after the
/// other on one connection; and a what-if of 1,000 days.
pub(crate) async fn pages(plan: &Plan, table: &mut Table, website: &Website, data: &Data) -> Fallible<()> {
    say("Rendering the office's pages");
    let cookie = log_in(website).await?;
    let heavy = [
        (
            "month board with 31 visits",
            format!("/staf/kunjungan?bulan={}", data.month),
        ),
        (
            "ranking of 133 villages",
            format!("/staf/desa?bulan={}&semua=1", data.month),
        ),
    ];
    for (what, path) in heavy {
        let (mut figures, mut yardsticks) = (Vec::new(), Vec::new());
        for round in 0..=plan.rounds {
            let turn = [
                millis(website, &path, &cookie).await?,
                millis(website, "/staf/masuk", "").await?,
            ];
            // The first round warms up.
            if round > 0 {
                figures.push(turn[0]);
                yardsticks.push(turn[1]);
            }
        }
        let (figure, yardstick) = (median(&figures), median(&yardsticks));
        let ratio = figure / yardstick;
        table.push(Line {
            what,
            figure: format!("{figure:.2} ms"),
            yardstick: format!("log-in page {yardstick:.2} ms"),
            ratio: Some(ratio),
            target: format!("≤ {MOST}"),
            met: Some(ratio <= MOST),
        });
    }
    what_if(table, website, data, &cookie).await
}

async fn what_if(table: &mut Table, website: &Website, data: &Data, cookie: &str) -> Fallible<()> {
    let path = format!("/staf/kunjungan/{}/simulasi", data.visit);
    let request = with_cookie(&path, cookie);
    let times = load(website.address, 1, 10, 200, move |_| request.clone())
        .await?
        .times;
    table.below("what-if of 1,000 days, p50", median(&times), WATCHED, "ms");
    Ok(())
}

/// Milliseconds of a page, in the middle of a turn.
pub(crate) async fn millis(website: &Website, path: &str, cookie: &str) -> Fallible<f64> {
    let request = with_cookie(path, cookie);
    let times = load(website.address, 1, PAGES, 200, move |_| request.clone()).await?;
    Ok(median(&times.times))
}

pub(crate) fn with_cookie(path: &str, cookie: &str) -> Vec<u8> {
    let mut request = get(path, "");
    if !cookie.is_empty() {
        let end = request.len() - 2;
        request.splice(end..end, format!("cookie: {cookie}\r\n").into_bytes());
    }
    request
}

/// A form of somebody with this cookie; none for an empty one.
pub(crate) fn post(path: &str, cookie: &str, body: &str) -> Vec<u8> {
    let cookie = if cookie.is_empty() {
        String::new()
    } else {
        format!("cookie: {cookie}\r\n")
    };
    let length = body.len();
    format!(
        "POST {path} HTTP/1.1\r\nhost: localhost\r\n{cookie}\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

/// Logs in; gives the cookie of the session.
pub(crate) async fn log_in(website: &Website) -> Fallible<String> {
    let body = format!("user_name=kabid&password={PASSWORD}");
    let mut connection = Connection::open(website.address).await?;
    let answer = connection.ask(&post("/staf/masuk", "", &body)).await?;
    let cookie = answer
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap_or("")
        .to_owned();
    if answer.status != 303 || cookie.is_empty() {
        return Err(format!("the log-in is answered with {}", answer.status).into());
    }
    Ok(cookie)
}
