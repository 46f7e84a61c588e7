// Follows a service day for the board in the hall and for the place on a ticket: by a stream, by asking now and then
// where streams are blocked. Without it the page is whole as it came. `app/src/live.rs` makes the messages.

const SILENCE = 40_000; // the server says the time every 15 s
const POLL = 10_000;
const STREAM_AGAIN = 60_000;
const FRESH = 60; // seconds after which a call is history
const FAILURES = 2;

let now; // what is followed

/** Follows what an element shows; nothing where there is none. */
export function follow(root) {
  if (root === now?.root) return;
  now?.stop();
  now = root ? new Follower(root) : undefined;
}

class Follower {
  constructor(root) {
    this.root = root;
    this.failures = 0;
    this.polling = false;
    this.timers = {};
    this.ended = new AbortController();
    this.id = root.dataset.version ?? "";
    this.voice = new Voice(root);
    const again = () => {
      const isOpen = this.source.readyState === EventSource.OPEN;
      if (document.visibilityState === "visible" && !isOpen) this.listen();
    };
    addEventListener("online", again, { signal: this.ended.signal });
    document.addEventListener("visibilitychange", again, { signal: this.ended.signal });
    keepAwake(root, this.ended.signal);
    this.clock = this.part("clock")?.textContent ?? "";
    this.listen();
  }

  part(name) {
    return this.root.querySelector(`[data-${name}]`);
  }

  address(end) {
    return `${this.root.dataset.live}/${end}?versi=${encodeURIComponent(this.id)}`;
  }

  after(name, milliseconds, act) {
    clearTimeout(this.timers[name]);
    this.timers[name] = setTimeout(act, milliseconds);
  }

  stop() {
    this.ended.abort();
    this.source.close();
    Object.values(this.timers).forEach(clearTimeout);
    this.timers = {};
  }

  listen() {
    if (this.ended.signal.aborted) return;
    this.source?.close();
    const source = new EventSource(this.address("kabar"));
    this.source = source;
    const streams = () => {
      this.failures = 0;
      clearTimeout(this.timers.poll);
      this.polling = false;
      this.after("silence", SILENCE, () => this.lost());
    };
    source.onmessage = (event) => {
      streams();
      this.show(JSON.parse(event.data));
    };
    source.addEventListener("jam", (event) => {
      streams();
      this.heard(event.data);
    });
    source.onerror = () => this.lost();
    this.after("silence", SILENCE, () => this.lost());
  }

  lost() {
    this.source.close();
    clearTimeout(this.timers.silence);
    this.failures += 1;
    // Not all at once when the server comes back.
    const soon = 1000 + Math.random() * 2000;
    this.after("listen", this.failures < FAILURES ? soon : STREAM_AGAIN, () => this.listen());
    if (this.failures >= FAILURES && !this.polling) {
      this.polling = true;
      this.poll();
    }
  }

  async poll() {
    const late = new AbortController();
    this.after("late", POLL, () => late.abort());
    try {
      const answer = await fetch(this.address("kini"), { signal: late.signal });
      if (!answer.ok) throw answer.status;
      if (answer.status === 204) this.heard(clockOf(answer.headers.get("date")));
      else this.show(await answer.json());
    } catch {
      if (!this.ended.signal.aborted) this.say(`${this.root.dataset.stale} ${this.clock}`);
    }
    clearTimeout(this.timers.late);
    if (this.polling && !this.ended.signal.aborted) this.after("poll", POLL + Math.random() * 1000, () => this.poll());
  }

  heard(clock) {
    this.clock = clock;
    const shown = this.part("clock");
    if (shown) shown.textContent = clock;
    this.say("");
  }

  say(text) {
    const state = this.part("state");
    if (state && state.textContent !== text) state.textContent = text;
  }

  show(message) {
    if (this.ended.signal.aborted) return;
    this.id = message.id;
    const board = this.part("board");
    if (board) board.innerHTML = message.html;
    this.voice.call(message, this.part("call"));
    this.showPlace(message);
    this.heard(message.at);
  }

  /** The place of a ticket; one without a number looks whether it has got one. */
  showPlace({ places, gone, incident }) {
    const { number } = this.root.dataset;
    const [place, outage] = [this.part("place"), this.part("incident")];
    if (place) {
      const text = places[number] ?? gone;
      if (place.textContent !== text) place.textContent = text;
    }
    if (outage) {
      outage.textContent = incident;
      outage.hidden = !incident;
    }
    if (number === "") this.after("ask", Math.random() * 3000, () => this.ask());
  }

  async ask() {
    const answer = await fetch(location.pathname).catch(() => undefined);
    if (!answer?.ok || this.ended.signal.aborted) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-live]");
    if (!fresh?.dataset.number) return;
    this.root.replaceWith(fresh);
    follow(fresh);
  }
}

/** Speaks calls one after the other, once somebody has turned it on: browsers ask for a press first. */
class Voice {
  constructor(root) {
    this.on = false;
    this.known = new Set((root.dataset.calls ?? "").split(" "));
    const button = root.querySelector("[data-sound]");
    if (!button || !window.speechSynthesis) return;
    button.hidden = false;
    button.onclick = () => {
      this.on = !this.on;
      button.textContent = this.on ? button.dataset.soundOff : button.dataset.soundOn;
      if (this.on) this.speak(root.dataset.on, document.documentElement.lang);
      else speechSynthesis.cancel();
    };
  }

  call({ calls, now }, shown) {
    const fresh = calls.filter((it) => !this.known.has(it.key) && now - it.at <= FRESH).reverse();
    calls.forEach((it) => this.known.add(it.key));
    for (const { say, text } of fresh) {
      if (shown) shown.textContent = text;
      if (this.on) this.speak(say, "id-ID");
    }
  }

  speak(text, lang) {
    const words = new SpeechSynthesisUtterance(text);
    words.lang = lang;
    words.rate = 0.9;
    const own = speechSynthesis.getVoices().find((it) => it.lang.slice(0, 2) === lang.slice(0, 2));
    if (own) words.voice = own;
    speechSynthesis.speak(words);
  }
}

/** The screen of a board stays on while it is looked at, where the browser can. */
function keepAwake(root, signal) {
  if (!navigator.wakeLock || !root.querySelector("[data-board]")) return;
  const ask = () => document.visibilityState === "visible" && navigator.wakeLock.request("screen").catch(() => {});
  document.addEventListener("visibilitychange", ask, { signal });
  ask();
}

/** `09.41` in Bali, of the time that an answer carries. */
function clockOf(date) {
  const time = new Date(date ?? Date.now());
  return time.toLocaleTimeString("id-ID", { timeZone: "Asia/Makassar", hour: "2-digit", minute: "2-digit" });
}
