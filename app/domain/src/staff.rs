//! Members of the office, what each of them may do, and the operators of OSS.

use crate::field::Problem;
use crate::id::{AbsenceId, OperatorId, StaffId};
use crate::lang::Lang;
use crate::team::{TouchedVisit, Training, Work};
use crate::text::Line;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Role of a member of the office (domain.md 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Kepala Dinas: sees everything, monitors.
    AgencyHead,
    /// Kepala Bidang Pelayanan: owns the programme, plans, publishes, decides.
    DivisionHead,
    /// Petugas administrasi: bookings, messages, the village's answers.
    Administration,
    /// Operator OSS: sees the day's visit and its people.
    Operator,
}

/// What a member of the office may want to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// See visits, their places and their state.
    SeeVisits,
    /// Create and edit visits and teams, take their steps.
    PlanVisits,
    /// Ask the village and record its answer.
    AskVillages,
    /// See the people booked, with their numbers.
    SeeBookings,
    /// Book, move and cancel on behalf of someone; settle conflicts.
    ChangeBookings,
    /// See the outbox, send by hand, resend.
    HandleMessages,
    /// Add operators, certify them, record absences.
    ManageOperators,
    /// Check people in, register those who come without booking.
    RunDesk,
    /// Call people to a table and serve them.
    Serve,
    /// Look back at what visits brought, and at the decisions of the evaluation meetings.
    SeeEvaluation,
    /// See the report of a visit.
    SeeReports,
    /// Make the report of a visit.
    MakeReports,
    /// Hold an evaluation meeting, and say what became of its decisions.
    Evaluate,
}

impl Role {
    /// All roles.
    pub const ALL: [Role; 4] = [
        Role::AgencyHead,
        Role::DivisionHead,
        Role::Administration,
        Role::Operator,
    ];

    /// Whether this role may do it. Operators see no phone numbers beyond the visit of the day
    /// (law 27/2022, data minimisation); that narrowing is the store's.
    pub fn may(self, act: Act) -> bool {
        use Act as A;
        match self {
            Role::DivisionHead => true,
            Role::AgencyHead => matches!(
                act,
                A::SeeVisits | A::SeeBookings | A::SeeEvaluation | A::SeeReports
            ),
            Role::Administration => {
                matches!(
                    act,
                    A::SeeVisits
                        | A::AskVillages
                        | A::SeeBookings
                        | A::ChangeBookings
                        | A::HandleMessages
                        | A::RunDesk
                        | A::SeeReports
                        | A::MakeReports
                )
            }
            Role::Operator => matches!(act, A::SeeVisits | A::SeeBookings | A::Serve),
        }
    }

    /// The name in the database and on the command line.
    pub const fn key(self) -> &'static str {
        match self {
            Role::AgencyHead => "agency-head",
            Role::DivisionHead => "division-head",
            Role::Administration => "administration",
            Role::Operator => "operator",
        }
    }

    /// Reads a [`Role::key`].
    pub fn from_key(key: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.key() == key)
    }

    /// The word of the interface.
    pub fn word(self, lang: Lang) -> &'static str {
        let (id, en) = match self {
            Role::AgencyHead => ("Kepala Dinas", "Head of agency"),
            Role::DivisionHead => ("Kepala Bidang Pelayanan", "Head of division"),
            Role::Administration => ("Petugas administrasi", "Administration"),
            Role::Operator => ("Operator OSS", "OSS operator"),
        };
        lang.pick(id, en)
    }
}

/// A member of the office who is logged in. Only the log-in makes one, so that a function that takes
/// `&Staff` cannot be called without it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staff {
    /// Id.
    pub id: StaffId,
    /// Name shown and recorded.
    pub name: String,
    /// Role.
    pub role: Role,
}

/// Shortest password, in characters (NIST SP 800-63B asks for 8 or more; longer is better than odder).
pub const PASSWORD_MIN: usize = 10;
/// Longest password, in characters: hashing megabytes is not done for strangers.
pub const PASSWORD_MAX: usize = 200;

/// Reads a user name: 3 to 40 small letters, digits, dots, dashes.
///
/// # Errors
/// `Missing` or `BadCharacter`.
pub fn parse_user_name(text: &str) -> Result<String, Problem> {
    let name = text.trim().to_lowercase();
    if name.is_empty() {
        return Err(Problem::Missing);
    }
    let good = (3..=40).contains(&name.len())
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'_'));
    if good {
        Ok(name)
    } else {
        Err(Problem::BadCharacter)
    }
}

/// A person who works OSS: the bottleneck of the programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operator {
    /// Id.
    pub id: OperatorId,
    /// Name.
    pub name: String,
    /// Day of the certificate; none means not certified, and no capacity.
    pub certified_on: Option<NaiveDate>,
    /// Times away, the coming ones.
    pub absences: Vec<Absence>,
    /// Duty, supervision and working days.
    pub work: Work,
    /// NIBs finished under supervision.
    pub supervised_nibs: u32,
}

impl Operator {
    /// How far the training has come on a day.
    pub fn training_on(&self, day: NaiveDate) -> Training {
        Training::on(day, self.certified_on, self.work.supervised)
    }
}

/// A time an operator is away, both days included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absence {
    /// Id.
    pub id: AbsenceId,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub until: NaiveDate,
    /// Why.
    pub reason: String,
    /// Visits in that time to which the person is allotted.
    pub visits: Vec<TouchedVisit>,
}

/// An absence to record, parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAbsence {
    /// Who is away.
    pub operator: OperatorId,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub until: NaiveDate,
    /// Why.
    pub reason: Line<120>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_head_of_division_plans() {
        let planners: Vec<_> = Role::ALL
            .into_iter()
            .filter(|role| role.may(Act::PlanVisits))
            .collect();
        assert_eq!(planners, [Role::DivisionHead]);
    }

    #[test]
    fn an_operator_changes_nothing() {
        for act in [
            Act::PlanVisits,
            Act::AskVillages,
            Act::ChangeBookings,
            Act::HandleMessages,
            Act::ManageOperators,
            Act::MakeReports,
        ] {
            assert!(!Role::Operator.may(act), "{act:?}");
            assert!(!Role::AgencyHead.may(act), "{act:?}");
        }
    }

    #[test]
    fn keys_and_user_names() {
        for role in Role::ALL {
            assert_eq!(Role::from_key(role.key()), Some(role));
        }
        assert_eq!(parse_user_name(" Kabid "), Ok("kabid".into()));
        assert_eq!(parse_user_name("ka bid"), Err(Problem::BadCharacter));
        assert_eq!(parse_user_name(""), Err(Problem::Missing));
    }
}
