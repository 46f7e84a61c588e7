//! Temple feasts of villages, entered by the office or through a village's link.

use crate::Backend;
use crate::audit::{self, Actor, Entry};
use crate::db::{Pool, execute, fetch_all};
use crate::error::{StoreError, Stored};
use crate::villages;
use chrono::NaiveDate;
use domain::error::ServiceError;
use domain::id::{OdalanId, VisitId};
use domain::odalan::{NewOdalan, Odalan, OdalanKind};
use domain::service::Answer;
use domain::village::VillageCode;
use domain::year::VillageFeasts;
use std::collections::HashMap;
use uuid::Uuid;

const OF_VILLAGE: &str =
    "select id, name, kind, date from odalan where village_code = $1 order by name, date, id";
const OF_SPAN: &str = "select o.village_code, o.id, o.name, o.kind, o.date from odalan o
    where exists (select 1 from visit v where v.village_code = o.village_code and v.date >= $1 and v.date < $2)
    order by o.village_code, o.name, o.date, o.id";
const ADD: &str = "insert into odalan (id, village_code, name, kind, date) values ($1, $2, $3, $4, $5)
    on conflict (village_code, name, date) do nothing";
/// The village stands in it: nobody removes a feast of another one.
const REMOVE: &str = "delete from odalan where id = $1 and village_code = $2";

/// Feasts of the villages that have visits in a span of days, by village.
pub(crate) async fn of_span(
    pool: &Pool,
    from: NaiveDate,
    until: NaiveDate,
) -> Stored<HashMap<String, Vec<Odalan>>> {
    let mut all: HashMap<String, Vec<Odalan>> = HashMap::new();
    let rows = fetch_all!(
        pool,
        (String, Uuid, String, String, NaiveDate),
        OF_SPAN,
        from,
        until
    )?;
    for (village, id, name, kind, date) in rows {
        all.entry(village)
            .or_default()
            .push(odalan((id, name, kind, date))?);
    }
    Ok(all)
}

fn odalan((id, name, kind, date): (Uuid, String, String, NaiveDate)) -> Stored<Odalan> {
    Ok(Odalan {
        id: OdalanId::new(id),
        name,
        kind: OdalanKind::from_key(&kind).ok_or(StoreError::Corrupt("odalan"))?,
        date,
    })
}

impl Backend {
    /// Feasts of a village, by name.
    pub(crate) async fn odalan_of(&self, village: &VillageCode) -> Stored<Vec<Odalan>> {
        let rows = fetch_all!(
            self.pool,
            (Uuid, String, String, NaiveDate),
            OF_VILLAGE,
            village.as_str()
        )?;
        rows.into_iter().map(odalan).collect()
    }

    pub(crate) async fn feasts_of(&self, village: &VillageCode) -> Answer<VillageFeasts> {
        Ok(VillageFeasts {
            village: villages::one(&self.pool, village)
                .await?
                .ok_or(ServiceError::NotFound)?,
            today: self.today_in_wita(),
            odalan: self.odalan_of(village).await?,
        })
    }

    /// Enters a feast. Twice is once. `visit` is the one whose link it came through.
    pub(crate) async fn new_odalan(
        &self,
        by: Actor<'_>,
        visit: Option<VisitId>,
        village: &VillageCode,
        new: &NewOdalan,
    ) -> Answer<()> {
        let mut tx = self.pool.begin().await?;
        let added = execute!(
            tx,
            ADD,
            Uuid::now_v7(),
            village.as_str(),
            new.name.as_str(),
            new.kind.key(),
            new.date
        );
        let added = match added {
            Err(error) if error.is_foreign_key_violation() => return Err(ServiceError::NotFound),
            added => added?,
        };
        if added == 1 {
            let detail = format!("{}: {}, {}", village.as_str(), new.name.as_str(), new.date);
            let entry = Entry {
                act: "odalan-added",
                visit,
                booking: None,
                detail: &detail,
            };
            audit::record(&mut tx, self.now(), by, entry).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Removes a feast of a village. Twice is once.
    pub(crate) async fn drop_odalan(
        &self,
        by: Actor<'_>,
        visit: Option<VisitId>,
        village: &VillageCode,
        id: OdalanId,
    ) -> Answer<()> {
        let mut tx = self.pool.begin().await?;
        if execute!(tx, REMOVE, id.uuid(), village.as_str())? == 1 {
            let entry = Entry {
                act: "odalan-removed",
                visit,
                booking: None,
                detail: village.as_str(),
            };
            audit::record(&mut tx, self.now(), by, entry).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// The village of a link that is good, and the visit it is about.
    async fn village_of_link(&self, token: &str) -> Answer<(VisitId, VillageCode)> {
        let id = self.visit_of_link(token).await?;
        Ok((id, self.summary(id).await?.village.code))
    }

    pub(crate) async fn feasts_by_link(&self, token: &str) -> Answer<VillageFeasts> {
        let (_, village) = self.village_of_link(token).await?;
        self.feasts_of(&village).await
    }

    pub(crate) async fn new_odalan_by_link(&self, token: &str, new: &NewOdalan) -> Answer<()> {
        let (visit, village) = self.village_of_link(token).await?;
        self.new_odalan(Actor::Village, Some(visit), &village, new).await
    }

    pub(crate) async fn drop_odalan_by_link(&self, token: &str, id: OdalanId) -> Answer<()> {
        let (visit, village) = self.village_of_link(token).await?;
        self.drop_odalan(Actor::Village, Some(visit), &village, id).await
    }
}
