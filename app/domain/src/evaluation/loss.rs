//! Where people were lost on the way to an NIB, in words.

use super::VisitCounts;
use crate::lang::keyed;
use crate::pending::PendingReason;
use serde::{Deserialize, Serialize};

keyed! {
    /// Where somebody was lost.
    Loss {
        /// Opened a link and did not book.
        NotBooked = "not-booked", "Membuka tautan, tidak mendaftar", "Opened the link, did not book";
        /// Called the booking off.
        CalledOff = "called-off", "Mendaftar, lalu membatalkan", "Booked, then called it off";
        /// Booked and did not come.
        NoShow = "no-show", "Mendaftar, tidak datang", "Booked, did not come";
        /// Stayed away while OSS failed: no fault of theirs.
        StayedAway = "stayed-away", "Tidak datang karena OSS sedang gangguan", "Stayed away while OSS failed";
        /// Went home before being served.
        WentHome = "went-home", "Pulang sebelum dilayani", "Went home before being served";
        /// Sent home by an outage.
        Outage = "outage", "Belum selesai karena gangguan OSS", "Unfinished because of an OSS outage";
        /// Something to bring was missing.
        Document = "document", "Berkas belum lengkap", "A document was missing";
        /// The civil registry does not know the number.
        Identity = "identity", "NIK tidak cocok dengan Dukcapil", "NIK does not match the civil registry";
        /// Account, e-mail or WhatsApp.
        Account = "account", "Akun, e-mail atau WhatsApp bermasalah", "Account, e-mail or WhatsApp";
        /// The field of business.
        BusinessCode = "business-code", "Bidang usaha (KBLI) belum bisa dipilih", "Business field could not be chosen";
        /// The signal.
        Connection = "connection", "Sinyal internet lemah", "Weak internet signal";
        /// Something else.
        Other = "other", "Belum selesai, sebab lain", "Unfinished for another reason";
        /// Sent on: not for this service.
        Referred = "referred", "Dirujuk ke kantor atau instansi lain", "Referred to the office or another agency";
        /// Advice only.
        Consulted = "consulted", "Hanya konsultasi", "Advice only";
        /// Nobody has recorded how it ended.
        NotRecorded = "not-recorded", "Hasilnya belum dicatat", "The outcome is not recorded yet";
    }
}

impl Loss {
    /// Where a reason to go home unfinished belongs.
    pub fn of(reason: PendingReason) -> Loss {
        match reason {
            PendingReason::OssOutage | PendingReason::ReturnSlip => Loss::Outage,
            PendingReason::IdentityMismatch => Loss::Identity,
            PendingReason::AccountProblem => Loss::Account,
            PendingReason::MissingDocument => Loss::Document,
            PendingReason::BusinessCode => Loss::BusinessCode,
            PendingReason::Connection => Loss::Connection,
            PendingReason::WentHome => Loss::WentHome,
            PendingReason::Other => Loss::Other,
        }
    }

    /// Lost after they had come.
    pub fn is_after_arrival(self) -> bool {
        !matches!(
            self,
            Loss::NotBooked | Loss::CalledOff | Loss::NoShow | Loss::StayedAway
        )
    }
}

/// People lost at one point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lost {
    /// Where.
    pub loss: Loss,
    /// How many.
    pub people: u32,
}

/// Where people were lost, in the order of the way; points where nobody was are left out. While the day goes on
/// nobody who may still come counts as lost.
pub fn losses(counts: &VisitCounts) -> Vec<Lost> {
    let opened: u32 = counts.channels.iter().map(|it| it.opened).sum();
    let by_link: u32 = counts.channels.iter().map(|it| it.booked).sum();
    let pending = |loss| {
        let of_loss = counts
            .pending
            .iter()
            .filter(|(reason, _)| Loss::of(*reason) == loss);
        of_loss.map(|(_, people)| people).sum()
    };
    let ended: u32 = counts.pending.iter().map(|(_, people)| people).sum::<u32>()
        + counts.nib.all()
        + counts.referred
        + counts.consulted;
    let people = |loss| match loss {
        Loss::NotBooked => opened.saturating_sub(by_link),
        Loss::CalledOff => counts.called_off,
        Loss::NoShow => counts.no_show,
        Loss::StayedAway if counts.recorded && counts.is_over() => counts.not_here(),
        Loss::StayedAway => 0,
        Loss::Referred => counts.referred,
        Loss::Consulted => counts.consulted,
        Loss::NotRecorded => counts.came.all().saturating_sub(ended),
        Loss::WentHome
        | Loss::Outage
        | Loss::Document
        | Loss::Identity
        | Loss::Account
        | Loss::BusinessCode
        | Loss::Connection
        | Loss::Other => pending(loss),
    };
    let all = Loss::ALL.iter().map(|loss| Lost {
        loss: *loss,
        people: people(*loss),
    });
    all.filter(|lost| lost.people > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::super::counts::tests::{bare, some_counts};
    use super::*;
    use crate::evaluation::{ChannelFacts, Heads};
    use crate::outreach::OutreachChannel;
    use crate::visit::VisitState;
    use chrono::NaiveDate;
    use proptest::prelude::*;

    fn visit() -> VisitCounts {
        bare(NaiveDate::from_ymd_opt(2026, 11, 10).unwrap())
    }

    #[test]
    fn a_link_that_brings_more_bookings_than_browsers_has_lost_nobody() {
        // A phone that forgets where it came from books by the link of another.
        let channel = ChannelFacts {
            channel: OutreachChannel::Pkk,
            told: 1,
            banjars: 1,
            opened: 3,
            booked: 5,
        };
        let counts = VisitCounts {
            channels: vec![channel],
            ..visit()
        };
        assert!(losses(&counts).is_empty());
        let opened = ChannelFacts { opened: 9, ..channel };
        let lost = losses(&VisitCounts {
            channels: vec![opened],
            ..visit()
        });
        assert_eq!(
            lost,
            [Lost {
                loss: Loss::NotBooked,
                people: 4
            }]
        );
    }

    #[test]
    fn while_the_day_goes_on_nobody_counts_as_lost_who_may_still_come() {
        let counts = VisitCounts {
            made: 12,
            came: Heads {
                booked: 4,
                walk_in: 0,
            },
            nib: Heads {
                booked: 4,
                walk_in: 0,
            },
            state: VisitState::Underway,
            ..visit()
        };
        assert!(losses(&counts).is_empty());
        let over = VisitCounts {
            state: VisitState::Done,
            ..counts
        };
        assert_eq!(
            losses(&over),
            [Lost {
                loss: Loss::StayedAway,
                people: 8
            }]
        );
    }

    #[test]
    fn a_visit_without_anybody_has_lost_nobody() {
        assert!(losses(&visit()).is_empty());
    }

    proptest! {
        #[test]
        fn nobody_is_lost_twice_and_nobody_is_forgotten(counts in some_counts()) {
            let lost = losses(&counts);
            let of = |after: bool| -> u32 {
                lost.iter().filter(|it| it.loss.is_after_arrival() == after).map(|it| it.people).sum()
            };
            prop_assert_eq!(counts.nib.all() + of(true), counts.came.all());
            prop_assert_eq!(counts.came.booked + of(false), counts.made);
        }
    }
}
