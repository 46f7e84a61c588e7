//! Text messages: which signs one holds, and how many parts a text takes. Source: GSM 03.38 (7-bit default
//! alphabet); 160 signs in one part, 153 in each of several.

/// Signs of one part.
pub const ONE_PART: usize = 160;

/// A text with nothing but signs of the GSM 7-bit alphabet that take one place each: letters lose their accents,
/// quotes and dashes become plain, what has no likeness becomes `?`.
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            'a'..='z' | 'A'..='Z' | '0'..='9' | ' ' | '\n' => plain.push(sign),
            '!' | '"' | '#' | '%' | '&' | '\'' | '(' | ')' | '*' | '+' | ',' | '-' | '.' | '/' | ':'
            | ';' | '<' | '=' | '>' | '?' | '@' | '_' | '$' => plain.push(sign),
            '\u{2018}' | '\u{2019}' | '`' => plain.push('\''),
            '\u{201c}' | '\u{201d}' | '«' | '»' => plain.push('"'),
            '\u{2010}'..='\u{2015}' | '·' | '•' => plain.push('-'),
            '…' => plain.push_str("..."),
            'à'..='å' => plain.push('a'),
            'À'..='Å' => plain.push('A'),
            'ç' => plain.push('c'),
            'è'..='ë' => plain.push('e'),
            'È'..='Ë' => plain.push('E'),
            'ì'..='ï' => plain.push('i'),
            'ñ' => plain.push('n'),
            'ò'..='ö' => plain.push('o'),
            'ù'..='ü' => plain.push('u'),
            '[' | '{' => plain.push('('),
            ']' | '}' => plain.push(')'),
            sign if sign.is_whitespace() => plain.push(' '),
            _ => plain.push('?'),
        }
    }
    plain
}

/// Parts that a [`plain`] text takes; an empty one takes none.
pub fn parts(plain: &str) -> usize {
    match plain.len() {
        0 => 0,
        1..=ONE_PART => 1,
        length => length.div_ceil(153),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn parts_break_where_the_standard_says() {
        for (length, expected) in [(0, 0), (1, 1), (160, 1), (161, 2), (306, 2), (307, 3)] {
            assert_eq!(parts(&"a".repeat(length)), expected, "{length}");
        }
    }

    #[test]
    fn signs_that_no_text_message_holds_get_a_likeness() {
        assert_eq!(plain("Café “Dé” – jam 08.30…"), "Cafe \"De\" - jam 08.30...");
        assert_eq!(plain("☕ [x]"), "? (x)");
    }

    proptest! {
        #[test]
        fn a_plain_text_is_ascii_and_stays_plain(text in ".*") {
            let once = plain(&text);
            let long = once.contains(['[', ']', '{', '}', '~', '^', '|', '\\', '`']);
            prop_assert!(once.is_ascii() && !long);
            prop_assert_eq!(plain(&once), once);
        }
    }
}
