//! The office's settings, kept in memory for a minute: every page needs them.

use crate::Backend;
use crate::db::{Tx, execute, fetch_all};
use crate::error::{StoreError, Stored};
use crate::teams;
use chrono::Duration;
use domain::message::Channel;
use domain::plan::{SERVICE_MINUTES, SLOT_MINUTES, parse_time};
use domain::settings::Settings;
use domain::triage::parse_risks;
use domain::what_if::{MOST_SPREAD, MOST_WALK_INS};
use std::ops::RangeInclusive;

const ALL: &str = "select key, value from setting order by key";
const SET: &str =
    "insert into setting (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value";

/// How long settings are kept in memory, in seconds: the command line may change them meanwhile.
const KEPT_SECONDS: i64 = 60;

/// Days before a visit for a stage of its countdown.
const COUNTDOWN_DAYS: RangeInclusive<u32> = 0..=90;
const COUNTDOWN: &str = "days from 0 to 90";
/// What a factor of the ranking may weigh.
const POINTS: RangeInclusive<u32> = 0..=100;
const POINTS_WORD: &str = "points from 0 to 100";

/// Money.
const RUPIAH: RangeInclusive<u32> = 0..=1_000_000_000;
const RUPIAH_WORD: &str = "rupiah, a whole number";
const RISKS: &str =
    "pairs such as makanan=medium-low;obat=high; risks are low, medium-low, medium-high, high";
const CHANNELS: &str = "email, whatsapp and sms in the order wanted, separated by ';'";

/// Why a setting cannot be set.
#[derive(Debug, thiserror::Error)]
pub enum SettingError {
    /// There is no such setting.
    #[error("there is no setting {0:?}; there are: {KEYS}")]
    Unknown(String),
    /// The value does not fit.
    #[error("the value of {0} does not fit: {1}")]
    Value(String, &'static str),
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

const KEYS: &str = "office_name, office_phone, office_address, service_minutes, slot_minutes, opens_at, closes_at, friday_closes_at, target, village_link_days, publish_day, month_minimum, letter_days, venue_days, outreach_days, check_days, reminder_days, bring_id, bring_en, office_hours_id, office_hours_en, kind_risks, supervised_weight, office_minimum, no_show_percent, walk_ins_expected, service_spread_percent, arrival_tolerance, offline_share_minutes, office_return_places, return_days, offer_minutes, places_per_phone, places_per_helper, show_percent, demand_days, ask_days, reminder_at, morning_minutes, quiet_from, quiet_until, channel_order, whatsapp_cost, whatsapp_ceiling, sms_cost, sms_ceiling, survey_minimum, small_group, letterhead, letter_place, letter_law, signer_name, signer_title, signer_number, rank_unlicensed, rank_absence, rank_turnout, rank_interest, rank_travel, rank_signal";

impl Backend {
    /// The settings as they are stored.
    ///
    /// # Errors
    /// Of the store.
    pub async fn settings(&self) -> Stored<Settings> {
        Ok(read(fetch_all!(self.pool, (String, String), ALL)?))
    }

    /// The settings, at most a minute old.
    pub(crate) async fn settings_now(&self) -> Stored<Settings> {
        if let Some(settings) = self.kept_settings().await {
            return Ok(settings);
        }
        let now = self.now();
        let settings = self.settings().await?;
        *self.kept_settings.write().await = Some((now, settings.clone()));
        Ok(settings)
    }

    /// The same inside a transaction. What holds locks must not wait for a second connection: those
    /// who wait for its locks may hold them all.
    pub(crate) async fn settings_in(&self, tx: &mut Tx) -> Stored<Settings> {
        if let Some(settings) = self.kept_settings().await {
            return Ok(settings);
        }
        Ok(read(fetch_all!(tx, (String, String), ALL)?))
    }

    async fn kept_settings(&self) -> Option<Settings> {
        let kept = self.kept_settings.read().await;
        let (at, settings) = kept.as_ref()?;
        (self.now() - *at < Duration::seconds(KEPT_SECONDS)).then(|| settings.clone())
    }

    /// Sets one. Lists are separated by `;`.
    ///
    /// # Errors
    /// Where there is no such setting or the value does not fit.
    pub async fn set_setting(&self, key: &str, value: &str) -> Result<(), SettingError> {
        apply(&mut Settings::default(), key, value)?;
        let mut tx = self.pool.begin().await?;
        let counts_in_capacity = key == "supervised_weight";
        if counts_in_capacity {
            // A visit that is planned meanwhile comes before, or reads the new value.
            teams::lock_all(&mut tx).await?;
        }
        execute!(tx, SET, key, value)?;
        if counts_in_capacity {
            teams::recompute_ahead(&mut tx, self.today_in_wita()).await?;
        }
        tx.commit().await?;
        *self.kept_settings.write().await = None;
        Ok(())
    }
}

fn read(rows: Vec<(String, String)>) -> Settings {
    let mut settings = Settings::default();
    for (key, value) in rows {
        // A value that no longer fits is left at its default; `set_setting` wrote none such.
        let _ = apply(&mut settings, &key, &value);
    }
    settings
}

/// Reads `email;whatsapp;sms`: each at most once, no draft.
fn channels(value: &str) -> Option<Vec<Channel>> {
    let mut all = Vec::new();
    for key in value.split(';').map(str::trim).filter(|key| !key.is_empty()) {
        let channel =
            Channel::from_key(key).filter(|it| !matches!(it, Channel::WhatsAppDraft | Channel::Push))?;
        if all.contains(&channel) {
            return None;
        }
        all.push(channel);
    }
    Some(all)
}

fn apply(settings: &mut Settings, key: &str, value: &str) -> Result<(), SettingError> {
    let bad = |why| SettingError::Value(key.to_owned(), why);
    let number = |range: RangeInclusive<u32>, why| match value.trim().parse::<u32>() {
        Ok(number) if range.contains(&number) => Ok(number),
        _ => Err(bad(why)),
    };
    let time = || {
        parse_time(value)
            .map(|time| time.format("%H:%M").to_string())
            .map_err(|_| bad("a time such as 08:30"))
    };
    let lines = || {
        value
            .split(';')
            .map(|line| line.trim().to_owned())
            .filter(|line| !line.is_empty())
            .collect()
    };
    match key {
        "office_name" => settings.office_name = value.trim().to_owned(),
        "office_phone" => settings.office_phone = value.trim().to_owned(),
        "office_address" => settings.office_address = value.trim().to_owned(),
        "service_minutes" => settings.service_minutes = number(SERVICE_MINUTES, "minutes from 10 to 45")?,
        "slot_minutes" => settings.slot_minutes = number(SLOT_MINUTES, "minutes from 10 to 240")?,
        "opens_at" => settings.opens_at = time()?,
        "closes_at" => settings.closes_at = time()?,
        "friday_closes_at" => settings.friday_closes_at = time()?,
        "survey_minimum" => settings.survey_minimum = number(1..=10_000, "a number from 1 to 10000")?,
        "small_group" => settings.small_group = number(3..=100, "a number from 3 to 100")?,
        "target" => settings.target = number(0..=1000, "a number from 0 to 1000")?,
        "publish_day" => settings.publish_day = number(1..=31, "a day from 1 to 31")?,
        "month_minimum" => settings.month_minimum = number(0..=31, "a number from 0 to 31")?,
        "letter_days" => settings.letter_days = number(COUNTDOWN_DAYS, COUNTDOWN)?,
        "venue_days" => settings.venue_days = number(COUNTDOWN_DAYS, COUNTDOWN)?,
        "outreach_days" => settings.outreach_days = number(COUNTDOWN_DAYS, COUNTDOWN)?,
        "check_days" => settings.check_days = number(COUNTDOWN_DAYS, COUNTDOWN)?,
        "reminder_days" => settings.reminder_days = number(COUNTDOWN_DAYS, COUNTDOWN)?,
        "village_link_days" => settings.village_link_days = number(1..=90, "days from 1 to 90")?,
        "bring_id" => settings.bring_id = lines(),
        "bring_en" => settings.bring_en = lines(),
        "office_hours_id" => settings.office_hours_id = value.trim().to_owned(),
        "office_hours_en" => settings.office_hours_en = value.trim().to_owned(),
        "kind_risks" => settings.kind_risks = parse_risks(value).ok_or_else(|| bad(RISKS))?,
        "supervised_weight" => settings.supervised_weight = number(0..=100, "percent from 0 to 100")?,
        "office_minimum" => settings.office_minimum = number(0..=50, "people from 0 to 50")?,
        "no_show_percent" => settings.no_show_percent = number(0..=100, "percent from 0 to 100")?,
        "walk_ins_expected" => {
            settings.walk_ins_expected = number(0..=MOST_WALK_INS, "people from 0 to 200")?;
        }
        "service_spread_percent" => {
            settings.service_spread_percent = number(0..=MOST_SPREAD, "percent from 0 to 90")?;
        }
        "arrival_tolerance" => settings.arrival_tolerance = number(0..=120, "minutes from 0 to 120")?,
        "offline_share_minutes" => {
            settings.offline_share_minutes = number(1..=240, "minutes from 1 to 240")?;
        }
        "office_return_places" => {
            settings.office_return_places = number(0..=100, "places from 0 to 100")?;
        }
        "return_days" => settings.return_days = number(1..=90, "days from 1 to 90")?,
        "offer_minutes" => settings.offer_minutes = number(10..=2880, "minutes from 10 to 2880")?,
        "places_per_phone" => settings.places_per_phone = number(1..=100, "places from 1 to 100")?,
        "places_per_helper" => settings.places_per_helper = number(0..=200, "people from 0 to 200")?,
        "show_percent" => settings.show_percent = number(1..=100, "percent from 1 to 100")?,
        "demand_days" => settings.demand_days = number(COUNTDOWN_DAYS, COUNTDOWN)?,
        "ask_days" => settings.ask_days = number(COUNTDOWN_DAYS, COUNTDOWN)?,
        "reminder_at" => settings.reminder_at = time()?,
        "morning_minutes" => settings.morning_minutes = number(0..=720, "minutes from 0 to 720")?,
        "quiet_from" => settings.quiet_from = time()?,
        "quiet_until" => settings.quiet_until = time()?,
        "channel_order" => settings.channel_order = channels(value).ok_or_else(|| bad(CHANNELS))?,
        "whatsapp_cost" => settings.whatsapp_cost = number(RUPIAH, RUPIAH_WORD)?,
        "whatsapp_ceiling" => settings.whatsapp_ceiling = number(RUPIAH, RUPIAH_WORD)?,
        "sms_cost" => settings.sms_cost = number(RUPIAH, RUPIAH_WORD)?,
        "sms_ceiling" => settings.sms_ceiling = number(RUPIAH, RUPIAH_WORD)?,
        "letterhead" => settings.letter.letterhead = lines(),
        "letter_place" => settings.letter.place = value.trim().to_owned(),
        "letter_law" => settings.letter.law = value.trim().to_owned(),
        "signer_name" => settings.letter.signer_name = value.trim().to_owned(),
        "signer_title" => settings.letter.signer_title = value.trim().to_owned(),
        "signer_number" => settings.letter.signer_number = value.trim().to_owned(),
        "rank_unlicensed" => settings.ranking.unlicensed = number(POINTS, POINTS_WORD)?,
        "rank_absence" => settings.ranking.absence = number(POINTS, POINTS_WORD)?,
        "rank_turnout" => settings.ranking.turnout = number(POINTS, POINTS_WORD)?,
        "rank_interest" => settings.ranking.interest = number(POINTS, POINTS_WORD)?,
        "rank_travel" => settings.ranking.travel = number(POINTS, POINTS_WORD)?,
        "rank_signal" => settings.ranking.signal = number(POINTS, POINTS_WORD)?,
        // Marks demonstration data; not a setting of the office.
        "demo" => {}
        _ => return Err(SettingError::Unknown(key.to_owned())),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_does_not_fit_is_refused_with_its_range() {
        let mut settings = Settings::default();
        assert!(apply(&mut settings, "service_minutes", "15").is_ok());
        assert_eq!(settings.service_minutes, 15);
        let why = apply(&mut settings, "service_minutes", "0")
            .unwrap_err()
            .to_string();
        assert_eq!(
            why,
            "the value of service_minutes does not fit: minutes from 10 to 45"
        );
        assert!(apply(&mut settings, "opens_at", "8 pagi").is_err());
        for order in ["email;email", "whatsapp-draft", "push", "pos"] {
            assert!(apply(&mut settings, "channel_order", order).is_err(), "{order}");
        }
        assert!(apply(&mut settings, "channel_order", "").is_ok(), "drafts alone");
        assert!(matches!(
            apply(&mut settings, "colour", "red"),
            Err(SettingError::Unknown(_))
        ));
    }

    #[test]
    fn every_key_that_is_listed_is_known() {
        for key in KEYS.split(", ") {
            let value = match key {
                "quiet_from" | "quiet_until" => "09:00",
                "channel_order" => "sms;email",
                "kind_risks" => "obat=high",
                key if key.ends_with("_at") => "09:00",
                _ => "20",
            };
            assert!(apply(&mut Settings::default(), key, value).is_ok(), "{key}");
        }
    }
}
