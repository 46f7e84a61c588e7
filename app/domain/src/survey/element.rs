//! The nine elements, their questions and what may be answered.

use crate::lang::{Lang, keyed};

keyed! {
    /// An element of the survey (PermenPANRB 14/2017).
    Element {
        /// What one has to bring and fulfil.
        Requirements = "requirements", "Persyaratan", "Requirements";
        /// The way through the service.
        Procedure = "procedure", "Sistem, mekanisme, dan prosedur", "System, mechanism and procedure";
        /// How long it takes.
        Time = "time", "Waktu penyelesaian", "Time to completion";
        /// What it costs.
        Cost = "cost", "Biaya/tarif", "Cost";
        /// What one goes home with.
        Product = "product", "Produk spesifikasi jenis pelayanan", "Product of the service";
        /// What those who serve know.
        Competence = "competence", "Kompetensi pelaksana", "Competence of staff";
        /// How they behave.
        Behaviour = "behaviour", "Perilaku pelaksana", "Behaviour of staff";
        /// What becomes of complaints, advice and remarks.
        Complaints = "complaints", "Penanganan pengaduan, saran, dan masukan", "Handling of complaints and advice";
        /// The place and its things.
        Facilities = "facilities", "Sarana dan prasarana", "Facilities";
    }
}

/// Elements there are.
pub(super) const ELEMENTS: usize = Element::ALL.len();

impl Element {
    /// Its place in [`Element::ALL`].
    pub(super) fn place(self) -> usize {
        Element::ALL.iter().position(|it| *it == self).unwrap_or_default()
    }

    /// What people are asked.
    pub fn question(self, lang: Lang) -> &'static str {
        let (id, en) = match self {
            Element::Requirements => (
                "Apakah yang harus Anda bawa sesuai dengan layanannya?",
                "Did what you had to bring fit the service?",
            ),
            Element::Procedure => (
                "Apakah urutan layanannya mudah?",
                "Was the way through the service easy?",
            ),
            Element::Time => ("Apakah layanannya cepat?", "Was the service quick?"),
            Element::Cost => ("Bagaimana biayanya?", "What about its cost?"),
            Element::Product => (
                "Apakah hasilnya sesuai dengan yang dijanjikan?",
                "Was the result what had been promised?",
            ),
            Element::Competence => ("Apakah petugasnya mampu?", "Did the staff know their work?"),
            Element::Behaviour => (
                "Apakah petugasnya sopan dan ramah?",
                "Were the staff polite and friendly?",
            ),
            Element::Complaints => (
                "Bagaimana pengaduan dan saran ditangani?",
                "How are complaints and advice handled?",
            ),
            Element::Facilities => (
                "Bagaimana tempat dan perlengkapannya?",
                "How were the place and its equipment?",
            ),
        };
        lang.pick(id, en)
    }

    /// The words of the four answers, from 1 to 4.
    pub fn choices(self, lang: Lang) -> [&'static str; 4] {
        let (id, en) = match self {
            Element::Requirements | Element::Product => (
                ["Tidak sesuai", "Kurang sesuai", "Sesuai", "Sangat sesuai"],
                ["No", "Not quite", "Yes", "Very much so"],
            ),
            Element::Procedure => (
                ["Tidak mudah", "Kurang mudah", "Mudah", "Sangat mudah"],
                ["Not easy", "Not so easy", "Easy", "Very easy"],
            ),
            Element::Time => (
                ["Tidak cepat", "Kurang cepat", "Cepat", "Sangat cepat"],
                ["Not quick", "Not so quick", "Quick", "Very quick"],
            ),
            Element::Cost => (
                ["Sangat mahal", "Cukup mahal", "Murah", "Gratis"],
                ["Very dear", "Rather dear", "Cheap", "Free"],
            ),
            Element::Competence => (
                ["Tidak mampu", "Kurang mampu", "Mampu", "Sangat mampu"],
                ["No", "Not quite", "Yes", "Very well"],
            ),
            Element::Behaviour => (
                ["Tidak ramah", "Kurang ramah", "Ramah", "Sangat ramah"],
                ["No", "Not so much", "Yes", "Very much so"],
            ),
            Element::Complaints => (
                ["Tidak ada", "Ada, tidak berfungsi", "Kurang baik", "Baik"],
                ["There is no way", "It does not work", "Not so well", "Well"],
            ),
            Element::Facilities => (
                ["Buruk", "Cukup", "Baik", "Sangat baik"],
                ["Bad", "Fair", "Good", "Very good"],
            ),
        };
        match lang {
            Lang::Id => id,
            Lang::En => en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn there_are_nine_elements_with_a_question_and_four_answers_each() {
        assert_eq!(ELEMENTS, 9);
        for lang in [Lang::Id, Lang::En] {
            let questions: HashSet<_> = Element::ALL.iter().map(|it| it.question(lang)).collect();
            assert_eq!(questions.len(), 9);
            for element in Element::ALL {
                let choices: HashSet<_> = element.choices(lang).into_iter().collect();
                assert_eq!(choices.len(), 4, "{element:?}");
            }
        }
    }

    #[test]
    fn keys_are_read_back_and_places_are_those_of_the_list() {
        for (place, element) in Element::ALL.iter().enumerate() {
            assert_eq!(Element::from_key(element.key()), Some(*element));
            assert_eq!(element.place(), place);
        }
    }
}
