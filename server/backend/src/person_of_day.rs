//! A person of a service day as those see them who write to them afterwards: with or without booking.

use crate::db::{Tx, fetch_optional};
use crate::error::Stored;
use crate::outbox::Wish;
use domain::id::EntryId;
use domain::lang::Lang;
use domain::phone::Phone;
use domain::text::Email;
use uuid::Uuid;

/// A person of a day, with or without booking.
#[derive(sqlx::FromRow)]
pub(crate) struct PersonOfDay {
    pub(crate) visit_id: Uuid,
    pub(crate) booking_id: Option<Uuid>,
    pub(crate) number: Option<i64>,
    pub(crate) name: Option<String>,
    pub(crate) phone: Option<String>,
    email: Option<String>,
    lang: Option<String>,
    reach: Option<String>,
    push: Option<String>,
    pub(crate) business_activity: Option<String>,
    pub(crate) banjar: Option<String>,
    pub(crate) business_name: Option<String>,
    pub(crate) assistance_needed: Option<bool>,
}

pub(crate) const PERSON_OF_DAY: &str =
    "select e.visit_id, e.booking_id, e.number, coalesce(b.name, e.name) as name,
    coalesce(b.phone, e.phone) as phone, b.email, b.lang, b.reach, b.push,
    coalesce(b.business_activity, e.business_activity) as business_activity, b.banjar, b.business_name,
    b.assistance_needed
    from queue_entry e left join booking b on b.id = e.booking_id where e.id = $1";

/// A person who booked and of whom the day knows nothing yet.
pub(crate) const PERSON_BOOKED: &str =
    "select b.visit_id, b.id as booking_id, cast(null as bigint) as number, b.name,
    b.phone, b.email, b.lang, b.reach, b.push, b.business_activity, b.banjar, b.business_name, b.assistance_needed
    from booking b where b.id = $1 and b.state = 'booked'";

/// A person of a day.
pub(crate) async fn person_of_day(tx: &mut Tx, entry: EntryId) -> Stored<Option<PersonOfDay>> {
    fetch_optional!(tx, PersonOfDay, PERSON_OF_DAY, entry.uuid())
}

impl PersonOfDay {
    /// Name and number, unless personal data has ended.
    pub(crate) fn reachable(&self) -> Option<(&str, Phone)> {
        let name = self.name.as_deref().filter(|name| !name.is_empty())?;
        Some((name, Phone::parse(self.phone.as_deref()?).ok()?))
    }

    pub(crate) fn email(&self) -> Option<Email> {
        self.email.as_deref().and_then(|email| Email::parse(email).ok())
    }

    pub(crate) fn wish(&self) -> Wish {
        Wish::stored(self.reach.as_deref(), self.push.as_deref())
    }

    /// The language of the booking; who came without one is written to in Indonesian.
    pub(crate) fn lang(&self) -> Lang {
        self.lang.as_deref().map_or(Lang::Id, Lang::from_tag)
    }
}
