//! What was chosen in the self-check, kept with the booking: where the business is served best.

use crate::Backend;
use crate::db::{execute, fetch_optional};
use domain::id::BookingId;
use domain::service::Answer;
use domain::triage::{Business, BusinessKind};

/// What was noted first stays: the same form sent twice is one.
const KEEP: &str = "insert into booking_business (booking_id, kind, company, foreign_capital, large)
    select id, $2, $3, $4, $5 from booking where id = $1 on conflict (booking_id) do nothing";
const READ: &str = "select kind, company, foreign_capital, large from booking_business where booking_id = $1";

#[derive(sqlx::FromRow)]
struct Row {
    kind: Option<String>,
    company: bool,
    foreign_capital: bool,
    large: bool,
}

impl Backend {
    pub(crate) async fn keep_business(&self, booking: BookingId, business: &Business) -> Answer<()> {
        if !business.is_known() {
            return Ok(());
        }
        let mut tx = self.pool.begin().await?;
        execute!(
            tx,
            KEEP,
            booking.uuid(),
            business.kind.map(BusinessKind::key),
            business.company,
            business.foreign_capital,
            business.large
        )?;
        Ok(tx.commit().await?)
    }

    /// What is known of the business of a booking: nothing where its person did not check.
    pub(crate) async fn business_of_booking(&self, booking: BookingId) -> Answer<Business> {
        let row = fetch_optional!(self.pool, Row, READ, booking.uuid())?;
        Ok(row.map_or_else(Business::default, |row| Business {
            kind: row.kind.as_deref().and_then(BusinessKind::from_key),
            company: row.company,
            foreign_capital: row.foreign_capital,
            large: row.large,
        }))
    }
}
