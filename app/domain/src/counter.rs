//! The counter of the office on the day of a visit: who stays there when a team drives out.

use crate::id::OperatorId;
use serde::{Deserialize, Serialize};

/// The counter of the office on the day of a visit: who of its certified operators could stay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeDay {
    /// Certified OSS operators who work that day, are not absent and in no other visit; by name.
    pub free: Vec<OperatorId>,
    /// People who should stay (setting `office_minimum`).
    pub minimum: u32,
}

impl OfficeDay {
    /// People left at the counter when this team drives out.
    pub fn left(&self, team: &[OperatorId]) -> u32 {
        let stays = self.free.iter().filter(|person| !team.contains(person)).count();
        u32::try_from(stays).unwrap_or(u32::MAX)
    }

    /// Whether the team takes somebody from a counter that is then below the minimum: a named member
    /// of the office has to approve it with a reason.
    pub fn needs_reason(&self, team: &[OperatorId]) -> bool {
        let takes = self.free.iter().any(|person| team.contains(person));
        takes && self.left(team) < self.minimum
    }

    /// Who may drive out with the minimum kept, by name: what a new visit proposes.
    pub fn proposal(&self) -> &[OperatorId] {
        let most = self.free.len().saturating_sub(self.minimum as usize);
        self.free.get(..most).unwrap_or(&[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn the_counter_asks_for_a_reason_only_where_the_team_empties_it() {
        let people: Vec<_> = (0..3).map(|n| OperatorId::new(Uuid::from_u128(n))).collect();
        let office = |free: usize, minimum| OfficeDay {
            free: people[..free].to_vec(),
            minimum,
        };
        assert_eq!(office(3, 1).left(&people[..2]), 1);
        assert!(!office(3, 1).needs_reason(&people[..2]));
        assert!(office(2, 1).needs_reason(&people[..2]));
        assert!(
            !office(0, 1).needs_reason(&people[..2]),
            "nobody was there to take"
        );
        assert!(!office(2, 0).needs_reason(&people));
        assert_eq!(office(3, 1).proposal(), &people[..2]);
        assert!(office(1, 2).proposal().is_empty());
    }
}
