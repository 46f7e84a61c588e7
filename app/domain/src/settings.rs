//! What the office sets for itself. The defaults are suggestions or seen in secondary sources
//! (domain.md marks them S, M or V*): the office confirms them before go-live.

use crate::lang::Lang;
use crate::letter::LetterHead;
use crate::message::Channel;
use crate::plan::parse_time;
use crate::rhythm::{QuietHours, Rhythm};
use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

/// The office's settings. Each has a key on the command line: `server setting KEY VALUE`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Name of the office.
    pub office_name: String,
    /// Number the public may call or write to; empty until the office names one.
    pub office_phone: String,
    /// Where people are referred to.
    pub office_address: String,
    /// Service time of one person in minutes, for new visits.
    pub service_minutes: u32,
    /// Length of a slot in minutes, for new visits.
    pub slot_minutes: u32,
    /// Begin of service for new visits, `HH:MM` WITA.
    pub opens_at: String,
    /// End of service for new visits, `HH:MM` WITA.
    pub closes_at: String,
    /// End of service on Fridays, `HH:MM` WITA: a visit that ends later is warned of. Seen in practice
    /// only, the Bupati sets the hours.
    pub friday_closes_at: String,
    /// People who should come: more than this number (the study: more than 15).
    pub target: u32,
    /// Days a village's link stays valid.
    pub village_link_days: u32,
    /// Day of the month (1 to 31) by which the next month's plan must be out.
    pub publish_day: u32,
    /// Visits that the plan of a month needs (the study: at least two).
    pub month_minimum: u32,
    /// Days before a visit by which the letter must be out.
    pub letter_days: u32,
    /// Days before a visit by which the village must have answered.
    pub venue_days: u32,
    /// Days before a visit by which the word must be spread.
    pub outreach_days: u32,
    /// Days before a visit on which everything is checked: what is not ready then is put off or merged.
    pub check_days: u32,
    /// Days before a visit on which the people booked are reminded.
    pub reminder_days: u32,
    /// What to bring, one line each, Indonesian.
    pub bring_id: Vec<String>,
    /// What to bring, one line each, English.
    pub bring_en: Vec<String>,
    /// When the office is open, Indonesian.
    pub office_hours_id: String,
    /// When the office is open, English.
    pub office_hours_en: String,
    /// Which risk each kind of business has: those above medium-low are shown the way to the office.
    pub kind_risks: crate::triage::KindRisks,
    /// What a supervised operator counts of a certified one, in percent, 0 to 100.
    pub supervised_weight: u32,
    /// Certified operators who stay at the counter of the office on a day of a visit.
    pub office_minimum: u32,
    /// People booked who do not come, in percent, for trying out a day.
    pub no_show_percent: u32,
    /// Walk-ins expected on a day, for trying it out.
    pub walk_ins_expected: u32,
    /// How far service times differ, in percent up and down, for trying out a day.
    pub service_spread_percent: u32,
    /// Minutes before and after the own slot in which a booked person is in time.
    pub arrival_tolerance: u32,
    /// Minutes for which a device without a network may call the people it was dealt.
    pub offline_share_minutes: u32,
    /// Places at the counter of the office that are kept for return slips, each day.
    pub office_return_places: u32,
    /// So many days ahead a return slip may keep a place.
    pub return_days: u32,
    /// Minutes for which a place is held for the person of the waiting list whom it is offered.
    pub offer_minutes: u32,
    /// Places that one phone number may have in a visit: a family shares a phone.
    pub places_per_phone: u32,
    /// People whom one official may book for in a visit.
    pub places_per_helper: u32,
    /// People who come of those expected, in percent, while no visit has shown it.
    pub show_percent: u32,
    /// Days before a visit on which staff are told how many are expected, for the first time.
    pub demand_days: u32,
    /// Days before a visit on which the people booked are asked whether they still come; 0 for never.
    pub ask_days: u32,
    /// Time of these questions and of the reminders, `HH:MM` WITA.
    pub reminder_at: String,
    /// Minutes before a slot at which its people are reminded once more; 0 for never.
    pub morning_minutes: u32,
    /// Begin of the night in which nobody is written to, `HH:MM` WITA.
    pub quiet_from: String,
    /// Its end, `HH:MM` WITA; the same as its begin for no night.
    pub quiet_until: String,
    /// Ways of a message to a person, the first that is configured and possible first; a draft to send by hand
    /// comes last.
    pub channel_order: Vec<Channel>,
    /// What a WhatsApp message costs, in rupiah.
    pub whatsapp_cost: u32,
    /// Most that WhatsApp may cost in a month, in rupiah; 0 for no limit.
    pub whatsapp_ceiling: u32,
    /// What a text message costs, in rupiah a part.
    pub sms_cost: u32,
    /// Most that text messages may cost in a month, in rupiah; 0 for no limit.
    pub sms_ceiling: u32,
    /// Answers to the survey of satisfaction below which a period gets no verdict (domain.md: sixteen are only a
    /// pulse).
    pub survey_minimum: u32,
    /// People below whom a group is small: how many they are is not published. The office confirms it.
    pub small_group: u32,
    /// Head and signer of official letters. Left out of pages: it names a person.
    #[serde(skip)]
    pub letter: LetterHead,
    /// Most points of each factor of the ranking of villages.
    pub ranking: crate::ranking::Weights,
}

impl Settings {
    /// End of service on Fridays, WITA.
    pub fn friday_end(&self) -> NaiveTime {
        // Only times are stored; the default is one.
        parse_time(&self.friday_closes_at).unwrap_or(NaiveTime::MIN)
    }

    /// Begin of service, WITA.
    pub fn opening(&self) -> NaiveTime {
        // Only times are stored; the default is one.
        parse_time(&self.opens_at).unwrap_or(NaiveTime::MIN)
    }

    /// When people are reminded, and the night.
    pub fn rhythm(&self) -> Rhythm {
        // Only times are stored; the defaults are some.
        let time = |text: &str| parse_time(text).unwrap_or(NaiveTime::MIN);
        Rhythm {
            ask_days: self.ask_days,
            reminder_days: self.reminder_days,
            at: time(&self.reminder_at),
            morning_minutes: self.morning_minutes,
            quiet: QuietHours {
                from: time(&self.quiet_from),
                until: time(&self.quiet_until),
            },
        }
    }

    /// What one message (a part, for text messages) of a channel costs and most for a month, in rupiah; 0 for no
    /// limit.
    pub fn price(&self, channel: Channel) -> (u32, u32) {
        match channel {
            Channel::WhatsApp => (self.whatsapp_cost, self.whatsapp_ceiling),
            Channel::Sms => (self.sms_cost, self.sms_ceiling),
            Channel::Email | Channel::Push | Channel::WhatsAppDraft => (0, 0),
        }
    }

    /// When the office is open, in the user's language.
    pub fn office_hours(&self, lang: Lang) -> &str {
        lang.pick(&self.office_hours_id, &self.office_hours_en)
    }

    /// What to bring, in the user's language.
    pub fn bring(&self, lang: Lang) -> &[String] {
        match lang {
            Lang::Id => &self.bring_id,
            Lang::En => &self.bring_en,
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        let lines = |all: &[&str]| all.iter().map(|line| (*line).to_owned()).collect();
        Settings {
            office_name: "DPMPTSP Kabupaten Tabanan".into(),
            office_phone: String::new(),
            office_address: "Mal Pelayanan Publik Tabanan, Jl. Gatot Subroto, Banjar Anyar, Kediri".into(),
            service_minutes: 20,
            slot_minutes: 20,
            opens_at: "08:30".into(),
            closes_at: "11:30".into(),
            friday_closes_at: "11:00".into(),
            target: 15,
            village_link_days: 14,
            publish_day: 25,
            month_minimum: 2,
            letter_days: 21,
            venue_days: 14,
            outreach_days: 7,
            check_days: 3,
            reminder_days: 1,
            bring_id: lines(&[
                "KTP asli",
                "HP yang bisa menerima WhatsApp",
                "Alamat e-mail yang aktif dan kata sandinya (bila belum punya, kami bantu)",
                "NPWP dan kartu BPJS, bila ada",
            ]),
            bring_en: lines(&[
                "Your original identity card (KTP)",
                "A phone that receives WhatsApp",
                "A working e-mail address and its password (we help if you have none)",
                "NPWP and BPJS card, if you have them",
            ]),
            office_hours_id: "Senin sampai Jumat, mulai pukul 07.30 WITA".into(),
            office_hours_en: "Monday to Friday, from 07.30 WITA".into(),
            kind_risks: crate::triage::usual_risks(),
            supervised_weight: 0,
            office_minimum: 1,
            no_show_percent: 10,
            walk_ins_expected: 0,
            service_spread_percent: 30,
            arrival_tolerance: 15,
            offline_share_minutes: 30,
            office_return_places: 4,
            return_days: 14,
            offer_minutes: 120,
            places_per_phone: 5,
            places_per_helper: 10,
            show_percent: 80,
            demand_days: 7,
            ask_days: 3,
            reminder_at: "17:00".into(),
            morning_minutes: 120,
            quiet_from: "20:00".into(),
            quiet_until: "07:00".into(),
            channel_order: vec![Channel::Email, Channel::WhatsApp, Channel::Sms],
            whatsapp_cost: 600,
            whatsapp_ceiling: 1_000_000,
            sms_cost: 400,
            sms_ceiling: 500_000,
            survey_minimum: 17,
            small_group: 5,
            letter: LetterHead::default(),
            ranking: crate::ranking::Weights::default(),
        }
    }
}
