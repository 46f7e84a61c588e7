//! Links that leave the site.

use domain::village::Village;

/// Percent-encodes a text for a query.
pub fn url_encode(text: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    out
}

/// Where the venue lies on the map.
pub fn map_href(venue: &str, village: &Village) -> String {
    let place = [
        venue,
        " Desa ",
        &village.name,
        " ",
        &village.district,
        " Tabanan Bali",
    ]
    .concat();
    [
        "https://www.google.com/maps/search/?api=1&query=",
        &url_encode(&place),
    ]
    .concat()
}

/// Opens WhatsApp with a ready text.
pub fn share_href(text: &str) -> String {
    ["https://wa.me/?text=", &url_encode(text)].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_escapes_into_the_address() {
        assert_eq!(
            url_encode("Bale Banjar & “Sari”?"),
            "Bale%20Banjar%20%26%20%E2%80%9CSari%E2%80%9D%3F"
        );
        assert_eq!(share_href("a=b#c"), "https://wa.me/?text=a%3Db%23c");
    }
}
