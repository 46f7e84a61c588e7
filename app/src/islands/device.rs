//! The device under the pages of the service day. What it knows lies in the browser's storage, so that it goes on
//! without a network: what somebody does goes to the server, or into the storage where the server is not reached.

use crate::text::DayWords;
use chrono::{DateTime, Utc};
use domain::day::service::{DayPage, Granted, Synced, Wish};
use domain::day::{Around, Day, DayForm, Replica, Seat};
use domain::field::{Field, FieldError};
use domain::id::{DeviceId, EntryId, EventId, OperatorId, VisitId};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::closure::Closure;
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys::{Element, HtmlElement, HtmlFormElement};
use std::time::Duration;
use uuid::Uuid;
use wasm_bindgen::prelude::wasm_bindgen;

/// Between two contacts, when nothing happens.
const HEARTBEAT: Duration = Duration::from_secs(10);

// `public/hari.js`: storage, network and the forms' values. Each call either answers or throws a word.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = hari)]
    fn now() -> f64;
    #[wasm_bindgen(js_namespace = hari)]
    fn uuid() -> String;
    #[wasm_bindgen(js_namespace = hari)]
    fn pairs(event: &JsValue) -> String;
    #[wasm_bindgen(js_namespace = hari)]
    fn listen(visit: &str, device: &str, heard: &Closure<dyn FnMut(String)>);
    #[wasm_bindgen(js_namespace = hari, catch)]
    async fn open(visit: &str, kind: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = hari, catch)]
    async fn save(device: &str, json: &str, waiting: u32) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = hari, catch)]
    async fn send(visit: &str, json: &str) -> Result<JsValue, JsValue>;
}

/// How the device stands with the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    /// The last contact went well.
    Online,
    /// It did not.
    Offline,
    /// Somebody has to log in.
    LoggedOut,
}

/// What came of the last act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Note {
    pub(super) text: String,
    pub(super) good: bool,
}

/// A device, shared by the parts of its page.
#[derive(Clone, Copy)]
pub(super) struct Device {
    pub(super) replica: RwSignal<Replica>,
    pub(super) link: RwSignal<Link>,
    pub(super) note: RwSignal<Option<Note>>,
    /// The device's own clock, set now and then.
    pub(super) clock: RwSignal<DateTime<Utc>>,
    /// Its storage is there.
    ready: RwSignal<bool>,
    visit: VisitId,
    words: DayWords,
}

impl Device {
    /// As the page came: on the server, and in the browser until its storage was opened.
    pub(super) fn new(page: DayPage, operator: Option<OperatorId>, by: String, words: DayWords) -> Device {
        let (visit, at) = (page.visit.id, page.now);
        let seat = Seat {
            device: DeviceId::new(Uuid::nil()),
            operator,
            by,
        };
        Device {
            replica: RwSignal::new(Replica::new(page, seat, at)),
            link: RwSignal::new(Link::Online),
            note: RwSignal::new(None),
            clock: RwSignal::new(at),
            ready: RwSignal::new(false),
            visit,
            words,
        }
    }

    /// The day as the device sees it, and the time for what is asked of it.
    pub(super) fn day(self) -> (Day, DateTime<Utc>) {
        let now = self.clock.get();
        self.replica.with(|it| (it.day(now), it.time(now)))
    }

    /// Opens the storage and keeps in touch. In the browser alone.
    pub(super) fn start(self) {
        Effect::new(move |_| {
            spawn_local(async move {
                if self.open_storage().await.is_some() {
                    self.keep_in_touch();
                    self.contact(None).await;
                }
            });
        });
    }

    async fn open_storage(self) -> Option<()> {
        let seat = self.replica.with_untracked(|it| it.seat().clone());
        let kind = seat.operator.map_or("meja".to_owned(), |it| it.to_string());
        let opened = open(&self.visit.to_string(), &kind).await.ok()?.as_string()?;
        let (device, saved) = serde_json::from_str::<(DeviceId, Option<String>)>(&opened).ok()?;
        let at = moment();
        let page = self.replica.with_untracked(|it| it.page().clone());
        let kept = saved.and_then(|json| serde_json::from_str::<Replica>(&json).ok());
        let replica = match kept {
            Some(mut replica) => {
                replica.sit(seat.operator, seat.by);
                replica.reload(page);
                replica.tick(at);
                replica
            }
            None => Replica::new(page, Seat { device, ..seat }, at),
        };
        self.clock.set(at);
        self.replica.set(replica);
        self.ready.set(true);
        Some(())
    }

    fn keep_in_touch(self) {
        let heard = Closure::new(move |word: String| {
            if let Some(entry) = word.strip_prefix("lepas ").and_then(|id| id.parse().ok()) {
                self.replica.update(|it| it.release(entry));
            }
            self.touch();
        });
        let device = self.replica.with_untracked(|it| it.seat().device.to_string());
        listen(&self.visit.to_string(), &device, &heard);
        // Heard as long as the page lives.
        heard.forget();
        set_interval(move || self.touch(), HEARTBEAT);
    }

    fn touch(self) {
        spawn_local(async move {
            self.contact(None).await;
        });
    }

    /// Sends what waits, and a wish; takes what comes back. None where the server was not reached.
    async fn contact(self, wish: Option<Wish>) -> Option<Option<Granted>> {
        let at = moment();
        self.clock.set(at);
        let report = self.replica.try_update(|it| it.report(at, wish))?;
        let json = serde_json::to_string(&report).ok()?;
        match send(&self.visit.to_string(), &json).await {
            Ok(answer) => {
                let answer: Synced = serde_json::from_str(&answer.as_string()?).ok()?;
                let granted = answer.granted;
                let changed = self
                    .replica
                    .with_untracked(|it| it.page().version != answer.version || it.waiting_to_send() > 0);
                let at = moment();
                self.clock.set(at);
                if changed {
                    self.replica.update(|it| it.take(answer, at));
                } else {
                    // Nobody needs to look again.
                    self.replica.update_untracked(|it| it.take(answer, at));
                }
                self.link.set(Link::Online);
                self.keep().await;
                Some(granted)
            }
            Err(word) => {
                self.link.set(match word.as_string().as_deref() {
                    Some("masuk") => Link::LoggedOut,
                    _ => Link::Offline,
                });
                None
            }
        }
    }

    /// Writes the device's state into the storage.
    async fn keep(self) -> bool {
        let state = self.replica.with_untracked(|it| {
            let waiting = u32::try_from(it.waiting_to_send()).unwrap_or(u32::MAX);
            Some((
                it.seat().device.to_string(),
                serde_json::to_string(it).ok()?,
                waiting,
            ))
        });
        match state {
            Some((device, json, waiting)) => save(&device, &json, waiting).await.is_ok(),
            None => false,
        }
    }

    /// A form of the page was sent: the device takes it, unless its storage is not there yet.
    pub(super) fn submitted(self, event: &SubmitEvent) {
        let Some(form) = event
            .target()
            .and_then(|it| it.dyn_into::<HtmlFormElement>().ok())
        else {
            return;
        };
        // A search, and what only the server does, go their ordinary way.
        if form.method() != "post" || form.action().ends_with("/periksa") || !self.ready.get_untracked() {
            return;
        }
        event.prevent_default();
        if form.get_attribute("aria-busy").is_some() {
            return;
        }
        let Ok(values) = serde_json::from_str(&pairs(event)) else {
            return;
        };
        let date = self.replica.with_untracked(|it| it.page().visit.date);
        let around = Around {
            fresh: fresh(),
            seq: 0,
            at: moment(),
            date,
        };
        match DayForm(values).parse(around) {
            Ok(wish) => {
                tell(&form, &[], self.words);
                let _ = form.set_attribute("aria-busy", "true");
                spawn_local(async move {
                    if self.act(wish).await {
                        form.reset();
                    }
                    let _ = form.remove_attribute("aria-busy");
                    look_at_note();
                });
            }
            Err(errors) => tell(&form, &errors, self.words),
        }
    }

    /// Does it at the server, or on the device alone. Whether it was done.
    async fn act(self, wish: Wish) -> bool {
        let at = moment();
        let wish = match wish {
            Wish::Next { id, .. } => self.replica.try_update_untracked(|it| it.wish_next(id)).flatten(),
            Wish::Do(sent) => self.replica.try_update_untracked(|it| {
                let mut stamped = it.stamp(sent.id, sent.act, at);
                (stamped.person, stamped.nib) = (sent.person, sent.nib);
                (stamped.note, stamped.call_back) = (sent.note, sent.call_back);
                Wish::Do(Box::new(stamped))
            }),
        };
        let Some(wish) = wish else { return false };
        let granted = match self.contact(Some(wish.clone())).await {
            Some(Some(granted)) => granted,
            _ => self.alone(wish).await,
        };
        self.say(granted);
        matches!(granted, Granted::Done(_))
    }

    /// Without a network.
    async fn alone(self, wish: Wish) -> Granted {
        let at = moment();
        let tried = self.replica.try_update(|it| match wish {
            // Another id: the server may have heard the wish, and its answer been lost.
            Wish::Next { .. } => it.next_offline(EventId::new(fresh()), at),
            Wish::Do(sent) => {
                let entry = sent.act.entry();
                let sent = it.in_doubt(*sent, EventId::new(fresh()), at);
                it.record(sent, at).map(|()| entry)
            }
        });
        self.clock.set(at);
        if !self.keep().await {
            self.link.set(Link::Offline);
        }
        match tried {
            Some(Ok(Some(entry))) => Granted::Done(Some(entry)),
            Some(Ok(None)) => Granted::NobodyWaits,
            Some(Err(flag)) => Granted::Refused(flag),
            None => Granted::NobodyWaits,
        }
    }

    fn say(self, granted: Granted) {
        let words = self.words;
        let note = match granted {
            Granted::Refused(flag) => Some((flag.text(words.0), false)),
            Granted::NobodyWaits => Some((words.nobody_waits().to_owned(), false)),
            Granted::Done(entry) => entry
                .and_then(|entry| self.number_note(entry))
                .map(|text| (text, true)),
        };
        self.note.set(note.map(|(text, good)| Note { text, good }));
    }

    /// The number of who has just come.
    fn number_note(self, entry: EntryId) -> Option<String> {
        let (at, people) = self
            .replica
            .with_untracked(|it| (self.clock.get_untracked(), it.people()));
        let day = self.replica.with_untracked(|it| it.day(at));
        let it = day.entry(entry)?;
        let name = people.iter().find(|it| it.entry == entry)?.name.clone();
        (it.stage == domain::day::Stage::Waiting)
            .then(|| it.number.map(|number| self.words.number_given(number, &name)))
            .flatten()
    }
}

fn moment() -> DateTime<Utc> {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds of a clock fit")]
    let milliseconds = now() as i64;
    DateTime::from_timestamp_millis(milliseconds).unwrap_or_default()
}

fn fresh() -> Uuid {
    uuid().parse().unwrap_or_default()
}

/// Fields that a person types.
const CHECKED: [Field; 8] = [
    Field::ApplicantName,
    Field::Phone,
    Field::BusinessActivity,
    Field::Nib,
    Field::Note,
    Field::CallBack,
    Field::IncidentFrom,
    Field::IncidentUntil,
];

/// What needs mending, beside its field.
fn tell(form: &Element, errors: &[FieldError], words: DayWords) {
    for field in CHECKED {
        let place = form.query_selector(&["#", field.name(), "-problem"].concat());
        if let Ok(Some(place)) = place {
            let error = errors.iter().find(|it| it.field == field);
            let text = error.map(|it| it.problem.text(field, words.0));
            place.set_text_content(Some(text.as_deref().unwrap_or_default()));
        }
    }
    if let Some(first) = errors.first() {
        focus(form, first.field);
    }
}

fn focus(form: &Element, field: Field) {
    let found = form.query_selector(&["[name=", field.name(), "]"].concat());
    if let Ok(Some(element)) = found
        && let Some(element) = element.dyn_ref::<HtmlElement>()
    {
        let _ = element.focus();
    }
}

/// What came of it is read out, and whoever works with the keyboard starts from there.
fn look_at_note() {
    let note = document().get_element_by_id("catatan");
    if let Some(note) = note.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        let _ = note.focus();
    }
}
