//! The ranking of villages, and the candidates of a month. Light: one short row a village, its forms are on
//! its own page.

use super::frame::{Tab, staff_frame};
use super::month::month_key;
use super::parts::{link_button, moment, post_button};
use crate::api::{self, may};
use crate::components::{empty, hidden, loaded, query};
use crate::text::{ChoiceWords, StaffWords, use_staff_words};
use chrono::{Months, NaiveDate};
use domain::calendar::month_year;
use domain::choice::{Candidate, VillageRanking};
use domain::plan::parse_date;
use domain::ranking::Ranked;
use domain::ranking_words::row_line;
use domain::staff::Act;
use domain::village::{Village, VillageCode};
use leptos::prelude::*;

/// Rows when the page is opened.
const FIRST: usize = 20;

/// `/staf/desa`; `?bulan=2026-12` for the candidates of a month, `?semua=1` for all villages.
#[component]
pub fn RankingView() -> impl IntoView {
    let words = use_staff_words();
    let month = month_of(&query("bulan").get_untracked());
    let all = query("semua").get_untracked() == "1";
    let content = loaded(api::choice::ranking(month), move |ranking| {
        content(words, &ranking, all)
    });
    staff_frame(ChoiceWords(words.0).choose(), Tab::Visits, content)
}

/// The month of an address, `2026-12`; none where it is no month.
pub(super) fn month_of(text: &str) -> Option<NaiveDate> {
    parse_date(&[text, "-01"].concat()).ok()
}

/// Address of the page of a village.
pub(super) fn village_path(code: &VillageCode, rest: &str, month: NaiveDate) -> String {
    ["/staf/desa/", code.as_str(), rest, "?bulan=", &month_key(month)].concat()
}

/// Address of the ranking.
pub(super) fn ranking_path(month: NaiveDate) -> String {
    ["/staf/desa?bulan=", &month_key(month)].concat()
}

fn content(staff_words: StaffWords, ranking: &VillageRanking, all: bool) -> AnyView {
    let words = ChoiceWords(staff_words.0);
    let month = ranking.month;
    let (first, rest) = ranking.villages.split_at(FIRST.min(ranking.villages.len()));
    let rows: Vec<_> = if all { &ranking.villages } else { first }
        .iter()
        .map(|ranked| row(words, ranked, month))
        .collect();
    view! {
        <h1>{words.choose()} ", " {month_year(month, words.0)}</h1>
        <nav class="months" aria-label=staff_words.months()>
            {other_month(words, month.checked_sub_months(Months::new(1)), staff_words.previous_month())}
            {other_month(words, month.checked_add_months(Months::new(1)), staff_words.next_month())}
        </nav>
        {candidates(words, ranking)}
        <h2>{words.ranking()}</h2>
        <p class="hint">{words.how()}</p>
        <ol class="villages">{rows}</ol>
        {(!all).then(|| more(words, rest, month))}
    }
    .into_any()
}

/// Those visited before that stand further down, and the way to all.
fn more(words: ChoiceWords, rest: &[Ranked], month: NaiveDate) -> AnyView {
    let visited: Vec<_> = rest
        .iter()
        .filter(|ranked| ranked.standing.last_visit.is_some())
        .take(FIRST)
        .map(|ranked| row(words, ranked, month))
        .collect();
    let visited = (!visited.is_empty()).then(|| {
        view! {
            <h2>{words.visited()}</h2>
            <ol class="villages">{visited}</ol>
        }
        .into_any()
    });
    let address = [&ranking_path(month), "&semua=1"].concat();
    view! {
        {visited}
        <p>{link_button(address, "button second", words.all())}</p>
    }
    .into_any()
}

/// One text a part: each more would cost its marks a hundred times.
fn row(words: ChoiceWords, ranked: &Ranked, month: NaiveDate) -> AnyView {
    let name = format!("{}. {}", ranked.rank, ranked.village.name);
    let line = format!(
        "{}, {}. {}",
        ranked.village.district,
        words.points(ranked.points),
        row_line(&ranked.standing, words.0)
    );
    view! {
        <li>
            <a href=village_path(&ranked.village.code, "", month)>
                <b>{name}</b>
                <span>{line}</span>
            </a>
        </li>
    }
    .into_any()
}

fn candidates(words: ChoiceWords, ranking: &VillageRanking) -> AnyView {
    let rows: Vec<_> = ranking
        .candidates
        .iter()
        .map(|candidate| {
            let Village {
                code, name, district, ..
            } = &candidate.village;
            view! {
                <li class="card">
                    <p class="visit-row-name">
                        <a href=village_path(code, "", ranking.month)>{format!("{name}, {district}")}</a>
                    </p>
                    {chosen(words, candidate, ranking.month)}
                </li>
            }
            .into_any()
        })
        .collect();
    let list = if rows.is_empty() {
        empty(words.no_candidates(), ().into_any())
    } else {
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    view! {
        <h2>{words.candidates()}</h2>
        {list}
    }
    .into_any()
}

/// Who chose a candidate and why, and the button that takes it back.
pub(super) fn chosen(words: ChoiceWords, candidate: &Candidate, month: NaiveDate) -> AnyView {
    let at = moment(candidate.at, words.0);
    let drop = may(Act::PlanVisits).then(|| {
        let action = ["/staf/desa/", candidate.village.code.as_str(), "/calon/hapus"].concat();
        let month = hidden("bulan", month_key(month));
        post_button(action, "button quiet", words.drop(), month)
    });
    view! {
        <p>{words.chosen(&candidate.by, &at, candidate.reason.as_deref())}</p>
        {drop}
    }
    .into_any()
}

fn other_month(words: ChoiceWords, first: Option<NaiveDate>, label: &'static str) -> Option<AnyView> {
    let first = first?;
    Some(
        view! {
            <a class="button quiet" href=ranking_path(first)>
                <span class="visually-hidden">{label} ": "</span>
                {month_year(first, words.0)}
            </a>
        }
        .into_any(),
    )
}
