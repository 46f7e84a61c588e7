//! What may go wrong on a visit, as far as the records say it.

use super::BriefingFacts;
use crate::demand::Heat;
use crate::lang::Lang;
use crate::paper::lower_first;
use crate::team::FRAGILE;

impl BriefingFacts {
    /// What may go wrong, the heaviest first: what the visit lacks, its people, its day, its office.
    pub(super) fn risks(&self) -> Vec<String> {
        let visit = &self.visit.visit;
        let lacks = self.visit.readiness.lacks.iter();
        let mut risks: Vec<String> = lacks
            .map(|need| format!("Belum: {}", lower_first(need.word(Lang::Id))))
            .collect();
        let away = self.team.iter().filter(|it| !it.is_there()).count();
        if away > 0 {
            risks.push(format!("{away} orang dari tim berhalangan hari itu"));
        }
        if visit.surplus > 0 {
            risks.push(format!(
                "{} pendaftar melebihi tempat dan belum dipindahkan",
                visit.surplus
            ));
        }
        risks.extend(self.demand_risk());
        risks.extend(self.visit.warnings.iter().map(|it| it.text(Lang::Id)));
        if self.at_office > 0 {
            let people = self.at_office;
            risks.push(format!(
                "{people} pendaftar usahanya lebih tepat diurus di kantor; jelaskan sejak awal"
            ));
        }
        match self.certified {
            0 => risks.push("Program belum punya operator bersertifikat".to_owned()),
            number if number <= FRAGILE => risks.push(format!(
                "Program bergantung pada {number} operator bersertifikat; bila satu absen, kunjungan bisa batal"
            )),
            _ => {}
        }
        let office = &self.visit.office;
        let left = office.left(&self.visit.plan.operators);
        if left < office.minimum {
            let minimum = office.minimum;
            risks.push(format!(
                "Tersisa di kantor hari itu {left} operator (paling sedikit {minimum})"
            ));
        }
        risks
    }

    fn demand_risk(&self) -> Option<String> {
        let expected = self.demand.expected();
        let (target, capacity) = (self.demand.target, self.demand.capacity);
        match self.demand.heat() {
            Heat::On => None,
            Heat::Below => Some(format!(
                "Diperkirakan {expected} orang datang, target lebih dari {target}"
            )),
            Heat::Above => Some(format!(
                "Diperkirakan {expected} orang datang, hanya {capacity} yang bisa dilayani"
            )),
        }
    }
}
