//! `/desa/{code}`: a village and its visits, and the wish to be told of the next.

use super::interest_form::{interest_form, interest_news};
use crate::api::{not_found, public};
use crate::components::{empty, loaded, office, param, public_frame, query, title, visit_card};
use crate::form::{FormState, use_form_state};
use crate::text::use_words;
use domain::evaluation::Headcount;
use domain::service::{VillagePage, VisitSummary};
use domain::settings::Settings;
use domain::village::VillageCode;
use leptos::prelude::*;

/// The page.
#[component]
pub fn VillageView() -> impl IntoView {
    let code = param("code");
    let form = use_form_state();
    let news = query("kabar").get_untracked();
    let code = code.get_untracked();
    let page = async move {
        match VillageCode::parse(&code) {
            Ok(code) => {
                let page = public::village(code).await?;
                // Where nobody comes, the office is the way: its address is among its settings.
                let office = if page.coming.is_empty() {
                    Some(public::home(String::new()).await?.settings)
                } else {
                    None
                };
                Ok((page, office))
            }
            Err(_) => not_found(),
        }
    };
    public_frame(
        use_words().visits(),
        loaded(page, move |(page, office)| {
            show(&page, office.as_ref(), &news, &form)
        })
        .into_any(),
    )
}

fn show(page: &VillagePage, nearest: Option<&Settings>, news: &str, form: &FormState) -> AnyView {
    let words = use_words();
    let name = words.village(&page.village.name);
    let coming = if page.coming.is_empty() {
        let ask = view! {
            <p>{words.ask_village_office()}</p>
            {nearest.map(office)}
        };
        empty(words.no_visit_here(), ask.into_any())
    } else {
        cards(&page.coming)
    };
    let nearby = page.nearby.iter().map(|visit| card(visit, None)).collect();
    let nearby = section(words.nearby(&page.village.district), nearby);
    let past: Vec<_> = page.past.iter().map(|(visit, came)| card(visit, *came)).collect();
    let past = section(words.past_visits().to_owned(), past);
    view! {
        {title(&name)}
        <h1>{name.clone()}</h1>
        <p>{words.district(&page.village.district)}</p>
        {interest_news(news)}
        <h2>{words.coming_visits()}</h2>
        {coming}
        {page.coming.iter().all(|visit| !visit.bookable).then(|| interest_form(&page.village.code, form))}
        {nearby}
        {past}
        <p>
            <a href="/">{words.other_village_search()}</a>
        </p>
    }
    .into_any()
}

fn section(heading: String, cards: Vec<AnyView>) -> AnyView {
    if cards.is_empty() {
        return ().into_any();
    }
    view! {
        <h2>{heading}</h2>
        {cards}
    }
    .into_any()
}

/// Visits as cards that lead to their pages.
pub(super) fn cards(visits: &[VisitSummary]) -> AnyView {
    let cards: Vec<_> = visits.iter().map(|visit| card(visit, None)).collect();
    cards.into_any()
}

fn card(visit: &VisitSummary, came: Option<Headcount>) -> AnyView {
    visit_card(visit, came, ["/kunjungan/", &visit.id.to_string()].concat())
}
