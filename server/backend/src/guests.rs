//! Neighbouring villages that a visit is open to: who they are, and inviting one.

use crate::Backend;
use crate::audit::{self, Actor, Entry};
use crate::db::{Tx, execute, fetch_all, fetch_optional};
use crate::error::{StoreError, Stored};
use crate::message_text;
use crate::outbox::{self, NewMessage, Wish};
use crate::visits::people;
use chrono::NaiveDate;
use domain::demand::Neighbour;
use domain::error::ServiceError;
use domain::field::{Field, Problem};
use domain::id::VisitId;
use domain::lang::Lang;
use domain::message::MessageKind;
use domain::phone::Phone;
use domain::service::{Answer, VisitSummary};
use domain::staff::Staff;
use domain::village::VillageCode;
use domain::visit::VisitState;
use uuid::Uuid;

/// The other villages of the kecamatan (a code's first eight signs) that have no visit of their own ahead: there are no
/// coordinates of villages under a licence we could ship. Those where people wait come first.
const NEIGHBOURS: &str = "select l.code, l.name,
    (select count(*) from interest i where i.village_code = l.code and i.told_at is null) as waiting,
    exists (select 1 from guest_village g where g.visit_id = $1 and g.village_code = l.code) as invited,
    exists (select 1 from village_link k join visit w on w.id = k.visit_id where w.village_code = l.code) as has_contact
    from village l where substr(l.code, 1, 8) = substr($2, 1, 8) and l.code <> $2
    and not exists (select 1 from visit o where o.village_code = l.code and o.id <> $1 and o.date >= $3
      and o.state in ('confirmed', 'open', 'closed', 'underway'))
    order by waiting desc, l.name, l.code";
const INVITE: &str =
    "insert into guest_village (visit_id, village_code, staff_id, at) values ($1, $2, $3, $4)
    on conflict (visit_id, village_code) do nothing";
/// Whom the office wrote to last in a village.
const CONTACT: &str =
    "select k.contact_name, k.contact_phone from village_link k join visit w on w.id = k.visit_id
    where w.village_code = $1 order by k.created_at desc, k.id desc limit 1";
/// They keep their turn: when booking opens in their own village they are told of that as well.
const WAITING: &str =
    "select id, phone, lang from interest where village_code = $1 and told_at is null order by id";
const NAMES: &str = "select l.name from guest_village g join village l on l.code = g.village_code
    where g.visit_id = $1 order by l.name, l.code";
const AHEAD: &str = "select g.visit_id, g.village_code from guest_village g join visit v on v.id = g.visit_id
    where v.date >= $1 order by g.visit_id, g.village_code";

#[derive(sqlx::FromRow)]
struct Row {
    code: String,
    name: String,
    waiting: i64,
    invited: bool,
    has_contact: bool,
}

impl Backend {
    /// The villages a visit may be opened to, and those it is open to.
    pub(crate) async fn neighbours_of(&self, visit: &VisitSummary) -> Stored<Vec<Neighbour>> {
        let (id, code) = (visit.id.uuid(), visit.village.code.as_str());
        let rows = fetch_all!(self.pool, Row, NEIGHBOURS, id, code, self.today_in_wita())?;
        let neighbour = |row: Row| {
            Ok(Neighbour {
                code: VillageCode::parse(&row.code).map_err(|_| StoreError::Corrupt("village code"))?,
                name: row.name,
                waiting: people(row.waiting),
                invited: row.invited,
                has_contact: row.has_contact,
            })
        };
        rows.into_iter().map(neighbour).collect()
    }

    /// Names of the villages that a visit was opened to.
    pub(crate) async fn guests_of(&self, visit: VisitId) -> Stored<Vec<String>> {
        let names = fetch_all!(self.pool, (String,), NAMES, visit.uuid())?;
        Ok(names.into_iter().map(|(name,)| name).collect())
    }

    /// Which coming visits are open to which villages.
    pub(crate) async fn guests_from(&self, day: NaiveDate) -> Stored<Vec<(VisitId, String)>> {
        let rows = fetch_all!(self.pool, (Uuid, String), AHEAD, day)?;
        Ok(rows
            .into_iter()
            .map(|(visit, code)| (VisitId::new(visit), code))
            .collect())
    }

    /// Opens a visit to a neighbouring village: its page says so, a search for that village finds it, whoever the office
    /// knows there is written to, and so are those who asked to be told. False where it was open to it already.
    pub(crate) async fn invite(
        &self,
        tx: &mut Tx,
        staff: &Staff,
        visit: &VisitSummary,
        neighbour: &Neighbour,
    ) -> Answer<bool> {
        let (now, code) = (self.now(), neighbour.code.as_str());
        if visit.state != VisitState::Open {
            return Err(ServiceError::IllegalStep(visit.state));
        }
        if execute!(tx, INVITE, visit.id.uuid(), code, staff.id.uuid(), now)? == 0 {
            return Ok(false);
        }
        let settings = self.settings_in(tx).await?;
        let link = format!("{}/kunjungan/{}", self.public_url, visit.id);
        let mut messages = Vec::new();
        let new = |step: String, to_name: String, phone: &str, text| -> Stored<NewMessage> {
            Ok(NewMessage {
                kind: MessageKind::NeighbourInvited,
                step,
                visit: visit.id,
                booking: None,
                to_name,
                phone: Phone::parse(phone).map_err(|_| StoreError::Corrupt("phone"))?,
                email: None,
                wish: Wish::default(),
                useful_until: Some(visit.ends_at),
                text,
            })
        };
        if let Some((name, phone)) = fetch_optional!(tx, (String, String), CONTACT, code)? {
            let text = message_text::to_neighbour(&name, &neighbour.name, visit, &link, &settings);
            let step = format!("neighbour:{}:{}:{code}", visit.id, visit.date);
            messages.push(new(step, name, &phone, text)?);
        }
        for (interest, phone, lang) in fetch_all!(tx, (Uuid, String, String), WAITING, code)? {
            let lang = Lang::from_tag(&lang);
            let text = message_text::opened(lang, visit, &link, &settings.office_name);
            let step = format!("interest:{interest}:{}:{}", visit.id, visit.date);
            let message = new(step, format!("Peminat, Desa {}", neighbour.name), &phone, text)?;
            messages.push(NewMessage {
                kind: MessageKind::InterestOpened,
                ..message
            });
        }
        let ways = self.ways(tx).await?;
        outbox::write(tx, now, &ways, messages).await?;
        let entry = Entry {
            act: "neighbour-invited",
            visit: Some(visit.id),
            booking: None,
            detail: &neighbour.name,
        };
        audit::record(tx, now, Actor::Staff(staff), entry).await?;
        Ok(true)
    }

    /// A village that this visit may be opened to.
    pub(crate) async fn neighbour(&self, visit: &VisitSummary, code: &VillageCode) -> Answer<Neighbour> {
        let all = self.neighbours_of(visit).await?;
        all.into_iter()
            .find(|it| it.code == *code)
            .ok_or_else(|| ServiceError::field(Field::Village, Problem::NotAChoice))
    }
}
