//! The figures of a period: one list for the dashboard, the meeting's sheet and the exports, so that all of them agree.

use super::{OutageCost, Period, Target, VisitCounts, share};
use crate::lang::keyed;
use crate::visit::VisitState;
use serde::{Deserialize, Serialize};

keyed! {
    /// A figure.
    Figure {
        /// Visits that stand in the plan.
        Planned = "planned", "Kunjungan dalam rencana", "Visits planned";
        /// Those of them that are over.
        Held = "held", "Kunjungan terlaksana", "Visits held";
        /// Those of them that joined after the plan was published.
        Sudden = "sudden", "Kunjungan mendadak", "Visits added late";
        /// Put off.
        PutOff = "put-off", "Kunjungan ditunda", "Visits put off";
        /// Called off.
        Cancelled = "cancelled", "Kunjungan dibatalkan", "Visits cancelled";
        /// Bookings that were called off with their visit, or by their holders.
        CalledOff = "called-off", "Pendaftaran dibatalkan", "Bookings called off";
        /// Visits to which more came than the target.
        Reached = "reached", "Kunjungan di atas target", "Visits above target";
        /// Visits to which not enough came.
        Missed = "missed", "Kunjungan belum mencapai target", "Visits under target";
        /// Bookings that stand.
        Booked = "booked", "Orang mendaftar", "People booked";
        /// People who came.
        Came = "came", "Orang datang", "People who came";
        /// Those of them without booking.
        WalkIns = "walk-ins", "Datang tanpa mendaftar", "Came without booking";
        /// Booked and did not come.
        NoShow = "no-show", "Mendaftar, tidak datang", "Booked, did not come";
        /// Their file was complete.
        Complete = "complete", "Berkas lengkap", "File complete";
        /// Have an NIB.
        NibIssued = "nib-issued", "NIB terbit", "NIB issued";
        /// Operator minutes lost to outages.
        LostMinutes = "lost-minutes", "Menit operator hilang karena gangguan OSS", "Operator minutes lost to OSS outages";
        /// People who could have been served in them.
        LostPeople = "lost-people", "Setara orang yang tidak terlayani", "People who could have been served";
    }
}

/// The figures of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Which period.
    pub period: Period,
    /// Visits that stand in the plan.
    pub planned: u32,
    /// Those of them that are over.
    pub held: u32,
    /// Those of them that joined late.
    pub sudden: u32,
    /// Put off.
    pub put_off: u32,
    /// Called off.
    pub cancelled: u32,
    /// Bookings called off.
    pub called_off: u32,
    /// Visits above the target.
    pub reached: u32,
    /// Visits under it.
    pub missed: u32,
    /// Bookings that stand.
    pub booked: u32,
    /// People who came.
    pub came: u32,
    /// Those of them without booking.
    pub walk_ins: u32,
    /// Those of them who had booked.
    pub came_booked: u32,
    /// Booked and did not come.
    pub no_show: u32,
    /// Their file was complete.
    pub complete: u32,
    /// Have an NIB.
    pub nib: u32,
    /// Operator seconds lost.
    pub lost_seconds: u64,
    /// People who could have been served in them, by the service time of each visit.
    pub lost_people: u64,
}

impl Figures {
    /// Those of a period's visits; visits of other days are left out. `target` is the number that more must come
    /// than.
    pub fn of<'a>(period: Period, visits: impl IntoIterator<Item = &'a VisitCounts>, target: u32) -> Figures {
        let mut figures = Figures {
            period,
            planned: 0,
            held: 0,
            sudden: 0,
            put_off: 0,
            cancelled: 0,
            called_off: 0,
            reached: 0,
            missed: 0,
            booked: 0,
            came: 0,
            walk_ins: 0,
            came_booked: 0,
            no_show: 0,
            complete: 0,
            nib: 0,
            lost_seconds: 0,
            lost_people: 0,
        };
        for counts in visits.into_iter().filter(|it| period.holds(it.date)) {
            figures.add(counts, target);
        }
        figures
    }

    fn add(&mut self, counts: &VisitCounts, target: u32) {
        let came = counts.came_people();
        self.put_off += u32::from(counts.state == VisitState::Postponed);
        self.cancelled += u32::from(counts.state == VisitState::Cancelled);
        self.called_off += counts.called_off;
        if !counts.state.is_planned() {
            return;
        }
        self.planned += 1;
        self.sudden += u32::from(counts.sudden);
        self.held += u32::from(counts.is_over());
        match Target::of(came.filter(|_| counts.is_over()), target) {
            Target::Reached => self.reached += 1,
            Target::Missed { .. } => self.missed += 1,
            Target::NotKnown => {}
        }
        self.booked += counts.booked();
        self.came += came.unwrap_or(0);
        self.walk_ins += counts.came.walk_in;
        self.came_booked += counts.came.booked;
        self.no_show += counts.no_show;
        self.complete += counts.complete.all();
        self.nib += counts.nib.all();
        self.lost_seconds += counts.lost_seconds;
        self.lost_people += counts.outage().people.unwrap_or(0);
    }

    /// One of them.
    pub fn get(&self, figure: Figure) -> u64 {
        match figure {
            Figure::Planned => self.planned.into(),
            Figure::Held => self.held.into(),
            Figure::Sudden => self.sudden.into(),
            Figure::PutOff => self.put_off.into(),
            Figure::Cancelled => self.cancelled.into(),
            Figure::CalledOff => self.called_off.into(),
            Figure::Reached => self.reached.into(),
            Figure::Missed => self.missed.into(),
            Figure::Booked => self.booked.into(),
            Figure::Came => self.came.into(),
            Figure::WalkIns => self.walk_ins.into(),
            Figure::NoShow => self.no_show.into(),
            Figure::Complete => self.complete.into(),
            Figure::NibIssued => self.nib.into(),
            Figure::LostMinutes => self.outage().operator_minutes,
            Figure::LostPeople => self.lost_people,
        }
    }

    /// What outages cost.
    pub fn outage(&self) -> OutageCost {
        OutageCost {
            people: Some(self.lost_people),
            ..OutageCost::of(self.lost_seconds, 0)
        }
    }

    /// Those who did not come, of those who booked and of whom it is known, in tenths of a percent; none where nobody
    /// had booked.
    pub fn no_show_share(&self) -> Option<u32> {
        share(self.no_show.into(), (self.no_show + self.came_booked).into())
    }

    /// What differs from the same figures as they were at another time, in the order of the list.
    pub fn changes(&self, was: &Figures) -> Vec<Changed> {
        let all = Figure::ALL.iter().map(|figure| Changed {
            figure: *figure,
            was: was.get(*figure),
            is: self.get(*figure),
        });
        all.filter(|it| it.was != it.is).collect()
    }
}

/// A figure that is no longer what a report says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// Which.
    pub figure: Figure,
    /// In the report.
    pub was: u64,
    /// Now.
    pub is: u64,
}
