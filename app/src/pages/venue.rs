//! `/konfirmasi/{token}`: a village answers whether a visit suits. No login: the link is the key.

use super::venue_form::answer_form;
use crate::api::{public, public_url};
use crate::components::{
    NoticeKind, error_summary, loaded, notice, param, progress, public_frame, query, share_href,
    when_and_where,
};
use crate::form::{FormState, use_form_state};
use crate::text::{FeastWords, OutreachWords, VenueWords, use_words};
use domain::calendar::{date_in_wita, long_date};
use domain::service::{VenueRequest, facility_words};
use domain::text::Line;
use domain::venue::VenueAnswer;
use domain::visit::VisitState;
use leptos::prelude::*;
use leptos_meta::Meta;

/// The page.
#[component]
pub fn VenueView() -> impl IntoView {
    let words = VenueWords(use_words().0);
    let token = param("token");
    let news = query("kabar");
    let form = use_form_state();
    let site = public_url();
    let page = public::venue_request(token.get_untracked());
    let content = loaded(page, move |page| {
        show(
            &page,
            &form,
            &token.get_untracked(),
            news.get_untracked() == "terkirim",
            &site,
        )
    });
    public_frame(
        words.title(),
        view! {
            <Meta name="robots" content="noindex" />
            {content}
        }
        .into_any(),
    )
}

fn show(page: &VenueRequest, form: &FormState, token: &str, sent: bool, site: &str) -> AnyView {
    let common = use_words();
    let words = VenueWords(common.0);
    let visit = &page.visit;
    let thanks = (sent && !form.is_refused()).then(|| notice(NoticeKind::Success, words.thanks().to_owned()));
    let ask = match (&page.answer, page.answerable) {
        (None, true) => answer_form(page, form, token),
        (Some(_), true) => view! {
            <details open=form.is_refused()>
                <summary>{words.change()}</summary>
                {answer_form(page, form, token)}
            </details>
        }
        .into_any(),
        (_, false) => notice(NoticeKind::Info, words.not_answerable().to_owned()),
    };
    let recorded = page.answer.as_ref().map(|given| {
        view! {
            {summary(&given.answer, words)}
            {next(page, &given.answer, words, site)}
        }
    });
    let until = long_date(date_in_wita(page.expires_at), common.0);
    view! {
        <h1>{words.title()}</h1>
        {thanks}
        {error_summary(form)}
        {page.answer.is_none().then(|| view! { <p>{words.lead()}</p> })}
        <p>
            <b>{common.village(&visit.village.name)}</b>
            ", "
            {common.district(&visit.village.district)}
        </p>
        {when_and_where(visit, None)}
        {warnings(page, words)}
        <p>
            {FeastWords(common.0).tell_lead()} " "
            <a href=["/konfirmasi/", token, "/odalan"].concat()>{FeastWords(common.0).tell()}</a>
        </p>
        <p>{words.target(page.settings.target)}</p>
        {recorded}
        {page.answer.is_some().then(|| to_room(words, token))}
        {ask}
        <p class="hint">{words.valid_until(&until)}</p>
    }
    .into_any()
}

/// Where the village spreads the word, once it has answered.
fn to_room(words: VenueWords, token: &str) -> AnyView {
    view! {
        <p>
            <a class="button second" href=["/konfirmasi/", token, "/ruang"].concat()>
                {OutreachWords(words.0).to_room()}
            </a>
        </p>
    }
    .into_any()
}

fn warnings(page: &VenueRequest, words: VenueWords) -> AnyView {
    if page.warnings.is_empty() {
        return ().into_any();
    }
    let lines = page
        .warnings
        .iter()
        .map(|warning| view! { <li>{warning.text(words.0)}</li> })
        .collect::<Vec<_>>();
    view! {
        <div class="notice warning">
            <p>
                <b>{words.warnings()}</b>
            </p>
            <ul>{lines}</ul>
        </div>
    }
    .into_any()
}

/// What the village answered.
fn summary(answer: &VenueAnswer, words: VenueWords) -> AnyView {
    let (word, mut lines, note) = match answer {
        VenueAnswer::Yes {
            venue,
            contact_name,
            contact_phone,
            facilities,
            note,
        } => {
            let has = if facilities.is_empty() {
                words.none().to_owned()
            } else {
                facility_words(facilities, words.0).join(", ")
            };
            let contact = [contact_name.as_str(), ", ", &contact_phone.local()].concat();
            let lines = vec![
                (words.venue(), venue.as_str().to_owned()),
                (words.contact(), contact),
                (words.facilities(), has),
            ];
            (words.yes(), lines, note)
        }
        VenueAnswer::OtherDate { date, note } => {
            let lines = vec![(words.date(), long_date(*date, words.0))];
            (words.other(), lines, note)
        }
        VenueAnswer::No { note } => (words.no(), Vec::new(), note),
    };
    lines.insert(0, (words.answer(), word.to_owned()));
    lines.extend(
        note.as_ref()
            .map(|note: &Line<300>| (words.note_short(), note.as_str().to_owned())),
    );
    let lines = lines
        .into_iter()
        .map(|(label, text)| {
            view! {
                <dt>{label}</dt>
                <dd>{text}</dd>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <h2>{words.your_answer()}</h2>
        <dl class="summary-list">{lines}</dl>
    }
    .into_any()
}

/// The numbers, and what the village can do now.
fn next(page: &VenueRequest, answer: &VenueAnswer, words: VenueWords, site: &str) -> AnyView {
    let visit = &page.visit;
    let open = visit.state == VisitState::Open;
    let text = match answer {
        VenueAnswer::Yes { .. } if open => words.next_open(),
        VenueAnswer::Yes { .. } => words.next_yes(),
        VenueAnswer::OtherDate { .. } => words.next_other(),
        VenueAnswer::No { .. } => words.next_no(),
    };
    let numbers = visit.state.is_public().then(|| progress(visit));
    let links = open.then(|| {
        let path = ["/kunjungan/", &visit.id.to_string()].concat();
        let date = long_date(visit.date, words.0);
        let link = [site, &path].concat();
        let text = use_words().share_text(&visit.village.name, &date, &visit.venue, &link);
        view! {
            <div class="actions">
                <a class="button" href=share_href(&text) target="_blank" rel="external noreferrer">
                    {words.share()}
                </a>
                <a class="button second" href=path>
                    {words.open_visit()}
                </a>
            </div>
        }
    });
    view! {
        <h2>{words.next()}</h2>
        <p>{text}</p>
        {numbers}
        {links}
    }
    .into_any()
}
