//! `/konfirmasi/{token}/ruang`: the village room of an official. No login: the link is the key.

use crate::api::{ApiError, outreach, public_url};
use crate::components::{
    NoticeKind, banjar_list, coverage_view, error_summary, kit, loaded, notice, outreach_form, outreach_log,
    param, progress, public_frame, query, when_and_where,
};
use crate::form::{FormState, use_form_state};
use crate::text::{AssistWords, KitWords, OutreachWords, use_words};
use domain::calendar::{date_in_wita, long_date};
use domain::error::ServiceError;
use domain::outreach::{NextThing, RoomPage};
use leptos::prelude::*;
use leptos_meta::Meta;

/// The page.
#[component]
pub fn RoomView() -> impl IntoView {
    let words = OutreachWords(use_words().0);
    let token = param("token");
    let news = query("kabar");
    let form = use_form_state();
    let site = public_url();
    let room = outreach::room(token.get_untracked());
    // A link that has expired still knows to whom a new one is sent.
    let room = async move {
        match room.await {
            Err(ApiError::Service(ServiceError::LinkExpired)) => Ok(None),
            other => other.map(Some),
        }
    };
    let content = loaded(room, move |room| {
        let (token, news) = (token.get_untracked(), news.get_untracked());
        match room {
            Some(room) => show(words, &room, &form, &token, &site, news == "tersimpan"),
            None => expired(words, &token, news == "diminta"),
        }
    });
    public_frame(
        words.room(),
        view! {
            <Meta name="robots" content="noindex" />
            {content}
        }
        .into_any(),
    )
}

fn expired(words: OutreachWords, token: &str, asked: bool) -> AnyView {
    let body = if asked {
        notice(NoticeKind::Success, words.asked_new().to_owned())
    } else {
        view! {
            <p>{words.expired_lead()}</p>
            <form method="post" action=["/konfirmasi/", token, "/baru"].concat()>
                <button class="button">{words.ask_new()}</button>
            </form>
        }
        .into_any()
    };
    view! {
        <h1>{words.expired()}</h1>
        {body}
    }
    .into_any()
}

fn show(
    words: OutreachWords,
    room: &RoomPage,
    form: &FormState,
    token: &str,
    site: &str,
    saved: bool,
) -> AnyView {
    let common = use_words();
    let visit = &room.visit;
    let base = ["/konfirmasi/", token].concat();
    let speaks = room.holder.role.speaks_for_village();
    let days = (visit.date - room.today).num_days();
    let saved = (saved && !form.is_refused()).then(|| notice(NoticeKind::Success, words.saved().to_owned()));
    let who = match &room.holder.banjar {
        Some(banjar) => [
            &room.holder.name,
            ", ",
            room.holder.role.word(words.0),
            " ",
            &banjar.name,
        ]
        .concat(),
        None => [&room.holder.name, ", ", room.holder.role.word(words.0)].concat(),
    };
    let banjars = speaks.then(|| {
        let action = [&base, "/banjar"].concat();
        banjar_list(words, form, action, &room.banjars, |_| ().into_any())
    });
    let enter = visit.state.is_before_the_day().then(|| {
        let action = [&base, "/ruang"].concat();
        let all = speaks.then_some(room.banjars.as_slice());
        outreach_form(words, form, action, all, room.today)
    });
    let photos = [&base, "/foto/"].concat();
    let kit = kit(KitWords(words.0), visit, &room.settings, &room.counts, site);
    let until = long_date(date_in_wita(room.expires_at), words.0);
    view! {
        <h1>{words.room()}</h1>
        {saved}
        {error_summary(form)}
        <p>
            <b>{common.village(&visit.village.name)}</b>
            ", "
            {common.district(&visit.village.district)}
            <br />
            <span class="hint">{who}</span>
        </p>
        <p class="count">
            <b>{words.days_left(days)}</b>
        </p>
        {next(words, room, &base)}
        {when_and_where(visit, None)}
        <p>{words.against_target(visit.booked, room.settings.target)}</p>
        {assist(words, room, &base)}
        {progress(visit)}
        {kit}
        {coverage_view(words, &room.coverage)}
        {enter}
        {outreach_log(words, &room.log, &photos, |_| ().into_any())}
        {banjars}
        <p class="hint">{words.until(&until)}</p>
    }
    .into_any()
}

/// The way to book for people without phones, and to those who were booked for.
fn assist(words: OutreachWords, room: &RoomPage, base: &str) -> AnyView {
    if !room.visit.state.is_public() {
        return ().into_any();
    }
    let words = AssistWords(words.0);
    let book = room.visit.bookable.then(|| {
        view! {
            <a class="button second" href=[base, "/daftarkan"].concat()>
                {words.to_book()}
            </a>
        }
        .into_any()
    });
    view! {
        <div class="actions" id="daftarkan">
            {book}
            <a class="button second" href=[base, "/daftar"].concat()>
                {words.to_list()}
            </a>
        </div>
    }
    .into_any()
}

/// The one thing to do now.
fn next(words: OutreachWords, room: &RoomPage, base: &str) -> AnyView {
    let thing = NextThing::of(&room.visit, &room.coverage, &room.settings, room.today);
    let text = thing.text(words.0);
    let answer = thing == NextThing::AnswerVenue && room.holder.role.speaks_for_village();
    let answer = answer.then(|| {
        view! {
            <p>
                <a class="button" href=base.to_owned()>
                    {words.to_answer()}
                </a>
            </p>
        }
    });
    view! {
        <section id="berikutnya" class="notice info">
            <h2>{words.next()}</h2>
            <p>{text}</p>
            {answer}
        </section>
    }
    .into_any()
}
