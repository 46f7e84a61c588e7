//! Spreading the word: the rule, the log and its form. For the village room and for the office.

use super::{Input, choice, input, problem};
use crate::form::FormState;
use crate::text::OutreachWords;
use chrono::NaiveDate;
use domain::calendar::{long_date, short_date};
use domain::field::Field;
use domain::outreach::{
    Activity, Banjar, Coverage, Mode, OutreachChannel, Round, RoundStanding, Sender, Verdict,
};
use leptos::prelude::*;

/// The rule of two rounds, met or not, and the banjar that were left out.
pub fn coverage_view(words: OutreachWords, coverage: &Coverage) -> AnyView {
    let rounds: Vec<_> = coverage
        .rounds
        .iter()
        .map(|standing| round(words, standing))
        .collect();
    let proved = coverage
        .proved
        .then(|| view! { <p class="notice success">{words.proved()}</p> }.into_any());
    let missed: Vec<_> = coverage
        .missed
        .iter()
        .map(|banjar| view! { <li>{banjar.name.clone()}</li> }.into_any())
        .collect();
    let missed = if coverage.no_banjar_known {
        view! { <p class="surplus">{words.no_banjar()}</p> }.into_any()
    } else if missed.is_empty() {
        view! { <p>"✓ " {words.none_missed()}</p> }.into_any()
    } else {
        view! { <ul>{missed}</ul> }.into_any()
    };
    view! {
        <section id="aturan">
            <h2>{words.rule()}</h2>
            <p class="hint">{words.rule_lead()}</p>
            {proved}
            <ul class="rows">{rounds}</ul>
            <h3>{words.missed()}</h3>
            {missed}
        </section>
    }
    .into_any()
}

fn round(words: OutreachWords, standing: &RoundStanding) -> AnyView {
    let way = |mode: &'static str, done: bool| {
        let (sign, state) = match (done, standing.over) {
            (true, _) => ("✓ ", words.done()),
            (false, true) => ("! ", words.missed_deadline()),
            (false, false) => ("○ ", words.open()),
        };
        view! {
            <li>
                {sign} {mode} ": " <b>{state}</b>
            </li>
        }
        .into_any()
    };
    view! {
        <li class="card">
            <p>
                <strong>{Round::word(standing.round, words.0)}</strong>
                <br />
                <span class="hint">{words.by()} " " {long_date(standing.by, words.0)}</span>
            </p>
            <ul class="plain">
                {way(words.in_person(), standing.in_person)}
                {way(words.online(), standing.online)}
            </ul>
        </li>
    }
    .into_any()
}

/// The log. `photos` is the address before the id of an entry; `more` is shown below each.
pub fn outreach_log(
    words: OutreachWords,
    log: &[Activity],
    photos: &str,
    more: impl Fn(&Activity) -> AnyView,
) -> AnyView {
    let rows: Vec<_> = log
        .iter()
        .map(|entry| entry_row(words, entry, photos, more(entry)))
        .collect();
    let list = if rows.is_empty() {
        view! { <p>{words.log_empty()}</p> }.into_any()
    } else {
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    view! {
        <section id="catatan">
            <h2>{words.log()}</h2>
            {list}
        </section>
    }
    .into_any()
}

fn entry_row(words: OutreachWords, entry: &Activity, photos: &str, more: AnyView) -> AnyView {
    let names: Vec<&str> = entry.banjars.iter().map(|banjar| banjar.name.as_str()).collect();
    let places = if names.is_empty() {
        words.whole_village().to_owned()
    } else {
        ["Banjar ", &names.join(", ")].concat()
    };
    let who = match &entry.by {
        Sender::Official(name, role) => [name, ", ", role.word(words.0)].concat(),
        Sender::Staff(name) => name.clone(),
    };
    let photo = if entry.has_photo {
        let href = [photos, &entry.id.to_string()].concat();
        view! {
            <a href=href target="_blank" rel="external noopener">
                {words.see_photo()}
            </a>
        }
        .into_any()
    } else {
        view! { <span class="hint">{words.no_photo()}</span> }.into_any()
    };
    let state = match (entry.verdict, &entry.judged_by) {
        (Some(verdict), Some(by)) => {
            let sign = if verdict == Verdict::Verified {
                "✓ "
            } else {
                "✕ "
            };
            [sign, verdict.word(words.0), ", ", by].concat()
        }
        _ => ["○ ", words.not_judged()].concat(),
    };
    let note = entry.note.clone().map(|note| view! { <p>{note}</p> }.into_any());
    view! {
        <li class="card">
            <p>
                <strong>{entry.channel.word(words.0)}</strong>
                " ("
                {Mode::word(entry.channel.mode(), words.0)}
                "), "
                {short_date(entry.date, words.0)}
                <br />
                {places}
            </p>
            {note}
            <p>{photo}</p>
            <p class="hint">{words.entered_by(&who)}</p>
            <p>{state}</p>
            {more}
        </li>
    }
    .into_any()
}

/// The form for what was done. Without `banjars` the holder of the link speaks for his own alone.
pub fn outreach_form(
    words: OutreachWords,
    form: &FormState,
    action: String,
    banjars: Option<&[Banjar]>,
    today: NaiveDate,
) -> AnyView {
    let form = &form.only("catat");
    let name = Field::OutreachChannel.name();
    let chosen = form.value_or(Field::OutreachChannel, "");
    let channels: Vec<_> = OutreachChannel::ALL
        .iter()
        .map(|channel| {
            let key = channel.key();
            choice(
                name,
                key,
                channel.word(words.0),
                Mode::word(channel.mode(), words.0),
                chosen == key,
            )
        })
        .collect();
    let date = Input {
        kind: "date",
        value: today.to_string(),
        max: &today.to_string(),
        required: true,
        ..Input::text(Field::Date, words.date())
    };
    view! {
        <details id="catat" class="card" open=true>
            <summary>{words.enter()}</summary>
            <form method="post" action=action enctype="multipart/form-data" class="narrow">
                <fieldset id=name tabindex="-1">
                    <legend>{words.channel()}</legend>
                    {problem(Field::OutreachChannel, form)}
                    {channels}
                </fieldset>
                {banjars.map(|all| which_banjar(words, form, all))}
                {input(date, form)}
                {photo_field(words, form)}
                {input(Input::text(Field::Note, words.note()), form)}
                <button class="button">{words.save()}</button>
            </form>
        </details>
    }
    .into_any()
}

fn which_banjar(words: OutreachWords, form: &FormState, all: &[Banjar]) -> AnyView {
    let name = Field::Banjars.name();
    let boxes: Vec<_> = all
        .iter()
        .map(|banjar| {
            let id = banjar.id.to_string();
            let checked = form.holds(name, &id);
            super::check(name, &id, &banjar.name, "", checked)
        })
        .collect();
    view! {
        <fieldset id=name tabindex="-1">
            <legend>{words.which_banjar()}</legend>
            <p class="hint">{words.which_hint()}</p>
            {problem(Field::Banjars, form)}
            {boxes}
        </fieldset>
    }
    .into_any()
}

fn photo_field(words: OutreachWords, form: &FormState) -> AnyView {
    let name = Field::Photo.name();
    view! {
        <div class="field">
            <label for=name>{words.photo()}</label>
            <p class="hint" id="photo-hint">
                {words.photo_hint()}
            </p>
            {problem(Field::Photo, form)}
            <input
                id=name
                name=name
                type="file"
                accept="image/jpeg,image/png,image/webp"
                aria-describedby="photo-hint photo-problem"
            />
        </div>
    }
    .into_any()
}

/// The banjar of the village, with the form for another one; `more` is shown beside each.
pub fn banjar_list(
    words: OutreachWords,
    form: &FormState,
    action: String,
    banjars: &[Banjar],
    more: impl Fn(&Banjar) -> AnyView,
) -> AnyView {
    let form = &form.only("banjar");
    let rows: Vec<_> = banjars
        .iter()
        .map(|banjar| view! { <li>{banjar.name.clone()} " " {more(banjar)}</li> }.into_any())
        .collect();
    let name = Input {
        required: true,
        ..Input::text(Field::BanjarName, words.banjar_name())
    };
    view! {
        <section id="banjar">
            <h2>{words.banjars()}</h2>
            <ul>{rows}</ul>
            <form method="post" action=action class="narrow">
                {input(name, form)}
                <button class="button second">{words.add_banjar()}</button>
            </form>
        </section>
    }
    .into_any()
}
