//! Planning a visit, and changing the plan: one form.

use super::frame::{Tab, staff_frame};
use super::parts::use_visit_id;
use super::plan_form::{Planning, plan_form};
use crate::api::{self, Loaded};
use crate::components::{loaded, query};
use crate::form::{FormState, use_form_state};
use crate::text::use_staff_words;
use chrono::{NaiveDate, NaiveTime};
use domain::field::Field;
use domain::id::VisitId;
use domain::plan::{parse_date, parse_time};
use domain::village::VillageCode;
use leptos::prelude::*;

/// `/staf/kunjungan/baru`; `?tanggal=2026-12-14` proposes a day, `?desa=51.02.06.2001` a village.
#[component]
pub fn NewVisitView() -> impl IntoView {
    let proposed = [(Field::Date, "tanggal"), (Field::Village, "desa")]
        .map(|(field, name)| (field.name().to_owned(), query(name).get_untracked()));
    page(
        None,
        proposed
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .collect(),
    )
}

/// `/staf/kunjungan/:visit/ubah`
#[component]
pub fn EditVisitView() -> impl IntoView {
    page(Some(use_visit_id()), Vec::new())
}

fn page(visit: Option<Memo<VisitId>>, proposed: Vec<(String, String)>) -> AnyView {
    let words = use_staff_words();
    let form = form_with(use_form_state(), proposed);
    let day = Day::typed(&form);
    let data = load(visit.map(|id| id.get_untracked()), day);
    let content = loaded(data, move |planning| plan_form(words, &planning, &form)).into_any();
    let heading = match visit {
        Some(_) => words.edit_visit(),
        None => words.new_visit(),
    };
    staff_frame(heading, Tab::Visits, content)
}

/// The form that came back, or an empty one with what is proposed.
fn form_with(mut form: FormState, proposed: Vec<(String, String)>) -> FormState {
    if !form.is_refused() {
        form.values.extend(proposed);
    }
    form
}

/// What is known of the plan's day, as it was typed.
#[derive(Clone)]
struct Day {
    date: Option<NaiveDate>,
    village: Option<VillageCode>,
    ends_at: Option<NaiveTime>,
}

impl Day {
    fn typed(form: &FormState) -> Day {
        let text = |field| form.value_or(field, "");
        Day {
            date: parse_date(&text(Field::Date)).ok(),
            village: VillageCode::parse(&text(Field::Village)).ok(),
            ends_at: parse_time(&text(Field::EndsAt)).ok(),
        }
    }
}

/// What the form offers, the visit as it is stored, and what the calendar and the counter say of the
/// date typed.
async fn load(id: Option<VisitId>, day: Day) -> Loaded<Planning> {
    let choices = api::staff::plan_choices().await?;
    let stored = match id {
        Some(id) => Some(api::staff::visit(id).await?),
        None => None,
    };
    let warnings = match (day.date, &stored) {
        (Some(date), _) => api::staff::calendar(date, day.village, day.ends_at).await?,
        (None, Some(visit)) => visit.warnings.clone(),
        (None, None) => Vec::new(),
    };
    let date = day.date.or_else(|| stored.as_ref().map(|visit| visit.visit.date));
    let office = match date {
        Some(date) => Some(api::staff::office_day(date, id).await?),
        None => None,
    };
    Ok((choices, stored, warnings, office))
}
