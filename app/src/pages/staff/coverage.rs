//! `/staf/evaluasi/desa`: which villages were reached: first and latest visit, by kecamatan, and those never visited.

use super::evaluation::PATH;
use super::frame::{Tab, staff_frame};
use super::parts::{cell, heads};
use crate::api;
use crate::components::{Bar, bars, loaded};
use crate::text::{EvaluationWords, use_lang};
use domain::calendar::short_date;
use domain::evaluation::{CoveragePage, DistrictRecord, Held, VillageRecord};
use leptos::prelude::*;

/// The page.
#[component]
pub fn CoverageView() -> impl IntoView {
    let words = EvaluationWords(use_lang());
    let data = api::evaluation::coverage();
    let content = loaded(data, move |page| content(words, &page));
    staff_frame(words.coverage(), Tab::More, content)
}

fn content(words: EvaluationWords, page: &CoveragePage) -> AnyView {
    let atlas = &page.atlas;
    let visited = atlas.visited();
    let said = words.coverage_said(visited.len(), atlas.villages.len(), atlas.counted, atlas.under);
    view! {
        <h1>{words.coverage()}</h1>
        <p>
            <strong>{said}</strong>
        </p>
        <p class="no-print">
            <a href=PATH>{words.back_to_dashboard()}</a>
        </p>
        {table_2(words, &visited)}
        {districts(words, &atlas.districts)}
        {never(words, page)}
    }
    .into_any()
}

/// As in the study's Table 2, by the day of the first visit.
fn table_2(words: EvaluationWords, visited: &[&VillageRecord]) -> AnyView {
    let labels = [
        words.village(),
        words.first_visit(),
        words.latest_visit(),
        words.change(),
    ];
    let lines: Vec<_> = visited.iter().map(|it| village_line(words, it)).collect();
    view! {
        <section id="pertama-terakhir">
            <h2>{words.first_and_latest()}</h2>
            <table class="cards">
                {heads(&labels)} <tbody>{lines}</tbody>
            </table>
        </section>
    }
    .into_any()
}

fn village_line(words: EvaluationWords, it: &VillageRecord) -> AnyView {
    let held = |held: Option<Held>| {
        held.map(|held| words.held(&short_date(held.date, words.0), held.came))
            .into_any()
    };
    view! {
        <tr>
            <th scope="row">{it.village.name.clone()} ", " {it.village.district.clone()}</th>
            {cell(words.first_visit(), held(it.first()))}
            {cell(words.latest_visit(), held(it.latest()))}
            {cell(words.change(), words.change_word(it.change(), it.visits).into_any())}
        </tr>
    }
    .into_any()
}

fn districts(words: EvaluationWords, districts: &[DistrictRecord]) -> AnyView {
    let most = districts.iter().map(|it| it.visited).max();
    let drawn: Vec<_> = districts
        .iter()
        .map(|it| Bar {
            label: it.name.clone(),
            value: it.visited.into(),
            text: words.of(it.visited, it.villages),
            strong: it.visited > 0 && Some(it.visited) == most,
        })
        .collect();
    let labels = [
        words.district(),
        words.visited_villages(),
        words.visits(),
        words.came(),
        words.latest(),
    ];
    let lines: Vec<_> = districts.iter().map(|it| district_line(words, it)).collect();
    view! {
        <section>
            <h2>{words.by_district()}</h2>
            {bars("kecamatan", words.villages_visited(), &drawn, None)}
            <table class="cards">
                {heads(&labels)} <tbody>{lines}</tbody>
            </table>
        </section>
    }
    .into_any()
}

fn district_line(words: EvaluationWords, it: &DistrictRecord) -> AnyView {
    let latest = it
        .latest
        .map_or_else(|| "–".to_owned(), |day| short_date(day, words.0));
    view! {
        <tr>
            <th scope="row">{it.name.clone()}</th>
            {cell(words.visited_villages(), words.of(it.visited, it.villages).into_any())}
            {cell(words.visits(), it.visits.into_any())}
            {cell(words.came(), it.came.into_any())}
            {cell(words.latest(), latest.into_any())}
        </tr>
    }
    .into_any()
}

fn never(words: EvaluationWords, page: &CoveragePage) -> AnyView {
    let groups: Vec<_> = page
        .atlas
        .districts
        .iter()
        .filter_map(|district| {
            let names: Vec<_> = page
                .atlas
                .never()
                .filter(|it| it.village.code.district() == district.code)
                .map(|it| it.village.name.as_str())
                .collect();
            (!names.is_empty()).then(|| {
                view! {
                    <details>
                        <summary>{words.never_in(&district.name, names.len())}</summary>
                        <p>{names.join(", ")}</p>
                    </details>
                }
                .into_any()
            })
        })
        .collect();
    view! {
        <section>
            <h2>{words.never()}</h2>
            {groups}
        </section>
    }
    .into_any()
}
