//! The report of a visit that is over (laporan kunjungan): the figures of its review page, as a paper that is signed.
//!
//! Always Indonesian. The figures that were reported first are kept; a later report says what differs from them.

use super::words::where_and_when;
use super::{AtStep, Changed, ChannelFacts, Figures, OutageRow, Period, Review, Waits, number_text};
use crate::calendar::{clock, date_in_wita, plain_date};
use crate::lang::Lang;
use crate::paper::{Block, PaperText, Section, Signature, fact, lower_first};
use crate::service::VisitSummary;
use crate::settings::Settings;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A report that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeReport {
    /// 1 for the first of the visit.
    pub number: u32,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom: a name of the office.
    pub by: String,
    /// What it reported; none where another edition of the program kept what this one cannot compare.
    pub figures: Option<Figures>,
}

/// What is known of a visit that is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportFacts {
    /// The visit.
    pub visit: VisitSummary,
    /// What the review page shows.
    pub review: Review,
    /// How long people waited; none where nobody was served.
    pub waits: Option<Waits>,
    /// Outages, by time.
    pub outages: Vec<OutageRow>,
    /// Follow-ups that are open.
    pub follow_ups: u32,
    /// Reports that were made, the first one first.
    pub made: Vec<MadeReport>,
}

impl ReportFacts {
    /// The figures as they are now; `target` is the number that more must come than.
    pub fn figures(&self, target: u32) -> Option<Figures> {
        let counts = &self.review.counts;
        let month = Period::month(counts.date)?;
        Some(Figures::of(month, [counts], target))
    }

    /// What differs now from what was reported first.
    pub fn changed(&self, target: u32) -> Vec<Changed> {
        let first = self.made.first().and_then(|it| it.figures);
        match (self.figures(target), first) {
            (Some(now), Some(first)) => now.changes(&first),
            _ => Vec::new(),
        }
    }

    /// The report that was made last says what is known now.
    pub fn is_current(&self, target: u32) -> bool {
        self.made
            .last()
            .is_some_and(|last| last.figures == self.figures(target))
    }

    /// Composes the report.
    pub fn text(&self, settings: &Settings) -> PaperText {
        let target = settings.target;
        let mut sections = Vec::new();
        let corrected = self.corrected(target);
        if !corrected.is_empty() {
            sections.push(Section::new("Perbaikan", vec![Block::Numbered(corrected)]));
        }
        sections.push(Section::new("Hasil", self.result(target)));
        sections.push(Section::new("Di mana orang hilang", self.lost()));
        if self.review.funnel.target.is_missed() {
            sections.push(Section::new("Kemungkinan sebab", self.reasons()));
        }
        sections.push(Section::new("Gangguan OSS", self.outages()));
        sections.push(Section::new(
            "Waktu tunggu",
            vec![Block::Paragraph(self.waited())],
        ));
        sections.push(Section::new("Sosialisasi", self.informed()));
        sections.push(Section::new(
            "Tindak lanjut",
            vec![Block::Paragraph(self.left_open())],
        ));
        PaperText {
            office: settings.office_name.clone(),
            title: "Laporan kunjungan".to_owned(),
            about: self.about(target),
            sections,
            signatures: self.signatures(settings),
        }
    }

    fn about(&self, target: u32) -> Vec<(String, String)> {
        let visit = &self.visit;
        let mut about = where_and_when(visit);
        if let Some(last) = self.made.last() {
            let day = plain_date(date_in_wita(last.at), Lang::Id);
            let since = if self.is_current(target) {
                ""
            } else {
                "; angkanya berubah sesudah itu"
            };
            about.push(fact(
                "Laporan",
                format!("ke-{}, {day}, oleh {}{since}", last.number, last.by),
            ));
        }
        about
    }

    /// `Diperbaiki: orang datang 18 → 20 (laporan pertama 10 November 2026)`.
    fn corrected(&self, target: u32) -> Vec<String> {
        let Some(first) = self.made.first() else {
            return Vec::new();
        };
        let day = plain_date(date_in_wita(first.at), Lang::Id);
        let line = |it: Changed| {
            let (was, is) = (number_text(it.was, Lang::Id), number_text(it.is, Lang::Id));
            let figure = lower_first(it.figure.word(Lang::Id));
            format!("Diperbaiki: {figure} {was} → {is} (laporan pertama {day})")
        };
        self.changed(target).into_iter().map(line).collect()
    }

    fn result(&self, target: u32) -> Vec<Block> {
        let funnel = &self.review.funnel;
        let stands = funnel.target.word(Lang::Id);
        let mut blocks = vec![Block::Paragraph(format!(
            "Target lebih dari {target} orang datang: {stands}."
        ))];
        blocks.extend(funnel.text(Lang::Id).map(Block::Paragraph));
        blocks.push(Block::Facts(funnel.steps.iter().map(step_fact).collect()));
        blocks
    }

    fn lost(&self) -> Vec<Block> {
        let funnel = &self.review.funnel;
        let lost = funnel.losses.iter();
        let lost: Vec<_> = lost
            .map(|lost| format!("{}: {} orang", lost.loss.word(Lang::Id), lost.people))
            .collect();
        let mut blocks = vec![Block::Paragraph(funnel.worst_text(Lang::Id))];
        if !lost.is_empty() {
            blocks.push(Block::Numbered(lost));
        }
        blocks
    }

    fn reasons(&self) -> Vec<Block> {
        let reasons: Vec<_> = self.review.reasons.iter().map(|it| it.text(Lang::Id)).collect();
        if reasons.is_empty() {
            return vec![Block::Paragraph("Tidak ada sebab yang tercatat.".to_owned())];
        }
        vec![Block::Numbered(reasons)]
    }

    fn outages(&self) -> Vec<Block> {
        let cost = self.review.funnel.outage.text(Lang::Id);
        let mut blocks = vec![Block::Paragraph(cost)];
        if !self.outages.is_empty() {
            blocks.push(Block::Numbered(self.outages.iter().map(outage_line).collect()));
        }
        blocks
    }

    fn waited(&self) -> String {
        let none = || "Tidak ada yang dilayani, atau waktunya tidak dicatat.".to_owned();
        self.waits.map_or_else(none, |waits| waits.text(Lang::Id))
    }

    fn informed(&self) -> Vec<Block> {
        let informed = &self.review.funnel.informed;
        if informed.is_empty() {
            let none = "Tidak ada sosialisasi yang tercatat.";
            return vec![Block::Paragraph(none.to_owned())];
        }
        vec![Block::Numbered(informed.iter().map(channel_line).collect())]
    }

    fn left_open(&self) -> String {
        match self.follow_ups {
            0 => "Tidak ada tindak lanjut yang masih terbuka.".to_owned(),
            people => format!("{people} orang masih menunggu tindak lanjut."),
        }
    }

    /// Only figures that were reported are signed.
    fn signatures(&self, settings: &Settings) -> Vec<Signature> {
        let head = &settings.letter;
        let mut signer = vec![head.name_of_signer()];
        signer.extend(Some(head.number_of_signer()).filter(|number| !number.is_empty()));
        let seen = Signature {
            above: vec!["Mengetahui,".to_owned(), head.signer_title.clone()],
            below: signer,
        };
        let Some(last) = self.made.last().filter(|_| self.is_current(settings.target)) else {
            return Vec::new();
        };
        let day = plain_date(date_in_wita(last.at), Lang::Id);
        let maker = Signature {
            above: vec![format!("{}, {day}", head.place), "Pembuat laporan,".to_owned()],
            below: vec![last.by.clone()],
        };
        vec![seen, maker]
    }
}

/// `17 orang (14 mendaftar dulu, 3 datang langsung)`.
fn step_fact(at: &AtStep) -> (String, String) {
    let text = match (at.all(), at.people, at.walk_ins) {
        (Some(all), Some(people), Some(walk_ins)) => {
            format!("{all} orang ({people} mendaftar dulu, {walk_ins} datang langsung)")
        }
        (Some(all), ..) => format!("{all} orang"),
        (None, ..) => "–".to_owned(),
    };
    fact(at.step.word(Lang::Id), text)
}

fn channel_line(it: &ChannelFacts) -> String {
    let ChannelFacts {
        channel,
        told,
        banjars,
        opened,
        booked,
    } = it;
    let channel = channel.word(Lang::Id);
    format!(
        "{channel}: {told} kali disampaikan, {banjars} banjar, {opened} membuka tautan, {booked} mendaftar"
    )
}

/// `09.10 sampai 09.40, 60 menit operator hilang. 09.12 Tunggu; 09.35 Siapkan berkas`.
fn outage_line(it: &OutageRow) -> String {
    let until = it.until.map_or_else(|| "selesai".to_owned(), clock);
    let lost = number_text(it.lost_seconds / 60, Lang::Id);
    let steps = it.steps.iter();
    let steps: Vec<_> = steps
        .map(|(step, at)| format!("{} {}", clock(*at), step.word(Lang::Id).to_lowercase()))
        .collect();
    let steps = if steps.is_empty() {
        "tidak ada langkah yang dicatat".to_owned()
    } else {
        steps.join("; ")
    };
    format!(
        "{} sampai {until}, {lost} menit operator hilang. Langkah: {steps}",
        clock(it.from)
    )
}
