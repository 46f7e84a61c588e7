//! `/tiket/{token}/pindah`: another hour of the same visit.

use super::cancel::fixed;
use crate::api::public;
use crate::components::{
    empty, error_summary, hours, loaded, param, problem, public_frame, slot_cards, when_and_where,
};
use crate::form::{FormState, use_form_state};
use crate::text::use_words;
use domain::field::Field;
use domain::service::{Ticket, VisitPage};
use leptos::prelude::*;
use leptos_meta::Meta;

/// The page.
#[component]
pub fn MoveView() -> impl IntoView {
    let token = param("token");
    let form = use_form_state();
    let token = token.get_untracked();
    let page = async move {
        let ticket = public::ticket(token).await?.ticket;
        let visit = public::visit(ticket.visit.id).await?;
        Ok((ticket, visit))
    };
    let content = loaded(page, move |(ticket, visit)| show(&ticket, &visit, &form));
    public_frame(
        use_words().change_time(),
        view! {
            <Meta name="robots" content="noindex" />
            {content}
        }
        .into_any(),
    )
}

fn show(ticket: &Ticket, page: &VisitPage, form: &FormState) -> AnyView {
    let words = use_words();
    let here = ["/tiket/", &ticket.manage_token].concat();
    let time = hours(ticket.slot.starts_at, ticket.slot.ends_at);
    let others: Vec<_> = page
        .slots
        .iter()
        .filter(|opening| opening.id != ticket.slot.id)
        .cloned()
        .collect();
    let act = if !ticket.changeable {
        fixed(&here)
    } else if others.iter().any(|opening| opening.bookable) {
        view! {
            <form method="post" action=[&here, "/pindah"].concat()>
                <fieldset id=Field::Slot.name() tabindex="-1" aria-describedby="slot_id-problem">
                    <legend>
                        <h2>{words.choose_new_time()}</h2>
                    </legend>
                    {problem(Field::Slot, form)}
                    {slot_cards(&others, form.value(Field::Slot))}
                </fieldset>
                <p class="hint">{words.old_place_kept()}</p>
                <div class="actions">
                    <button class="button" type="submit">
                        {words.move_now()}
                    </button>
                    <a class="button second" href=here.clone()>
                        {words.keep_time()}
                    </a>
                </div>
            </form>
        }
        .into_any()
    } else {
        let back = view! {
            <p>
                <a class="button" href=here.clone()>
                    {words.back_to_ticket()}
                </a>
            </p>
        };
        empty(words.no_other_time(), back.into_any())
    };
    view! {
        <h1>{words.change_time()}</h1>
        {error_summary(form)}
        <p>{words.your_time_now()} " " <b>{ticket.code.to_string()}</b> ", " {ticket.applicant_name.clone()}</p>
        {when_and_where(&ticket.visit, Some(time))}
        {act}
        <p class="hint">{words.other_village()}</p>
    }
    .into_any()
}
