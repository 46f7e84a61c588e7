//! What the office knows of villages: read from a file, or set by hand for one village.

use crate::Backend;
use crate::audit::{self, Actor, Entry};
use crate::db::{execute, insert_many};
use crate::import::{ImportError, ROWS, no_more_than_once, open, rows};
use domain::choice::FactsForm;
use domain::error::ServiceError;
use domain::ranking::{Signal, VillageFacts};
use domain::service::Answer;
use domain::staff::Staff;
use domain::village::VillageCode;
use serde::Deserialize;
use std::collections::HashSet;
use std::io::Read;
use std::path::Path;

#[derive(Deserialize)]
struct Row {
    village_code: String,
    unlicensed_estimate: String,
    travel_minutes: String,
    signal: String,
}

/// An empty cell leaves what is known.
const PUT: &str = " on conflict (village_code) do update set
    unlicensed_estimate = coalesce(excluded.unlicensed_estimate, village_fact.unlicensed_estimate),
    travel_minutes = coalesce(excluded.travel_minutes, village_fact.travel_minutes),
    signal = coalesce(excluded.signal, village_fact.signal)";
const SET: &str = "insert into village_fact (village_code, unlicensed_estimate, travel_minutes, signal)
    select l.code, $2, $3, $4 from village l where l.code = $1
    on conflict (village_code) do update set unlicensed_estimate = excluded.unlicensed_estimate,
    travel_minutes = excluded.travel_minutes, signal = excluded.signal";

impl Backend {
    /// Imports what is known of villages; a file may hold some villages and some of their cells.
    ///
    /// # Errors
    /// Names file, line and reason; nothing is kept.
    pub async fn import_village_facts(&self, path: &Path) -> Result<usize, ImportError> {
        let (file, opened) = open(path)?;
        self.put_village_facts(&file, opened).await
    }

    async fn put_village_facts(&self, file: &str, from: impl Read) -> Result<usize, ImportError> {
        let known: HashSet<VillageCode> = crate::villages::all(&self.pool)
            .await?
            .into_iter()
            .map(|village| village.code)
            .collect();
        let mut seen = HashSet::new();
        let all = rows(file, from, |row: Row| {
            let unknown = || {
                format!(
                    "village {:?} is not known; import the villages first",
                    row.village_code
                )
            };
            let code = VillageCode::parse(&row.village_code).map_err(|_| unknown())?;
            if !known.contains(&code) {
                return Err(unknown());
            }
            no_more_than_once(&mut seen, code.clone(), "the village code")?;
            let form = FactsForm {
                unlicensed_estimate: row.unlicensed_estimate,
                travel_minutes: row.travel_minutes,
                signal: row.signal,
            };
            let facts = form.parse().map_err(|errors| {
                let each: Vec<_> = errors
                    .iter()
                    .map(|error| format!("{}: {:?}", error.field.name(), error.problem))
                    .collect();
                each.join("; ")
            })?;
            Ok((code, facts))
        })?;
        let mut tx = self.pool.begin().await?;
        for some in all.chunks(ROWS) {
            insert_many!(
                tx,
                "insert into village_fact (village_code, unlicensed_estimate, travel_minutes, signal) ",
                some,
                |row, village| {
                    let (code, facts) = village;
                    row.push_bind(code.as_str())
                        .push_bind(facts.unlicensed.map(i64::from))
                        .push_bind(facts.travel_minutes.map(i64::from))
                        .push_bind(facts.signal.map(Signal::key));
                },
                PUT
            )?;
        }
        let entry = Entry {
            act: "village-facts-imported",
            visit: None,
            booking: None,
            detail: &all.len().to_string(),
        };
        audit::record(&mut tx, self.now(), Actor::System, entry).await?;
        tx.commit().await?;
        Ok(all.len())
    }

    /// Sets all facts of a village; what is left out is no longer known.
    pub(crate) async fn write_facts(
        &self,
        staff: &Staff,
        village: &VillageCode,
        facts: VillageFacts,
    ) -> Answer<()> {
        let mut tx = self.pool.begin().await?;
        let written = execute!(
            tx,
            SET,
            village.as_str(),
            facts.unlicensed.map(i64::from),
            facts.travel_minutes.map(i64::from),
            facts.signal.map(Signal::key)
        )?;
        if written == 0 {
            return Err(ServiceError::NotFound);
        }
        let number = |fact: Option<u32>| fact.map_or("?".to_owned(), |number| number.to_string());
        let entry = Entry {
            act: "village-facts-set",
            visit: None,
            booking: None,
            detail: &format!(
                "{}: {} unlicensed, {} minutes, signal {}",
                village.as_str(),
                number(facts.unlicensed),
                number(facts.travel_minutes),
                facts.signal.map_or("?", Signal::key)
            ),
        };
        audit::record(&mut tx, self.now(), Actor::Staff(staff), entry).await?;
        tx.commit().await?;
        Ok(())
    }
}
