// A visit whose day is today, made through the forms of the office and begun.
import assert from 'node:assert/strict';
import { logIn } from './steps.mjs';

const SLOT = 20; // minutes
const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** `people` book the first slot that has not begun; the service begins. `staff` is a page; it is logged in here. */
export async function beginDay(site, staff, people, { village = '51.02.04.2011', begin = true } = {}) {
  await morning(site);
  await logIn(staff);
  const day = new Day(site, staff);
  await day.plan(village);
  for (let person = 0; person < people; person += 1) await day.book(person);
  if (begin) await day.step('begin');
  return day;
}

/** One name for each, none a part of another. */
export const nameOf = (person) => String.fromCharCode(65 + person).repeat(3);

class Day {
  tickets = [];

  constructor(site, staff) {
    Object.assign(this, { site, staff });
  }

  get board() {
    return `/antrean/${this.visit}`;
  }

  /** Sends a form as the page of staff would; gives the address that it leads to. */
  async post(path, fields) {
    const answer = await this.staff.request.post(path, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      data: new URLSearchParams(fields).toString(),
      maxRedirects: 0,
    });
    assert.equal(answer.status(), 303, `${path}: ${await answer.text()}`);
    return answer.headers().location;
  }

  /** Ids of everybody who can be chosen for a visit. */
  async people() {
    const form = await (await this.staff.request.get('/staf/kunjungan/baru')).text();
    return [...form.matchAll(/<input[^>]*name="operators"[^>]*>/g)].map(([it]) => it.match(/value="([^"]+)"/)[1]);
  }

  /** Two operators of its own: nobody is in two villages at once. */
  async hire(village) {
    const before = await this.people();
    for (const name of ['A', 'B']) {
      await this.post('/staf/operator', [
        ['operator_name', `Operator ${name} ${village}`],
        ['duty', 'oss-operator'],
        ['certified_on', '2026-01-05'],
        ...WEEK.map((day) => ['working_days', day]),
      ]);
    }
    return (await this.people()).filter((id) => !before.includes(id));
  }

  async plan(village) {
    const operators = await this.hire(village);
    const address = await this.post('/staf/kunjungan/baru', [
      ...Object.entries({
        village,
        ...hoursAhead(this.site.now()),
        slot_minutes: String(SLOT),
        service_minutes: '10',
        venue: 'Kantor Perbekel',
        override_reason: 'Diminta perbekel',
        sudden_reason: 'Diminta perbekel',
        office_reason: 'Diminta perbekel',
      }),
      ...operators.map((id) => ['operators', id]),
    ]);
    this.visit = address.match(/kunjungan\/([^?]+)/)[1];
    const own = `/staf/kunjungan/${this.visit}`;
    await this.post(`${own}/tautan`, { contact_name: 'I Nyoman Perbekel', contact_phone: '081311112222' });
    for (const step of ['village-agrees', 'open-booking']) await this.step(step);
  }

  step(step) {
    return this.post(`/staf/kunjungan/${this.visit}/langkah`, { step });
  }

  async book(person) {
    const { slots } = await this.site.api(`visits/${this.visit}`);
    const slot = slots.find((it) => it.available > 0 && Date.parse(it.starts_at) > this.site.now());
    const ticket = await this.site.book(slot, { applicant_name: `Ni Luh ${nameOf(person)}` });
    const list = await (await this.staff.request.get(`/staf/kunjungan/${this.visit}/pendaftar`)).text();
    const known = new Set(this.tickets.map((it) => it.entry));
    const ids = [...list.matchAll(/pendaftar\/([0-9a-f-]{36})/g)].map(([, id]) => id);
    this.tickets.push({ ...ticket, path: `/tiket/${ticket.manage_token}`, entry: ids.find((id) => !known.has(id)) });
  }

  /** Presses a button of the desk. */
  act(act, fields = {}) {
    return this.post(`/staf/kunjungan/${this.visit}/meja`, { act, ...fields });
  }

  checkIn(person) {
    return this.act('check-in', { entry: this.tickets[person].entry });
  }

  /** Operators of the day, in the order of their tables. */
  async operators() {
    const page = await (await this.staff.request.get(`/staf/kunjungan/${this.visit}/meja/pilih`)).text();
    return [...new Set([...page.matchAll(/\/meja\/([0-9a-f-]{36})/g)].map(([, id]) => id))];
  }

  /** Presses a button of a table. */
  atTable(operator, act, fields = {}) {
    return this.post(`/staf/kunjungan/${this.visit}/meja/${operator}`, { act, operator, ...fields });
  }
}

/** At the server it is morning in Bali: today, or tomorrow where today is too late for a service day. */
async function morning(site) {
  const minute = inBali(site.now()).minute;
  if (minute < 8 * 60) await site.wait(8 * 60 - minute);
  if (minute > 12 * 60) await site.wait((24 + 8) * 60 - minute);
}

function inBali(now) {
  const date = new Date(now + 8 * 60 * 60_000);
  return { minute: date.getUTCHours() * 60 + date.getUTCMinutes(), day: date.toISOString().slice(0, 10) };
}

/** Three hours from in two minutes on. */
function hoursAhead(now) {
  const { minute, day } = inBali(now + 2 * 60_000);
  const clock = (it) => `${String(Math.floor(it / 60)).padStart(2, '0')}:${String(it % 60).padStart(2, '0')}`;
  return { date: day, starts_at: clock(minute), ends_at: clock(minute + 180) };
}
