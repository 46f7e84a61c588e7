//! What villagers do: they come by a channel, book, call off, say to come, wait for a place.

use super::Failed;
use super::agenda::Deed;
use super::year::{Year, hour};
use chrono::{DateTime, Duration, Utc};
use domain::calendar::date_in_wita;
use serde_json::{Value, json};

/// Of a hundred people with a place, so many call off before the day.
const CALL_OFF: u64 = 7;
/// So many say to come.
const SAY_YES: u64 = 35;
/// So many come by the short code of a channel.
const BY_CODE: u64 = 60;
/// So many of those who find no place wait for one.
const WAIT: u64 = 70;

const GIVEN: [&str; 10] = [
    "Wayan", "Made", "Nyoman", "Ketut", "Putu", "Kadek", "Komang", "Gede", "Luh", "Ayu",
];
const OWN: [&str; 8] = [
    "Sari", "Darma", "Rai", "Suarta", "Murni", "Agus", "Tirta", "Kerta",
];
const BUSINESSES: [&str; 8] = [
    "jual jaje Bali",
    "bengkel sepeda motor",
    "warung kelontong",
    "beternak ayam petelur",
    "jahit kebaya",
    "kopi bubuk",
    "salon rambut",
    "kerajinan bambu",
];

/// A person, made up.
pub(super) struct Person {
    pub(super) name: String,
    pub(super) phone: String,
    pub(super) business: &'static str,
}

impl Year {
    pub(super) fn person(&mut self) -> Person {
        self.people += 1;
        let mut one = |all: &[&'static str]| all[self.chance.below(all.len() as u64) as usize];
        let (given, own, business) = (one(&GIVEN), one(&OWN), one(&BUSINESSES));
        Person {
            name: format!("{given} {own} {}", self.people),
            phone: format!("+62812{:08}", self.people),
            business,
        }
    }

    /// So many people want a place, each at an hour of the days until the visit.
    pub(super) fn want_places(&mut self, at: usize, people: u64) {
        let (from, until) = (self.clock.now(), hour(self.visits[at].date, 0, 0));
        let days = (until - from).num_days().max(1) as u64;
        for _ in 0..people {
            let day = date_in_wita(from) + Duration::days(self.chance.below(days) as i64);
            let minute = 7 * 60 + self.chance.below(14 * 60) as i64;
            let when = (hour(day, 0, 0) + Duration::minutes(minute)).max(from);
            self.agenda.note(when, Deed::Book(at));
        }
    }

    /// One person looks for a time and takes it, or waits for one.
    pub(super) async fn book(&mut self, at: usize) -> Result<(), Failed> {
        let id = self.visits[at].id.clone();
        let (_, visit) = self
            .somebody
            .call::<()>(&format!("/api/v1/visits/{id}"), None)
            .await?;
        let free: Vec<&Value> = visit["slots"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|slot| slot["available"].as_u64().unwrap_or(0) > 0)
            .collect();
        let person = self.person();
        if free.is_empty() {
            self.counted.full += 1;
            if self.happens(WAIT) {
                self.wait(at, &person).await?;
            }
            return Ok(());
        }
        let slot = free[self.chance.below(free.len() as u64) as usize]["id"]
            .as_str()
            .unwrap_or("")
            .to_owned();
        let token = if self.happens(BY_CODE) && !self.visits[at].codes.is_empty() {
            self.book_by_code(at, &person, &slot).await?
        } else {
            self.book_by_api(&person, &slot).await?
        };
        if let Some(token) = token {
            self.holds(at, token);
        }
        Ok(())
    }

    /// The person holds a place, and makes up their mind later.
    fn holds(&mut self, at: usize, token: String) {
        self.counted.booked += 1;
        self.visits[at].tickets.push(token.clone());
        let (now, day) = (self.clock.now(), hour(self.visits[at].date, 0, 0));
        let left = (day - now).num_minutes().max(1) as u64;
        let when: DateTime<Utc> = now + Duration::minutes(self.chance.below(left) as i64);
        self.agenda.note(when, Deed::Decide(at, token));
    }

    async fn book_by_api(&mut self, person: &Person, slot: &str) -> Result<Option<String>, Failed> {
        let body = json!({
            "slot_id": slot,
            "applicant_name": person.name,
            "phone": person.phone,
            "business_activity": person.business,
        });
        let (status, booking) = self.somebody.call("/api/v1/bookings", Some(&body)).await?;
        match status.as_u16() {
            201 => Ok(booking["manage_token"].as_str().map(str::to_owned)),
            409 => Ok(None),
            other => Err(Failed::Refused("/api/v1/bookings".into(), other)),
        }
    }

    async fn book_by_code(
        &mut self,
        at: usize,
        person: &Person,
        slot: &str,
    ) -> Result<Option<String>, Failed> {
        let codes = &self.visits[at].codes;
        let code = codes[self.chance.below(codes.len() as u64) as usize].clone();
        let mut browser = self.somebody.another();
        browser.get(&format!("/k/{code}")).await?;
        let key = format!("permainan-{}", self.people);
        let fields = [
            ("slot_id", slot),
            ("applicant_name", &person.name),
            ("phone", &person.phone),
            ("business_activity", person.business),
            ("idempotency_key", &key),
        ];
        let path = format!("/kunjungan/{}", self.visits[at].id);
        let answer = browser.post(&path, &fields).await?;
        match answer.status.as_u16() {
            303 => Ok(Some(answer.last_part().to_owned())),
            409 => Ok(None),
            other => Err(Failed::Refused(path, other)),
        }
    }

    async fn wait(&mut self, at: usize, person: &Person) -> Result<(), Failed> {
        let key = format!("menunggu-{}", self.people);
        let fields = [
            ("applicant_name", &*person.name),
            ("phone", &person.phone),
            ("business_activity", person.business),
            ("idempotency_key", &key),
        ];
        let path = format!("/kunjungan/{}/tunggu", self.visits[at].id);
        let answer = self.somebody.another().post(&path, &fields).await?;
        if answer.is_done() {
            let page = answer.location.split('?').next().unwrap_or("").to_owned();
            self.visits[at].waiting.push((person.phone.clone(), page));
        }
        Ok(())
    }

    /// Whoever was offered a place takes it.
    pub(super) async fn take_offers(&mut self) -> Result<(), Failed> {
        let today = date_in_wita(self.clock.now());
        for at in 0..self.visits.len() {
            if self.visits[at].waiting.is_empty() || self.visits[at].date < today {
                continue;
            }
            for (phone, page) in std::mem::take(&mut self.visits[at].waiting) {
                if self.phones.take_link(&phone, "/tunggu/").is_none() {
                    self.visits[at].waiting.push((phone, page));
                    continue;
                }
                let path = format!("{page}/terima");
                let answer = self.somebody.another().post(&path, &[]).await?;
                if answer.is_done() {
                    self.counted.from_waiting += 1;
                    self.holds(at, answer.last_part().to_owned());
                }
            }
        }
        Ok(())
    }

    /// The holder of a place calls off, says to come, or says nothing.
    pub(super) async fn decide(&mut self, at: usize, token: &str) -> Result<(), Failed> {
        let what = self.chance.below(100);
        if what < CALL_OFF {
            if self.somebody.delete(&format!("/api/v1/bookings/{token}")).await? {
                self.counted.cancelled += 1;
                self.counted.booked -= 1;
                self.visits[at].tickets.retain(|it| it != token);
            }
        } else if what < CALL_OFF + SAY_YES {
            // Refused where the visit was called off meanwhile: the ticket says so.
            self.somebody
                .another()
                .post(&format!("/tiket/{token}/hadir"), &[])
                .await?;
        }
        Ok(())
    }
}
