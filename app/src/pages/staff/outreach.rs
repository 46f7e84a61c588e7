//! Outreach of a visit as the office sees it: what was done and whether it counts, and who holds a link.

use super::frame::{Tab, staff_frame};
use super::parts::{moment, option, post_button, use_visit_id, visit_line, visit_path};
use crate::api::{self, may};
use crate::components::{
    Input, banjar_list, coverage_view, error_summary, hidden, input, kit, loaded, outreach_form,
    outreach_log, problem,
};
use crate::form::{FormState, use_form_state};
use crate::text::{KitWords, OutreachWords, use_staff_words};
use domain::field::Field;
use domain::outreach::{Activity, Banjar, LinkRole, LinkRow, OutreachPage, Verdict};
use domain::staff::Act;
use leptos::prelude::*;

/// `/staf/kunjungan/:visit/sosialisasi`
#[component]
pub fn OutreachView() -> impl IntoView {
    let words = OutreachWords(use_staff_words().0);
    let form = use_form_state();
    let id = use_visit_id();
    let data = api::outreach::outreach(id.get_untracked());
    let content = loaded(data, move |page| content(words, &page, &form)).into_any();
    staff_frame(words.outreach(), Tab::Visits, content)
}

fn content(words: OutreachWords, page: &OutreachPage, form: &FormState) -> AnyView {
    let id = page.visit.id;
    let base = visit_path(id, "/sosialisasi");
    let writes = may(Act::AskVillages);
    let open = writes && page.visit.state.is_before_the_day();
    let judge = |entry: &Activity| {
        if writes {
            judge_buttons(words, entry, &base)
        } else {
            ().into_any()
        }
    };
    let remove = |banjar: &Banjar| remove_banjar(words, banjar, &base);
    let photos = [&base, "/foto/"].concat();
    let enter = open.then(|| outreach_form(words, form, base.clone(), Some(&page.banjars), page.today));
    let banjars =
        writes.then(|| banjar_list(words, form, [&base, "/banjar"].concat(), &page.banjars, remove));
    view! {
        <h1>{words.outreach()}</h1>
        {visit_line(use_staff_words(), &page.visit)}
        {error_summary(form)}
        {coverage_view(words, &page.coverage)}
        {kit(KitWords(words.0), &page.visit, &page.settings, &page.counts, &api::public_url())}
        {outreach_log(words, &page.log, &photos, judge)}
        {enter}
        {banjars}
        {writes.then(|| links(words, page, form, &base))}
    }
    .into_any()
}

fn judge_buttons(words: OutreachWords, entry: &Activity, base: &str) -> AnyView {
    let action = [base, "/", &entry.id.to_string(), "/nilai"].concat();
    let button = |verdict: Option<Verdict>, class, label| {
        let value = verdict.map_or("", Verdict::key).to_owned();
        post_button(action.clone(), class, label, hidden("verdict", value))
    };
    let buttons = match entry.verdict {
        None => view! {
            {button(Some(Verdict::Verified), "button second", words.verify())}
            {button(Some(Verdict::Rejected), "button quiet", words.reject())}
        }
        .into_any(),
        Some(_) => button(None, "button quiet", words.take_back()),
    };
    view! { <div class="actions no-print">{buttons}</div> }.into_any()
}

fn remove_banjar(words: OutreachWords, banjar: &Banjar, base: &str) -> AnyView {
    let action = [base, "/banjar/", &banjar.id.to_string(), "/hapus"].concat();
    view! {
        <form method="post" action=action class="inline no-print">
            <button class="button quiet">
                {words.remove()} <span class="visually-hidden">": " {banjar.name.clone()}</span>
            </button>
        </form>
    }
    .into_any()
}

fn links(words: OutreachWords, page: &OutreachPage, form: &FormState, base: &str) -> AnyView {
    let rows: Vec<_> = page
        .links
        .iter()
        .map(|link| link_row(words, page, link, base))
        .collect();
    let list = if rows.is_empty() {
        view! { <p>{words.no_links()}</p> }.into_any()
    } else {
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    let make = page
        .visit
        .state
        .is_before_the_day()
        .then(|| link_form(words, page, form, base));
    view! {
        <section id="tautan">
            <h2>{words.links()}</h2>
            <p class="hint">{words.links_lead()}</p>
            {list}
            {make}
        </section>
    }
    .into_any()
}

fn link_row(words: OutreachWords, page: &OutreachPage, link: &LinkRow, base: &str) -> AnyView {
    let banjar = link
        .holder
        .banjar
        .as_ref()
        .map(|banjar| [" ", &banjar.name].concat());
    let action = |end: &str| [base, "/tautan/", &link.id.to_string(), end].concat();
    let renew = page
        .visit
        .state
        .is_before_the_day()
        .then(|| post_button(action("/baru"), "button second", words.renew(), ().into_any()));
    view! {
        <li class="card">
            <p>
                <strong>{link.holder.name.clone()}</strong>
                ", "
                {LinkRole::word(link.holder.role, words.0)}
                {banjar}
                <br />
                {link.phone.clone()}
                <br />
                <span class="hint">{words.until(&moment(link.expires_at, words.0))}</span>
            </p>
            <div class="actions no-print">
                {renew}
                {post_button(action("/cabut"), "button quiet", words.end(), ().into_any())}
            </div>
        </li>
    }
    .into_any()
}

fn link_form(words: OutreachWords, page: &OutreachPage, form: &FormState, base: &str) -> AnyView {
    let form = &form.only("tautan");
    let choose = |field: Field, options: Vec<AnyView>, label: &'static str| {
        let name = field.name();
        view! {
            <div class="field">
                <label for=name>{label}</label>
                {problem(field, form)}
                <select id=name name=name>
                    {options}
                </select>
            </div>
        }
        .into_any()
    };
    let role = form.value_or(Field::LinkRole, LinkRole::Perbekel.key());
    let roles = LinkRole::ALL
        .iter()
        .filter(|each| **each != LinkRole::Contact)
        .map(|each| {
            let key = each.key();
            option(key.to_owned(), each.word(words.0).to_owned(), role == key)
        })
        .collect();
    let banjar = form.value_or(Field::Banjar, "");
    let none = option(String::new(), words.choose().to_owned(), banjar.is_empty());
    let banjars = page.banjars.iter().map(|each| {
        let id = each.id.to_string();
        let chosen = banjar == id;
        option(id, each.name.clone(), chosen)
    });
    let banjars = std::iter::once(none).chain(banjars).collect();
    let name = Input {
        required: true,
        ..Input::text(Field::ContactName, words.name())
    };
    let phone = Input {
        kind: "tel",
        inputmode: "tel",
        required: true,
        ..Input::text(Field::ContactPhone, words.phone())
    };
    view! {
        <details class="card" open=form.is_refused()>
            <summary>{words.make()}</summary>
            <form method="post" action=[base, "/tautan"].concat() class="narrow">
                {choose(Field::LinkRole, roles, words.role())}
                {choose(Field::Banjar, banjars, words.banjar_of_head())}
                {input(name, form)}
                {input(phone, form)}
                <button class="button">{words.make()}</button>
            </form>
        </details>
    }
    .into_any()
}
