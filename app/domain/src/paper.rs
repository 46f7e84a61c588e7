//! The text of papers, ready to be set: what letter, briefing and visit report are made of.
//!
//! Always Indonesian: they are acts of the office, not pages of the interface.

use serde::{Deserialize, Serialize};

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// A paragraph.
    Paragraph(String),
    /// Names and their values.
    Facts(Vec<(String, String)>),
    /// A numbered list.
    Numbered(Vec<String>),
}

impl Block {
    /// Its lines in reading order.
    pub fn lines(&self) -> Vec<String> {
        match self {
            Block::Paragraph(text) => vec![text.clone()],
            Block::Facts(facts) => facts
                .iter()
                .map(|(name, value)| format!("{name}: {value}"))
                .collect(),
            Block::Numbered(all) => (1..)
                .zip(all)
                .map(|(number, text)| format!("{number}. {text}"))
                .collect(),
        }
    }
}

/// A heading and what stands below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Heading.
    pub heading: String,
    /// What stands below.
    pub blocks: Vec<Block>,
}

impl Section {
    /// Puts it together.
    pub fn new(heading: &str, blocks: Vec<Block>) -> Section {
        Section {
            heading: heading.to_owned(),
            blocks,
        }
    }
}

/// A place for a signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// Lines above it: place and day, in which duty.
    pub above: Vec<String>,
    /// Who signs, then their number if there is one.
    pub below: Vec<String>,
}

/// A paper of sections: briefing or visit report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperText {
    /// The office it comes from.
    pub office: String,
    /// What it is.
    pub title: String,
    /// What it is about.
    pub about: Vec<(String, String)>,
    /// What it says.
    pub sections: Vec<Section>,
    /// Places for signatures, at most two, side by side.
    pub signatures: Vec<Signature>,
}

impl PaperText {
    /// Every line in reading order, for tests and for those who cannot read the file.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![self.office.clone(), self.title.clone()];
        lines.extend(Block::Facts(self.about.clone()).lines());
        for section in &self.sections {
            lines.push(section.heading.clone());
            lines.extend(section.blocks.iter().flat_map(Block::lines));
        }
        for signature in &self.signatures {
            lines.extend(signature.above.iter().chain(&signature.below).cloned());
        }
        lines
    }
}

/// `name`, `value` of a list of facts.
pub(crate) fn fact(name: &str, value: impl Into<String>) -> (String, String) {
    (name.to_owned(), value.into())
}

/// The first letter small, as inside of a sentence; a word of capitals such as NIB stays.
pub(crate) fn lower_first(text: &str) -> String {
    let mut signs = text.chars();
    match (signs.next(), signs.clone().next()) {
        (Some(first), second) if !second.is_some_and(char::is_uppercase) => {
            first.to_lowercase().chain(signs).collect()
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inside_of_a_sentence_words_are_small_and_abbreviations_stay() {
        assert_eq!(lower_first("Orang datang"), "orang datang");
        assert_eq!(lower_first("NIB terbit"), "NIB terbit");
        assert_eq!((lower_first("A"), lower_first("")), ("a".into(), String::new()));
    }
}
