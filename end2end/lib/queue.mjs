// The rule of the queue, told a second time and plainly: what the pages show is held against it.

const TOLERANCE = 15 * 60_000;

/** People by name, as the story leads them through a day. */
export class Queue {
  people = new Map();
  outages = []; // [from, until]
  used = new Set();

  constructor(now) {
    this.now = now;
  }

  /** Somebody has come and was told a number. */
  arrive(name, number, { slot, need } = {}) {
    if (this.used.has(number)) throw new Error(`number ${number} was given twice`);
    this.used.add(number);
    this.people.set(name, { name, number, slot, need, since: this.now(), calls: 0, at: 'queue' });
  }

  /** The clock of the queue stands still during an outage. */
  clock(at) {
    const lost = this.outages.map(([from, until = this.now()]) => Math.max(0, Math.min(at, until) - from));
    return lost.reduce((sum, it) => sum - it, at);
  }

  rank(person) {
    const now = this.clock(this.now());
    if (person.handed) return [1, person.since];
    if (person.need) return [2, person.since];
    const inTime = person.slot && !person.missed
      && this.clock(person.since) <= person.slot.until + TOLERANCE && person.slot.from - TOLERANCE <= now;
    return inTime ? [4, person.slot.from, person.since] : [5, person.since];
  }

  /** Numbers of all who wait, first to last. */
  order() {
    const waiting = [...this.people.values()].filter((it) => it.at === 'queue');
    const key = new Map(waiting.map((it) => [it, [...this.rank(it), it.number]]));
    waiting.sort((one, two) => {
      const [a, b] = [key.get(one), key.get(two)];
      const at = a.findIndex((value, place) => value !== b[place]);
      return at < 0 ? 0 : a[at] - b[at];
    });
    return waiting.map((it) => it.number);
  }

  first() {
    const [number] = this.order();
    return [...this.people.values()].find((it) => it.number === number);
  }

  set(name, change) {
    Object.assign(this.people.get(name), change);
  }
}
