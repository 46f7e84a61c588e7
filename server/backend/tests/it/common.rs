//! An office on a fresh database, its clock standing at nine in the morning in Bali.

use crate::forms::{contact, plan_form, someone};
use backend::{Backend, ChannelConfig, Clock, Config, Secret, Smtp};
use chrono::{DateTime, Duration, NaiveDate, TimeZone, Utc};
use domain::error::ServiceError;
use domain::id::{OperatorId, SlotId, StaffId, VisitId};
use domain::lang::Lang;
use domain::message::{MessageKind, MessageState};
use domain::plan::{VisitPlan, VisitPlanForm};
use domain::service::{BookingRow, MessageRow, PublicService, StaffService, StaffSlot, VillageService};
use domain::staff::{Role, Staff};
use domain::text::Line;
use domain::venue::{VenueAnswer, VenueAnswerForm};
use domain::visit::VisitStep;
use sqlx::{AssertSqlSafe, Connection};
use std::path::{Path, PathBuf};

pub(crate) const BENGKEL: &str = "51.02.06.2001";
pub(crate) const MELILING: &str = "51.02.04.2011";
pub(crate) const JEGU: &str = "51.02.08.2002";

/// An office: one head of division, villages and holidays known, no visit yet.
pub(crate) struct Office {
    pub(crate) database: &'static str,
    pub(crate) url: String,
    pub(crate) clock: Clock,
    pub(crate) backend: Backend,
    pub(crate) head: Staff,
}

/// A visit that takes bookings.
pub(crate) struct OpenVisit {
    pub(crate) id: VisitId,
    pub(crate) slots: Vec<SlotId>,
    pub(crate) operators: Vec<OperatorId>,
}

/// Wednesday, 3 June 2026, nine in Bali.
pub(crate) fn start() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 6, 3, 1, 0, 0).unwrap()
}

pub(crate) fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

pub(crate) fn seed(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../seed")
        .join(file)
}

/// A file that is not there yet.
pub(crate) fn temporary(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join("jemput-izin-tests");
    std::fs::create_dir_all(&folder).unwrap();
    folder.join(format!("{}-{name}", uuid::Uuid::now_v7()))
}

/// Tells a story once on each database.
pub(crate) async fn each(story: impl AsyncFn(Office)) {
    each_with(None, story).await;
}

/// The same with a mail server.
pub(crate) async fn each_with(smtp: Option<Smtp>, story: impl AsyncFn(Office)) {
    each_on(smtp, ChannelConfig::default(), story).await;
}

/// The same with channels beside it.
pub(crate) async fn each_on(smtp: Option<Smtp>, channels: ChannelConfig, story: impl AsyncFn(Office)) {
    for (database, url) in backend::testing::databases().await {
        println!("on {database}"); // shown where the story fails
        story(Office::open(database, url, smtp.clone(), channels.clone()).await).await;
    }
}

/// A second server on a database, with its own memory.
pub(crate) async fn backend(url: &str, clock: &Clock, smtp: Option<Smtp>) -> Backend {
    backend_on(url, clock, smtp, ChannelConfig::default()).await
}

/// The same with channels beside the mail server.
pub(crate) async fn backend_on(
    url: &str,
    clock: &Clock,
    smtp: Option<Smtp>,
    channels: ChannelConfig,
) -> Backend {
    let config = Config {
        database_url: url.to_owned(),
        public_url: "http://izin.test/".into(),
        secret: Secret::from_bytes(vec![7; 32]).unwrap(),
        smtp,
    };
    Backend::open_with(config, channels, clock.clone()).await.unwrap()
}

impl Office {
    async fn open(
        database: &'static str,
        url: String,
        smtp: Option<Smtp>,
        channels: ChannelConfig,
    ) -> Office {
        let clock = Clock::fixed(start());
        let backend = backend_on(&url, &clock, smtp, channels).await;
        backend.import_villages(&seed("villages.csv")).await.unwrap();
        backend.import_holidays(&seed("holidays.csv")).await.unwrap();
        // Most stories send everybody out; those of the counter (people.rs) set the minimum.
        backend.set_setting("office_minimum", "0").await.unwrap();
        backend
            .import_balinese_days(&seed("balinese-days.csv"))
            .await
            .unwrap();
        let head = staff(&url, Role::DivisionHead).await;
        Office {
            database,
            url,
            clock,
            backend,
            head,
        }
    }

    pub(crate) fn wait(&self, time: Duration) {
        self.clock.set(self.clock.now() + time);
    }

    pub(crate) async fn staff(&self, role: Role) -> Staff {
        staff(&self.url, role).await
    }

    /// New certified operators.
    pub(crate) async fn operators(&self, number: usize) -> Vec<OperatorId> {
        let before = self.backend.operators(&self.head).await.unwrap();
        for at in 0..number {
            let name = Line::parse(&format!("Operator {}", before.len() + at)).unwrap();
            let on = Some(day(1, 5));
            self.backend.add_operator(&self.head, &name, on).await.unwrap();
        }
        let all = self.backend.operators(&self.head).await.unwrap().into_iter();
        all.map(|operator| operator.id)
            .filter(|id| before.iter().all(|old| old.id != *id))
            .collect()
    }

    /// A visit with slots of 20 minutes from 08.30 to 11.30 in Bengkel, a week ahead: takes bookings.
    pub(crate) async fn open_visit(&self, operators: usize) -> OpenVisit {
        self.open_planned(operators, |_| ()).await
    }

    /// The same with a changed plan.
    pub(crate) async fn open_planned(
        &self,
        operators: usize,
        change: impl FnOnce(&mut VisitPlanForm),
    ) -> OpenVisit {
        let operators = self.operators(operators).await;
        let mut form = plan_form(&operators);
        change(&mut form);
        let id = self.create(&form).await;
        self.open_booking(id).await;
        OpenVisit {
            id,
            slots: self.slots(id).await.iter().map(|it| it.slot.id).collect(),
            operators,
        }
    }

    pub(crate) async fn create(&self, form: &VisitPlanForm) -> VisitId {
        let plan = form.parse().unwrap();
        self.backend.create_visit(&self.head, &plan).await.unwrap()
    }

    /// Takes a planned visit until it takes bookings.
    pub(crate) async fn open_booking(&self, id: VisitId) {
        self.ask(id).await;
        self.step(id, VisitStep::VillageAgrees).await.unwrap();
        self.step(id, VisitStep::OpenBooking).await.unwrap();
    }

    pub(crate) async fn ask(&self, id: VisitId) {
        self.backend
            .ask_village(&self.head, id, &contact(None))
            .await
            .unwrap();
    }

    pub(crate) async fn step(&self, id: VisitId, step: VisitStep) -> Result<(), ServiceError> {
        self.backend
            .step_visit(&self.head, id, step, "jalan longsor")
            .await
    }

    /// The day of the visit comes, and its service begins.
    pub(crate) async fn begin(&self, id: VisitId) {
        let visit = self.backend.staff_visit(&self.head, id).await.unwrap().visit;
        self.clock.set(visit.starts_at);
        self.step(id, VisitStep::Begin).await.unwrap();
    }

    pub(crate) async fn edit(
        &self,
        id: VisitId,
        change: impl FnOnce(&mut VisitPlan),
    ) -> Result<(), ServiceError> {
        let now = self.backend.staff_visit(&self.head, id).await.unwrap();
        let mut plan = now.plan;
        change(&mut plan);
        self.backend.edit_visit(&self.head, id, now.version, &plan).await
    }

    /// Slots that staff see, by time.
    pub(crate) async fn slots(&self, id: VisitId) -> Vec<StaffSlot> {
        self.backend.staff_visit(&self.head, id).await.unwrap().slots
    }

    pub(crate) async fn booked(&self, visit: VisitId, slot: SlotId) -> u32 {
        let slots = self.slots(visit).await;
        slots
            .iter()
            .find(|it| it.slot.id == slot)
            .map_or(0, |it| it.booked)
    }

    /// Bookings that take a place.
    pub(crate) async fn people(&self, id: VisitId) -> Vec<BookingRow> {
        let all = self.backend.bookings(&self.head, id).await.unwrap().into_iter();
        all.filter(|row| row.state.takes_a_place()).collect()
    }

    /// Books the person with this number; gives the manage link's token.
    pub(crate) async fn book(&self, slot: SlotId, person: usize) -> String {
        self.backend
            .book(&someone(slot, person))
            .await
            .unwrap()
            .manage_token
    }

    pub(crate) async fn messages(&self, state: MessageState) -> Vec<MessageRow> {
        self.backend.outbox(&self.head, state).await.unwrap().messages
    }

    /// Drafts of a kind that wait for a person.
    pub(crate) async fn drafts(&self, kind: MessageKind) -> Vec<MessageRow> {
        let all = self.messages(MessageState::ToSendByHand).await.into_iter();
        all.filter(|message| message.kind == kind).collect()
    }

    /// The token in the latest draft to a village.
    pub(crate) async fn village_token(&self) -> String {
        let drafts = self.drafts(MessageKind::VenueRequest).await;
        let body = &drafts.last().unwrap().body;
        let link = body.lines().find(|line| line.contains("/konfirmasi/")).unwrap();
        link.rsplit('/').next().unwrap().to_owned()
    }

    pub(crate) async fn answer(&self, token: &str, form: &VenueAnswerForm) -> Result<(), ServiceError> {
        let answer: VenueAnswer = form.parse(day(6, 3)).unwrap();
        self.backend.answer_venue(token, &answer).await.map(|_| ())
    }

    /// Acts in the record of a visit, oldest first.
    pub(crate) async fn acts(&self, id: VisitId) -> Vec<String> {
        let history = self.backend.staff_visit(&self.head, id).await.unwrap().history;
        history.into_iter().rev().map(|entry| entry.act).collect()
    }

    /// One text column, for what no service shows.
    pub(crate) async fn sql(&self, sql: &str) -> Vec<String> {
        let sql = AssertSqlSafe(sql.to_owned());
        let rows: Vec<(String,)> = if self.database == "sqlite" {
            let mut connection = sqlx::SqliteConnection::connect(&self.url).await.unwrap();
            sqlx::query_as(sql).fetch_all(&mut connection).await.unwrap()
        } else {
            let mut connection = sqlx::PgConnection::connect(&self.url).await.unwrap();
            sqlx::query_as(sql).fetch_all(&mut connection).await.unwrap()
        };
        rows.into_iter().map(|(text,)| text).collect()
    }
}

impl Drop for Office {
    /// The server's databases are thrown away with it; files would stay.
    fn drop(&mut self) {
        if let Some(file) = self.url.strip_prefix("sqlite://") {
            for end in ["", "-wal", "-shm"] {
                let _ = std::fs::remove_file(format!("{file}{end}"));
            }
        }
    }
}

/// A member of the office, written past the hashing of a password: `logins.rs` has the stories of that,
/// and it takes longer than all the rest of a story.
async fn staff(url: &str, role: Role) -> Staff {
    const ADD: &str = "insert into staff (id, user_name, name, role, password_hash, created_at)
        values ($1, $2, $3, $4, '', $5)";
    let (id, name) = (uuid::Uuid::now_v7(), role.word(Lang::Id));
    macro_rules! add {
        ($connection:ty) => {{
            let mut connection = <$connection>::connect(url).await.unwrap();
            let add = sqlx::query(ADD).bind(id).bind(role.key()).bind(name);
            add.bind(role.key())
                .bind(start())
                .execute(&mut connection)
                .await
                .unwrap();
            connection.close().await.unwrap();
        }};
    }
    if url.starts_with("sqlite") {
        add!(sqlx::SqliteConnection);
    } else {
        add!(sqlx::PgConnection);
    }
    Staff {
        id: StaffId::new(id),
        name: name.into(),
        role,
    }
}
