//! What is measured, in its order.

use crate::boards::boards;
use crate::bookings::{self, manage_token};
use crate::data::Data;
use crate::desks::desks;
use crate::looking_back::looking_back;
use crate::messages::messages;
use crate::office;
use crate::sizes::{Pages, Sizes};
use crate::table::{Line, Table};
use crate::visit_page::visit_page;
use crate::website::Website;
use crate::{Fallible, Plan, say, slow_phone};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Measures everything.
pub(crate) async fn all(plan: &Plan, table: &mut Table) -> Fallible<Sizes> {
    say("Preparing villages and visits");
    let base = plan.folder.join("base.db");
    let data = Arc::new(Data::prepare(plan, &url(&base)).await?);
    let copy = |name: &str| -> Fallible<PathBuf> {
        let file = plan.folder.join(name);
        fs::copy(&base, &file)?;
        Ok(file)
    };
    let served = copy("served.db")?;
    let website = Website::start(&plan.folder, &url(&served)).await?;
    let at_rest = website.memory()?;

    bookings::bookings(plan, table, &website, &data, &served, &copy("bare.db")?).await?;
    visit_page(plan, table, &website, &data).await?;
    office::pages(plan, table, &website, &data).await?;
    looking_back(plan, table, &copy("ten-years.db")?).await?;
    desks(plan, table, &data, (&copy("desks.db")?, &copy("one-row.db")?)).await?;
    boards(plan, table, &data, &copy("boards.db")?).await?;
    messages(
        plan,
        table,
        &data,
        (&copy("sent.db")?, &copy("none.db")?, &copy("many.db")?),
    )
    .await?;
    bookings::past_bookings(plan, table, &data, &copy).await?;

    let after = website.memory()?;
    table.below("server memory, at rest", mib(at_rest.now), 80.0, "MB");
    table.below("server memory, after the load", mib(after.now), 80.0, "MB");
    table.below("server memory, most under the load", mib(after.most), 80.0, "MB");

    say("Taking sizes");
    let ticket = manage_token(&website, &data).await?;
    let sizes = Sizes::take(&website, &Pages::of(&data, &ticket), table).await?;
    say("Opening the booking form in a throttled Chromium");
    slow_phone::measure(&website, &data, table);
    drop(website);
    if let Err(error) = bookings::postgres(plan, table).await {
        table.note("bookings on PostgreSQL", format!("failed: {error}"));
    }
    Ok(sizes)
}

pub(crate) fn url(file: &Path) -> String {
    format!("sqlite://{}", file.display())
}

/// Compares two rates; the figure is to reach this share of the yardstick.
pub(crate) fn compare(
    table: &mut Table,
    what: &str,
    figure: f64,
    (named, yardstick): (&str, f64),
    target: f64,
) {
    let ratio = figure / yardstick;
    table.push(Line {
        what,
        figure: format!("{figure:.0} /s"),
        yardstick: format!("{named} {yardstick:.0} /s"),
        ratio: Some(ratio),
        target: format!("≥ {target}"),
        met: Some(ratio >= target),
    });
}

pub(crate) fn mib(bytes: u64) -> f64 {
    bytes as f64 / 1_048_576.0
}
