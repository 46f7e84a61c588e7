//! What the results for everybody are made of: two statements over all years, kept in memory; a year is then computed.

use crate::Backend;
use crate::db::fetch_all;
use crate::error::{StoreError, Stored};
use crate::villages;
use crate::visits::people;
use async_trait::async_trait;
use chrono::{Datelike, NaiveDate};
use domain::evaluation::{HeldVisit, Period, PublicResults, ResultFacts, ResultsService};
use domain::id::VisitId;
use domain::service::Answer;
use domain::village::VillageCode;
use domain::year::YEARS;
use std::sync::Arc;
use uuid::Uuid;

/// NIBs are known of days that were recorded.
const HELD: &str =
    "select v.id, v.village_code, v.date, v.attended, (d.visit_id is not null) as recorded, n.nib
    from visit v left join service_day d on d.visit_id = v.id
    left join (select visit_id, count(*) as nib from queue_entry
      where outcome = 'nib-issued' group by visit_id) n on n.visit_id = v.id
    where v.state in ('done', 'evaluated') order by v.date, v.starts_at, v.id";

#[derive(sqlx::FromRow)]
struct HeldRow {
    id: Uuid,
    village_code: String,
    date: NaiveDate,
    attended: Option<i64>,
    recorded: bool,
    nib: Option<i64>,
}

impl HeldRow {
    fn visit(self) -> Stored<HeldVisit> {
        Ok(HeldVisit {
            id: VisitId::new(self.id),
            village: VillageCode::parse(&self.village_code)
                .map_err(|_| StoreError::Corrupt("village code"))?,
            date: self.date,
            came: self.attended.map(people),
            nib: self.recorded.then(|| people(self.nib.unwrap_or(0))),
        })
    }
}

impl Backend {
    async fn read_results(&self, today: NaiveDate) -> Answer<Arc<ResultFacts>> {
        let settings = self.settings_now().await?;
        let first = Period::year(*YEARS.start()).map_or(today, Period::first);
        let held = fetch_all!(self.pool, HeldRow, HELD)?.into_iter();
        Ok(Arc::new(ResultFacts {
            today,
            small_group: settings.small_group,
            survey_minimum: settings.survey_minimum,
            villages: villages::all(&self.pool).await?,
            held: held.map(HeldRow::visit).collect::<Stored<_>>()?,
            answers: self.tallies(first, today).await?,
        }))
    }
}

#[async_trait]
impl ResultsService for Backend {
    async fn results(&self, year: Option<i32>) -> Answer<PublicResults> {
        let today = self.today_in_wita();
        let read = self.read_results(today);
        let facts = self.kept_results.get(self.now(), today, read).await?;
        Ok(facts.results(year.unwrap_or(today.year())))
    }
}
