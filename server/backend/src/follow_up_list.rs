//! The list of the follow-ups. Names and numbers are read from the booking or the entry of the day, never copied.

use crate::Backend;
use crate::db::{fetch_all, fetch_optional};
use crate::error::{StoreError, Stored};
use crate::visits::people;
use chrono::{DateTime, NaiveDate, Utc};
use domain::follow_up::{Colleague, FollowUp, FollowUpList, FollowUpPage, FollowUpPerson, FollowUpState};
use domain::id::{EntryId, FollowUpId, StaffId, VisitId};
use domain::nib::Nib;
use domain::pending::PendingReason;
use domain::phone::Phone;
use domain::service::Answer;
use domain::staff::{Role, Staff};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    visit_id: Uuid,
    entry_id: Uuid,
    date: NaiveDate,
    village: String,
    district: String,
    name: Option<String>,
    phone: Option<String>,
    business_activity: Option<String>,
    number: Option<i64>,
    reason: String,
    note: Option<String>,
    call_back_at: Option<DateTime<Utc>>,
    responsible_id: Option<Uuid>,
    responsible_name: Option<String>,
    state: String,
    detail: Option<String>,
    nib: Option<String>,
    opened_at: DateTime<Utc>,
    closed_at: Option<DateTime<Utc>>,
    closed_by: Option<String>,
    version: i64,
}

macro_rules! rows {
    ($where_and_order:literal) => {
        concat!(
            "select f.id, f.visit_id, f.entry_id, v.date, l.name as village, l.district,
    coalesce(b.name, e.name) as name, coalesce(b.phone, e.phone) as phone,
    coalesce(b.business_activity, e.business_activity) as business_activity, e.number, f.reason, f.note,
    f.call_back_at, f.responsible_id, r.name as responsible_name, f.state, f.detail, f.nib, f.opened_at,
    f.closed_at, c.name as closed_by, f.version
    from follow_up f join visit v on v.id = f.visit_id join village l on l.code = v.village_code
    join queue_entry e on e.id = f.entry_id left join booking b on b.id = f.booking_id
    left join staff r on r.id = f.responsible_id left join staff c on c.id = f.closed_by ",
            $where_and_order
        )
    };
}

/// Those whose call-back has passed come first, for theirs is the earliest.
const ALL_OPEN: &str = rows!(
    "where f.state = 'open' order by case when f.call_back_at is null then 1 else 0 end, f.call_back_at,
    f.opened_at, f.id limit 200"
);
const ALL_DONE: &str = rows!(
    "where f.state in ('nib-issued', 'referred', 'gave-up', 'came-back') order by f.closed_at desc, f.id desc limit 200"
);
const COUNTS: &str = "select count(*) as open,
    cast(coalesce(sum(case when call_back_at <= $1 then 1 else 0 end), 0) as bigint) as due
    from follow_up where state = 'open'";
const COLLEAGUES: &str = "select id, name from staff order by name, id";

impl Row {
    /// What the reader may see. Operators see people of the day, and those they are responsible for (law 27/2022,
    /// data minimisation).
    fn shown(self, staff: &Staff, today: NaiveDate) -> Stored<FollowUp> {
        let responsible = self.responsible_id.map(StaffId::new);
        let may_see = staff.role != Role::Operator || self.date == today || responsible == Some(staff.id);
        let person = self.name.filter(|_| may_see).map(|name| FollowUpPerson {
            name,
            phone: self.phone.as_deref().and_then(|phone| Phone::parse(phone).ok()),
            business_activity: self.business_activity.unwrap_or_default(),
        });
        let responsible = responsible.map(|id| Colleague {
            id,
            name: self.responsible_name.unwrap_or_default(),
        });
        Ok(FollowUp {
            id: FollowUpId::new(self.id),
            visit: VisitId::new(self.visit_id),
            entry: EntryId::new(self.entry_id),
            date: self.date,
            village: self.village,
            district: self.district,
            person,
            number: self.number.map(people),
            reason: PendingReason::from_key(&self.reason).ok_or(StoreError::Corrupt("reason"))?,
            note: self.note.filter(|_| may_see),
            call_back: self.call_back_at,
            responsible,
            state: FollowUpState::from_key(&self.state).ok_or(StoreError::Corrupt("follow-up"))?,
            detail: self.detail.filter(|_| may_see),
            nib: self
                .nib
                .as_deref()
                .filter(|_| may_see)
                .and_then(|nib| Nib::parse(nib).ok()),
            opened_at: self.opened_at,
            closed: self.closed_at.zip(self.closed_by),
            version: self.version,
        })
    }
}

impl Backend {
    pub(crate) async fn follow_up_page(&self, staff: &Staff, list: FollowUpList) -> Answer<FollowUpPage> {
        let (now, today) = (self.now(), self.today_in_wita());
        let sql = match list {
            FollowUpList::Open => ALL_OPEN,
            FollowUpList::Done => ALL_DONE,
        };
        let rows = fetch_all!(self.pool, Row, sql)?;
        let (open, due) = self.follow_up_counts().await?;
        let colleagues = fetch_all!(self.pool, (Uuid, String), COLLEAGUES)?;
        Ok(FollowUpPage {
            rows: rows
                .into_iter()
                .map(|row| row.shown(staff, today))
                .collect::<Stored<_>>()?,
            open,
            due,
            colleagues: colleagues
                .into_iter()
                .map(|(id, name)| Colleague {
                    id: StaffId::new(id),
                    name,
                })
                .collect(),
            now,
        })
    }

    /// How many are open, and how many of them are due.
    pub(crate) async fn follow_up_counts(&self) -> Stored<(u32, u32)> {
        let counts = fetch_optional!(self.pool, (i64, i64), COUNTS, self.now())?;
        Ok(counts.map_or((0, 0), |(open, due)| (people(open), people(due))))
    }
}
