//! The official letter that asks a village for its venue (surat pemberitahuan dan permohonan
//! tempat). The office signs it on paper; only the signed letter has effect.
//!
//! Always Indonesian: it is an act of the office, not a page of the interface.

use crate::calendar::{clock, long_date, plain_date};
use crate::field::{Field, FieldError};
use crate::lang::Lang;
use crate::paper::{Block, fact, lower_first};
use crate::plan::parse_date;
use crate::service::VisitSummary;
use crate::settings::Settings;
use crate::text::Line;
use crate::venue::Facility;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Head and signer of the letter, settings of the office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterHead {
    /// Lines of the letterhead, the office's name last but the address.
    pub letterhead: Vec<String>,
    /// Where the letter is written.
    pub place: String,
    /// Who signs; empty until the office names somebody.
    pub signer_name: String,
    /// In which office.
    pub signer_title: String,
    /// NIP of the signer, or empty.
    pub signer_number: String,
    /// The law the letter rests on. PP 28/2025 replaced PP 5/2021 on 5 June 2025.
    pub law: String,
}

impl Default for LetterHead {
    fn default() -> Self {
        LetterHead {
            letterhead: vec![
                "PEMERINTAH KABUPATEN TABANAN".into(),
                "DINAS PENANAMAN MODAL DAN PELAYANAN TERPADU SATU PINTU".into(),
            ],
            place: "Tabanan".into(),
            signer_name: String::new(),
            signer_title: "Kepala Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu Kabupaten Tabanan".into(),
            signer_number: String::new(),
            law: "Peraturan Pemerintah Nomor 28 Tahun 2025 tentang Penyelenggaraan Perizinan Berusaha Berbasis Risiko".into(),
        }
    }
}

impl LetterHead {
    /// Who signs, or dots.
    pub(crate) fn name_of_signer(&self) -> String {
        match self.signer_name.trim() {
            "" => DOTS.to_owned(),
            name => name.to_owned(),
        }
    }

    /// `NIP …`, or empty.
    pub(crate) fn number_of_signer(&self) -> String {
        match self.signer_number.trim() {
            "" => String::new(),
            number => format!("NIP {number}"),
        }
    }
}

/// What staff type, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LetterForm {
    /// Number of the letter in the office's register.
    pub number: String,
    /// `YYYY-MM-DD`.
    pub dated: String,
    /// To whom, or empty for "Perbekel" and the village.
    pub recipient: String,
}

/// Number and date of a letter, parsed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewLetter {
    /// Number in the office's register.
    pub number: Line<60>,
    /// Date of the letter.
    pub dated: NaiveDate,
    /// To whom, where it is not simply "Perbekel" and the village.
    pub recipient: Option<Line<120>>,
}

impl LetterForm {
    /// Reads the form. That the date is not after the visit is for the caller to check.
    ///
    /// # Errors
    /// Every field that needs mending.
    pub fn parse(&self) -> Result<NewLetter, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut keep = |field, problem| errors.push(FieldError::new(field, problem));
        let number = Line::parse(&self.number).map_err(|problem| keep(Field::LetterNumber, problem));
        let dated = parse_date(&self.dated).map_err(|problem| keep(Field::LetterDate, problem));
        let recipient =
            Line::parse_optional(&self.recipient).map_err(|problem| keep(Field::LetterRecipient, problem));
        match (number, dated, recipient) {
            (Ok(number), Ok(dated), Ok(recipient)) => Ok(NewLetter {
                number,
                dated,
                recipient,
            }),
            _ => Err(errors),
        }
    }
}

/// A letter that was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedLetter {
    /// Its number and date.
    pub letter: NewLetter,
    /// Counts changes: the form sends it back.
    pub version: i64,
    /// Who changed it last.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// What the page of the letter shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterPage {
    /// The visit.
    pub visit: VisitSummary,
    /// Number and date, once they were typed.
    pub saved: Option<SavedLetter>,
    /// Name of whoever was asked for the venue and may be written to.
    pub contact: Option<String>,
    /// The day in WITA, proposed as the date of a new letter.
    pub today: NaiveDate,
    /// The text; with dots for a number and a date that are not there yet.
    pub text: LetterText,
    /// Settings the letter still needs, by their key.
    pub missing_settings: Vec<String>,
}

/// The text of the letter, ready to be set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterText {
    /// Letterhead, one line each.
    pub head: Vec<String>,
    /// Address and telephone, below the letterhead.
    pub address: String,
    /// `Tabanan, 20 November 2026`.
    pub place_and_date: String,
    /// Number, kind, enclosures, subject.
    pub references: Vec<(String, String)>,
    /// To whom.
    pub to: Vec<String>,
    /// The body.
    pub body: Vec<Block>,
    /// Office of the signer.
    pub signer_title: String,
    /// Name of the signer, or dots.
    pub signer_name: String,
    /// `NIP …`, or empty.
    pub signer_number: String,
    /// Who gets a copy.
    pub copies: Vec<String>,
}

/// What the office still has to set before the letter can be signed, by key.
pub fn missing_settings(head: &LetterHead) -> Vec<String> {
    let all = [
        ("signer_name", &head.signer_name),
        ("signer_number", &head.signer_number),
    ];
    all.into_iter()
        .filter(|(_, value)| value.trim().is_empty())
        .map(|(key, _)| key.to_owned())
        .collect()
}

/// Dots to be filled by hand.
const DOTS: &str = "........................";

/// Composes the letter.
pub fn compose(visit: &VisitSummary, letter: Option<&NewLetter>, settings: &Settings) -> LetterText {
    let head = &settings.letter;
    let village = &visit.village;
    let dated = letter.map_or_else(|| DOTS.to_owned(), |letter| plain_date(letter.dated, Lang::Id));
    let number = letter.map_or(DOTS, |letter| letter.number.as_str());
    let recipient = letter.and_then(|letter| letter.recipient.as_ref()).map_or_else(
        || format!("Perbekel Desa {}", village.name),
        |recipient| recipient.as_str().to_owned(),
    );
    let phone = settings.office_phone.trim();
    let address = if phone.is_empty() {
        settings.office_address.clone()
    } else {
        format!("{}, telepon {phone}", settings.office_address)
    };
    LetterText {
        head: head.letterhead.clone(),
        address,
        place_and_date: format!("{}, {dated}", head.place),
        references: vec![
            fact("Nomor", number),
            fact("Sifat", "Biasa"),
            fact("Lampiran", "-"),
            fact(
                "Hal",
                "Pemberitahuan dan permohonan tempat pelayanan NIB (program Jemput Izin)",
            ),
        ],
        to: vec![
            format!("Yth. {recipient}"),
            format!("Kecamatan {}", village.district),
            "di tempat".to_owned(),
        ],
        body: body(visit, settings),
        signer_title: head.signer_title.clone(),
        signer_name: head.name_of_signer(),
        signer_number: head.number_of_signer(),
        copies: vec![format!("Camat {}", village.district)],
    }
}

fn body(visit: &VisitSummary, settings: &Settings) -> Vec<Block> {
    let (village, office) = (&visit.village, &settings.office_name);
    let law = &settings.letter.law;
    let paragraph = |text: String| Block::Paragraph(text);
    let contact = match settings.office_phone.trim() {
        "" => "petugas kami".to_owned(),
        phone => format!("petugas kami di nomor {phone}"),
    };
    vec![
        paragraph("Dengan hormat,".to_owned()),
        paragraph(format!(
            "Berdasarkan {law}, dan untuk mendekatkan pelayanan perizinan berusaha kepada pelaku usaha mikro dan kecil, {office} melalui program Jemput Izin akan mengadakan pelayanan penerbitan Nomor Induk Berusaha (NIB) di Desa {}, Kecamatan {}, pada:",
            village.name, village.district
        )),
        Block::Facts(vec![
            fact("hari, tanggal", long_date(visit.date, Lang::Id)),
            fact(
                "waktu",
                format!("pukul {} sampai {} WITA", clock(visit.starts_at), clock(visit.ends_at)),
            ),
            fact("tempat", visit.venue.clone()),
            fact("biaya", "tidak dipungut biaya (gratis)".to_owned()),
        ]),
        paragraph("Sehubungan dengan hal tersebut, kami mohon bantuan Saudara untuk:".to_owned()),
        Block::Numbered(vec![
            format!("menyediakan tempat tersebut; yang diperlukan: {};", facilities()),
            "menyampaikan pemberitahuan (sosialisasi) kepada pelaku usaha di desa, secara langsung dan melalui grup WhatsApp, paling lambat sehari sebelum pelayanan;".to_owned(),
            "menunjuk seorang petugas desa yang dapat dihubungi pada hari pelayanan, beserta nomor WhatsApp-nya;".to_owned(),
            "memberitahukan kesediaan tanggal dan tempat tersebut melalui tautan konfirmasi yang kami kirim lewat WhatsApp, atau dengan surat balasan.".to_owned(),
        ]),
        paragraph(format!(
            "Seluruh pelayanan ini tidak dipungut biaya. Keterangan lebih lanjut dapat diperoleh dari {contact}."
        )),
        paragraph("Demikian kami sampaikan. Atas perhatian dan kerja sama Saudara, kami ucapkan terima kasih.".to_owned()),
    ]
}

/// The facilities of the checklist as one list in words.
fn facilities() -> String {
    let words: Vec<String> = Facility::ALL
        .iter()
        .map(|it| lower_first(it.word(Lang::Id)))
        .collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{}, dan {last}", rest.join(", ")),
        _ => words.concat(),
    }
}

impl LetterText {
    /// Every line of the letter in reading order, for tests and for those who cannot read the PDF.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = self.head.clone();
        lines.extend([self.address.clone(), self.place_and_date.clone()]);
        lines.extend(Block::Facts(self.references.clone()).lines());
        lines.extend(self.to.clone());
        lines.extend(self.body.iter().flat_map(Block::lines));
        lines.extend([
            self.signer_title.clone(),
            self.signer_name.clone(),
            self.signer_number.clone(),
        ]);
        lines.extend(self.copies.iter().map(|copy| format!("Tembusan: {copy}")));
        lines.retain(|line| !line.is_empty());
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::from_wita;
    use crate::field::Problem;
    use crate::id::VisitId;
    use crate::village::{Village, VillageCode};
    use crate::visit::VisitState;
    use chrono::NaiveTime;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    fn visit() -> VisitSummary {
        let at = |hour| from_wita(day(12, 14), NaiveTime::from_hms_opt(hour, 30, 0).unwrap());
        VisitSummary {
            id: VisitId::new(Default::default()),
            village: Village {
                code: VillageCode::parse("51.02.06.2001").unwrap(),
                name: "Bengkel".into(),
                district: "Kediri".into(),
                aliases: Vec::new(),
            },
            state: VisitState::Proposed,
            date: day(12, 14),
            starts_at: at(8),
            ends_at: at(11),
            venue: "Balai Banjar Kelodan".into(),
            capacity: 18,
            booked: 0,
            surplus: 0,
            held: 0,
            bookable: false,
        }
    }

    fn letter() -> NewLetter {
        let form = LetterForm {
            number: " 503/1234/DPMPTSP/2026 ".into(),
            dated: "2026-11-20".into(),
            recipient: String::new(),
        };
        form.parse().unwrap()
    }

    #[test]
    fn the_letter_says_who_when_where_and_what_is_asked() {
        let mut settings = Settings::default();
        settings.letter.signer_name = "I Made Contoh".into();
        settings.letter.signer_number = "19700101 199503 1 001".into();
        settings.office_phone = "0361 811 000".into();
        let text = compose(&visit(), Some(&letter()), &settings).lines().join("\n");
        for part in [
            "Nomor: 503/1234/DPMPTSP/2026",
            "Tabanan, 20 November 2026",
            "Yth. Perbekel Desa Bengkel",
            "Peraturan Pemerintah Nomor 28 Tahun 2025",
            "hari, tanggal: Senin, 14 Desember 2026",
            "waktu: pukul 08.30 sampai 11.30 WITA",
            "tempat: Balai Banjar Kelodan",
            "biaya: tidak dipungut biaya (gratis)",
            "1. menyediakan tempat tersebut; yang diperlukan: listrik dan colokan, sinyal HP atau Wi-Fi,",
            "(sosialisasi)",
            "petugas desa yang dapat dihubungi",
            "di nomor 0361 811 000",
            "I Made Contoh",
            "NIP 19700101 199503 1 001",
            "Tembusan: Camat Kediri",
        ] {
            assert!(text.contains(part), "{part}\n{text}");
        }
        assert!(
            !text.contains("PP 5") && !text.contains("Nomor 5 Tahun 2021"),
            "{text}"
        );
    }

    #[test]
    fn without_number_date_and_signer_there_are_dots() {
        let settings = Settings::default();
        let text = compose(&visit(), None, &settings);
        assert_eq!(text.references[0].1, DOTS);
        assert_eq!(text.place_and_date, format!("Tabanan, {DOTS}"));
        assert_eq!(
            (text.signer_name.as_str(), text.signer_number.as_str()),
            (DOTS, "")
        );
        assert_eq!(
            missing_settings(&settings.letter),
            ["signer_name", "signer_number"]
        );
    }

    #[test]
    fn a_recipient_that_was_typed_takes_the_place_of_the_usual_one() {
        let mut letter = letter();
        letter.recipient = Some(Line::parse("Pj. Perbekel Bengkel").unwrap());
        let text = compose(&visit(), Some(&letter), &Settings::default());
        assert_eq!(text.to[0], "Yth. Pj. Perbekel Bengkel");
    }

    #[test]
    fn number_and_date_are_needed() {
        let form = LetterForm {
            dated: "2026-02-30".into(),
            ..LetterForm::default()
        };
        let wrong = form.parse().unwrap_err();
        assert_eq!(
            wrong,
            [
                FieldError::new(Field::LetterNumber, Problem::Missing),
                FieldError::new(Field::LetterDate, Problem::NotADate)
            ]
        );
    }
}
