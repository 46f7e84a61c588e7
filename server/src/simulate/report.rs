//! What a played year came to, by its players and by the site.

use super::Failed;
use super::post::Phones;
use super::year::Year;
use backend::{Backend, Tally};
use chrono::NaiveDate;

/// A line: what, by the players, by the site.
type Line = (&'static str, i64, i64);

/// The year in numbers.
pub(super) struct Report {
    lines: Vec<Line>,
    tally: Tally,
    /// Acknowledged bookings that the site no longer knows.
    lost_bookings: i64,
    /// Minutes: in the middle, and of nine in ten.
    waits: (i64, i64),
    full: i64,
    from_waiting: i64,
    outages: i64,
    left: i64,
}

impl Report {
    pub(super) async fn of(mut year: Year, backend: &Backend, phones: &Phones) -> Result<Report, Failed> {
        let day = |month, day| NaiveDate::from_ymd_opt(year.year, month, day).unwrap_or_default();
        let tally = backend.tally(day(1, 1), day(12, 31)).await?;
        let mut lost_bookings = 0;
        for token in year.visits.iter().flat_map(|visit| &visit.tickets) {
            let path = format!("/api/v1/bookings/{token}");
            let (status, _) = year.somebody.call::<()>(&path, None).await?;
            lost_bookings += i64::from(!status.is_success());
        }
        let mut waits = std::mem::take(&mut year.counted.waits);
        waits.sort_unstable();
        let part =
            |percent: usize| waits.get((waits.len() * percent / 100).min(waits.len().saturating_sub(1)));
        let counted = &year.counted;
        let received = i64::try_from(phones.messages()).unwrap_or(i64::MAX);
        Ok(Report {
            lines: vec![
                ("visits held", counted.visits, tally.held),
                ("bookings that stand", counted.booked, tally.booked),
                ("bookings called off", counted.cancelled, tally.cancelled),
                ("people who came", counted.came, tally.came),
                ("  of them without booking", counted.walk_ins, tally.walk_ins),
                ("NIB issued", counted.issued, tally.issued),
                ("messages received / sent", received, tally.sent),
            ],
            waits: (
                part(50).copied().unwrap_or_default(),
                part(90).copied().unwrap_or_default(),
            ),
            full: counted.full,
            from_waiting: counted.from_waiting,
            outages: counted.outages,
            left: counted.left,
            tally,
            lost_bookings,
        })
    }

    /// Both counts agree, nothing was sold twice, nothing was lost.
    pub(super) fn is_good(&self) -> bool {
        self.lines.iter().all(|(_, players, site)| players == site)
            && self.tally.oversold == 0
            && self.tally.unsent == 0
            && self.lost_bookings == 0
    }

    pub(super) fn print(&self) {
        println!("{:<28} {:>10} {:>10}", "", "players", "site");
        for (what, players, site) in &self.lines {
            let mark = if players == site { "" } else { "  DIFFERENT" };
            println!("{what:<28} {players:>10} {site:>10}{mark}");
        }
        let Tally {
            held,
            above_target,
            lost_seconds,
            oversold,
            dropped,
            unsent,
            ..
        } = &self.tally;
        println!("visits above target          {above_target} of {held}");
        println!(
            "wait from arrival to call    {} min in the middle, {} min for nine in ten",
            self.waits.0, self.waits.1
        );
        println!("went home unserved           {}", self.left);
        println!(
            "outages                      {}, operators lost {} h together",
            self.outages,
            lost_seconds / 3600
        );
        println!(
            "found no free time           {} people; {} got a place from the waiting list",
            self.full, self.from_waiting
        );
        println!("oversold slots               {oversold} (must be 0)");
        println!("bookings lost                {} (must be 0)", self.lost_bookings);
        println!("messages unsent or failed    {unsent} (must be 0); {dropped} were no longer true in time");
    }
}
