//! What was agreed to do while OSS fails: which step applies after how many minutes, and in which words. Each
//! change is a new version, so that an outage of last month still shows the steps that held then.

use crate::day::IncidentStep;
use crate::field::{Field, FieldError, Problem};
use crate::text::Line;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// Minutes of an outage at which a step may begin.
const STEP_MINUTES: RangeInclusive<u32> = 1..=480;
/// Minutes after which an open outage may be asked about again.
const CONFIRM_MINUTES: RangeInclusive<u32> = 5..=120;

/// The steps as they were agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutagePlan {
    /// 1 is the plan that is built in; each agreement is the next one.
    pub version: u32,
    /// Before so many minutes everybody waits; from then on files are prepared.
    pub prepare_after: u32,
    /// After more than so many minutes return slips are given.
    pub slips_after: u32,
    /// An open outage is confirmed again after so many minutes.
    pub confirm_minutes: u32,
    /// What to do first.
    pub wait_words: String,
    /// What to do while files are prepared.
    pub prepare_words: String,
    /// What to do when people are sent home.
    pub slips_words: String,
}

/// A version of the steps, who agreed to it and when. The first one was built in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreedPlan {
    /// The steps.
    pub plan: OutagePlan,
    /// Who and when; none for the built-in one.
    pub made: Option<(String, DateTime<Utc>)>,
}

impl OutagePlan {
    /// The step that applies when OSS has failed for so many whole minutes.
    pub fn step_after(&self, minutes: u32) -> IncidentStep {
        if minutes < self.prepare_after {
            IncidentStep::Wait
        } else if minutes <= self.slips_after {
            IncidentStep::PrepareFiles
        } else {
            IncidentStep::ReturnSlips
        }
    }

    /// What was agreed to do in a step.
    pub fn words(&self, step: IncidentStep) -> &str {
        match step {
            IncidentStep::Wait => &self.wait_words,
            IncidentStep::PrepareFiles => &self.prepare_words,
            IncidentStep::ReturnSlips => &self.slips_words,
        }
    }

    /// Whether both say the same, whatever their versions.
    pub fn says_the_same(&self, other: &OutagePlan) -> bool {
        let this = OutagePlan {
            version: other.version,
            ..self.clone()
        };
        this == *other
    }
}

impl Default for OutagePlan {
    fn default() -> Self {
        OutagePlan {
            version: 1,
            prepare_after: 20,
            slips_after: 60,
            confirm_minutes: 30,
            wait_words: "Beri tahu yang menunggu. Pemanggilan berhenti, pendaftaran kedatangan jalan terus."
                .into(),
            prepare_words:
                "Lengkapi berkas dan data setiap orang, supaya operator nanti hanya perlu beberapa menit."
                    .into(),
            slips_words:
                "Tawarkan kartu kembali: tempat yang didahulukan di kantor atau di kunjungan berikutnya."
                    .into(),
        }
    }
}

/// The form of a new version, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OutagePlanForm {
    /// Minutes until files are prepared.
    pub prepare_after: String,
    /// Minutes until return slips are given.
    pub slips_after: String,
    /// Minutes until an open outage is asked about again.
    pub confirm_minutes: String,
    /// Words of the first step.
    pub wait_words: String,
    /// Words of the second.
    pub prepare_words: String,
    /// Words of the third.
    pub slips_words: String,
}

impl OutagePlanForm {
    /// Reads the form; `version` is the one that the new plan gets.
    ///
    /// # Errors
    /// Every field that needs mending, in the order of the form.
    pub fn parse(&self, version: u32) -> Result<OutagePlan, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut keep = |field, problem| errors.push(FieldError::new(field, problem));
        let prepare =
            minutes(&self.prepare_after, STEP_MINUTES).map_err(|problem| keep(Field::PrepareAfter, problem));
        // Return slips come after the files; there is a minute between them at least.
        let least = prepare.unwrap_or(*STEP_MINUTES.start()) + 1;
        let slips = minutes(&self.slips_after, least..=*STEP_MINUTES.end())
            .map_err(|problem| keep(Field::SlipsAfter, problem));
        let confirm = minutes(&self.confirm_minutes, CONFIRM_MINUTES)
            .map_err(|problem| keep(Field::ConfirmMinutes, problem));
        let wait = words(&self.wait_words).map_err(|problem| keep(Field::WaitWords, problem));
        let files = words(&self.prepare_words).map_err(|problem| keep(Field::PrepareWords, problem));
        let home = words(&self.slips_words).map_err(|problem| keep(Field::SlipsWords, problem));
        match (prepare, slips, confirm, wait, files, home) {
            (
                Ok(prepare_after),
                Ok(slips_after),
                Ok(confirm_minutes),
                Ok(wait_words),
                Ok(prepare_words),
                Ok(slips_words),
            ) => Ok(OutagePlan {
                version,
                prepare_after,
                slips_after,
                confirm_minutes,
                wait_words,
                prepare_words,
                slips_words,
            }),
            _ => Err(errors),
        }
    }
}

fn words(text: &str) -> Result<String, Problem> {
    Line::<200>::parse_min(text, 3).map(String::from)
}

fn minutes(text: &str, range: RangeInclusive<u32>) -> Result<u32, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::Missing);
    }
    match text.parse() {
        Ok(number) if range.contains(&number) => Ok(number),
        _ => Err(Problem::OutOfRange {
            min: i64::from(*range.start()),
            max: i64::from(*range.end()),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn form() -> OutagePlanForm {
        OutagePlanForm {
            prepare_after: "15".into(),
            slips_after: " 45 ".into(),
            confirm_minutes: "20".into(),
            wait_words: "Tunggu".into(),
            prepare_words: "Siapkan berkas".into(),
            slips_words: "Beri kartu".into(),
        }
    }

    #[test]
    fn under_twenty_minutes_all_wait_until_sixty_files_are_prepared_then_slips_are_given() {
        let plan = OutagePlan::default();
        let steps: Vec<_> = [0, 19, 20, 60, 61, 600].map(|at| plan.step_after(at)).into();
        use IncidentStep as S;
        assert_eq!(
            steps,
            [
                S::Wait,
                S::Wait,
                S::PrepareFiles,
                S::PrepareFiles,
                S::ReturnSlips,
                S::ReturnSlips
            ]
        );
        assert!(plan.words(S::ReturnSlips).contains("kartu kembali"));
    }

    #[test]
    fn a_good_form_is_the_next_version() {
        let plan = form().parse(2).unwrap();
        assert_eq!((plan.version, plan.prepare_after, plan.slips_after), (2, 15, 45));
        assert!(plan.says_the_same(&form().parse(7).unwrap()));
        assert!(!plan.says_the_same(&OutagePlan::default()));
    }

    #[test]
    fn slips_are_not_given_before_files_are_prepared() {
        let turned = OutagePlanForm {
            slips_after: "15".into(),
            ..form()
        };
        let errors = turned.parse(2).unwrap_err();
        let problem = Problem::OutOfRange { min: 16, max: 480 };
        assert_eq!(errors, [FieldError::new(Field::SlipsAfter, problem)]);
    }

    #[test]
    fn all_that_needs_mending_is_told_at_once() {
        let fields: Vec<_> = OutagePlanForm::default()
            .parse(2)
            .unwrap_err()
            .into_iter()
            .map(|error| error.field)
            .collect();
        use Field as F;
        assert_eq!(
            fields,
            [
                F::PrepareAfter,
                F::SlipsAfter,
                F::ConfirmMinutes,
                F::WaitWords,
                F::PrepareWords,
                F::SlipsWords
            ]
        );
    }

    proptest! {
        #[test]
        fn steps_only_go_forward(at in 0u32..500, later in 0u32..500) {
            let rank = |minutes| OutagePlan::default().step_after(minutes) as u8;
            prop_assert!(rank(at) <= rank(at + later));
        }

        #[test]
        fn reading_the_form_never_panics(a in ".*", b in ".*", c in ".*") {
            let _ = OutagePlanForm { prepare_after: a, slips_after: b, wait_words: c, ..form() }.parse(2);
        }
    }
}
