//! The kit of a visit: texts to send and to read out, sheets to print, and what came of each channel.

use super::{in_textarea, share_href};
use crate::text::KitWords;
use domain::outreach::{ChannelCount, Kit, MYTHS, OutreachChannel};
use domain::service::VisitSummary;
use domain::settings::Settings;
use leptos::prelude::*;

/// Texts, sheets and counts. Before the public sees the visit there is nothing to spread: the reason instead.
pub fn kit(
    words: KitWords,
    visit: &VisitSummary,
    settings: &Settings,
    counts: &[ChannelCount],
    site: &str,
) -> AnyView {
    let group = counts
        .iter()
        .find(|count| count.channel == OutreachChannel::BanjarGroup);
    let Some(group) = group else {
        return view! {
            <section id="bahan">
                <h2>{words.title()}</h2>
                <p class="hint">{words.later()}</p>
            </section>
        }
        .into_any();
    };
    let link = [site, "/k/", &group.code].concat();
    let texts = Kit::of(visit, settings, &link);
    let print = |file: &str| format!("/kunjungan/{}/{file}.pdf", visit.id);
    let myths: Vec<_> = MYTHS
        .iter()
        .map(|(question, answer)| {
            view! {
                <dt>{*question}</dt>
                <dd>{*answer}</dd>
            }
            .into_any()
        })
        .collect();
    view! {
        <section id="bahan" data-script="/salin.js">
            <h2>{words.title()}</h2>
            {to_send(words, "teks-grup", words.group(), words.share(), &texts.group)}
            {to_send(words, "teks-pengingat", words.reminder(), words.share_reminder(), &texts.reminder)}
            <details>
                <summary>{words.spoken()}</summary>
                <p lang="id">{texts.spoken}</p>
            </details>
            <details>
                <summary>{words.myths()}</summary>
                <dl class="summary-list" lang="id">{myths}</dl>
            </details>
            <div class="actions">
                <a class="button second" href=print("poster") target="_blank" rel="external">
                    {words.poster()}
                </a>
                <a class="button second" href=print("selebaran") target="_blank" rel="external">
                    {words.leaflet()}
                </a>
            </div>
            {channels(words, counts, site)}
        </section>
    }
    .into_any()
}

/// A text with its button for WhatsApp; it can be marked and copied as it stands.
fn to_send(
    words: KitWords,
    id: &'static str,
    label: &'static str,
    share: &'static str,
    text: &str,
) -> AnyView {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <textarea id=id lang="id" readonly rows="8">
                {in_textarea(text)}
            </textarea>
            <p class="actions">
                <a class="button" href=share_href(text) target="_blank" rel="external noreferrer">
                    {share}
                </a>
                <button class="button second" type="button" data-copies=id data-done=words.copied() hidden>
                    {words.copy()}
                </button>
            </p>
        </div>
    }
    .into_any()
}

fn channels(words: KitWords, counts: &[ChannelCount], site: &str) -> AnyView {
    let rows: Vec<_> = counts
        .iter()
        .map(|count| {
            view! {
                <tr>
                    <td data-label=words.channel()>
                        <div>{count.channel.word(words.0)}</div>
                    </td>
                    <td data-label=words.address()>
                        <div class="long-link">{[site, "/k/", &count.code].concat()}</div>
                    </td>
                    <td data-label=words.opened()>
                        <div>{count.opened}</div>
                    </td>
                    <td data-label=words.booked()>
                        <div>{count.booked}</div>
                    </td>
                </tr>
            }
            .into_any()
        })
        .collect();
    view! {
        <h3>{words.counts()}</h3>
        <p class="hint">{words.counts_lead()}</p>
        <table class="cards" id="saluran">
            <thead>
                <tr>
                    <th scope="col">{words.channel()}</th>
                    <th scope="col">{words.address()}</th>
                    <th scope="col">{words.opened()}</th>
                    <th scope="col">{words.booked()}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
