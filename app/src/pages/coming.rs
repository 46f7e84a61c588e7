//! `/tiket/{token}/hadir`: the holder says to come. Opening the page says nothing yet: programs that look at links
//! before people do would answer for them.

use super::cancel::fixed;
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
pub fn ComingView() -> impl IntoView {
    let token = param("token");
    let form = use_form_state();
    let page = public::ticket(token.get_untracked());
    let content = loaded(page, move |page| show(&page.ticket, &form));
    public_frame(
        use_words().still_coming(),
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
    let act = if ticket.confirmed {
        view! {
            {notice(NoticeKind::Success, words.said_to_come().to_owned())}
            <p>
                <a class="button" href=here.clone()>
                    {words.back_to_ticket()}
                </a>
            </p>
        }
        .into_any()
    } else if ticket.changeable {
        view! {
            <form method="post" action=[&here, "/hadir"].concat() class="actions">
                <button class="button" type="submit">
                    {words.yes_i_come()}
                </button>
                <a class="button second" href=[&here, "/pindah"].concat()>
                    {words.change_time()}
                </a>
                <a class="button danger second" href=[&here, "/batal"].concat()>
                    {words.cancel()}
                </a>
            </form>
        }
        .into_any()
    } else {
        fixed(&here)
    };
    view! {
        <h1>{words.still_coming()}</h1>
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
