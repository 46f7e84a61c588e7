//! The steps agreed for an outage: versions that are never changed. The first one is built in.

use crate::Backend;
use crate::audit::{self, Actor, Entry};
use crate::db::{Tx, execute, fetch_all, fetch_optional};
use crate::error::Stored;
use crate::visits::people;
use chrono::{DateTime, Utc};
use domain::error::ServiceError;
use domain::outage_plan::{AgreedPlan, OutagePlan};
use domain::service::Answer;
use domain::staff::Staff;

#[derive(sqlx::FromRow)]
struct Row {
    version: i64,
    prepare_after: i64,
    slips_after: i64,
    confirm_minutes: i64,
    wait_words: String,
    prepare_words: String,
    slips_words: String,
    made_at: DateTime<Utc>,
    made_by: String,
}

macro_rules! plans {
    ($end:literal) => {
        concat!(
            "select p.version, p.prepare_after, p.slips_after, p.confirm_minutes, p.wait_words, p.prepare_words,
    p.slips_words, p.made_at, s.name as made_by from outage_plan p join staff s on s.id = p.made_by ",
            $end
        )
    };
}

const ALL: &str = plans!("order by p.version desc");
const LATEST: &str = plans!("order by p.version desc limit 1");

/// Of two who agree on the next version at once the second finds it taken.
const ADD: &str = "insert into outage_plan (version, prepare_after, slips_after, confirm_minutes, wait_words, prepare_words,
    slips_words, made_at, made_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (version) do nothing";

impl Row {
    fn plan(self) -> AgreedPlan {
        AgreedPlan {
            plan: OutagePlan {
                version: people(self.version),
                prepare_after: people(self.prepare_after),
                slips_after: people(self.slips_after),
                confirm_minutes: people(self.confirm_minutes),
                wait_words: self.wait_words,
                prepare_words: self.prepare_words,
                slips_words: self.slips_words,
            },
            made: Some((self.made_by, self.made_at)),
        }
    }
}

/// The steps that hold now.
pub(crate) async fn in_force(tx: &mut Tx) -> Stored<OutagePlan> {
    let latest = fetch_optional!(tx, Row, LATEST)?;
    Ok(latest.map_or_else(OutagePlan::default, |row| row.plan().plan))
}

impl Backend {
    /// The steps that hold now, outside of a transaction.
    pub(crate) async fn outage_plan_now(&self) -> Stored<OutagePlan> {
        let latest = fetch_optional!(self.pool, Row, LATEST)?;
        Ok(latest.map_or_else(OutagePlan::default, |row| row.plan().plan))
    }

    /// All versions, latest first.
    pub(crate) async fn agreed_plans(&self) -> Stored<Vec<AgreedPlan>> {
        let mut plans: Vec<_> = fetch_all!(self.pool, Row, ALL)?
            .into_iter()
            .map(Row::plan)
            .collect();
        plans.push(AgreedPlan {
            plan: OutagePlan::default(),
            made: None,
        });
        Ok(plans)
    }

    /// Agrees on the version after the one that was seen. What holds already is not agreed on again.
    pub(crate) async fn agree_on(&self, staff: &Staff, plan: &OutagePlan) -> Answer<()> {
        let now = self.now();
        let mut tx = self.pool.begin().await?;
        let current = in_force(&mut tx).await?;
        if current.says_the_same(plan) {
            return Ok(());
        }
        if plan.version != current.version + 1 {
            return Err(ServiceError::Stale);
        }
        let added = execute!(
            tx,
            ADD,
            i64::from(plan.version),
            i64::from(plan.prepare_after),
            i64::from(plan.slips_after),
            i64::from(plan.confirm_minutes),
            plan.wait_words.as_str(),
            plan.prepare_words.as_str(),
            plan.slips_words.as_str(),
            now,
            staff.id.uuid()
        )?;
        if added != 1 {
            // Somebody was faster; perhaps with the same.
            let same = in_force(&mut tx).await?.says_the_same(plan);
            return if same { Ok(()) } else { Err(ServiceError::Stale) };
        }
        let entry = Entry {
            act: "outage-plan-agreed",
            visit: None,
            booking: None,
            detail: &plan.version.to_string(),
        };
        audit::record(&mut tx, now, Actor::Staff(staff), entry).await?;
        tx.commit().await?;
        Ok(())
    }
}
