//! The log of outreach: entries with their banjar, what staff say of them, and the banjar of a village.

use crate::Backend;
use crate::audit::{Actor, note};
use crate::db::{Pool, execute, fetch_all, fetch_optional, insert_many};
use crate::error::{StoreError, Stored};
use chrono::NaiveDate;
use domain::error::ServiceError;
use domain::field::{Field, Problem};
use domain::id::{BanjarId, OutreachId, VillageLinkId, VisitId};
use domain::outreach::{
    Activity, Banjar, Coverage, LinkRole, NewActivity, OutreachChannel, Sender, Told, Verdict, banjar_key,
    coverage,
};
use domain::service::{Answer, VisitSummary};
use domain::staff::Staff;
use domain::text::Line;
use domain::village::VillageCode;
use std::collections::HashMap;
use uuid::Uuid;

/// Entries about another day or another village no longer count: the visit has moved since.
const ENTRIES: &str = "select o.id, o.channel, o.date, o.note, o.photo, l.contact_name, l.role, s.name as staff_name,
    o.verdict, j.name as judge_name
    from outreach o join visit v on v.id = o.visit_id and v.village_code = o.told_village and v.date = o.told_day
    left join village_link l on l.id = o.link_id left join staff s on s.id = o.staff_id
    left join staff j on j.id = o.judged_by where o.visit_id = $1 order by o.date desc, o.id desc";
const PLACES: &str =
    "select p.outreach_id, b.id, b.name from outreach_banjar p join banjar b on b.id = p.banjar_id
    join outreach o on o.id = p.outreach_id where o.visit_id = $1 order by b.name, b.id, p.outreach_id";
const BANJARS: &str = "select id, name from banjar where village_code = $1 order by name, id";
const ADD: &str =
    "insert into outreach (id, visit_id, told_village, told_day, channel, date, note, photo, link_id,
    staff_id, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
const PHOTO: &str = "select photo from outreach where id = $1 and visit_id = $2 and photo is not null";
const JUDGE: &str = "update outreach set verdict = $3, judged_by = $4, judged_at = $5
    where id = $1 and visit_id = $2";
const ADD_BANJAR: &str = "insert into banjar (id, village_code, name, name_key, created_at)
    values ($1, $2, $3, $4, $5) on conflict (village_code, name_key) do nothing";
const REMOVE_BANJAR: &str = "delete from banjar where id = $1 and village_code = $2";
/// Entries of many visits, for how ready they are.
const TOLD: &str = "select o.visit_id, o.id, o.channel, o.date, o.verdict, p.banjar_id
    from outreach o join visit v on v.id = o.visit_id and v.village_code = o.told_village and v.date = o.told_day
    left join outreach_banjar p on p.outreach_id = o.id
    where v.date >= $1 and v.date < $2 order by o.visit_id, o.id, p.banjar_id";
const BANJARS_OF_SPAN: &str = "select b.village_code, b.id, b.name from banjar b
    where exists (select 1 from visit v where v.village_code = b.village_code and v.date >= $1 and v.date < $2)
    order by b.village_code, b.name, b.id";

/// Most entries of a visit: a log, not a place to store photos.
const MOST_ENTRIES: usize = 300;
/// Most banjar of a village; the largest in Tabanan have about 20.
const MOST_BANJARS: usize = 60;

/// Who enters something.
pub(crate) enum By<'a> {
    /// The holder of this link; a banjar head with his banjar.
    Link(VillageLinkId, Option<BanjarId>),
    /// A member of the office.
    Staff(&'a Staff),
}

impl By<'_> {
    fn actor(&self) -> Actor<'_> {
        match self {
            By::Link(..) => Actor::Village,
            By::Staff(staff) => Actor::Staff(staff),
        }
    }
}

#[derive(sqlx::FromRow)]
struct EntryRow {
    id: Uuid,
    channel: String,
    date: NaiveDate,
    note: Option<String>,
    photo: Option<String>,
    contact_name: Option<String>,
    role: Option<String>,
    staff_name: Option<String>,
    verdict: Option<String>,
    judge_name: Option<String>,
}

#[derive(sqlx::FromRow)]
struct ToldRow {
    visit_id: Uuid,
    id: Uuid,
    channel: String,
    date: NaiveDate,
    verdict: Option<String>,
    banjar_id: Option<Uuid>,
}

fn channel(key: &str) -> Stored<OutreachChannel> {
    OutreachChannel::from_key(key).ok_or(StoreError::Corrupt("channel of outreach"))
}

fn verdict(key: Option<&String>) -> Stored<Option<Verdict>> {
    key.map(|key| Verdict::from_key(key).ok_or(StoreError::Corrupt("verdict")))
        .transpose()
}

fn banjar((id, name): (Uuid, String)) -> Banjar {
    Banjar {
        id: BanjarId::new(id),
        name,
    }
}

/// The banjar of a village, by name.
pub(crate) async fn banjars(pool: &Pool, village: &VillageCode) -> Stored<Vec<Banjar>> {
    let rows = fetch_all!(pool, (Uuid, String), BANJARS, village.as_str())?;
    Ok(rows.into_iter().map(banjar).collect())
}

/// The log of a visit, latest first.
pub(crate) async fn log(pool: &Pool, visit: VisitId) -> Stored<Vec<Activity>> {
    let mut places: HashMap<Uuid, Vec<Banjar>> = HashMap::new();
    for (entry, id, name) in fetch_all!(pool, (Uuid, Uuid, String), PLACES, visit.uuid())? {
        places.entry(entry).or_default().push(banjar((id, name)));
    }
    let mut activity = |row: EntryRow| {
        let by = match (row.contact_name, row.role, row.staff_name) {
            (Some(name), Some(role), _) => {
                let role = LinkRole::from_key(&role).ok_or(StoreError::Corrupt("role of a link"))?;
                Sender::Official(name, role)
            }
            (_, _, staff) => Sender::Staff(staff.unwrap_or_default()),
        };
        Ok(Activity {
            id: OutreachId::new(row.id),
            channel: channel(&row.channel)?,
            banjars: places.remove(&row.id).unwrap_or_default(),
            date: row.date,
            note: row.note,
            has_photo: row.photo.is_some(),
            by,
            verdict: verdict(row.verdict.as_ref())?,
            judged_by: row.judge_name,
        })
    };
    let rows = fetch_all!(pool, EntryRow, ENTRIES, visit.uuid())?;
    rows.into_iter().map(&mut activity).collect()
}

/// Visits of a span of days whose outreach is proved, the coverage computed for each.
pub(crate) async fn proved(
    backend: &Backend,
    span: (NaiveDate, NaiveDate),
    visits: &[VisitSummary],
    quiet: &[NaiveDate],
) -> Stored<HashMap<Uuid, bool>> {
    let visits: Vec<_> = visits
        .iter()
        .map(|visit| (visit.id.uuid(), visit.village.code.clone(), visit.date))
        .collect();
    let coverages = coverages(backend, span, &visits, quiet).await?;
    Ok(coverages.into_iter().map(|(id, it)| (id, it.proved)).collect())
}

/// How far the word of these visits has come; their days lie in the span.
pub(crate) async fn coverages(
    backend: &Backend,
    (from, until): (NaiveDate, NaiveDate),
    visits: &[(Uuid, VillageCode, NaiveDate)],
    quiet: &[NaiveDate],
) -> Stored<HashMap<Uuid, Coverage>> {
    let mut told: HashMap<Uuid, Vec<(Uuid, Told)>> = HashMap::new();
    for row in fetch_all!(backend.pool, ToldRow, TOLD, from, until)? {
        let all = told.entry(row.visit_id).or_default();
        // Rows of one entry follow each other, one a banjar.
        if all.last().is_none_or(|(id, _)| *id != row.id) {
            let told = Told {
                channel: channel(&row.channel)?,
                date: row.date,
                banjars: Vec::new(),
                verdict: verdict(row.verdict.as_ref())?,
            };
            all.push((row.id, told));
        }
        if let (Some((_, told)), Some(banjar)) = (all.last_mut(), row.banjar_id) {
            told.banjars.push(BanjarId::new(banjar));
        }
    }
    let mut banjars: HashMap<String, Vec<Banjar>> = HashMap::new();
    for (village, id, name) in fetch_all!(backend.pool, (String, Uuid, String), BANJARS_OF_SPAN, from, until)?
    {
        banjars.entry(village).or_default().push(banjar((id, name)));
    }
    let (settings, today) = (backend.settings_now().await?, backend.today_in_wita());
    let of = |(id, village, date): &(Uuid, VillageCode, NaiveDate)| {
        let told: Vec<Told> = told
            .remove(id)
            .unwrap_or_default()
            .into_iter()
            .map(|(_, told)| told)
            .collect();
        let known = banjars.get(village.as_str()).map_or(&[][..], Vec::as_slice);
        (*id, coverage(*date, &settings, quiet, known, &told, today))
    };
    Ok(visits.iter().map(of).collect())
}

impl Backend {
    /// How far the word of a visit has come.
    pub(crate) async fn coverage_of(
        &self,
        visit: &VisitSummary,
        banjars: &[Banjar],
        log: &[Activity],
    ) -> Stored<Coverage> {
        let told: Vec<Told> = log
            .iter()
            .map(|entry| Told {
                channel: entry.channel,
                date: entry.date,
                banjars: entry.banjars.iter().map(|banjar| banjar.id).collect(),
                verdict: entry.verdict,
            })
            .collect();
        let settings = self.settings_now().await?;
        let from = visit.date - chrono::Duration::days(i64::from(settings.outreach_days) + 7);
        let quiet = self.nyepi_between(from, visit.date).await?;
        let today = self.today_in_wita();
        Ok(coverage(visit.date, &settings, &quiet, banjars, &told, today))
    }

    /// Enters what was done. Entries belong to the time before the visit.
    pub(crate) async fn enter_outreach(
        &self,
        visit: VisitId,
        by: By<'_>,
        new: &NewActivity,
        photo: Option<Vec<u8>>,
    ) -> Answer<()> {
        let visit = self.summary(visit).await?;
        if !visit.state.is_before_the_day() {
            return Err(ServiceError::IllegalStep(visit.state));
        }
        let known = banjars(&self.pool, &visit.village.code).await?;
        let mut places = new.banjars.clone();
        if let By::Link(_, Some(own)) = by {
            // A banjar head speaks for his own banjar.
            places = vec![own];
        }
        places.sort_unstable();
        places.dedup();
        if places
            .iter()
            .any(|id| known.iter().all(|banjar| banjar.id != *id))
        {
            return Err(ServiceError::field(Field::Banjars, Problem::NotAChoice));
        }
        if log(&self.pool, visit.id).await?.len() >= MOST_ENTRIES {
            return Err(ServiceError::TooMany { seconds: 3600 });
        }
        let photo = match photo {
            Some(photo) => Some(self.photos.keep(photo).await?),
            None => None,
        };
        let written = self
            .write_entry(&visit, &by, new, &places, photo.as_deref())
            .await;
        if let (Err(_), Some(photo)) = (&written, &photo) {
            self.photos.drop_file(photo).await;
        }
        Ok(written?)
    }

    async fn write_entry(
        &self,
        visit: &VisitSummary,
        by: &By<'_>,
        new: &NewActivity,
        places: &[BanjarId],
        photo: Option<&str>,
    ) -> Stored<()> {
        let (now, id) = (self.now(), Uuid::now_v7());
        let (link, staff) = match by {
            By::Link(link, _) => (Some(link.uuid()), None),
            By::Staff(staff) => (None, Some(staff.id.uuid())),
        };
        let mut tx = self.pool.begin().await?;
        execute!(
            tx,
            ADD,
            id,
            visit.id.uuid(),
            visit.village.code.as_str(),
            visit.date,
            new.channel.key(),
            new.date,
            new.note.as_ref().map(Line::as_str),
            photo,
            link,
            staff,
            now
        )?;
        if !places.is_empty() {
            let rows: Vec<BanjarId> = places.to_vec();
            insert_many!(
                tx,
                "insert into outreach_banjar (outreach_id, banjar_id) ",
                rows,
                |row, banjar| {
                    row.push_bind(id).push_bind(banjar.uuid());
                },
                ""
            )?;
        }
        note(
            &mut tx,
            now,
            by.actor(),
            visit.id,
            "outreach-entered",
            new.channel.key(),
        )
        .await?;
        tx.commit().await
    }

    /// The photo of an entry of a visit.
    pub(crate) async fn photo_of(&self, visit: VisitId, entry: OutreachId) -> Answer<Vec<u8>> {
        let found = fetch_optional!(self.pool, (String,), PHOTO, entry.uuid(), visit.uuid())?;
        let (name,) = found.ok_or(ServiceError::NotFound)?;
        Ok(self.photos.read(&name).await?)
    }

    /// Says whether an entry counts.
    pub(crate) async fn judge_entry(
        &self,
        staff: &Staff,
        visit: VisitId,
        entry: OutreachId,
        verdict: Option<Verdict>,
    ) -> Answer<()> {
        let now = self.now();
        let (by, at) = match verdict {
            Some(_) => (Some(staff.id.uuid()), Some(now)),
            None => (None, None),
        };
        let mut tx = self.pool.begin().await?;
        let key = verdict.map(Verdict::key);
        if execute!(tx, JUDGE, entry.uuid(), visit.uuid(), key, by, at)? == 0 {
            return Err(ServiceError::NotFound);
        }
        let detail = key.unwrap_or("none");
        note(
            &mut tx,
            now,
            Actor::Staff(staff),
            visit,
            "outreach-judged",
            detail,
        )
        .await?;
        Ok(tx.commit().await?)
    }

    /// Names a banjar of a visit's village.
    pub(crate) async fn new_banjar(&self, visit: VisitId, by: Actor<'_>, name: &Line<60>) -> Answer<()> {
        let (now, visit) = (self.now(), self.summary(visit).await?);
        let village = &visit.village.code;
        if banjars(&self.pool, village).await?.len() >= MOST_BANJARS {
            return Err(ServiceError::TooMany { seconds: 3600 });
        }
        let (name, key) = (name.as_str(), banjar_key(name.as_str()));
        if key.is_empty() {
            return Err(ServiceError::field(Field::BanjarName, Problem::BadCharacter));
        }
        let mut tx = self.pool.begin().await?;
        let id = Uuid::now_v7();
        if execute!(tx, ADD_BANJAR, id, village.as_str(), name, key, now)? == 1 {
            note(&mut tx, now, by, visit.id, "banjar-named", name).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Takes off a banjar that nothing refers to.
    pub(crate) async fn drop_banjar(&self, staff: &Staff, visit: VisitId, id: BanjarId) -> Answer<()> {
        let (now, visit) = (self.now(), self.summary(visit).await?);
        let mut tx = self.pool.begin().await?;
        match execute!(tx, REMOVE_BANJAR, id.uuid(), visit.village.code.as_str()) {
            Ok(0) => return Ok(()),
            Ok(_) => {}
            Err(error) if error.is_foreign_key_violation() => return Err(ServiceError::Stale),
            Err(error) => return Err(error.into()),
        }
        note(&mut tx, now, Actor::Staff(staff), visit.id, "banjar-removed", "").await?;
        Ok(tx.commit().await?)
    }
}
