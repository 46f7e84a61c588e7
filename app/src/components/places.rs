//! Numbers of places, always in words.

use crate::text::use_lang;
use domain::lang::Lang;
use domain::service::VisitSummary;
use leptos::prelude::*;

/// `12 dari 18 tempat terisi`.
pub fn places_words(booked: u32, capacity: u32, lang: Lang) -> String {
    let (of, taken) = match lang {
        Lang::Id => (" dari ", " tempat terisi"),
        Lang::En => (" of ", " places taken"),
    };
    [&booked.to_string(), of, &capacity.to_string(), taken].concat()
}

/// `6 tempat lagi`, `Penuh`.
pub fn left_words(available: u32, lang: Lang) -> String {
    let words = match (available, lang) {
        (0, _) => return lang.pick("Penuh", "Full").to_owned(),
        (_, Lang::Id) => " tempat lagi",
        (1, Lang::En) => " place left",
        (_, Lang::En) => " places left",
    };
    [&available.to_string(), words].concat()
}

/// How far a visit is booked: a bar, and the same in words.
pub fn progress(visit: &VisitSummary) -> AnyView {
    let words = places_words(visit.booked, visit.capacity, use_lang());
    view! {
        <div class="progress">
            <progress
                aria-hidden="true"
                value=visit.booked.min(visit.capacity).to_string()
                max=visit.capacity.max(1).to_string()
            ></progress>
            <span>{words}</span>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_in_words() {
        assert_eq!(places_words(12, 18, Lang::Id), "12 dari 18 tempat terisi");
        assert_eq!(left_words(6, Lang::Id), "6 tempat lagi");
        assert_eq!(left_words(0, Lang::Id), "Penuh");
        assert_eq!(left_words(1, Lang::En), "1 place left");
    }
}
