//! The catalogue of messages: every kind with its texts, Indonesian beside English, for a mail or a draft (`subject`,
//! `body`) and for a text message (`short`). The templates of WhatsApp are derived from it.
//!
//! Short sentences; GRATIS wherever money could be suspected; never a person's number, never a code of somebody else.
//! Variables stand in braces. To add a message: a [`Template`] in the file of its subject and in [`ALL`]; the tests
//! below say which variables do not agree.

mod booking;
mod question;
mod visit;
mod waiting;

pub(crate) use booking::{BOOKED, CANCELLED, MORNING, MOVED, REMINDER, STILL_COMING};
pub(crate) use question::QUESTION_ANSWERED;
pub(crate) use visit::{
    INTEREST_OPENED, NEIGHBOUR_INVITED, NIB_READY, NIB_READY_NUMBER, OFFICIAL_LETTER, OUTAGE, OUTAGE_OVER,
    RETURN_SLIP_OFFICE, RETURN_SLIP_VISIT, ROOM_LINK, VENUE_REQUEST, VISIT_CANCELLED, VISIT_CHANGED,
};

pub(crate) use waiting::{WAITING_ENDED, WAITING_ENDED_OFF, WAITING_OFFER, WAITING_OFFER_OVER};

use domain::lang::Lang;
use domain::message::MessageKind;
use domain::sms;
use serde_json::json;

/// A message in both languages.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Template {
    pub(crate) kind: MessageKind,
    /// Its own name: that of the kind, and of the case where the kind has several.
    pub(crate) name: &'static str,
    pub(crate) id: Wording,
    pub(crate) en: Wording,
}

/// Its texts in one language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wording {
    pub(crate) subject: &'static str,
    pub(crate) body: &'static str,
    /// For a text message: plain signs, one part if the names in it are not too long.
    pub(crate) short: &'static str,
}

/// All messages.
pub(crate) const ALL: [&Template; 24] = [
    &BOOKED,
    &MOVED,
    &CANCELLED,
    &STILL_COMING,
    &REMINDER,
    &MORNING,
    &VENUE_REQUEST,
    &OFFICIAL_LETTER,
    &ROOM_LINK,
    &VISIT_CHANGED,
    &VISIT_CANCELLED,
    &INTEREST_OPENED,
    &NEIGHBOUR_INVITED,
    &OUTAGE,
    &OUTAGE_OVER,
    &NIB_READY,
    &NIB_READY_NUMBER,
    &RETURN_SLIP_OFFICE,
    &RETURN_SLIP_VISIT,
    &WAITING_OFFER,
    &WAITING_OFFER_OVER,
    &WAITING_ENDED,
    &WAITING_ENDED_OFF,
    &QUESTION_ANSWERED,
];

/// A message to one person, filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) lang: Lang,
    /// Name of the template on WhatsApp.
    pub(crate) template: String,
    pub(crate) subject: String,
    pub(crate) body: String,
    /// For a text message.
    pub(crate) short: String,
    /// What stands for `{{1}}`, `{{2}}`, … in the template of WhatsApp.
    pub(crate) parameters: Vec<String>,
}

/// Longest value of a variable in a text message: a long venue must not make two parts of one.
const LONGEST_SHORT: usize = 40;

impl Template {
    pub(crate) fn wording(&self, lang: Lang) -> &Wording {
        match lang {
            Lang::Id => &self.id,
            Lang::En => &self.en,
        }
    }

    /// The message with these values of its variables.
    pub(crate) fn fill(&self, lang: Lang, values: &[(&str, &str)]) -> Text {
        let wording = self.wording(lang);
        let value = |name: &str| {
            let found = values.iter().find(|(each, _)| *each == name);
            // Each template is filled by a test.
            debug_assert!(found.is_some(), "{}: {name} has no value", self.name);
            found.map_or("", |(_, value)| *value)
        };
        let parameters = variables(wording.body)
            .into_iter()
            .map(|name| one_line(value(name)));
        let shortened = |name: &str| {
            let plain = sms::plain(value(name));
            let whole = plain.contains("://") || plain.len() <= LONGEST_SHORT;
            if whole {
                plain
            } else {
                plain[..LONGEST_SHORT].trim_end().to_owned()
            }
        };
        Text {
            lang,
            template: self.whatsapp_name(),
            subject: filled(wording.subject, |name| value(name).to_owned()),
            body: filled(wording.body, |name| value(name).to_owned()),
            short: filled(wording.short, shortened),
            parameters: parameters.collect(),
        }
    }

    /// Its name on WhatsApp: small letters and underscores.
    pub(crate) fn whatsapp_name(&self) -> String {
        format!("jemput_izin_{}", self.name.replace('-', "_"))
    }

    /// Its text as WhatsApp is asked to approve it, with numbers for names. It may not end in a variable.
    pub(crate) fn whatsapp_text(&self, lang: Lang) -> String {
        let body = self.wording(lang).body;
        let order = variables(body);
        let text = filled(body, |name| {
            let place = order.iter().position(|each| *each == name).unwrap_or(0) + 1;
            format!("{{{{{place}}}}}")
        });
        if text.ends_with("}}") {
            text + ". Jemput Izin"
        } else {
            text
        }
    }
}

/// The catalogue as templates for WhatsApp, to be handed in at Meta: JSON, a template and language each. News that a
/// village is open is an invitation ("marketing"); the others are about what a person has asked for ("utility").
pub fn whatsapp_templates() -> String {
    let templates = ALL.iter().flat_map(|template| {
        [Lang::Id, Lang::En].map(|lang| {
            let invites = template.kind == MessageKind::InterestOpened;
            json!({
                "name": template.whatsapp_name(),
                "language": lang.tag(),
                "category": if invites { "MARKETING" } else { "UTILITY" },
                "components": [{
                    "type": "BODY",
                    "text": template.whatsapp_text(lang),
                    "example": { "body_text": [variables(template.wording(lang).body)] },
                }],
            })
        })
    });
    let templates: Vec<_> = templates.collect();
    format!("{:#}", serde_json::Value::Array(templates))
}

/// The names in braces, each once, in the order of the text.
pub(crate) fn variables(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for part in text.split('{').skip(1) {
        if let Some((name, _)) = part.split_once('}')
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    names
}

fn filled(text: &str, value: impl Fn(&str) -> String) -> String {
    let mut parts = text.split('{');
    let mut filled = parts.next().unwrap_or("").to_owned();
    for part in parts {
        if let Some((name, rest)) = part.split_once('}') {
            filled.push_str(&value(name));
            filled.push_str(rest);
        }
    }
    filled
}

/// WhatsApp takes no line breaks and no runs of spaces in a parameter, and no empty one.
fn one_line(value: &str) -> String {
    let line = value.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() { "-".to_owned() } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn names(text: &'static str) -> BTreeSet<&'static str> {
        variables(text).into_iter().collect()
    }

    #[test]
    fn every_kind_has_a_message_and_names_are_its_own() {
        for kind in MessageKind::ALL {
            assert!(ALL.iter().any(|it| it.kind == *kind), "{kind:?}");
        }
        let different: BTreeSet<_> = ALL.iter().map(|it| it.name).collect();
        assert_eq!(different.len(), ALL.len());
        for template in ALL {
            assert!(
                template.name.starts_with(template.kind.key()),
                "{}",
                template.name
            );
        }
    }

    #[test]
    fn both_languages_use_the_same_variables() {
        for template in ALL {
            let (id, en) = (&template.id, &template.en);
            assert_eq!(names(id.subject), names(en.subject), "{}", template.name);
            assert_eq!(names(id.body), names(en.body), "{}", template.name);
            assert_eq!(names(id.short), names(en.short), "{}", template.name);
            for wording in [id, en] {
                for text in [wording.subject, wording.body, wording.short] {
                    assert_eq!(text.matches('{').count(), text.matches('}').count(), "{text}");
                    assert!(!text.is_empty(), "{}", template.name);
                }
            }
        }
    }

    #[test]
    fn every_message_says_that_it_is_free_and_a_text_message_is_plain() {
        for template in ALL {
            for (wording, free) in [(&template.id, "GRATIS"), (&template.en, "FREE")] {
                assert!(wording.body.contains(free), "{}", template.name);
                let plain = wording.short.replace(['{', '}'], "");
                assert_eq!(sms::plain(&plain), plain, "{}", template.name);
                let without: String = filled(wording.short, |_| String::new());
                assert!(without.len() <= 90, "{}: {}", template.name, without.len());
            }
        }
    }

    #[test]
    fn whatsapp_takes_every_template() {
        for template in ALL {
            for lang in [Lang::Id, Lang::En] {
                let text = template.whatsapp_text(lang);
                assert!(text.chars().count() <= 1024, "{}", template.name);
                assert!(!text.starts_with("{{") && !text.ends_with("}}"), "{text}");
                let last = variables(template.wording(lang).body).len();
                for place in 1..=last {
                    assert!(
                        text.contains(&format!("{{{{{place}}}}}")),
                        "{}: {place}",
                        template.name
                    );
                }
                assert!(!text.contains(&format!("{{{{{}}}}}", last + 1)));
            }
            let name = template.whatsapp_name();
            assert!(
                name.bytes().all(|it| it.is_ascii_lowercase() || it == b'_'),
                "{name}"
            );
        }
    }

    #[test]
    fn values_stand_where_their_names_stood_and_nothing_in_them_is_read_as_a_name() {
        let text = NIB_READY_NUMBER.fill(
            Lang::Id,
            &[
                ("name", "Ni {nib} Sari"),
                ("nib", "1234567890123"),
                ("address", ""),
                ("office", "DPMPTSP\n Tabanan"),
            ],
        );
        assert!(
            text.body.starts_with("Om Swastiastu, Ni {nib} Sari."),
            "{}",
            text.body
        );
        assert_eq!(
            text.parameters,
            ["Ni {nib} Sari", "1234567890123", "-", "DPMPTSP Tabanan"]
        );
        assert_eq!(text.template, "jemput_izin_nib_ready_number");
    }
}
