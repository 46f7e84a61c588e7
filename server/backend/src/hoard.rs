//! Limits against hoarding: how many places one number has in a visit, and how many an official books for others.

use crate::db::{Tx, fetch_all, fetch_optional};
use crate::error::Stored;
use domain::booking::Applicant;
use domain::phone::Phone;
use uuid::Uuid;

const PLACES: &str = "select phone_place from booking
    where visit_id = $1 and phone = $2 and phone_place is not null and state <> 'cancelled' order by phone_place";
const PERSON: &str = "select cast(1 as bigint) from booking
    where visit_id = $1 and phone = $2 and name_key = $3 and state <> 'cancelled'";

/// The lowest of the places of a number in a visit that is free, from 1 to `most`. The unique index decides between
/// two who take the same one at once.
pub(crate) async fn next_place(tx: &mut Tx, visit: Uuid, phone: &Phone, most: u32) -> Stored<Option<i64>> {
    let taken = fetch_all!(tx, (i64,), PLACES, visit, phone.as_e164())?;
    Ok((1..=i64::from(most)).find(|place| !taken.contains(&(*place,))))
}

const OF_HELPER: &str = "select helper_place from booking
    where visit_id = $1 and helped_by = $2 and helper_place is not null and state <> 'cancelled' order by helper_place";

/// The same for an official who books for others; `person` is the first of his links in this visit.
pub(crate) async fn next_of_helper(tx: &mut Tx, visit: Uuid, person: Uuid, most: u32) -> Stored<Option<i64>> {
    let taken = fetch_all!(tx, (i64,), OF_HELPER, visit, person)?;
    Ok((1..=i64::from(most)).find(|place| !taken.contains(&(*place,))))
}

/// Whether this very person has a place in a visit.
pub(crate) async fn has_place(tx: &mut Tx, visit: Uuid, person: &Applicant) -> Stored<bool> {
    let found = fetch_optional!(
        tx,
        (i64,),
        PERSON,
        visit,
        person.phone.as_e164(),
        person.name_key()
    )?;
    Ok(found.is_some())
}
