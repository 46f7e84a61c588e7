//! An empty database filled with Tabanan's villages, the programme's history and a month of visits
//! counted from today, so that everything can be tried at once. Names and numbers are made up.

use crate::Backend;
use crate::audit::Actor;
use crate::db::{fetch_optional, on_db};
use crate::error::{StoreError, Stored};
use crate::import::ImportError;
use crate::logins::AddUserError;
use crate::settings::SettingError;
use chrono::{Days, NaiveDate};
use domain::booking::BookingForm;
use domain::error::ServiceError;
use domain::field::{Field, Problem};
use domain::holiday::Severity;
use domain::id::{OperatorId, VisitId};
use domain::lang::Lang;
use domain::phone::Phone;
use domain::plan::{VisitPlan, VisitPlanForm};
use domain::staff::Role;
use domain::team::{NewPerson, Work};
use domain::text::Line;
use domain::village::VillageCode;
use domain::visit::VisitStep;

/// A login of the demonstration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoLogin {
    /// Role.
    pub role: Role,
    /// User name.
    pub user_name: String,
    /// Password.
    pub password: String,
}

/// Why an empty database could not be filled.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// A file that comes with the program.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// A login.
    #[error(transparent)]
    User(#[from] AddUserError),
    /// A visit or a booking.
    #[error("demonstration data: {0}")]
    Service(#[from] ServiceError),
    /// The mark of the demonstration.
    #[error(transparent)]
    Setting(#[from] SettingError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

const VILLAGES: &str = include_str!("../../../seed/villages.csv");
const HOLIDAYS: &str = include_str!("../../../seed/holidays.csv");
const BALINESE_DAYS: &str = include_str!("../../../seed/balinese-days.csv");
const HISTORY: &str = include_str!("../../../seed/programme-history.csv");
const MSME_COUNT: &str = include_str!("../../../seed/msme-count.csv");

/// Role, user name, name. The password is `contoh-` and the user name: shown at each start.
const LOGINS: [(Role, &str, &str); 4] = [
    (Role::DivisionHead, "kabid", "Ni Made Ayu Lestari"),
    (Role::Administration, "admin", "I Wayan Sudira"),
    (Role::Operator, "operator", "I Made Arta"),
    (Role::AgencyHead, "kadis", "I Gusti Ngurah Putra"),
];

/// Days from today, village, venue, how far its way has gone, people booked.
const VISITS: [(u64, &str, &str, &[VisitStep], usize); 6] = [
    (3, "51.02.06.2001", "Kantor Perbekel Bengkel", OPEN, 11),
    (8, "51.02.02.2001", "Balai Desa Gunung Salak", OPEN, 4),
    (12, "51.02.06.2014", "Wantilan Desa Abian Tuwung", AGREED, 0),
    (16, "51.02.04.2011", "Kantor Perbekel Meliling", ASKED, 0),
    (21, "51.02.01.2001", "Kantor Perbekel Bajera", &[], 0),
    (26, "51.02.08.2002", "Balai Desa Jegu", &[], 0),
];
const ASKED: &[VisitStep] = &[VisitStep::AskVillage];
const AGREED: &[VisitStep] = &[VisitStep::AskVillage, VisitStep::VillageAgrees];
const OPEN: &[VisitStep] = &[
    VisitStep::AskVillage,
    VisitStep::VillageAgrees,
    VisitStep::OpenBooking,
];

const PEOPLE: [(&str, &str, &str); 11] = [
    ("Ni Wayan Sari", "Banjar Tengah", "jual jaje Bali"),
    ("I Ketut Darma", "Banjar Kelod", "bengkel sepeda motor"),
    ("Ni Made Rai", "Banjar Kaja", "warung kelontong"),
    ("I Nyoman Suarta", "Banjar Tengah", "beternak ayam petelur"),
    ("Ni Luh Putu Eka", "", "jahit kebaya"),
    ("I Gede Wirawan", "Banjar Kelod", "cuci motor dan mobil"),
    ("Ni Ketut Murni", "Banjar Kaja", "jual canang dan banten"),
    ("I Putu Agus", "", "kopi bubuk Pupuan"),
    ("Ni Komang Sri", "Banjar Tengah", "salon rambut"),
    ("I Wayan Kerta", "Banjar Kaja", "kerajinan bambu"),
    ("Ni Nyoman Tirta", "", "warung nasi"),
];

impl Backend {
    /// Whether there is nothing in the database yet.
    ///
    /// # Errors
    /// Of the store.
    pub async fn is_empty(&self) -> Stored<bool> {
        let found = fetch_optional!(
            self.pool,
            (i64,),
            "select cast(1 as bigint) where exists (select 1 from village) or exists (select 1 from staff)"
        )?;
        Ok(found.is_none())
    }

    /// The logins of the demonstration, if the database was filled by it.
    ///
    /// # Errors
    /// Of the store.
    pub async fn demo_logins(&self) -> Stored<Vec<DemoLogin>> {
        let demo = fetch_optional!(
            self.pool,
            (String,),
            "select value from setting where key = 'demo'"
        )?;
        Ok(if demo.is_some() {
            LOGINS.iter().map(login).collect()
        } else {
            Vec::new()
        })
    }

    /// Fills an empty database.
    ///
    /// # Errors
    /// Where a part of it is refused: a fault of the program's own data.
    pub async fn seed_demo(&self) -> Result<Vec<DemoLogin>, SeedError> {
        let team = self.seed_office().await?;
        self.seed_month(&team).await?;
        self.set_setting("demo", "1").await?;
        Ok(LOGINS.iter().map(login).collect())
    }

    /// Fills an empty database with what an office begins with: villages, calendar, past visits, logins, and people
    /// of whom those given may be sent to a village.
    ///
    /// # Errors
    /// As [`Backend::seed_demo`].
    pub async fn seed_office(&self) -> Result<Vec<OperatorId>, SeedError> {
        self.put_villages("villages.csv", VILLAGES.as_bytes()).await?;
        self.put_holidays("holidays.csv", HOLIDAYS.as_bytes()).await?;
        self.put_balinese_days("balinese-days.csv", BALINESE_DAYS.as_bytes())
            .await?;
        self.put_history("programme-history.csv", HISTORY.as_bytes())
            .await?;
        self.put_msme_count("msme-count.csv", MSME_COUNT.as_bytes())
            .await?;
        for it in &LOGINS {
            self.add_user(it.1, it.2, it.0, &login(it).password).await?;
        }
        let today = self.today_in_wita();
        let mut team = Vec::new();
        for (name, certified) in [
            ("I Made Arta", true),
            ("Ni Luh Sinta Dewi", true),
            ("I Komang Yasa", false),
            ("Ni Putu Widiani", true),
        ] {
            let name = Line::parse(name)
                .map_err(|problem| ServiceError::field(domain::field::Field::OperatorName, problem))?;
            let on = certified.then(|| today - Days::new(300));
            let person = NewPerson {
                name,
                work: Work {
                    supervised: !certified,
                    ..Work::default()
                },
                certified_on: on,
            };
            team.push(self.new_person(Actor::System, &person).await?);
        }
        // The last one keeps the counter of the office.
        team.pop();
        Ok(team)
    }

    async fn seed_month(&self, team: &[OperatorId]) -> Result<(), SeedError> {
        let today = self.today_in_wita();
        for (number, (ahead, village, venue, steps, people)) in VISITS.into_iter().enumerate() {
            let date = self.ordinary_day(today + Days::new(ahead)).await?;
            let id = self
                .insert_visit(Actor::System, &plan(date, village, venue, team)?)
                .await?;
            for step in steps {
                let mut tx = self.pool.begin().await?;
                self.step_in(&mut tx, Actor::System, id, *step, "").await?;
                tx.commit().await?;
            }
            self.book_people(id, people, number).await?;
        }
        self.ask_for_news().await
    }

    /// The first day from `day` on that the calendar does not hold.
    async fn ordinary_day(&self, mut day: NaiveDate) -> Result<NaiveDate, SeedError> {
        while self
            .warnings_of(day)
            .await?
            .iter()
            .any(|warning| warning.severity() == Severity::Hard)
        {
            day = day + Days::new(1);
        }
        Ok(day)
    }

    /// Four people of Bajera wait until booking opens there.
    async fn ask_for_news(&self) -> Result<(), SeedError> {
        let wrong = |_| ServiceError::NotFound;
        let village = VillageCode::parse("51.02.01.2001").map_err(wrong)?;
        for person in 0..4 {
            let phone = Phone::parse(&format!("081200090{person:03}"))
                .map_err(|error| ServiceError::field(Field::Phone, Problem::Phone(error)))?;
            self.note_interest(&village, &phone, Lang::Id).await?;
        }
        Ok(())
    }

    async fn book_people(&self, visit: VisitId, people: usize, number: usize) -> Result<(), SeedError> {
        if people == 0 {
            return Ok(());
        }
        let slots = self.visit_page(visit).await?.slots;
        for (at, (name, banjar, business)) in PEOPLE.into_iter().take(people).enumerate() {
            // The first slots fill up, as they do.
            let slot = &slots[at / 2 % slots.len()];
            let form = BookingForm {
                slot_id: slot.id.to_string(),
                applicant_name: name.into(),
                phone: format!("0812000{number}{at:04}"),
                banjar: banjar.into(),
                business_activity: business.into(),
                assistance_needed: if at == 2 { "yes".into() } else { String::new() },
                idempotency_key: format!("demo-{number}-{at:04}"),
                ..BookingForm::default()
            };
            let new = form.parse(Lang::Id).map_err(ServiceError::Invalid)?;
            self.take_booking(&new, Actor::Applicant).await?;
        }
        Ok(())
    }

    /// Reaches the database with one small statement.
    ///
    /// # Errors
    /// Where it cannot be reached.
    pub async fn ping(&self) -> Stored<()> {
        on_db!(self.pool.connection(), |c| sqlx::query("select 1")
            .execute(c)
            .await
            .map(|_| ()))?;
        Ok(())
    }
}

fn login((role, user_name, _): &(Role, &str, &str)) -> DemoLogin {
    DemoLogin {
        role: *role,
        user_name: (*user_name).into(),
        password: format!("contoh-{user_name}"),
    }
}

fn plan(date: NaiveDate, village: &str, venue: &str, team: &[OperatorId]) -> Result<VisitPlan, ServiceError> {
    let form = VisitPlanForm {
        village: village.into(),
        date: date.to_string(),
        starts_at: "08:30".into(),
        ends_at: "11:30".into(),
        slot_minutes: "20".into(),
        service_minutes: "20".into(),
        venue: venue.into(),
        operators: team.iter().map(ToString::to_string).collect(),
        ..VisitPlanForm::default()
    };
    form.parse().map_err(ServiceError::Invalid)
}
