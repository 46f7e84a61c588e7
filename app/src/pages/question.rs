//! `/tanya/{token}`: a question and its answer, for whoever asked it.

use crate::api::before;
use crate::components::{NoticeKind, loaded, notice, param, public_frame, query};
use crate::text::{QuestionWords, use_words};
use domain::calendar::{clock, date_in_wita, long_date};
use domain::question::OwnQuestion;
use leptos::prelude::*;
use leptos_meta::Meta;

/// The page.
#[component]
pub fn QuestionView() -> impl IntoView {
    let token = param("token");
    let news = query("kabar");
    let page = before::question(token.get_untracked());
    let content = loaded(page, move |page| show(&page, &news.get_untracked()));
    public_frame(
        QuestionWords(use_words().0).page_title(),
        view! {
            <Meta name="robots" content="noindex" />
            {content}
        }
        .into_any(),
    )
}

fn show(page: &OwnQuestion, news: &str) -> AnyView {
    let words = QuestionWords(use_words().0);
    let waits = page.answer.is_none() && !page.set_aside;
    let sent = (news == "terkirim" && waits).then(|| notice(NoticeKind::Success, words.sent().to_owned()));
    let day = long_date(date_in_wita(page.asked_at), words.0);
    let asked = [words.asked_at(), " ", &day, ", ", &clock(page.asked_at), " WITA"].concat();
    let (to_visit, again) = match &page.visit {
        Some(visit) => {
            let here = ["/kunjungan/", &visit.id.to_string()].concat();
            let link = view! {
                <a class="button" href=here.clone()>
                    {words.to_visit()}
                </a>
            };
            (Some(link), [&here, "/tanya"].concat())
        }
        None => (None, "/tanya".to_owned()),
    };
    view! {
        <h1>{words.page_title()}</h1>
        {sent}
        <article class="card">
            <p>{page.text.clone()}</p>
            <p class="hint">{asked}</p>
        </article>
        {answer(page)}
        <div class="actions">
            {to_visit} <a class="button second" href=again>
                {words.ask_more()}
            </a>
        </div>
    }
    .into_any()
}

fn answer(page: &OwnQuestion) -> AnyView {
    let words = QuestionWords(use_words().0);
    let Some(answer) = &page.answer else {
        if page.set_aside {
            return notice(NoticeKind::Info, words.set_aside().to_owned());
        }
        let told = if page.is_told {
            words.also_told()
        } else {
            words.not_told()
        };
        return notice(NoticeKind::Info, [words.waits(), " ", told].concat());
    };
    view! {
        <h2>{words.answer()}</h2>
        <article class="card">
            <p>{answer.clone()}</p>
        </article>
    }
    .into_any()
}
