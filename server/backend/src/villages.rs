//! Villages: read from the store, found by the domain's search.

use crate::db::{Pool, fetch_all, fetch_optional};
use crate::error::{StoreError, Stored};
use domain::village::{Village, VillageCode};

#[derive(sqlx::FromRow)]
struct Row {
    code: String,
    name: String,
    district: String,
    aliases: String,
}

impl Row {
    fn village(self) -> Stored<Village> {
        village(self.code, self.name, self.district, &self.aliases)
    }
}

pub(crate) fn village(code: String, name: String, district: String, aliases: &str) -> Stored<Village> {
    let code = VillageCode::parse(&code).map_err(|_| StoreError::Corrupt("village code"))?;
    let aliases = aliases
        .split(';')
        .filter(|alias| !alias.is_empty())
        .map(str::to_owned)
        .collect();
    Ok(Village {
        code,
        name,
        district,
        aliases,
    })
}

const ALL: &str = "select code, name, district, aliases from village order by name, code";

/// All villages, by name.
pub(crate) async fn all(pool: &Pool) -> Stored<Vec<Village>> {
    fetch_all!(pool, Row, ALL)?
        .into_iter()
        .map(Row::village)
        .collect()
}

const ONE: &str = "select code, name, district, aliases from village where code = $1";

/// One village.
pub(crate) async fn one(pool: &Pool, code: &VillageCode) -> Stored<Option<Village>> {
    fetch_optional!(pool, Row, ONE, code.as_str())?
        .map(Row::village)
        .transpose()
}
