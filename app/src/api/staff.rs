//! Reads for the office. Each asks first who is logged in.

#![allow(
    missing_docs,
    reason = "the server macro writes structs whose fields cannot carry a doc comment"
)]

use super::Loaded;
#[cfg(feature = "ssr")]
use super::on_server::{report, services, staff};
use chrono::{NaiveDate, NaiveTime};
use domain::counter::OfficeDay;
use domain::holiday::Warning;
use domain::id::VisitId;
use domain::message::MessageState;
use domain::month::Board;
use domain::service::{BookingRow, Conflict, Outbox, PlanChoices, StaffVisit, Today};
use domain::settle::Proposal;
use domain::staff::{Operator, Staff};
use domain::village::VillageCode;
use domain::year::{CalendarYear, VillageFeasts};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

/// Who is logged in.
#[server(name = ReadMe, prefix = "/baca", endpoint = "staf/saya", input = GetUrl)]
pub async fn me() -> Loaded<Staff> {
    report(staff().await)
}

/// First page.
#[server(name = ReadToday, prefix = "/baca", endpoint = "staf/hari-ini", input = GetUrl)]
pub async fn today() -> Loaded<Today> {
    let staff = report(staff().await)?;
    report(services().staff.today(&staff).await)
}

/// The board of a month.
#[server(name = ReadBoard, prefix = "/baca", endpoint = "staf/bulan", input = GetUrl)]
pub async fn board(month: NaiveDate) -> Loaded<Board> {
    let staff = report(staff().await)?;
    report(services().staff.board(&staff, month).await)
}

/// One visit.
#[server(name = ReadVisit, prefix = "/baca", endpoint = "staf/kunjungan", input = GetUrl)]
pub async fn visit(id: VisitId) -> Loaded<StaffVisit> {
    let staff = report(staff().await)?;
    report(services().staff.staff_visit(&staff, id).await)
}

/// What the plan form offers.
#[server(name = ReadPlanChoices, prefix = "/baca", endpoint = "staf/pilihan", input = GetUrl)]
pub async fn plan_choices() -> Loaded<PlanChoices> {
    let staff = report(staff().await)?;
    report(services().staff.plan_choices(&staff).await)
}

/// What the calendar says of a day, and of a plan on it as far as it is known.
#[server(name = ReadCalendar, prefix = "/baca", endpoint = "staf/kalender", input = GetUrl)]
pub async fn calendar(
    date: NaiveDate,
    village: Option<VillageCode>,
    ends_at: Option<NaiveTime>,
) -> Loaded<Vec<Warning>> {
    let staff = report(staff().await)?;
    report(
        services()
            .staff
            .calendar(&staff, date, village.as_ref(), ends_at)
            .await,
    )
}

/// A year of the calendar.
#[server(name = ReadCalendarYear, prefix = "/baca", endpoint = "staf/kalender-tahun", input = GetUrl)]
pub async fn calendar_year(year: i32) -> Loaded<CalendarYear> {
    let staff = report(staff().await)?;
    report(services().staff.calendar_year(&staff, year).await)
}

/// Temple feasts of a village.
#[server(name = ReadFeasts, prefix = "/baca", endpoint = "staf/odalan", input = GetUrl)]
pub async fn feasts(village: VillageCode) -> Loaded<VillageFeasts> {
    let staff = report(staff().await)?;
    report(services().staff.feasts(&staff, &village).await)
}

/// The counter of the office on a day, a visit left out.
#[server(name = ReadOfficeDay, prefix = "/baca", endpoint = "staf/kantor", input = GetUrl)]
pub async fn office_day(date: NaiveDate, visit: Option<VisitId>) -> Loaded<OfficeDay> {
    let staff = report(staff().await)?;
    report(services().staff.office_day(&staff, date, visit).await)
}

/// People booked.
#[server(name = ReadBookings, prefix = "/baca", endpoint = "staf/pendaftar", input = GetUrl)]
pub async fn bookings(visit: VisitId) -> Loaded<Vec<BookingRow>> {
    let staff = report(staff().await)?;
    report(services().staff.bookings(&staff, visit).await)
}

/// Slots with more people than they can serve.
#[server(name = ReadConflicts, prefix = "/baca", endpoint = "staf/konflik", input = GetUrl)]
pub async fn conflicts(visit: VisitId) -> Loaded<Vec<Conflict>> {
    let staff = report(staff().await)?;
    report(services().staff.conflicts(&staff, visit).await)
}

/// The ways that settle a surplus.
#[server(name = ReadSettlements, prefix = "/baca", endpoint = "staf/penyelesaian", input = GetUrl)]
pub async fn settlements(visit: VisitId) -> Loaded<Vec<Proposal>> {
    let staff = report(staff().await)?;
    report(services().staff.settlements(&staff, visit).await)
}

/// The visits that can take everybody of one that is not ready.
#[server(name = ReadMergers, prefix = "/baca", endpoint = "staf/penggabungan", input = GetUrl)]
pub async fn mergers(visit: VisitId) -> Loaded<Vec<Proposal>> {
    let staff = report(staff().await)?;
    report(services().staff.mergers(&staff, visit).await)
}

/// Messages of a state.
#[server(name = ReadOutbox, prefix = "/baca", endpoint = "staf/pesan", input = GetUrl)]
pub async fn outbox(state: MessageState) -> Loaded<Outbox> {
    let staff = report(staff().await)?;
    report(services().staff.outbox(&staff, state).await)
}

/// Operators.
#[server(name = ReadOperators, prefix = "/baca", endpoint = "staf/operator", input = GetUrl)]
pub async fn operators() -> Loaded<Vec<Operator>> {
    let staff = report(staff().await)?;
    report(services().staff.operators(&staff).await)
}
