//! `/hasil`: what the programme has done, for everybody. Which numbers may stand here is decided in the domain.

use super::village::cards;
use crate::api::public;
use crate::components::{cell, empty, heads, loaded, office, public_frame, query, title};
use crate::text::{ResultsWords, SurveyWords, use_words};
use domain::evaluation::{DistrictResults, Headcount, Period, PublicResults, Rating, Span, Sums};
use domain::service::Home;
use leptos::prelude::*;

/// Visits ahead that are shown.
const NEXT: usize = 5;

/// The page.
#[component]
pub fn ResultsView() -> impl IntoView {
    let words = ResultsWords(use_words().0);
    let asked = Period::parse(&query("tahun").get_untracked()).ok();
    let year = asked.filter(|it| it.span() == Span::Year);
    let page = async move {
        let results = public::results(year.map(Period::year_number)).await?;
        Ok((results, public::home(String::new()).await?))
    };
    public_frame(
        words.heading(),
        loaded(page, move |(results, home)| show(words, &results, home)),
    )
}

fn show(words: ResultsWords, results: &PublicResults, home: Home) -> AnyView {
    let (year, sums) = (results.year, results.of_year);
    let said = match sums.visits {
        0 => words.no_visit(year),
        visits => words.said(year, visits, sums.people, sums.reached),
    };
    let heading = [words.heading(), ", ", &words.year(year).to_lowercase()].concat();
    view! {
        {title(&heading)}
        <h1>{heading.clone()}</h1>
        <p class="lead">{words.lead()}</p>
        {years(words, results)}
        <p>
            <strong>{said}</strong>
        </p>
        {figures(words, results)}
        {small_groups(words, results)}
        {next_visits(words, home)}
        {satisfaction(words, results)}
        {districts(words, results)}
        {open_data(words, year)}
    }
    .into_any()
}

fn years(words: ResultsWords, results: &PublicResults) -> AnyView {
    let links: Vec<_> = results
        .years
        .iter()
        .map(|year| {
            let here = (*year == results.year).then_some("page");
            view! {
                <li>
                    <a href=["/hasil?tahun=", &year.to_string()].concat() aria-current=here>
                        {year.to_string()}
                    </a>
                </li>
            }
            .into_any()
        })
        .collect();
    view! {
        <nav class="tabs no-print" aria-label=words.years()>
            <ul>{links}</ul>
        </nav>
    }
    .into_any()
}

fn figures(words: ResultsWords, results: &PublicResults) -> AnyView {
    let (year, whole) = (results.of_year, results.whole);
    let people = |people: Headcount| people.text(words.0);
    let nib = |nib: Option<Headcount>| nib.map_or_else(|| "–".to_owned(), people);
    let reached = |sums: Sums| words.of(sums.reached, results.villages);
    let row = |name: &'static str, year: String, whole: String| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td>{year}</td>
                <td>{whole}</td>
            </tr>
        }
        .into_any()
    };
    view! {
        <table class="figures">
            <thead>
                <tr>
                    <td></td>
                    <th scope="col">{results.year.to_string()}</th>
                    <th scope="col">{words.whole()}</th>
                </tr>
            </thead>
            <tbody>
                {row(words.visits_held(), year.visits.to_string(), whole.visits.to_string())}
                {row(words.came(), people(year.people), people(whole.people))}
                {row(words.nib(), nib(results.nib_of_year), nib(results.nib_whole))}
                {row(words.reached(), reached(year), reached(whole))}
            </tbody>
        </table>
    }
    .into_any()
}

fn small_groups(words: ResultsWords, results: &PublicResults) -> AnyView {
    let small_group = results.small_group;
    let left_out = words.left_out(
        results.year,
        results.of_year.left_out,
        results.whole.left_out,
        small_group,
    );
    view! {
        <details>
            <summary>{words.small_title()}</summary>
            <p>{words.small_rule(small_group)}</p>
            <p>{left_out}</p>
            <p>{words.nib_rule()}</p>
        </details>
    }
    .into_any()
}

fn next_visits(words: ResultsWords, mut home: Home) -> AnyView {
    let texts = use_words();
    home.visits.truncate(NEXT);
    let visits = if home.visits.is_empty() {
        let ask = view! {
            <p>{texts.ask_village_office()}</p>
            {office(&home.settings)}
        };
        empty(texts.no_visit_planned(), ask.into_any())
    } else {
        cards(&home.visits)
    };
    view! {
        <h2>{texts.coming_visits()}</h2>
        {visits}
        <p>
            <a class="button second" href="/">
                {words.find()}
            </a>
        </p>
    }
    .into_any()
}

fn satisfaction(words: ResultsWords, results: &PublicResults) -> AnyView {
    let rated = |name: String, rating: &Rating| {
        let (index, quality) = (rating.index.text(words.0), rating.quality);
        let said = SurveyWords(words.0).judged(&index, quality.key(), quality.word(words.0), rating.answers);
        view! {
            <p>
                {name} ": " <strong>{said}</strong>
            </p>
        }
        .into_any()
    };
    let latest = results.latest_rating.as_ref().map(|it| {
        let name = [words.latest(), " (", &it.period.words(words.0), ")"].concat();
        rated(name, it)
    });
    let year = results.year_rating.as_ref();
    let year = year.map(|it| rated(it.period.words(words.0), it));
    let rule = if latest.is_none() {
        words.not_rated(results.survey_minimum)
    } else {
        words.rated_when(results.survey_minimum)
    };
    view! {
        <h2>{words.satisfaction()}</h2>
        {latest}
        {year}
        <p>{words.index_means()} " " {rule}</p>
    }
    .into_any()
}

fn districts(words: ResultsWords, results: &PublicResults) -> AnyView {
    let year = results.year;
    let lines: Vec<_> = results
        .districts
        .iter()
        .map(|it| district_line(words, it))
        .collect();
    view! {
        <h2>{words.by_district()}</h2>
        <p class="hint">{words.year(year)} " / " {words.whole()}</p>
        <table class="cards">
            {heads(&[words.district(), words.visits(), words.came(), words.reached()])} <tbody>{lines}</tbody>
        </table>
    }
    .into_any()
}

fn district_line(words: ResultsWords, it: &DistrictResults) -> AnyView {
    let (year, whole) = (it.of_year, it.whole);
    let both = |year: String, whole: String| [year, whole].join(" / ").into_any();
    let people = |people: Headcount| people.text(words.0);
    view! {
        <tr>
            <th scope="row">{it.name.clone()}</th>
            {cell(words.visits(), both(year.visits.to_string(), whole.visits.to_string()))}
            {cell(words.came(), both(people(year.people), people(whole.people)))}
            {cell(words.reached(), both(year.reached.to_string(), words.of(whole.reached, it.villages)))}
        </tr>
    }
    .into_any()
}

fn open_data(words: ResultsWords, year: i32) -> AnyView {
    view! {
        <h2>{words.open_data()}</h2>
        <p>{words.open_data_text()}</p>
        <p>
            <a href=["/api/v1/results?year=", &year.to_string()].concat() rel="external">
                {words.data()}
            </a>
            " "
            <a href="/api/v1/openapi.json" rel="external">
                {words.described()}
            </a>
        </p>
    }
    .into_any()
}
