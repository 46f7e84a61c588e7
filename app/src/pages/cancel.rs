//! `/tiket/{token}/batal`: gives a place back.

use crate::api::public;
use crate::components::{
    NoticeKind, error_summary, hours, loaded, notice, param, public_frame, when_and_where,
};
use crate::form::{FormState, use_form_state};
use crate::text::use_words;
use domain::service::Ticket;
use leptos::prelude::*;
use leptos_meta::Meta;

/// The page.
#[component]
pub fn CancelView() -> impl IntoView {
    let token = param("token");
    let form = use_form_state();
    let page = public::ticket(token.get_untracked());
    let content = loaded(page, move |page| show(&page.ticket, &form));
    public_frame(
        use_words().cancel_booking(),
        view! {
            <Meta name="robots" content="noindex" />
            {content}
        }
        .into_any(),
    )
}

fn show(ticket: &Ticket, form: &FormState) -> AnyView {
    let words = use_words();
    let here = ["/tiket/", &ticket.manage_token].concat();
    let time = hours(ticket.slot.starts_at, ticket.slot.ends_at);
    let act = if ticket.changeable {
        view! {
            <p>{words.cancel_text()}</p>
            <form method="post" action=[&here, "/batal"].concat() class="actions">
                <button class="button danger" type="submit">
                    {words.cancel_booking()}
                </button>
                <a class="button second" href=here.clone()>
                    {words.keep_place()}
                </a>
            </form>
        }
        .into_any()
    } else {
        fixed(&here)
    };
    view! {
        <h1>{words.cancel_question()}</h1>
        {error_summary(form)}
        <p>
            <b>{ticket.code.to_string()}</b>
            ", "
            {ticket.applicant_name.clone()}
        </p>
        {when_and_where(&ticket.visit, Some(time))}
        {act}
    }
    .into_any()
}

/// A ticket that can no longer be changed.
pub(super) fn fixed(here: &str) -> AnyView {
    let words = use_words();
    view! {
        {notice(NoticeKind::Info, words.not_changeable().to_owned())}
        <p>
            <a class="button" href=here.to_owned()>
                {words.back_to_ticket()}
            </a>
        </p>
    }
    .into_any()
}
