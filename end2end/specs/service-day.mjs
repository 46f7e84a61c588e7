// A whole day in a village hall: a desk, two operators and a board, each with a browser of its own. 25 booked, 3 of
// them do not come, 6 come without booking; OSS fails for 40 minutes, an operator leaves, the desk loses its network
// for ten minutes. Nobody is lost, called twice or out of rule, and the board is right at each step.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DESK, open, OUT, PHONE, ready } from '../lib/browser.mjs';
import { beginDay, nameOf } from '../lib/day.mjs';
import { foreignWords, overflow, smallTargets, violations } from '../lib/looks.mjs';
import { Queue } from '../lib/queue.mjs';
import { logIn, see } from '../lib/steps.mjs';

const TABLET = { width: 768, height: 1024 };
const TELEVISION = { width: 1920, height: 1080 };
const ABSENT = ['DDD', 'HHH', 'LLL'];

export const tests = {
  'a day with 25 booked, 6 walk-ins, an outage, and a desk without a network': wholeDay,
  'the desk by keyboard alone': keyboard,
  'the camera reads a ticket': camera,
  'two tabs of one desk without a network': tabs,
  'desk and table without WebAssembly, on a phone, a tablet and a desk': looks,
};

/** What a test needs of a day: the pages of the hall, and the rule. */
class Hall {
  static async begin({ site, visitors }, village, people) {
    const hall = new Hall();
    Object.assign(hall, { site, visitors, served: [] });
    const office = await visitors.come({ js: false });
    hall.day = await beginDay(site, office, people, { village });
    hall.queue = new Queue(() => site.now());
    hall.slots = new Map(
      hall.day.tickets.map((ticket, person) => {
        const [from, until] = [ticket.slot.starts_at, ticket.slot.ends_at].map(Date.parse);
        return [nameOf(person), { from, until }];
      }),
    );
    hall.desk = await visitors.come({ size: TABLET });
    await logIn(hall.desk, 'admin');
    await open(hall.desk, `/staf/kunjungan/${hall.day.visit}/meja`);
    hall.board = await visitors.come({ size: TELEVISION });
    await open(hall.board, hall.day.board);
    hall.tables = [];
    return hall;
  }

  /** An operator sits down. */
  async sit(at) {
    const operators = await this.day.operators();
    const page = await this.visitors.come({ size: PHONE });
    await logIn(page, 'operator');
    await open(page, `/staf/kunjungan/${this.day.visit}/meja/${operators[at]}`);
    await this.press(page, 'Mulai bertugas');
    await page.getByRole('button', { name: 'Mulai bertugas' }).waitFor({ state: 'detached' });
    this.tables[at] = page;
    return page;
  }

  async press(page, name) {
    await page.getByRole('button', { name, exact: true }).first().click();
  }

  line(name) {
    return this.desk.locator('.person', { hasText: `Ni Luh ${name}` });
  }

  /** The desk finds somebody by name and notes that they are here. */
  async checkIn(name) {
    await this.desk.fill('#cari', name);
    await this.line(name).getByRole('button', { name: /^Hadir/ }).click();
    this.queue.arrive(name, await this.toldNumber(`Ni Luh ${name}`), { slot: this.slots.get(name) });
    await this.desk.fill('#cari', '');
  }

  async toldNumber(name) {
    const note = this.desk.locator('#catatan', { hasText: new RegExp(`^Nomor \\d+ untuk ${name}`) });
    return Number((await note.innerText()).match(/\d+/)[0]);
  }

  async walkIn(name, need = '') {
    const form = this.desk.locator('.walk-in');
    if (!(await form.getAttribute('open').then((it) => it !== null))) await form.locator('summary').click();
    await form.locator('#applicant_name').fill(`I Ketut ${name}`);
    await form.locator('#phone').fill(`0812 555${String(this.queue.used.size).padStart(5, '0')}`);
    await form.locator('#business_activity').fill('warung kopi');
    await form.locator('select[name=need]').selectOption(need);
    await form.getByRole('button', { name: 'Catat dan beri nomor' }).click();
    this.queue.arrive(name, await this.toldNumber(`I Ketut ${name}`), { need });
  }

  /** The board shows what the rule says, within two seconds. */
  async boardIsRight() {
    const order = this.queue.order();
    const words = order.length ? `${order.length} orang menunggu` : 'Tidak ada yang menunggu';
    const wanted = JSON.stringify([words, order.slice(0, 5).map(String)]);
    const shown = () => this.board.evaluate(() => JSON.stringify([
      document.querySelector('.board-facts p b')?.textContent.trim(),
      [...document.querySelectorAll('.board-next li')].map((it) => it.textContent.trim()),
    ]));
    await eventually(async () => assert.equal(await shown(), wanted, 'the board'));
  }

  /** The operator calls: it is the first by the rule, and nobody called before. */
  async next(at) {
    const page = this.tables[at];
    const person = this.queue.first();
    await this.press(page, 'Panggil berikutnya');
    const number = Number(await page.locator('.now-number').innerText());
    assert.equal(number, person.number, `table ${at + 1} calls out of rule`);
    assert.ok(!this.served.includes(person.name), `${person.name} was called twice`);
    this.queue.set(person.name, { at: `table ${at + 1}`, handed: false, calls: person.calls + 1 });
    await eventually(async () => {
      const called = await this.board.locator('.board-number, .board-tables b').allInnerTexts();
      assert.ok(called.includes(String(number)), `the board does not call ${number}: ${called}`);
    });
    await this.boardIsRight();
    return person.name;
  }

  async begin(at) {
    await this.press(this.tables[at], 'Mulai layani');
    await see(this.tables[at], /^Dilayani sejak/);
  }

  async finish(at, name, how = 'NIB terbit') {
    await this.press(this.tables[at], how);
    await see(this.tables[at], /Panggil berikutnya|Tidak ada yang menunggu/);
    this.queue.set(name, { at: 'done' });
    this.served.push(name);
  }

  async serve(at) {
    const name = await this.next(at);
    await this.begin(at);
    await this.site.wait(2);
    await this.finish(at, name);
    return name;
  }
}

/** Waits until an assertion holds. */
async function eventually(hold) {
  const until = Date.now() + 4000;
  for (;;) {
    try {
      return await hold();
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((done) => setTimeout(done, 100));
    }
  }
}

/** The line that always says how the device stands. */
function linkSays(page, hasText) {
  return page.locator('#sambungan', { hasText }).waitFor();
}

async function wholeDay(world) {
  const hall = await Hall.begin(world, '51.02.07.2001', 25);
  const { site, queue, desk, board } = hall;
  await site.wait(3);

  // The first come; nobody serves yet, so nothing is promised.
  for (const name of ['AAA', 'BBB', 'CCC']) await hall.checkIn(name);
  await hall.walkIn('Satu');
  await hall.boardIsRight();
  await see(board, 'Perkiraan belum ada');
  await hall.sit(0);
  await hall.sit(1);

  // Both press at once: two people, the first two.
  const two = queue.order().slice(0, 2);
  await Promise.all(hall.tables.map((page) => hall.press(page, 'Panggil berikutnya')));
  const called = await Promise.all(hall.tables.map((page) => page.locator('.now-number').innerText()));
  assert.deepEqual(called.map(Number).toSorted((a, b) => a - b), two.toSorted((a, b) => a - b));
  const names = called.map((number) => [...queue.people.values()].find((it) => it.number === Number(number)).name);
  names.forEach((name, at) => queue.set(name, { at: `table ${at + 1}`, calls: 1 }));
  await hall.boardIsRight();
  for (const at of [0, 1]) await hall.begin(at);
  await site.wait(5);
  for (const at of [0, 1]) await hall.finish(at, names[at]);

  // A priority comes before those who booked.
  await hall.walkIn('Dua', 'elderly');
  assert.equal(await hall.serve(0), 'Dua');
  await hall.serve(1);
  await hall.serve(0);

  // The second hour: one is called three times in vain and comes back; one is put aside; one is handed on.
  await site.wait(15);
  for (const name of ['EEE', 'FFF', 'GGG', 'III']) await hall.checkIn(name);
  await hall.boardIsRight();
  const missed = await hall.next(0);
  for (const recalls of [0, 1, 2]) await hall.press(hall.tables[0], `Panggil lagi (${recalls} dari 3)`);
  await hall.press(hall.tables[0], 'Tidak datang');
  queue.set(missed, { at: 'missed' });
  await see(board, 'Terlewat');
  const parked = await hall.next(0);
  await hall.begin(0);
  await hall.press(hall.tables[0], 'Tunda di meja ini');
  await see(hall.tables[0], 'Ditunda di meja ini');
  await hall.line(missed).getByRole('button', { name: 'Sudah kembali' }).click();
  await hall.line(missed).getByRole('button', { name: 'Sudah kembali' }).waitFor({ state: 'detached' });
  queue.set(missed, { at: 'queue', missed: true, since: site.now() });
  await hall.boardIsRight();
  await hall.serve(1);
  await hall.press(hall.tables[0], 'Lanjutkan');
  await see(hall.tables[0], /^Dilayani sejak/);
  await hall.finish(0, parked);
  const handed = await hall.next(0);
  await hall.begin(0);
  await hall.tables[0].locator('summary', { hasText: 'Serahkan' }).click();
  await hall.press(hall.tables[0], 'Serahkan');
  queue.set(handed, { at: 'queue', handed: true });
  await hall.boardIsRight();
  assert.equal(await hall.serve(1), handed);
  assert.equal(await hall.serve(1), missed);

  // OSS fails: nobody is called, people come, the order stays, and the times give way.
  for (const name of ['JJJ', 'KKK']) await hall.checkIn(name);
  await hall.walkIn('Tiga');
  await desk.locator('summary', { hasText: 'Gangguan OSS' }).click();
  await hall.press(desk, 'OSS gangguan');
  queue.outages.push([site.now()]);
  await see(board, /^Sistem pusat OSS sedang gangguan sejak \d\d\.\d\d\.$/);
  const before = queue.order();
  for (const page of hall.tables) {
    await see(page, /Sistem pusat OSS sedang gangguan sejak/);
    assert.equal(await page.getByRole('button', { name: 'Panggil berikutnya' }).count(), 0, 'calling stops');
  }
  await site.wait(25);
  await hall.checkIn('MMM');
  await hall.boardIsRight();
  await desk.getByText('Langkah yang disepakati sekarang').waitFor();
  await hall.press(desk, 'Pilih: Siapkan berkas');
  await see(desk, /^Siapkan berkas, /);
  await hall.line('MMM').locator('summary').click();
  await hall.line('MMM').getByRole('button', { name: 'Berkas siap' }).click();
  await see(hall.line('MMM'), 'Berkas siap');
  await site.wait(15);
  await see(desk, 'Sudah lama tidak ada kabar. Apakah OSS masih gangguan?');
  await hall.press(desk, 'OSS sudah pulih');
  queue.outages.at(-1).push(site.now());
  await see(board, /Belum ada nomor yang dipanggil|Dipanggil/);
  assert.deepEqual(queue.order().slice(0, before.length), before, 'the order is as it was');
  await hall.boardIsRight();

  // An operator leaves in the middle of a service: the person comes first again.
  const left = await hall.next(1);
  await hall.begin(1);
  await hall.tables[1].locator('summary', { hasText: 'Berhenti bertugas' }).click();
  await hall.press(hall.tables[1], 'Berhenti bertugas');
  queue.set(left, { at: 'queue', handed: true });
  await see(hall.tables[1], 'Mulai bertugas');
  await hall.boardIsRight();
  assert.equal(await hall.serve(0), left);
  await hall.serve(0);

  // The desk loses its network for ten minutes and goes on, also when its page is loaded again.
  await desk.context().setOffline(true);
  await linkSays(desk, /^Tanpa sinyal/);
  const offline = [];
  const arriveOffline = async (act) => {
    // Not on the board before the network is back.
    const known = new Set(queue.people.keys());
    await act();
    const [name] = [...queue.people.keys()].filter((it) => !known.has(it));
    queue.set(name, { at: 'offline' });
    offline.push(name);
  };
  for (const name of ['NNN', 'OOO']) await arriveOffline(() => hall.checkIn(name));
  await desk.reload();
  await ready(desk);
  await linkSays(desk, '2 perubahan menunggu dikirim');
  await arriveOffline(() => hall.walkIn('Empat'));
  await arriveOffline(() => hall.checkIn('PPP'));
  assert.ok(offline.every((name) => queue.people.get(name).number > 100), 'numbers of the device');
  await hall.serve(0);
  await site.wait(10);
  await hall.boardIsRight();
  await desk.context().setOffline(false);
  await linkSays(desk, /^Tersambung\s*$/);
  for (const name of offline) queue.set(name, { at: 'queue' });
  await hall.boardIsRight();

  // The operator comes back, the rest come, and everybody is served.
  await hall.press(hall.tables[1], 'Mulai bertugas');
  await hall.walkIn('Lima');
  for (const name of ['QQQ', 'RRR', 'SSS', 'TTT', 'UUU']) await hall.checkIn(name);
  await hall.walkIn('Enam');
  for (const name of ['VVV', 'WWW', 'XXX', 'YYY']) await hall.checkIn(name);
  await hall.boardIsRight();
  for (let at = 0; queue.order().length > 0; at = 1 - at) await hall.serve(at);
  await hall.boardIsRight();

  // Three did not come: noted, and one of them by mistake.
  await site.wait(90);
  for (const name of ABSENT) {
    await hall.line(name).locator('summary').click();
    await hall.line(name).getByRole('button', { name: 'Tandai tidak hadir' }).click();
    await hall.line(name).getByRole('button', { name: 'Batalkan tidak hadir' }).waitFor();
  }
  await hall.line('DDD').getByRole('button', { name: 'Batalkan tidak hadir' }).click();
  await hall.line('DDD').getByRole('button', { name: /^Hadir/ }).waitFor();
  for (const page of hall.tables) {
    await page.locator('summary', { hasText: 'Berhenti bertugas' }).click();
    await hall.press(page, 'Berhenti bertugas');
    await see(page, 'Mulai bertugas');
  }
  await hall.day.step('finish');
  await see(board, 'Pelayanan hari ini sudah selesai');
  assert.equal(hall.served.length, 28);
  assert.equal(new Set(hall.served).size, 28, 'each was served once');
  const visit = await hall.day.staff.request.get(`/staf/kunjungan/${hall.day.visit}`);
  assert.match(await visit.text(), /Hadir<\/dt><dd>28</);
  for (const page of [desk, board, ...hall.tables]) {
    // A network that is cut is told by the browser, and is no fault of a page.
    const faults = page.problems.filter((it) => !/ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED/.test(it));
    assert.deepEqual(faults, []);
  }
}

async function keyboard(world) {
  const hall = await Hall.begin(world, '51.02.07.2002', 3);
  const { desk } = hall;
  await world.site.wait(3);
  const keys = async (...all) => {
    for (const key of all) await desk.keyboard.press(key);
  };
  const focus = () => desk.evaluate(() => document.activeElement?.textContent?.trim() || document.activeElement?.id);
  const tabTo = async (wanted) => {
    for (let tries = 0; tries < 40; tries += 1) {
      if (wanted.test(await focus())) return;
      await keys('Tab');
    }
    assert.fail(`no way by Tab to ${wanted}`);
  };
  await desk.locator('#cari').focus();
  await desk.keyboard.type('BBB');
  await tabTo(/^Hadir: Ni Luh BBB/);
  await keys('Enter');
  assert.equal(await hall.toldNumber('Ni Luh BBB'), 1);
  assert.match(await focus(), /^Nomor 1 untuk/, 'what came of it is where the keyboard is');
  await desk.locator('#cari').fill('');
  await tabTo(/^Datang langsung$/);
  await keys('Enter', 'Tab');
  await desk.keyboard.type('I Ketut Rai');
  await keys('Tab');
  await desk.keyboard.type('0812 3450 0001');
  await keys('Tab');
  await desk.keyboard.type('warung kopi');
  await keys('Enter');
  assert.equal(await hall.toldNumber('I Ketut Rai'), 2);
  const table = await hall.sit(0);
  await table.getByRole('button', { name: 'Panggil berikutnya' }).press('Enter');
  await table.getByRole('button', { name: 'Mulai layani' }).press('Enter');
  await table.getByRole('button', { name: 'NIB terbit' }).press('Enter');
  await see(table, 'Panggil berikutnya');
}

/** What a phone's browser has and this one has not: it reads whatever code is held before it. */
function withCamera() {
  window.BarcodeDetector = class {
    detect() {
      return Promise.resolve(window.shown ? [{ rawValue: window.shown }] : []);
    }
  };
  navigator.mediaDevices.getUserMedia = () => {
    const canvas = document.createElement('canvas');
    canvas.getContext('2d').fillRect(0, 0, 9, 9);
    return Promise.resolve(canvas.captureStream(5));
  };
}

async function camera(world) {
  const hall = await Hall.begin(world, '51.02.07.2004', 3);
  const { desk } = hall;
  await desk.addInitScript(withCamera);
  await desk.reload();
  await ready(desk);
  await hall.press(desk, 'Pindai QR');
  await desk.getByRole('button', { name: 'Tutup kamera' }).waitFor();
  await desk.evaluate((address) => (window.shown = address), `${world.site.url}${hall.day.tickets[1].path}`);
  const here = hall.line('BBB').getByRole('button', { name: /^Hadir/ });
  await eventually(async () => assert.equal(await desk.locator('.person').count(), 1, 'the ticket finds one person'));
  await eventually(async () => assert.ok(await here.evaluate((it) => it === document.activeElement)));
  assert.equal(await desk.locator('#kamera').isVisible(), false, 'the camera is closed');
  await desk.keyboard.press('Enter');
  assert.equal(await hall.toldNumber('Ni Luh BBB'), 1);
}

async function tabs(world) {
  const hall = await Hall.begin(world, '51.02.07.2005', 4);
  const first = hall.desk;
  const second = await first.context().newPage();
  Object.assign(second, { hasScripts: true, documents: 0, problems: [] });
  const met = second.waitForResponse((answer) => answer.url().endsWith('/kirim'));
  await open(second, new URL(first.url()).pathname);
  await met;
  await world.site.wait(3);
  await first.context().setOffline(true);
  for (const page of [first, second]) await linkSays(page, /^Tanpa sinyal/);
  await hall.checkIn('AAA');
  hall.desk = second;
  await hall.checkIn('BBB');
  const [one, two] = ['AAA', 'BBB'].map((name) => Math.floor(hall.queue.people.get(name).number / 100));
  assert.ok(one > 0 && two > 0 && one !== two, 'each tab has numbers of its own');
  // A tab that is closed leaves what it did to the next one.
  await second.close();
  hall.desk = await first.context().newPage();
  Object.assign(hall.desk, { hasScripts: true, documents: 0, problems: [] });
  await open(hall.desk, new URL(first.url()).pathname);
  await linkSays(hall.desk, '1 perubahan menunggu dikirim');
  await first.context().setOffline(false);
  for (const page of [first, hall.desk]) await linkSays(page, /^Tersambung\s*$/);
  await hall.boardIsRight();
}

async function looks(world) {
  const hall = await Hall.begin(world, '51.02.07.2003', 5);
  await world.site.wait(3);
  for (const name of ['AAA', 'BBB', 'CCC']) await hall.checkIn(name);
  await hall.walkIn('Satu', 'with-child');
  const [operator] = await hall.day.operators();
  const table = `/staf/kunjungan/${hall.day.visit}/meja/${operator}`;
  const desk = `/staf/kunjungan/${hall.day.visit}/meja`;
  const folder = join(OUT, 'screens', 'service-day');
  await mkdir(folder, { recursive: true });
  const faults = [];
  const look = async (state, path, user) => {
    for (const [size, lang] of [[PHONE, 'id'], [PHONE, 'en'], [TABLET, 'id'], [DESK, 'en']]) {
      const page = await world.visitors.come({ size, lang });
      await logIn(page, user);
      await open(page, path);
      await page.screenshot({ path: join(folder, `${state}-${size.width}-${lang}.png`), fullPage: true });
      const found = [
        ...(await overflow(page)),
        ...(await smallTargets(page)),
        ...(await foreignWords(page, lang)),
        ...(await violations(page)),
        ...page.problems,
      ];
      faults.push(...found.map((it) => `${state} ${size.width} ${lang}: ${it}`));
      await page.context().close();
    }
  };
  await look('desk', desk, 'admin');
  await look('choose', `${desk}/pilih`, 'operator');
  await look('off', table, 'operator');
  await hall.day.atTable(operator, 'start');
  await look('free', table, 'operator');

  // Without WebAssembly the same buttons are forms.
  const plain = await world.visitors.come({ js: false });
  await logIn(plain, 'operator');
  await open(plain, table);
  await plain.getByRole('button', { name: 'Panggil berikutnya' }).click();
  await see(plain, 'Mulai layani');
  await look('called', table, 'operator');
  await plain.getByRole('button', { name: 'Mulai layani' }).click();
  await plain.fill('#nib', '123');
  await plain.getByRole('button', { name: 'NIB terbit' }).click();
  await see(plain, 'Isi tepat 13 angka.');
  assert.equal(await plain.inputValue('#nib'), '123', 'what was typed stays');
  await look('served', table, 'operator');
  await plain.fill('#nib', '1234 5678 90123');
  await plain.getByRole('button', { name: 'NIB terbit' }).click();
  await see(plain, 'Panggil berikutnya');
  const desks = await world.visitors.come({ js: false });
  await logIn(desks, 'admin');
  await open(desks, `${desk}?cari=DDD`);
  await desks.getByRole('button', { name: /^Hadir/ }).click();
  await see(desks, /^Nomor 5 untuk Ni Luh DDD/);
  await open(desks, `${desk}?cari=zzzz`);
  await see(desks, /^Tidak ada yang cocok/);
  await hall.day.act('open-incident');
  await look('incident-desk', desk, 'admin');
  await look('incident-table', table, 'operator');
  assert.deepEqual(faults, []);
}
