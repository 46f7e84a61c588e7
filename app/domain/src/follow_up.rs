//! People whom the day left unfinished: why, when they are called back and by whom, until it is done.

use crate::calendar::from_wita;
use crate::field::{Field, FieldError, Problem};
use crate::id::{EntryId, FollowUpId, StaffId, VisitId};
use crate::lang::{Lang, keyed};
use crate::nib::Nib;
use crate::pending::{PendingReason, ReferredTo};
use crate::phone::Phone;
use crate::plan::{parse_date, parse_time};
use crate::text::Line;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

keyed! {
    /// How a follow-up stands.
    FollowUpState {
        /// Somebody has to see to it.
        Open = "open", "Belum selesai", "Open";
        /// The NIB was issued.
        NibIssued = "nib-issued", "NIB terbit", "NIB issued";
        /// Sent on.
        Referred = "referred", "Dirujuk", "Referred";
        /// Given up, with a reason.
        GaveUp = "gave-up", "Ditutup tanpa NIB", "Closed without an NIB";
        /// Came back with the return slip; what is left is a matter of that day.
        CameBack = "came-back", "Sudah datang kembali", "Came back";
        /// The day's outcome was corrected: there is nothing to follow.
        Withdrawn = "withdrawn", "Tidak perlu lagi", "No longer needed";
    }
}

/// Which follow-ups a page shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum FollowUpList {
    /// Those to see to: call-back passed first, then by call-back, then the oldest.
    #[default]
    Open,
    /// Those that are done, latest first.
    Done,
}

/// A member of the office, to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colleague {
    /// Id.
    pub id: StaffId,
    /// Name.
    pub name: String,
}

/// Whom a follow-up is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUpPerson {
    /// Name.
    pub name: String,
    /// Number, if there is one.
    pub phone: Option<Phone>,
    /// Business in own words.
    pub business_activity: String,
}

/// A person left unfinished, as the list shows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUp {
    /// Id.
    pub id: FollowUpId,
    /// The visit they came to.
    pub visit: VisitId,
    /// The person of that day.
    pub entry: EntryId,
    /// Day of the visit, in WITA.
    pub date: NaiveDate,
    /// Village of the visit.
    pub village: String,
    /// Its kecamatan.
    pub district: String,
    /// The person; none where the reader may not see it, or personal data has ended.
    pub person: Option<FollowUpPerson>,
    /// Number that was called on the day.
    pub number: Option<u32>,
    /// Why they went home unfinished.
    pub reason: PendingReason,
    /// What the day noted.
    pub note: Option<String>,
    /// When they are called back.
    pub call_back: Option<DateTime<Utc>>,
    /// Who sees to it.
    pub responsible: Option<Colleague>,
    /// How it stands.
    pub state: FollowUpState,
    /// Where they were referred, or why it was given up.
    pub detail: Option<String>,
    /// The number that was issued, if it was written down.
    pub nib: Option<Nib>,
    /// When they went home.
    pub opened_at: DateTime<Utc>,
    /// When it was done and by whom.
    pub closed: Option<(DateTime<Utc>, String)>,
    /// Counts changes: the form sends it back.
    pub version: i64,
}

impl FollowUp {
    /// Whether the time that was agreed has come.
    pub fn is_due(&self, now: DateTime<Utc>) -> bool {
        self.state == FollowUpState::Open && self.call_back.is_some_and(|at| at <= now)
    }

    /// Where they were referred, in words, or why it was given up.
    pub fn detail_words(&self, lang: Lang) -> Option<String> {
        let detail = self.detail.as_deref()?;
        let place = ReferredTo::from_key(detail).filter(|_| self.state == FollowUpState::Referred);
        Some(place.map_or(detail, |place| place.word(lang)).to_owned())
    }
}

/// The page of the follow-ups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUpPage {
    /// At most 200.
    pub rows: Vec<FollowUp>,
    /// How many are open.
    pub open: u32,
    /// How many of them are due.
    pub due: u32,
    /// Who can be made responsible, by name.
    pub colleagues: Vec<Colleague>,
    /// The moment it was read.
    pub now: DateTime<Utc>,
}

/// When somebody is called back, and by whom.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CallBack {
    /// When.
    pub at: Option<DateTime<Utc>>,
    /// By whom.
    pub responsible: Option<StaffId>,
}

impl CallBack {
    /// Whether a call-back may be agreed on: what was agreed before may lie in the past, a new one may not.
    ///
    /// # Errors
    /// The field to mend.
    pub fn check(&self, agreed: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Result<(), FieldError> {
        match self.at {
            Some(at) if at < now && agreed != Some(at) => {
                Err(FieldError::new(Field::CallBackDate, Problem::InThePast))
            }
            _ => Ok(()),
        }
    }
}

/// The form of a call-back, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CallBackForm {
    /// Day or empty.
    pub date: String,
    /// Hour or empty.
    pub time: String,
    /// Id of a member of the office, or empty.
    pub responsible: String,
}

impl CallBackForm {
    /// Reads the form. Day and hour belong together.
    ///
    /// # Errors
    /// Every field that needs mending.
    pub fn parse(&self) -> Result<CallBack, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut keep = |field, problem| errors.push(FieldError::new(field, problem));
        let agreed = !(self.date.trim().is_empty() && self.time.trim().is_empty());
        let at = agreed.then(|| {
            let date = parse_date(&self.date).map_err(|problem| keep(Field::CallBackDate, problem));
            let time = parse_time(&self.time).map_err(|problem| keep(Field::CallBackTime, problem));
            Some(from_wita(date.ok()?, time.ok()?))
        });
        let responsible = match self.responsible.trim() {
            "" => None,
            id => match id.parse() {
                Ok(id) => Some(id),
                Err(_) => {
                    keep(Field::Responsible, Problem::NotAChoice);
                    None
                }
            },
        };
        if errors.is_empty() {
            let at = at.flatten();
            Ok(CallBack { at, responsible })
        } else {
            Err(errors)
        }
    }
}

/// How a follow-up ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FollowUpEnd {
    /// The NIB was issued; its number, if somebody wrote it down.
    NibIssued(Option<Nib>),
    /// Sent on.
    Referred(ReferredTo),
    /// Given up, with the reason.
    GaveUp(Line<200>),
}

impl FollowUpEnd {
    /// The state it leads to.
    pub fn state(&self) -> FollowUpState {
        match self {
            FollowUpEnd::NibIssued(_) => FollowUpState::NibIssued,
            FollowUpEnd::Referred(_) => FollowUpState::Referred,
            FollowUpEnd::GaveUp(_) => FollowUpState::GaveUp,
        }
    }

    /// Where the person was referred, or why it was given up, as it is stored.
    pub fn detail(&self) -> Option<&str> {
        match self {
            FollowUpEnd::NibIssued(_) => None,
            FollowUpEnd::Referred(place) => Some(place.key()),
            FollowUpEnd::GaveUp(reason) => Some(reason.as_str()),
        }
    }

    /// The number that was issued.
    pub fn nib(&self) -> Option<&str> {
        match self {
            FollowUpEnd::NibIssued(nib) => nib.as_ref().map(Nib::as_str),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn form(date: &str, time: &str, responsible: &str) -> CallBackForm {
        CallBackForm {
            date: date.into(),
            time: time.into(),
            responsible: responsible.into(),
        }
    }

    fn fields(form: &CallBackForm) -> Vec<Field> {
        let errors = form.parse().unwrap_err();
        errors.into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn nothing_has_to_be_agreed_but_day_and_hour_belong_together() {
        assert_eq!(form(" ", "", "").parse(), Ok(CallBack::default()));
        assert_eq!(fields(&form("2026-12-01", "", "")), [Field::CallBackTime]);
        assert_eq!(
            fields(&form("", "09.00", "x")),
            [Field::CallBackDate, Field::Responsible]
        );
        let agreed = form("2026-12-01", "09.00", "").parse().unwrap().at.unwrap();
        assert_eq!(agreed.to_rfc3339(), "2026-12-01T01:00:00+00:00");
    }

    #[test]
    fn a_new_call_back_lies_ahead_and_an_old_one_may_stay() {
        let now = "2026-12-01T01:00:00Z".parse().unwrap();
        let past = form("2026-11-30", "09.00", "").parse().unwrap();
        let problem = FieldError::new(Field::CallBackDate, Problem::InThePast);
        assert_eq!(past.check(None, now), Err(problem));
        assert_eq!(past.check(past.at, now), Ok(()));
        assert_eq!(CallBack::default().check(past.at, now), Ok(()));
    }

    #[test]
    fn an_end_says_its_state_its_detail_and_its_number() {
        let nib = Nib::parse("1234567890123").unwrap();
        let issued = FollowUpEnd::NibIssued(Some(nib));
        assert_eq!(
            (issued.state(), issued.detail(), issued.nib()),
            (FollowUpState::NibIssued, None, Some("1234567890123"))
        );
        let sent = FollowUpEnd::Referred(ReferredTo::Mall);
        assert_eq!(
            (sent.state(), sent.detail()),
            (FollowUpState::Referred, Some("mall"))
        );
    }

    proptest! {
        #[test]
        fn reading_the_form_never_panics(a in ".*", b in ".*", c in ".*") {
            let _ = form(&a, &b, &c).parse();
        }
    }
}
