//! One field and one button: who wants to be told when booking opens in a village.

use crate::components::{Input, NoticeKind, error_summary, input, notice, trap};
use crate::form::FormState;
use crate::text::{InterestWords, use_words};
use domain::field::Field;
use domain::village::VillageCode;
use leptos::prelude::*;

/// What became of the form; the same for a number that was there already.
pub(super) fn interest_news(news: &str) -> Option<AnyView> {
    let words = InterestWords(use_words().0);
    match news {
        "minat" => Some(notice(NoticeKind::Success, words.noted().to_owned())),
        "dibuka" => Some(notice(NoticeKind::Info, words.open_already().to_owned())),
        _ => None,
    }
}

/// The form.
pub(super) fn interest_form(village: &VillageCode, form: &FormState) -> AnyView {
    let words = use_words();
    let own = InterestWords(words.0);
    let phone = Input {
        kind: "tel",
        hint: words.phone_hint(),
        autocomplete: "tel",
        inputmode: "tel",
        required: true,
        ..Input::text(Field::Phone, words.phone())
    };
    view! {
        <section class="card">
            <h2>{own.heading()}</h2>
            {error_summary(form)}
            <form id="minat" method="post" action=["/desa/", village.as_str(), "/minat"].concat()>
                <p>{own.lead()}</p>
                {input(phone, form)}
                {trap()}
                <p class="hint">
                    {own.privacy()} " " <a href="/privasi" target="_blank" rel="external">{words.privacy_notice()}</a>
                </p>
                <button class="button wide">{own.tell_me()}</button>
            </form>
        </section>
    }
    .into_any()
}
