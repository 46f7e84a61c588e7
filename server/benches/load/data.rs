//! What the measured site holds: real villages, visits that take bookings, links to every public page.
//! Made through the services that staff use.

use crate::website::secret_file;
use crate::{Fallible, Plan};
use backend::{Backend, Clock, Config, Secret};
use chrono::{Datelike, Duration, NaiveDate};
use domain::day::service::DayService;
use domain::id::{OperatorId, VisitId};
use domain::message::MessageState;
use domain::phone::Phone;
use domain::plan::VisitPlanForm;
use domain::service::{PublicService, StaffService, VillageContact};
use domain::staff::{Role, Staff};
use domain::team::{NewPerson, Work, WorkingDays};
use domain::text::Line;
use domain::visit::VisitStep;
use sqlx::{Connection, PgConnection, SqliteConnection};
use std::path::Path;

/// Places to book and pages to open.
pub(crate) struct Data {
    /// A visit in which the load books nothing, with as many places as they have: its page is measured.
    pub(crate) visit: String,
    pub(crate) village: String,
    /// Many visits.
    pub(crate) visits: Vec<String>,
    /// Slots of those, 9 in each.
    pub(crate) slots: Vec<String>,
    /// One slot for everybody.
    pub(crate) contested: String,
    /// Link that a village gets.
    pub(crate) village_link: String,
    /// A visit whose service is under way.
    pub(crate) hall: String,
    /// Who serves there.
    pub(crate) hall_operators: Vec<OperatorId>,
    /// A month with a visit on each of its 31 days, `2027-03`.
    pub(crate) month: String,
}

const VILLAGES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../seed/villages.csv");
/// Days on which every village is visited.
const DAYS: i64 = 3;
/// Password of the head of division.
pub(crate) const PASSWORD: &str = "contoh-kata-sandi";
/// Operators of a visit that is booked by the load: places in each of its slots.
const TEAM: usize = 12;

/// Visits are open, and one slot never fills. Nobody can be in all villages at once, so the places of the
/// many are set by hand: those of a whole team.
const OPEN: &str = "update visit set state = 'open' where venue <> 'Usulan';
    update slot set capacity = 12 where visit_id in (select id from visit where venue = 'Balai Banjar');
    update slot set capacity = 100000000 where visit_id in (select id from visit where venue = 'Ramai')";

impl Data {
    /// Fills an empty database.
    pub(crate) async fn prepare(plan: &Plan, database_url: &str) -> Fallible<Data> {
        let config = Config {
            database_url: database_url.to_owned(),
            public_url: "http://localhost".into(),
            secret: Secret::load_or_create(&secret_file(&plan.folder))?,
            photo_folder: plan.folder.join("photos"),
            smtp: None,
        };
        let backend = Backend::open(config, Clock::System).await?;
        backend.import_villages(Path::new(VILLAGES)).await?;
        let desk = Desk::open(backend).await?;
        let first = domain::calendar::date_in_wita(desk.backend.now()) + Duration::days(30);
        let codes: Vec<String> = desk
            .backend
            .villages("")
            .await?
            .iter()
            .map(|village| village.code.to_string())
            .collect();
        let village = codes.first().ok_or("no villages")?;

        let quiet = desk.plan(village, first, "Balai Desa", 2).await?;
        let crowded = desk.plan(village, first + Duration::days(1), "Ramai", 2).await?;
        let asked = desk.plan(village, first + Duration::days(2), "Usulan", 2).await?;
        let village_link = desk.ask(asked).await?;
        let mut visits = Vec::new();
        for day in 3..3 + DAYS {
            for code in &codes {
                visits.push(
                    desk.plan(code, first + Duration::days(day), "Balai Banjar", 0)
                        .await?,
                );
            }
        }
        let month = month_of_31_days(first + Duration::days(60));
        for (code, day) in codes.iter().zip(month.iter_days().take(31)) {
            desk.plan(code, day, "Kantor Perbekel", 2).await?;
        }
        let today = first - Duration::days(30);
        let hall = desk.plan(village, today, "Wantilan", 2).await?;
        run_sql(database_url, OPEN).await?;
        let begin = VisitStep::Begin;
        desk.backend.step_visit(&desk.staff, hall, begin, "").await?;
        let day = desk.backend.day(&desk.staff, hall).await?;
        let mut slots = Vec::new();
        for visit in &visits {
            slots.extend(desk.slots(*visit).await?);
        }
        let contested = desk.slots(crowded).await?.swap_remove(0);
        desk.backend.close().await;
        Ok(Data {
            visit: quiet.to_string(),
            village: village.clone(),
            visits: visits.iter().map(ToString::to_string).collect(),
            slots,
            contested,
            village_link,
            hall: hall.to_string(),
            hall_operators: day.operators.into_iter().map(|(id, _)| id).collect(),
            month: month.format("%Y-%m").to_string(),
        })
    }
}

/// First day of the next month from here that has 31 days.
fn month_of_31_days(from: NaiveDate) -> NaiveDate {
    let firsts = from.iter_days().filter(|day| day.day() == 1);
    let long = |day: &NaiveDate| (*day + Duration::days(30)).month() == day.month();
    firsts.take(12).find(long).unwrap_or(from)
}

/// A member of the office at work.
struct Desk {
    backend: Backend,
    staff: Staff,
    team: Vec<String>,
}

impl Desk {
    async fn open(backend: Backend) -> Fallible<Desk> {
        backend
            .add_user("kabid", "Ni Made Ayu Lestari", Role::DivisionHead, PASSWORD)
            .await?;
        let staff = backend.log_in("kabid", PASSWORD).await?.staff;
        for number in 0..TEAM {
            let name =
                Line::parse(&format!("Operator {number}")).map_err(|problem| format!("{problem:?}"))?;
            let certified = NaiveDate::from_ymd_opt(2026, 1, 1);
            let work = Work {
                days: WorkingDays::of(WorkingDays::WEEK),
                ..Work::default()
            };
            let person = NewPerson {
                name,
                work,
                certified_on: certified,
            };
            backend.add_person(&staff, &person).await?;
        }
        let operators = backend.operators(&staff).await?;
        let team = operators.iter().map(|operator| operator.id.to_string()).collect();
        Ok(Desk { backend, staff, team })
    }

    async fn plan(&self, village: &str, date: NaiveDate, venue: &str, operators: usize) -> Fallible<VisitId> {
        let form = VisitPlanForm {
            village: village.into(),
            date: date.to_string(),
            starts_at: "08:30".into(),
            ends_at: "11:30".into(),
            slot_minutes: "20".into(),
            service_minutes: "20".into(),
            venue: venue.into(),
            operators: self.team.iter().take(operators).cloned().collect(),
            override_reason: "pengukuran".into(),
            ..VisitPlanForm::default()
        };
        let plan = form.parse().map_err(|errors| format!("{errors:?}"))?;
        Ok(self.backend.create_visit(&self.staff, &plan).await?)
    }

    async fn slots(&self, visit: VisitId) -> Fallible<Vec<String>> {
        let page = self.backend.visit(visit).await?;
        Ok(page.slots.iter().map(|slot| slot.id.to_string()).collect())
    }

    /// Asks a village; gives the path of the link that its message carries.
    async fn ask(&self, visit: VisitId) -> Fallible<String> {
        let contact = VillageContact {
            name: Line::parse("I Wayan Sudira").map_err(|problem| format!("{problem:?}"))?,
            phone: Phone::parse("081234567890")?,
            email: None,
        };
        self.backend.ask_village(&self.staff, visit, &contact).await?;
        let outbox = self
            .backend
            .outbox(&self.staff, MessageState::ToSendByHand)
            .await?;
        let link = outbox
            .messages
            .iter()
            .find_map(|message| message.body.find("/konfirmasi/").map(|at| &message.body[at..]));
        let link = link.and_then(|link| link.split_whitespace().next());
        Ok(link.ok_or("the message to the village has no link")?.to_owned())
    }
}

async fn run_sql(database_url: &str, sql: &'static str) -> Fallible<()> {
    if database_url.starts_with("sqlite:") {
        let mut connection = SqliteConnection::connect(database_url).await?;
        sqlx::raw_sql(sql).execute(&mut connection).await?;
        connection.close().await?;
    } else {
        let mut connection = PgConnection::connect(database_url).await?;
        sqlx::raw_sql(sql).execute(&mut connection).await?;
        connection.close().await?;
    }
    Ok(())
}

/// A booking for the API. Each number is another person.
pub(crate) fn booking(slot: &str, number: usize) -> Vec<u8> {
    let body = format!(
        r#"{{"slot_id":"{slot}","applicant_name":"Ni Wayan Sari {number}","phone":"0812{number:08}","banjar":"Banjar Tengah","business_activity":"jual jaje Bali dan kopi"}}"#
    );
    format!(
        "POST /api/v1/bookings HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\nidempotency-key: measured-{number:08}\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}
