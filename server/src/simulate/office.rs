//! What the office and the village do before the day.

use super::Failed;
use super::agenda::Deed;
use super::year::{Year, hour, working};
use chrono::Duration;
use domain::calendar::date_in_wita;
use domain::outreach::OutreachChannel;

/// Of a hundred villages, so many cannot.
const CANNOT: u64 = 4;
/// So many ask for another day.
const ANOTHER_DAY: u64 = 8;
/// Days before the visit on which booking opens.
const OPENED_BEFORE: i64 = 28;
/// Days before the visit on which the word is spread.
const SPREAD_BEFORE: [i64; 3] = [10, 7, 1];

impl Year {
    /// The office plans a visit and asks its village. A day that the calendar holds is left for the next.
    pub(super) async fn plan(&mut self, at: usize, most_moves: usize) -> Result<(), Failed> {
        let operators: Vec<_> = self.team.iter().map(ToString::to_string).collect();
        for _ in 0..most_moves {
            let (village, date) = (self.visits[at].village.clone(), self.visits[at].date.to_string());
            let mut fields = vec![
                ("village", village.as_str()),
                ("date", &date),
                ("starts_at", "08:30"),
                ("ends_at", "11:30"),
                ("slot_minutes", "20"),
                ("service_minutes", "20"),
                ("walk_in_places", "0"),
                ("venue", "Wantilan Desa"),
            ];
            fields.extend(operators.iter().map(|id| ("operators", id.as_str())));
            let answer = self.head.post("/staf/kunjungan/baru", &fields).await?;
            if answer.is_done() {
                self.visits[at].id = answer.last_part().to_owned();
                self.ask(at).await?;
                let answer = self.clock.now() + Duration::hours(30);
                self.agenda.note(answer, Deed::Answer(at));
                return Ok(());
            }
            self.visits[at].date = working(self.visits[at].date + Duration::days(1));
        }
        Ok(())
    }

    async fn ask(&mut self, at: usize) -> Result<(), Failed> {
        let path = format!("/staf/kunjungan/{}/tautan", self.visits[at].id);
        let contact = self.visits[at].contact.clone();
        let fields = [("contact_name", "I Wayan Perbekel"), ("contact_phone", &*contact)];
        self.head.must(&path, &fields).await?;
        Ok(())
    }

    /// The village says yes, wishes another day, or cannot.
    pub(super) async fn answer(&mut self, at: usize) -> Result<(), Failed> {
        let contact = self.visits[at].contact.clone();
        let Some(link) = self.phones.take_link(&contact, "/konfirmasi/") else {
            // The message is not there yet, by the night or by Nyepi; a village that never answers has no visit.
            let later = self.clock.now() + Duration::hours(12);
            if later < hour(self.visits[at].date, 0, 0) {
                self.agenda.note(later, Deed::Answer(at));
            }
            return Ok(());
        };
        let link = link.trim_end_matches("/ruang").to_owned();
        let what = self.chance.below(100);
        let other = working(self.visits[at].date + Duration::days(2));
        let other_date = other.to_string();
        if what < CANNOT {
            self.somebody
                .must(&link, &[("answer", "no"), ("note", "Ada upacara di pura.")])
                .await?;
            return Ok(());
        }
        if what < CANNOT + ANOTHER_DAY {
            let fields = [("answer", "other-date"), ("other_date", &*other_date)];
            self.somebody.must(&link, &fields).await?;
            // The office plans anew on that day.
            self.step(at, "cancel", "Desa meminta hari lain").await?;
            self.visits[at].date = other;
            return self.plan(at, 5).await;
        }
        let fields = [
            ("answer", "yes"),
            ("venue", "Wantilan Desa"),
            ("contact_name", "I Wayan Perbekel"),
            ("contact_phone", &*contact),
            ("facilities", "electricity"),
            ("facilities", "tables"),
        ];
        self.somebody.must(&link, &fields).await?;
        self.visits[at].link = link;
        let date = self.visits[at].date;
        let open = hour(date - Duration::days(OPENED_BEFORE), 10, 0).max(self.clock.now());
        self.agenda.note(open, Deed::Open(at));
        Ok(())
    }

    async fn step(&mut self, at: usize, step: &str, reason: &str) -> Result<(), Failed> {
        let path = format!("/staf/kunjungan/{}/langkah", self.visits[at].id);
        self.head
            .must(&path, &[("step", step), ("reason", reason)])
            .await?;
        Ok(())
    }

    /// Booking opens, and whoever is to hear of it begins to.
    pub(super) async fn open(&mut self, at: usize) -> Result<(), Failed> {
        self.step(at, "open-booking", "").await?;
        let room = format!("{}/ruang", self.visits[at].link);
        let page = self.somebody.another().get(&room).await?.body;
        self.visits[at].codes = short_codes(&page);
        // The link to answer by ends before the visit; whoever spreads the word gets one of their own.
        let path = format!("/staf/kunjungan/{}/sosialisasi/tautan", self.visits[at].id);
        let contact = self.visits[at].contact.clone();
        let fields = [
            ("role", "perbekel"),
            ("contact_name", "I Wayan Perbekel"),
            ("contact_phone", &*contact),
        ];
        self.desk.must(&path, &fields).await?;
        let date = self.visits[at].date;
        // How busy the village is: some do nothing, some all.
        let days: Vec<_> = SPREAD_BEFORE.into_iter().filter(|_| self.happens(65)).collect();
        for before in &days {
            let at_hour = hour(date - Duration::days(*before), 18, 0);
            self.agenda.note(at_hour.max(self.clock.now()), Deed::Spread(at));
        }
        let people = 4 + self.chance.below(8) + 5 * days.len() as u64;
        self.want_places(at, people);
        self.agenda.note(hour(date, 7, 40), Deed::Day(at));
        Ok(())
    }

    /// The village tells its people, and writes down that it did.
    pub(super) async fn spread(&mut self, at: usize) -> Result<(), Failed> {
        let contact = self.visits[at].contact.clone();
        if let Some(link) = self.phones.take_link(&contact, "/konfirmasi/") {
            self.visits[at].link = link.trim_end_matches("/ruang").to_owned();
        }
        let channel = OutreachChannel::ALL[self.chance.below(OutreachChannel::ALL.len() as u64) as usize];
        let room = format!("{}/ruang", self.visits[at].link);
        let today = date_in_wita(self.clock.now()).to_string();
        let fields = [("channel", channel.key()), ("date", &*today)];
        let answer = self.somebody.another().post_parts(&room, &fields).await?;
        match answer.status.as_u16() {
            303 => Ok(()),
            // The link has ended: another one is asked for, and comes as a message.
            410 => {
                let path = format!("{}/baru", self.visits[at].link);
                self.somebody.another().must(&path, &[]).await?;
                let later = self.clock.now() + Duration::hours(15);
                if later < hour(self.visits[at].date, 0, 0) {
                    self.agenda.note(later, Deed::Spread(at));
                }
                Ok(())
            }
            status => Err(Failed::Refused(room, status)),
        }
    }

    /// The meeting has looked at it.
    pub(super) async fn evaluate(&mut self, at: usize) -> Result<(), Failed> {
        self.step(at, "evaluate", "").await
    }
}

/// The codes on the page of a village room: `/k/<code>`.
fn short_codes(page: &str) -> Vec<String> {
    let mut codes: Vec<String> = page
        .split("/k/")
        .skip(1)
        .map(|rest| rest.chars().take_while(char::is_ascii_alphanumeric).collect())
        .filter(|code: &String| !code.is_empty())
        .collect();
    codes.sort();
    codes.dedup();
    codes
}

#[cfg(test)]
mod tests {
    use super::short_codes;

    #[test]
    fn codes_are_found_once_each() {
        let page = "http://a/k/B7K2 … <div>http://a/k/C3</div> http://a/k/B7K2";
        assert_eq!(short_codes(page), ["B7K2", "C3"]);
    }
}
