//! `/konfirmasi/{token}/odalan`: a village tells of its temple feasts. The link is the key.

use crate::api::public;
use crate::components::{NoticeKind, error_summary, feasts, loaded, notice, param, public_frame, query};
use crate::form::use_form_state;
use crate::text::{FeastWords, use_words};
use leptos::prelude::*;
use leptos_meta::Meta;

/// The page.
#[component]
pub fn VillageFeastsView() -> impl IntoView {
    let common = use_words();
    let words = FeastWords(common.0);
    let token = param("token");
    let news = query("kabar");
    let form = use_form_state();
    let data = public::own_feasts(token.get_untracked());
    let content = loaded(data, move |all| {
        let back = ["/konfirmasi/", &token.get_untracked()].concat();
        let base = [&back, "/odalan"].concat();
        let saved = (news.get_untracked() == "tersimpan" && !form.is_refused())
            .then(|| notice(NoticeKind::Success, words.saved().to_owned()));
        view! {
            <h1>{words.title()}</h1>
            {saved}
            {error_summary(&form)}
            <p>
                <b>{common.village(&all.village.name)}</b>
                ", "
                {common.district(&all.village.district)}
            </p>
            {feasts(&all, &form, &base, true)}
            <p>
                <a href=back>{words.back()}</a>
            </p>
        }
        .into_any()
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
