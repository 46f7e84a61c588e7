//! `/tiket/{token}/kabar`: by which channel the holder of a ticket wants news. Notifications need a script
//! (`public/kabar.js`) and stay hidden without it.

use crate::api::public;
use crate::components::{Input, choice, error_summary, hidden, input, loaded, param, problem, public_frame};
use crate::form::{FormState, use_form_state};
use crate::text::{ReachWords, use_words};
use domain::field::Field;
use domain::message::Channel;
use domain::reach::ReachPage;
use leptos::prelude::*;
use leptos_meta::Meta;

/// The page.
#[component]
pub fn ReachView() -> impl IntoView {
    let token = param("token");
    let form = use_form_state();
    let page = public::reach(token.get_untracked());
    let content = loaded(page, move |page| show(&page, &form));
    public_frame(
        ReachWords(use_words().0).heading(),
        view! {
            <Meta name="robots" content="noindex" />
            {content}
        }
        .into_any(),
    )
}

fn show(page: &ReachPage, form: &FormState) -> AnyView {
    let (words, frame) = (ReachWords(use_words().0), use_words());
    let here = ["/tiket/", &page.ticket.manage_token].concat();
    if page.choices.is_empty() {
        return view! {
            <h1>{words.heading()}</h1>
            <p>{words.by_hand()}</p>
            <p>
                <a class="button" href=here>
                    {frame.back_to_ticket()}
                </a>
            </p>
        }
        .into_any();
    }
    let chosen = form.value_or(Field::ReachChannel, page.now.map_or("", Channel::key));
    let cards: Vec<_> = page
        .choices
        .iter()
        .map(|channel| card(*channel, page, *channel == Channel::Push, &chosen))
        .collect();
    let email = page.choices.contains(&Channel::Email).then(|| {
        let hint = if page.has_email {
            words.email_hint()
        } else {
            words.new_email_hint()
        };
        let email = Input {
            kind: "email",
            hint,
            autocomplete: "email",
            inputmode: "email",
            ..Input::text(Field::Email, frame.email())
        };
        input(email, form)
    });
    view! {
        <h1>{words.heading()}</h1>
        {error_summary(form)}
        <p>{words.lead()}</p>
        <form
            method="post"
            action=[&here, "/kabar"].concat()
            data-script="/kabar.js"
            data-push=page.push_key.clone()
        >
            <fieldset id=Field::ReachChannel.name() tabindex="-1" aria-describedby="reach-problem">
                <legend>
                    <h2>{words.which()}</h2>
                </legend>
                {problem(Field::ReachChannel, form)}
                {cards}
            </fieldset>
            {email}
            <p class="problem" role="alert" data-refused hidden>
                {words.push_refused()}
            </p>
            {hidden("push_endpoint", String::new())}
            {hidden("push_key", String::new())}
            {hidden("push_secret", String::new())}
            <div class="actions">
                <button class="button" type="submit">
                    {words.save()}
                </button>
                <a class="button second" href=here.clone()>
                    {frame.back_to_ticket()}
                </a>
            </div>
        </form>
    }
    .into_any()
}

fn card(channel: Channel, page: &ReachPage, needs_script: bool, chosen: &str) -> AnyView {
    let words = ReachWords(use_words().0);
    let hint = match channel {
        Channel::WhatsApp | Channel::Sms => words.number(&page.phone_end),
        Channel::Push => words.push_hint().to_owned(),
        Channel::Email | Channel::WhatsAppDraft => String::new(),
    };
    let card = choice(
        Field::ReachChannel.name(),
        channel.key(),
        channel.word(words.0),
        &hint,
        channel.key() == chosen,
    );
    view! {
        <div data-needs-push=needs_script hidden=needs_script>
            {card}
        </div>
    }
    .into_any()
}
