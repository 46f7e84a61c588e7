//! Where a business is served: a visit issues what is of low and medium-low risk to single owners of micro and small
//! businesses; the others are served better at the office. Never a refusal: it says where, and why in plain words.
//!
//! Which risk a kind of business has is a setting (`kind_risks`): the law speaks of codes (KBLI) that change, and only
//! OSS decides. That the visits serve the two lower levels, single owners and small businesses alone is the rule of
//! the programme (study; PP 7/2021 article 35 for the limit of capital).

use crate::lang::{Lang, keyed};
use serde::{Deserialize, Serialize};

keyed! {
    /// Level of risk of PP 28/2025.
    Risk {
        /// An NIB is enough.
        Low = "low", "rendah", "low";
        /// An NIB and a standard that the owner declares.
        MediumLow = "medium-low", "menengah rendah", "medium-low";
        /// The standard is verified before the business may work.
        MediumHigh = "medium-high", "menengah tinggi", "medium-high";
        /// A licence is needed.
        High = "high", "tinggi", "high";
    }
}

impl Risk {
    /// Whether it can be done in the village.
    pub fn in_the_village(self) -> bool {
        matches!(self, Risk::Low | Risk::MediumLow)
    }
}

keyed! {
    /// A kind of business, in the words of people. Its key stands in addresses, in settings and in the database.
    BusinessKind {
        /// Food and drinks.
        Food = "makanan", "Makanan atau minuman (bukan minuman keras)", "Food or drinks (no alcohol)";
        /// A stall or small shop.
        Shop = "warung", "Warung, toko, kelontong", "Stall, shop, groceries";
        /// Handicraft.
        Craft = "kerajinan", "Kerajinan, jahit, canang, banten", "Handicraft, sewing, offerings";
        /// Services.
        Service = "jasa", "Jasa kecil: bengkel, salon, cuci pakaian", "Small services: repairs, salon, laundry";
        /// Fields and animals.
        Farm = "tani", "Tani, ternak, ikan", "Farming, animals, fish";
        /// Alcohol.
        Alcohol = "minuman-keras", "Minuman keras: arak, tuak, bir", "Alcohol: arak, tuak, beer";
        /// Medicine and cosmetics.
        Medicine = "obat", "Obat, jamu, kosmetik", "Medicine, herbal medicine, cosmetics";
        /// A clinic.
        Health = "kesehatan", "Klinik, apotek, praktik kesehatan", "Clinic, pharmacy, medical practice";
        /// A place to stay.
        Lodging = "penginapan", "Penginapan, vila, hotel", "Guest house, villa, hotel";
        /// Building.
        Building = "bangunan", "Kontraktor, bangunan, galian", "Contractor, building, quarry";
        /// Fuel and dangerous goods.
        Hazard = "bahan-bakar", "Bahan bakar, gas, bahan berbahaya", "Fuel, gas, dangerous goods";
        /// Anything else.
        Other = "lainnya", "Usaha lain", "Something else";
    }
}

impl BusinessKind {
    /// The risk the office starts with: a suggestion that it confirms before go-live.
    pub const fn usual_risk(self) -> Risk {
        use BusinessKind as K;
        match self {
            K::Craft | K::Shop | K::Service | K::Other => Risk::Low,
            K::Food | K::Farm => Risk::MediumLow,
            K::Lodging | K::Medicine | K::Building => Risk::MediumHigh,
            K::Alcohol | K::Health | K::Hazard => Risk::High,
        }
    }
}

/// The risk of each kind, as the office has set it.
pub type KindRisks = Vec<(BusinessKind, Risk)>;

/// The risks the office starts with.
pub fn usual_risks() -> KindRisks {
    BusinessKind::ALL
        .iter()
        .map(|kind| (*kind, kind.usual_risk()))
        .collect()
}

/// Reads `makanan=medium-low;obat=high`: what is left out keeps its usual risk. None where a word is none of ours.
pub fn parse_risks(text: &str) -> Option<KindRisks> {
    let mut all = usual_risks();
    for pair in text.split(';').map(str::trim).filter(|pair| !pair.is_empty()) {
        let (kind, risk) = pair.split_once('=')?;
        let kind = BusinessKind::from_key(kind.trim())?;
        let risk = Risk::from_key(risk.trim())?;
        all.iter_mut()
            .filter(|(it, _)| *it == kind)
            .for_each(|it| it.1 = risk);
    }
    Some(all)
}

/// What is known of a business. Choices alone, nothing that tells whose it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Business {
    /// Its kind; none: not known.
    pub kind: Option<BusinessKind>,
    /// It belongs to a PT, CV or cooperative, not to one person.
    pub company: bool,
    /// Capital from abroad.
    pub foreign_capital: bool,
    /// More than five billion rupiah of capital, without land and building.
    pub large: bool,
}

/// Names of the choices in forms and addresses.
pub mod name {
    /// Kind of business.
    pub const KIND: &str = "usaha";
    /// A company.
    pub const COMPANY: &str = "badan";
    /// Capital from abroad.
    pub const FOREIGN: &str = "asing";
    /// More than small.
    pub const LARGE: &str = "besar";
    /// The value of a yes.
    pub const YES: &str = "ya";
    /// The value of a no.
    pub const NO: &str = "tidak";
}

impl Business {
    /// Reads the choices of a form or an address; what is no choice says nothing.
    pub fn read<'a>(get: impl Fn(&str) -> &'a str) -> Business {
        let yes = |of: &str| get(of) == name::YES;
        Business {
            kind: BusinessKind::from_key(get(name::KIND)),
            company: yes(name::COMPANY),
            foreign_capital: yes(name::FOREIGN),
            large: yes(name::LARGE),
        }
    }

    /// Whether anything is known.
    pub fn is_known(&self) -> bool {
        *self != Business::default()
    }

    /// The same as names and values.
    pub fn pairs(&self) -> Vec<(&'static str, &'static str)> {
        let yes = |on: bool, of| on.then_some((of, name::YES));
        let kind = self.kind.map(|kind| (name::KIND, kind.key()));
        let all = [
            kind,
            yes(self.company, name::COMPANY),
            yes(self.foreign_capital, name::FOREIGN),
            yes(self.large, name::LARGE),
        ];
        all.into_iter().flatten().collect()
    }
}

/// Why a business is served better at the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum OfficeReason {
    /// It belongs to a company.
    Company,
    /// Capital from abroad.
    ForeignCapital,
    /// More than a small business.
    NotSmall,
    /// The kind of business has a risk above medium-low.
    Risk(BusinessKind, Risk),
}

impl OfficeReason {
    /// The reason in plain words.
    pub fn text(self, lang: Lang) -> String {
        let (id, en) = match self {
            OfficeReason::Company => (
                "Usaha milik PT, CV, atau koperasi diurus dengan akun badan usaha dan akta. Itu dikerjakan di kantor; kunjungan desa untuk usaha perorangan.",
                "A business of a PT, CV or cooperative needs an account of the company and its deed. That is done at the office; village visits are for single owners.",
            ),
            OfficeReason::ForeignCapital => (
                "Usaha dengan modal asing punya syarat tambahan yang hanya bisa diperiksa di kantor.",
                "A business with capital from abroad has more conditions, which only the office can check.",
            ),
            OfficeReason::NotSmall => (
                "Modal di atas Rp 5 miliar bukan lagi usaha mikro atau kecil. Syaratnya lebih banyak dan diperiksa di kantor.",
                "With more than 5 billion rupiah of capital it is no micro or small business. There are more conditions, which the office checks.",
            ),
            OfficeReason::Risk(kind, risk) => {
                let (kind, risk) = (kind.word(lang), risk.word(lang));
                return match lang {
                    Lang::Id => format!(
                        "{kind}: biasanya berisiko {risk}. Selain NIB perlu pemeriksaan atau izin lain sebelum boleh beroperasi, jadi lebih tepat diurus di kantor."
                    ),
                    Lang::En => format!(
                        "{kind}: usually of {risk} risk. Beside the NIB it needs an inspection or another licence before it may work, so the office is the better place."
                    ),
                };
            }
        };
        lang.pick(id, en).to_owned()
    }
}

/// Why a business is served better at the office; empty where a visit is right, also where nothing is known: the
/// operator looks it up in OSS.
pub fn office_reasons(business: &Business, risks: &[(BusinessKind, Risk)]) -> Vec<OfficeReason> {
    let risk = business.kind.map(|kind| {
        let set = risks.iter().find(|(it, _)| *it == kind);
        (kind, set.map_or(kind.usual_risk(), |(_, risk)| *risk))
    });
    let all = [
        business.company.then_some(OfficeReason::Company),
        business.foreign_capital.then_some(OfficeReason::ForeignCapital),
        business.large.then_some(OfficeReason::NotSmall),
        risk.filter(|(_, risk)| !risk.in_the_village())
            .map(|(kind, risk)| OfficeReason::Risk(kind, risk)),
    ];
    all.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn snacks_are_served_in_the_village_and_arak_at_the_office_with_the_reason() {
        let of = |kind| Business {
            kind: Some(kind),
            ..Business::default()
        };
        assert_eq!(office_reasons(&of(BusinessKind::Food), &usual_risks()), []);
        let reasons = office_reasons(&of(BusinessKind::Alcohol), &usual_risks());
        assert_eq!(reasons, [OfficeReason::Risk(BusinessKind::Alcohol, Risk::High)]);
        assert!(reasons[0].text(Lang::Id).starts_with("Minuman keras"));
        assert_eq!(office_reasons(&Business::default(), &usual_risks()), []);
    }

    #[test]
    fn the_office_sets_the_risk_of_a_kind() {
        let risks = parse_risks(" minuman-keras = medium-low ; makanan=high;").unwrap();
        let of = |kind| {
            office_reasons(
                &Business {
                    kind: Some(kind),
                    ..Business::default()
                },
                &risks,
            )
        };
        assert_eq!(of(BusinessKind::Alcohol), []);
        assert_eq!(of(BusinessKind::Food).len(), 1);
        assert_eq!(of(BusinessKind::Lodging).len(), 1, "left out: as usual");
        for wrong in ["makanan", "makanan=hoch", "sushi=low"] {
            assert_eq!(parse_risks(wrong), None, "{wrong}");
        }
        assert_eq!(parse_risks("").unwrap(), usual_risks());
    }

    proptest! {
        #[test]
        fn choices_are_read_back_and_each_reason_has_its_cause(
            kind in prop::option::of(prop::sample::select(BusinessKind::ALL.to_vec())),
            company: bool, foreign_capital: bool, large: bool,
        ) {
            let business = Business { kind, company, foreign_capital, large };
            let pairs = business.pairs();
            let get = |of: &str| pairs.iter().find(|(it, _)| *it == of).map_or("", |(_, value)| *value);
            prop_assert_eq!(Business::read(get), business);
            let reasons = office_reasons(&business, &usual_risks());
            let risky = kind.is_some_and(|kind| !kind.usual_risk().in_the_village());
            let causes = [company, foreign_capital, large, risky];
            prop_assert_eq!(reasons.len(), causes.iter().filter(|it| **it).count());
        }
    }
}
