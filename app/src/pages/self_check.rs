//! `/kunjungan/{visit}/siap`: is everything ready, and is the visit the right place? A form that asks with GET: its
//! address carries choices and nothing that tells who chose, and nothing is stored.

use crate::api::{not_found, public};
use crate::components::{
    NoticeKind, at_office, choice, loaded, notice, param, public_frame, query, status, title, url_encode,
    when_and_where,
};
use crate::text::{CheckWords, use_words};
use domain::preparation::{Item, Light, light};
use domain::service::VisitPage;
use domain::triage::{Business, BusinessKind, name};
use leptos::prelude::*;

/// What was chosen.
struct Chosen {
    /// Each thing that was asked for, with the answer, if there is one.
    items: Vec<(Item, Option<bool>)>,
    business: Business,
    /// Value of each question about the business.
    answers: Vec<(&'static str, String)>,
}

impl Chosen {
    /// Reads the address of the page.
    fn read() -> Chosen {
        let value = |of: &'static str| query(of).get_untracked();
        let items = Item::WITH_THEM.map(|item| {
            let answer = match value(item.key()).as_str() {
                name::YES => Some(true),
                name::NO => Some(false),
                _ => None,
            };
            (item, answer)
        });
        let names = [name::KIND, name::COMPANY, name::FOREIGN, name::LARGE];
        let answers: Vec<_> = names.into_iter().map(|of| (of, value(of))).collect();
        Chosen {
            items: items.to_vec(),
            business: Business::read(|of| found(&answers, of)),
            answers,
        }
    }

    fn is_empty(&self) -> bool {
        let nothing_said = self.answers.iter().all(|(_, value)| value.is_empty());
        self.items.iter().all(|(_, answer)| answer.is_none()) && nothing_said
    }
}

fn found<'a>(answers: &'a [(&'static str, String)], of: &str) -> &'a str {
    answers
        .iter()
        .find(|(it, _)| *it == of)
        .map_or("", |(_, value)| value.as_str())
}

/// The page.
#[component]
pub fn SelfCheckView() -> impl IntoView {
    let id = param("visit").get_untracked();
    let chosen = Chosen::read();
    let page = async move {
        match id.parse() {
            Ok(id) => public::visit(id).await,
            Err(_) => not_found(),
        }
    };
    let content = loaded(page, move |page| show(&page, &chosen));
    public_frame(CheckWords(use_words().0).heading(), content.into_any())
}

fn show(page: &VisitPage, chosen: &Chosen) -> AnyView {
    let words = CheckWords(use_words().0);
    let name = use_words().village(&page.visit.village.name);
    let heading = [words.heading(), ": ", &name].concat();
    let result = (!chosen.is_empty()).then(|| result(page, chosen));
    view! {
        {title(&heading)}
        <h1>{heading.clone()}</h1>
        <p class="lead">{words.lead()}</p>
        {result}
        {questions(page, chosen)}
        {when_and_where(&page.visit, None)}
    }
    .into_any()
}

/// What is ready, what to prepare, and the way to a place, whatever it is.
fn result(page: &VisitPage, chosen: &Chosen) -> AnyView {
    let words = CheckWords(use_words().0);
    let answered: Vec<_> = chosen
        .items
        .iter()
        .filter_map(|(item, has)| Some((*item, (*has)?)))
        .collect();
    let lines: Vec<_> = answered
        .iter()
        .map(|(item, has)| line(words, *item, *has))
        .collect();
    let missing = answered
        .iter()
        .any(|(item, has)| light(*item, *has) == Light::Yellow);
    let ready = answered.len() == chosen.items.len() && !missing;
    let sum = match (missing, ready) {
        (true, _) => Some(notice(NoticeKind::Info, words.come_anyway().to_owned())),
        (_, true) => Some(notice(NoticeKind::Success, words.all_ready().to_owned())),
        _ => None,
    };
    let office = at_office(&chosen.business, &page.settings);
    let fits = (office.is_none() && chosen.business.kind.is_some())
        .then(|| notice(NoticeKind::Success, words.in_visit().to_owned()));
    let written: Vec<_> = Item::WRITTEN
        .iter()
        .map(|item| view! { <li>{item.word(words.0)}</li> }.into_any())
        .collect();
    view! {
        <section id="hasil">
            <h2>{words.result()}</h2>
            <ul class="lights">{lines}</ul>
            {sum}
            {fits}
            {office}
            <p>{words.written()}</p>
            <ul>{written}</ul>
            <p>
                <a class="button wide" href=to_booking(page, &chosen.business)>
                    {words.book()}
                </a>
            </p>
        </section>
    }
    .into_any()
}

fn line(words: CheckWords, item: Item, has: bool) -> AnyView {
    let yellow = light(item, has) == Light::Yellow;
    let word = if yellow {
        status("wait", words.prepare())
    } else {
        status("good", words.ready())
    };
    let advice = yellow.then(|| item.advice(words.0)).flatten();
    let advice = advice.map(|text| view! { <p class="hint">{text}</p> }.into_any());
    view! { <li>{word} " " <b>{item.word(words.0)}</b> {advice}</li> }.into_any()
}

/// The booking form, with what was chosen of the business.
fn to_booking(page: &VisitPage, business: &Business) -> String {
    let pairs: Vec<_> = business
        .pairs()
        .into_iter()
        .map(|(of, value)| [of, "=", &url_encode(value)].concat())
        .collect();
    let query = if pairs.is_empty() {
        String::new()
    } else {
        ["?", &pairs.join("&")].concat()
    };
    ["/kunjungan/", &page.visit.id.to_string(), &query, "#daftar"].concat()
}

fn questions(page: &VisitPage, chosen: &Chosen) -> AnyView {
    let words = CheckWords(use_words().0);
    let items: Vec<_> = chosen
        .items
        .iter()
        .map(|(item, answer)| {
            let chosen = answer.map_or("", |yes| if yes { name::YES } else { name::NO });
            yes_or_no(words, item.key(), item.question(words.0), chosen)
        })
        .collect();
    let kind = found(&chosen.answers, name::KIND).to_owned();
    let kinds: Vec<_> = BusinessKind::ALL
        .iter()
        .map(|each| {
            view! {
                <option value=each.key() selected=kind == each.key()>
                    {each.word(words.0)}
                </option>
            }
            .into_any()
        })
        .collect();
    let about = [
        (name::COMPANY, words.is_company()),
        (name::FOREIGN, words.has_foreign()),
        (name::LARGE, words.is_large()),
    ];
    let about: Vec<_> = about
        .into_iter()
        .map(|(of, question)| yes_or_no(words, of, question, found(&chosen.answers, of)))
        .collect();
    let action = ["/kunjungan/", &page.visit.id.to_string(), "/siap"].concat();
    view! {
        <form id="siap" method="get" action=action>
            <h2>{words.with_you()}</h2>
            {items}
            <h2>{words.your_business()}</h2>
            <div class="field">
                <label for=name::KIND>{words.which_kind()}</label>
                <select id=name::KIND name=name::KIND>
                    <option value="">{words.choose()}</option>
                    {kinds}
                </select>
            </div>
            {about}
            <button class="button wide second" type="submit">
                {words.see_result()}
            </button>
        </form>
    }
    .into_any()
}

fn yes_or_no(words: CheckWords, of: &'static str, question: &'static str, chosen: &str) -> AnyView {
    view! {
        <fieldset>
            <legend>{question}</legend>
            <div class="yes-no">
                {choice(of, name::YES, words.yes(), "", chosen == name::YES)}
                {choice(of, name::NO, words.no(), "", chosen == name::NO)}
            </div>
        </fieldset>
    }
    .into_any()
}
