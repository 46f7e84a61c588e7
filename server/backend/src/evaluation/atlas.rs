//! All villages with their visits that took place.

use crate::db::{Pool, fetch_all};
use crate::error::Stored;
use crate::villages;
use crate::visits::people;
use chrono::NaiveDate;
use domain::evaluation::{Atlas, Held};
use std::collections::HashMap;

const HELD: &str = "select village_code, date, attended from visit where state in ('done', 'evaluated')
    order by village_code, date, id";

/// Since the programme began.
pub(super) async fn read(pool: &Pool, target: u32) -> Stored<Atlas> {
    let mut held: HashMap<String, Vec<Held>> = HashMap::new();
    for (village, date, attended) in fetch_all!(pool, (String, NaiveDate, Option<i64>), HELD)? {
        let came = attended.map(people);
        held.entry(village).or_default().push(Held { date, came });
    }
    let villages = villages::all(pool).await?.into_iter();
    let with_visits = villages.map(|village| {
        let visits = held.remove(village.code.as_str()).unwrap_or_default();
        (village, visits)
    });
    Ok(Atlas::of(with_visits.collect(), target))
}
