//! What stands in each part of a report.

use super::words::ReportWords;
use super::{AttendanceRow, Cell, OutreachRow, ReportPart, Table};
use crate::evaluation::{Dashboard, Figure, Figures, OutageRow, Period, Review, Span, Step};
use crate::lang::Lang;
use crate::survey::{Element, Judgement, SurveyResult};

fn table(part: ReportPart, lang: Lang, columns: &[&str], rows: Vec<Vec<Cell>>) -> Table {
    let nothing = rows.is_empty().then(|| ReportWords(lang).nothing().to_owned());
    Table {
        title: part.word(lang).to_owned(),
        notes: nothing.into_iter().collect(),
        columns: columns.iter().map(|&name| name.to_owned()).collect(),
        rows,
    }
}

/// All figures of a period; of a longer one also those of its months. `then` are the figures of the meeting's sheet,
/// if there is one: the report says which of them have changed.
pub fn figures(page: &Dashboard, then: Option<&Figures>, lang: Lang) -> Table {
    let words = ReportWords(lang);
    let months: Vec<Figures> = match page.period.span() {
        Span::Month => Vec::new(),
        Span::Quarter | Span::Year => page.period.months().map(|month| of_month(page, month)).collect(),
    };
    let line = |name: &str, each: Vec<Cell>, total: Cell| {
        let mut line = vec![Cell::text(name)];
        line.extend(each);
        line.push(total);
        line
    };
    let mut rows: Vec<_> = Figure::ALL
        .iter()
        .map(|figure| {
            let each = months.iter().map(|it| Cell::Number(it.get(*figure))).collect();
            line(figure.word(lang), each, Cell::Number(page.figures.get(*figure)))
        })
        .collect();
    let share = |it: &Figures| it.no_show_share().map_or(Cell::Nothing, Cell::Share);
    let shares = months.iter().map(share).collect();
    rows.push(line(words.no_show_share(), shares, share(&page.figures)));
    let waits = [
        (words.half_waited(), page.waits.map(|it| it.median_minutes)),
        (words.nine_of_ten_waited(), page.waits.map(|it| it.ninth_minutes)),
        (words.longest_wait(), page.waits.map(|it| it.longest_minutes)),
    ];
    for (name, minutes) in waits {
        let each = vec![Cell::Nothing; months.len()];
        rows.push(line(name, each, Cell::known(minutes)));
    }
    let month_names: Vec<_> = months.iter().map(|it| it.period.words(lang)).collect();
    let mut columns = vec![words.figure()];
    columns.extend(month_names.iter().map(String::as_str));
    columns.push(words.total());
    let mut table = table(ReportPart::Figures, lang, &columns, rows);
    table.notes.push(words.target_said(page.target));
    let changes = then.map(|then| page.figures.changes(then)).unwrap_or_default();
    table.notes.extend(words.changed(&changes));
    if page.reviews.iter().any(is_before_records) {
        table.notes.push(words.not_recorded().to_owned());
    }
    table
}

fn of_month(page: &Dashboard, month: Period) -> Figures {
    Figures::of(month, page.reviews.iter().map(|it| &it.counts), page.target)
}

fn is_before_records(review: &Review) -> bool {
    review.counts.is_over() && !review.counts.recorded
}

/// Visits of a period and what came of them.
pub fn visits(page: &Dashboard, lang: Lang) -> Table {
    let words = ReportWords(lang);
    let columns = [
        words.date(),
        words.village(),
        words.district(),
        words.state(),
        words.booked(),
        words.came(),
        words.walk_ins(),
        words.no_show(),
        words.complete(),
        words.nib(),
        words.target(),
        words.lost_minutes(),
        words.likely_reasons(),
    ];
    let rows = page.reviews.iter().map(|it| visit_row(it, lang)).collect();
    let mut table = table(ReportPart::Visits, lang, &columns, rows);
    table.notes.push(words.target_said(page.target));
    table
}

fn visit_row(it: &Review, lang: Lang) -> Vec<Cell> {
    let counts = &it.counts;
    let at = |step| Cell::known(it.funnel.at(step));
    let recorded = |number: u64| Cell::known(counts.recorded.then_some(number));
    let target = if counts.state.is_planned() {
        it.funnel.target.word(lang)
    } else {
        "–".to_owned()
    };
    let reasons: Vec<_> = it.reasons.iter().map(|reason| reason.text(lang)).collect();
    vec![
        Cell::Date(counts.date),
        Cell::text(&counts.village.name),
        Cell::text(&counts.village.district),
        Cell::text(counts.state.word(lang)),
        at(Step::Booked),
        at(Step::Came),
        recorded(counts.came.walk_in.into()),
        recorded(counts.no_show.into()),
        at(Step::Complete),
        at(Step::NibIssued),
        Cell::Text(target),
        recorded(counts.outage().operator_minutes),
        Cell::Text(reasons.join("; ")),
    ]
}

/// Everybody who came.
pub fn attendance(all: &[AttendanceRow], lang: Lang) -> Table {
    let words = ReportWords(lang);
    let columns = [
        words.date(),
        words.village(),
        words.number(),
        words.arrived(),
        words.had_booked(),
        words.waited(),
        words.served(),
        words.outcome(),
    ];
    let row = |it: &AttendanceRow| {
        let served = u64::try_from(it.served_seconds).unwrap_or(0) / 60;
        vec![
            Cell::Date(it.date),
            Cell::text(&it.village),
            Cell::known(it.number),
            Cell::Moment(it.arrived),
            Cell::text(if it.booked { words.yes() } else { words.no() }),
            Cell::known(it.waited_minutes()),
            Cell::Number(served),
            Cell::Text(words.ending(it)),
        ]
    };
    let mut table = table(
        ReportPart::Attendance,
        lang,
        &columns,
        all.iter().map(row).collect(),
    );
    table.notes.push(words.no_names().to_owned());
    table
}

/// Outages of OSS.
pub fn incidents(all: &[OutageRow], lang: Lang) -> Table {
    let words = ReportWords(lang);
    let columns = [
        words.date(),
        words.village(),
        words.from(),
        words.until(),
        words.minutes(),
        words.lost_minutes(),
        words.steps(),
        words.plan_version(),
    ];
    let row = |it: &OutageRow| {
        let minutes = it.until.map(|until| (until - it.from).num_minutes());
        let minutes = minutes.and_then(|minutes| u64::try_from(minutes).ok());
        let steps: Vec<_> = it.steps.iter().map(|(step, _)| step.word(lang)).collect();
        vec![
            Cell::Date(it.date),
            Cell::text(&it.village),
            Cell::Moment(it.from),
            it.until.map_or(Cell::Nothing, Cell::Moment),
            Cell::known(minutes),
            Cell::Number(it.lost_seconds / 60),
            Cell::Text(steps.join("; ")),
            Cell::Number(it.plan_version.into()),
        ]
    };
    table(
        ReportPart::Incidents,
        lang,
        &columns,
        all.iter().map(row).collect(),
    )
}

/// How the word was spread.
pub fn outreach(all: &[OutreachRow], lang: Lang) -> Table {
    let words = ReportWords(lang);
    let columns = [
        words.visit(),
        words.village(),
        words.told_on(),
        words.channel(),
        words.mode(),
        words.banjars(),
        words.by(),
        words.verdict(),
    ];
    let row = |it: &OutreachRow| {
        let banjars = match it.banjars.as_slice() {
            [] => words.whole_village().to_owned(),
            some => some.join(", "),
        };
        let by = if it.by_office {
            words.office()
        } else {
            words.official()
        };
        let verdict = it.verdict.map(|verdict| Cell::text(verdict.word(lang)));
        vec![
            Cell::Date(it.visit_date),
            Cell::text(&it.village),
            Cell::Date(it.date),
            Cell::text(it.channel.word(lang)),
            Cell::text(it.channel.mode().word(lang)),
            Cell::Text(banjars),
            Cell::text(by),
            verdict.unwrap_or(Cell::Nothing),
        ]
    };
    table(
        ReportPart::Outreach,
        lang,
        &columns,
        all.iter().map(row).collect(),
    )
}

/// The survey of satisfaction; elements of a few answers would be a verdict too.
pub fn satisfaction(result: &SurveyResult, lang: Lang) -> Table {
    let words = ReportWords(lang);
    let columns = [
        words.element(),
        words.mean(),
        words.index(),
        words.quality(),
        words.answers(),
    ];
    let people = result.tally.people();
    let (rows, note) = match result.judgement() {
        Judgement::Nothing => (Vec::new(), None),
        Judgement::TooFew { .. } => (Vec::new(), Some(words.too_few(people, result.minimum))),
        Judgement::Enough { index, quality } => {
            let element = |element: &Element| {
                let (sum, index) = (result.tally.sum(*element), result.tally.index_of(*element));
                vec![
                    Cell::text(element.word(lang)),
                    sum.mean().map_or(Cell::Nothing, |mean| Cell::Decimal(mean, 4)),
                    index.map_or(Cell::Nothing, |it| Cell::Decimal(it.hundredths().into(), 2)),
                    index.map_or(Cell::Nothing, |it| Cell::text(it.quality().key())),
                    Cell::Number(sum.answers.into()),
                ]
            };
            let mut rows: Vec<_> = Element::ALL.iter().map(element).collect();
            rows.push(vec![
                Cell::text(words.whole_index()),
                Cell::Nothing,
                Cell::Decimal(index.hundredths().into(), 2),
                Cell::Text(format!("{} ({})", quality.key(), quality.word(lang))),
                Cell::Number(people.into()),
            ]);
            (rows, None)
        }
    };
    let mut table = table(ReportPart::Satisfaction, lang, &columns, rows);
    if let Some(note) = note {
        table.notes = vec![note];
    }
    table
}
