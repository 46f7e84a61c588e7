//! Language of a request: the cookie's for pages, `Accept-Language` for the API.

use axum::http::{HeaderMap, header};
use domain::lang::Lang;

/// Name of the cookie.
pub(crate) const COOKIE: &str = "lang";

/// Language of a page, by its cookie.
pub(crate) fn lang_of_page(headers: &HeaderMap) -> Lang {
    cookie(headers, COOKIE).map(Lang::from_tag).unwrap_or_default()
}

/// Language of an API answer: the one of ours that the caller likes best, Indonesian otherwise.
pub(crate) fn lang_of_api(headers: &HeaderMap) -> Lang {
    let wanted = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("");
    let (mut best, mut weight) = (Lang::Id, 0.0);
    for part in wanted.split(',') {
        let (tag, parameters) = part.split_once(';').unwrap_or((part, ""));
        let lang = match tag.trim().to_ascii_lowercase().get(..2) {
            Some("id") => Lang::Id,
            Some("en") => Lang::En,
            _ => continue,
        };
        let q = parameters
            .trim()
            .strip_prefix("q=")
            .map_or(1.0, |q| q.parse().unwrap_or(0.0));
        if q > weight {
            (best, weight) = (lang, q);
        }
    }
    best
}

/// Value of a cookie.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok());
    all.flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_liked_best_is_taken() {
        let of = |wanted: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, wanted.parse().unwrap());
            lang_of_api(&headers)
        };
        assert_eq!(of("en-GB,en;q=0.9,id;q=0.8"), Lang::En);
        assert_eq!(of("id-ID,id;q=0.9,en;q=0.8"), Lang::Id);
        assert_eq!(of("fr, en;q=0.5"), Lang::En);
        assert_eq!(of("fr"), Lang::Id);
        assert_eq!(of("en;q=x, *"), Lang::Id);
    }
}
