//! The people of a day as lines of a list.

use chrono::{DateTime, Utc};
use domain::calendar::clock;
use domain::day::service::PersonOfDay;
use domain::day::{Day, Ending, Entry, Need, Ready, Stage};
use domain::id::EntryId;
use std::collections::HashMap;

/// Where a line stands on the desk's page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    /// Booked, not here.
    Expected,
    /// In the queue.
    Waiting,
    /// Called, served or put aside.
    AtTable,
    /// Called in vain.
    Missed,
    /// Did not come.
    NoShow,
    /// Through.
    Done(Ending),
    /// The booking was called off.
    Cancelled,
}

/// A person, as a line shows them. Two equal lines look the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Row {
    /// Who.
    pub entry: EntryId,
    /// Name.
    pub name: String,
    /// Code, or empty.
    pub code: String,
    /// Business and banjar.
    pub about: String,
    /// Number.
    pub number: Option<u32>,
    /// Where they stand.
    pub group: Group,
    /// The slot, or when they came.
    pub when: String,
    /// Priority.
    pub need: Option<Need>,
    /// Asked for help when booking.
    pub help: bool,
    /// What they have with them.
    pub ready: Ready,
    /// File is ready.
    pub file_ready: bool,
    /// Their time is over.
    pub late: bool,
    /// Whose table; 0: none.
    pub table: u32,
    /// In the share of this device.
    pub mine: bool,
}

/// Everybody, group by group in the order of the page.
pub fn rows(day: &Day, people: &[PersonOfDay], now: DateTime<Utc>, share: &[EntryId]) -> Vec<Row> {
    let by_id: HashMap<EntryId, &PersonOfDay> = people.iter().map(|it| (it.entry, it)).collect();
    let line = |entry: &Entry| {
        let group = group(entry)?;
        let person = by_id.get(&entry.id)?;
        Some(row(day, entry, person, group, now, share.contains(&entry.id)))
    };
    let order = day.order(now);
    let place = |id: EntryId| order.iter().position(|it| it.id == id);
    let mut rows: Vec<Row> = day.entries().filter_map(line).collect();
    let begin = |row: &Row| day.entry(row.entry).and_then(|it| it.window).map(|it| it.from);
    rows.sort_by_cached_key(|row| {
        (
            rank(row.group),
            place(row.entry),
            begin(row),
            row.number,
            row.name.clone(),
            row.entry,
        )
    });
    rows
}

fn rank(group: Group) -> u8 {
    match group {
        Group::Missed => 0,
        Group::Expected => 1,
        Group::Waiting => 2,
        Group::AtTable => 3,
        Group::NoShow | Group::Done(_) | Group::Cancelled => 4,
    }
}

fn group(entry: &Entry) -> Option<Group> {
    Some(match entry.stage {
        Stage::Expected if entry.cancelled => Group::Cancelled,
        Stage::Expected => Group::Expected,
        Stage::Waiting => Group::Waiting,
        Stage::Called { .. } | Stage::InService { .. } | Stage::Parked { .. } => Group::AtTable,
        Stage::Missed => Group::Missed,
        Stage::NoShow => Group::NoShow,
        Stage::Done { ending, .. } => Group::Done(ending),
        Stage::Withdrawn => return None,
    })
}

fn row(day: &Day, entry: &Entry, person: &PersonOfDay, group: Group, now: DateTime<Utc>, mine: bool) -> Row {
    let banjar = person.banjar.as_deref().map(|banjar| [" · ", banjar].concat());
    let arrived = matches!(group, Group::Waiting | Group::Missed)
        .then_some(entry.arrived)
        .flatten();
    let when = arrived.or(entry.window.map(|it| it.from)).or(entry.arrived);
    Row {
        entry: entry.id,
        name: person.name.clone(),
        code: person.code.map(|code| code.to_string()).unwrap_or_default(),
        about: [person.business_activity.as_str(), &banjar.unwrap_or_default()].concat(),
        number: entry.number,
        group,
        when: when.map(clock).unwrap_or_default(),
        need: entry.need,
        help: person.assistance_needed,
        ready: entry.ready,
        file_ready: entry.file_ready,
        late: group == Group::Expected && entry.window.is_some_and(|it| it.until <= day.queue_time(now)),
        table: entry.stage.holder().map_or(0, |operator| day.table(operator)),
        mine,
    }
}
