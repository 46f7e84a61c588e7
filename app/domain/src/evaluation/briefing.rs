//! The sheet for the team before a visit (pengarahan): one page, so that it is read on the way there.
//!
//! Always Indonesian. It names the team and the village's contact, and of the people who come only how many they are.

use super::words::where_and_when;
use crate::calendar::{clock, clock_time};
use crate::capacity::Allotted;
use crate::demand::Thermometer;
use crate::lang::Lang;
use crate::outage_plan::OutagePlan;
use crate::paper::{Block, PaperText, Section, fact};
use crate::phone::Phone;
use crate::service::StaffVisit;
use crate::settings::Settings;
use crate::team::{Duty, Training};
use crate::venue::VenueAnswer;

/// Somebody of the team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamMember {
    /// Name.
    pub name: String,
    /// Duty, training and presence on the day.
    pub on_day: Allotted,
}

/// What is known of a visit before its day.
#[derive(Debug, Clone)]
pub struct BriefingFacts {
    /// Plan, slots, calendar, readiness and the village's answer.
    pub visit: StaffVisit,
    /// The team, by name.
    pub team: Vec<TeamMember>,
    /// Whoever was asked for the venue: the contact while the village has named nobody.
    pub asked: Option<(String, Phone)>,
    /// How many will come.
    pub demand: Thermometer,
    /// People booked who need help.
    pub helped: u32,
    /// People booked whose business is served better at the office ([`crate::triage::office_reasons`]).
    pub at_office: u32,
    /// Operators of the whole programme with a certificate on the day.
    pub certified: u32,
    /// The steps agreed for an outage.
    pub plan: OutagePlan,
}

/// The most that stands of each list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Hours with their bookings.
    pub hours: usize,
    /// Names of each duty.
    pub names: usize,
    /// Risks.
    pub risks: usize,
}

impl Room {
    /// Everything.
    pub const ALL: Room = Room {
        hours: usize::MAX,
        names: usize::MAX,
        risks: usize::MAX,
    };

    /// What is tried, in this order, until the sheet is one page: first fewer hours, for the desk shows them; then
    /// fewer names, for people know that they come; fewer risks last.
    pub const LESS: [Room; 4] = [
        Room {
            hours: 6,
            ..Room::ALL
        },
        Room {
            hours: 3,
            names: 6,
            risks: usize::MAX,
        },
        Room {
            hours: 3,
            names: 4,
            risks: 6,
        },
        Room {
            hours: 3,
            names: 2,
            risks: 3,
        },
    ];
}

impl BriefingFacts {
    /// Composes the sheet.
    pub fn text(&self, settings: &Settings, room: Room) -> PaperText {
        PaperText {
            office: settings.office_name.clone(),
            title: "Pengarahan sebelum kunjungan".to_owned(),
            about: self.about(settings),
            sections: vec![
                Section::new("Tim dan tugas", self.duties(room.names)),
                Section::new("Susunan hari", self.day(room.hours)),
                Section::new("Perkiraan orang", self.people(settings)),
                Section::new("Risiko", risk_list(self.risks(), room.risks)),
                Section::new("Bila OSS gangguan", self.outage_steps()),
            ],
            signatures: Vec::new(),
        }
    }

    fn about(&self, settings: &Settings) -> Vec<(String, String)> {
        let visit = &self.visit.visit;
        let contact = self.contact().map_or_else(
            || "belum ada, tanyakan ke kantor desa".to_owned(),
            |(name, phone)| format!("{name}, {}", phone.local()),
        );
        let mut about = where_and_when(visit);
        about.push(fact("Kontak desa", contact));
        if !settings.office_phone.trim().is_empty() {
            about.push(fact("Telepon kantor", settings.office_phone.trim()));
        }
        about
    }

    /// Whom to call in the village: named in its answer, or else whoever was asked.
    fn contact(&self) -> Option<(&str, &Phone)> {
        match self.visit.answer.as_ref().map(|it| &it.answer) {
            Some(VenueAnswer::Yes {
                contact_name,
                contact_phone,
                ..
            }) => Some((contact_name.as_str(), contact_phone)),
            _ => self.asked.as_ref().map(|(name, phone)| (name.as_str(), phone)),
        }
    }

    fn duties(&self, most: usize) -> Vec<Block> {
        if self.team.is_empty() {
            return vec![Block::Paragraph("Belum ada yang ditugaskan.".to_owned())];
        }
        let of = |duty: &Duty| {
            let names = self.team.iter().filter(|it| it.on_day.duty == *duty);
            let names: Vec<_> = names.map(name_on_day).collect();
            let task = task(*duty);
            (!names.is_empty()).then(|| {
                let names = shortened(names, most).join("; ");
                fact(duty.word(Lang::Id), format!("{names}. Tugas: {task}."))
            })
        };
        vec![Block::Facts(Duty::ALL.iter().filter_map(of).collect())]
    }

    fn day(&self, most: usize) -> Vec<Block> {
        let visit = &self.visit.visit;
        let begin = clock(visit.starts_at);
        let mut day = vec![
            fact(
                &format!("Sebelum {begin}"),
                "siapkan meja, listrik, dan sinyal; coba OSS; buka layar meja kedatangan dan meja operator",
            ),
            fact(&begin, "pelayanan mulai"),
        ];
        if let Some((from, until)) = self.visit.plan.hours.pause {
            let hours = format!("{} sampai {}", clock_time(from), clock_time(until));
            day.push(fact(&hours, "istirahat"));
        }
        day.push(fact(
            &clock(visit.ends_at),
            "pelayanan selesai; catat hasil setiap orang, lalu tutup hari",
        ));
        let booked = self.visit.slots.iter().filter(|it| it.booked > 0);
        let hours: Vec<_> = booked
            .map(|it| format!("{} ({})", clock(it.slot.starts_at), it.booked))
            .collect();
        let hours = if hours.is_empty() {
            "belum ada".to_owned()
        } else {
            shortened(hours, most).join(", ")
        };
        day.push(fact("Pendaftar per jam", hours));
        vec![Block::Facts(day)]
    }

    fn people(&self, settings: &Settings) -> Vec<Block> {
        let Thermometer {
            booked,
            interested,
            rate,
            target,
            capacity,
        } = &self.demand;
        let (expected, percent) = (self.demand.expected(), rate.percent);
        let mut people = vec![
            fact("Terdaftar", format!("{booked} orang, {capacity} tempat")),
            fact(
                "Diperkirakan datang",
                format!("{expected} orang (tingkat kehadiran {percent} %); target lebih dari {target}"),
            ),
        ];
        let mut some = |name: &str, number: u32, what: &str| {
            if number > 0 {
                people.push(fact(name, format!("{number} {what}")));
            }
        };
        some("Belum dapat tempat", *interested, "orang berminat");
        some("Perlu bantuan", self.helped, "orang terdaftar");
        some("Biasanya datang langsung", settings.walk_ins_expected, "orang");
        some(
            "Untuk datang langsung",
            self.visit.plan.walk_in_places,
            "tempat di setiap jam",
        );
        vec![Block::Facts(people)]
    }

    fn outage_steps(&self) -> Vec<Block> {
        let OutagePlan {
            version,
            prepare_after,
            slips_after,
            confirm_minutes,
            wait_words,
            prepare_words,
            slips_words,
        } = &self.plan;
        vec![
            Block::Facts(vec![
                fact(&format!("Di bawah {prepare_after} menit"), wait_words.as_str()),
                fact(
                    &format!("{prepare_after} sampai {slips_after} menit"),
                    prepare_words.as_str(),
                ),
                fact(&format!("Lebih dari {slips_after} menit"), slips_words.as_str()),
            ]),
            Block::Paragraph(format!(
                "Catat gangguan di layar begitu terjadi, dan pastikan lagi setiap {confirm_minutes} menit. Langkah versi {version}."
            )),
        ]
    }
}

impl TeamMember {
    /// On the day of the visit, as far as it is known.
    pub(super) fn is_there(&self) -> bool {
        self.on_day.working && !self.on_day.absent
    }
}

/// `I Made Arta (08.30–10.00, didampingi)`.
fn name_on_day(member: &TeamMember) -> String {
    let training = match member.on_day.training {
        _ if member.on_day.duty != Duty::OssOperator => None,
        Training::Certified => None,
        Training::Supervised => Some("didampingi"),
        Training::Trainee => Some("belum melayani"),
    };
    let there = (!member.is_there()).then_some("berhalangan");
    let part = member.on_day.part.map(|part| part.words());
    let notes = [part.as_deref(), training, there];
    let notes: Vec<_> = notes.into_iter().flatten().collect();
    if notes.is_empty() {
        return member.name.clone();
    }
    format!("{} ({})", member.name, notes.join(", "))
}

fn task(duty: Duty) -> &'static str {
    match duty {
        Duty::OssOperator => "memanggil, memeriksa berkas, menerbitkan NIB",
        Duty::Administration => "mencatat kedatangan, menerima yang datang langsung, menjaga antrean",
        Duty::DivisionHead => "memimpin, menentukan langkah saat OSS gangguan",
        Duty::AgencyHead => "memantau",
    }
}

fn risk_list(risks: Vec<String>, most: usize) -> Vec<Block> {
    if risks.is_empty() {
        return vec![Block::Paragraph("Tidak ada risiko yang tercatat.".to_owned())];
    }
    vec![Block::Numbered(shortened(risks, most))]
}

/// At most so many, then how many more there are and where they stand.
fn shortened(mut all: Vec<String>, most: usize) -> Vec<String> {
    let more = all.len().saturating_sub(most);
    if more > 0 {
        all.truncate(most);
        all.push(format!("dan {more} lagi, lihat halaman kunjungan"));
    }
    all
}
