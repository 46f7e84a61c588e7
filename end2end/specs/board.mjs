// The board in the hall and the place on a ticket: they follow the day by a stream, by asking where streams are
// blocked, and without JavaScript by loading themselves again.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { open, OUT, PHONE } from '../lib/browser.mjs';
import { beginDay } from '../lib/day.mjs';
import { foreignWords, overflow, smallTargets, violations } from '../lib/looks.mjs';
import { assertQuiet, see } from '../lib/steps.mjs';

const TABLET = { width: 768, height: 1024 };
const TELEVISION = { width: 1920, height: 1080 };
const CALL = 'Nomor satu, silakan ke meja satu';

export const tests = {
  'board and ticket follow the day': followDay,
  'where streams are blocked the board asks': blocked,
  'a board that lost its server says so and comes back': lost,
  'without JavaScript the board loads itself again': withoutScripts,
  'the board on a phone, a tablet and a television': looks,
};

/** Each test has a village of its own: it is visited once a day. */
const VILLAGES = ['51.02.01.2002', '51.02.02.2002', '51.02.04.2002', '51.02.05.2002', '51.02.08.2003'];
const begin = async ({ site, visitors }, people, how) =>
  beginDay(site, await visitors.come({ js: false }), people, { village: VILLAGES.pop(), ...how });

async function followDay(world) {
  const day = await begin(world, 3, { begin: false });
  const board = await television(world, day);
  await see(board, 'Antrean belum dimulai');
  await board.getByRole('button', { name: 'Nyalakan suara' }).click();
  const phone = await world.visitors.come();
  await open(phone, day.tickets[0].path);
  await see(phone, 'Lapor ke petugas saat tiba.');

  await day.step('begin');
  await see(board, 'Belum ada nomor yang dipanggil');
  for (const person of [0, 1, 2]) await day.checkIn(person);
  await see(board, '3 orang menunggu');
  await phone.locator('.queue-number', { hasText: /^1$/ }).waitFor();
  await see(phone, 'Anda berikutnya');

  const [operator] = await day.operators();
  await day.atTable(operator, 'next');
  await see(board, 'Meja 1');
  assert.equal(await board.locator('.board-number').innerText(), '1');
  assert.equal(await board.locator('[data-call]').innerText(), 'Nomor 1, silakan ke meja 1');
  await see(phone, 'Silakan ke meja 1');
  const { entry } = day.tickets[0];
  await day.atTable(operator, 'recall', { entry });
  await until(board, () => window.spoken.length === 3);
  await day.atTable(operator, 'begin', { entry });
  await see(board, 'Sedang dilayani');
  await see(phone, 'Sedang dilayani di meja 1');

  await day.act('open-incident');
  await see(board, /^Sistem pusat OSS sedang gangguan sejak \d\d\.\d\d\.$/);
  await see(phone, /Antrean Anda tetap berlaku\.$/);
  assert.equal(await board.getByText('sekitar').count(), 0, 'no time is told');
  await day.act('close-incident');
  await see(board, 'Sedang dilayani');
  await phone.getByText(/gangguan sejak/).waitFor({ state: 'hidden' });

  await day.atTable(operator, 'end', { entry, outcome: 'nib-issued' });
  await see(phone, 'Nomor ini tidak lagi dalam antrean.');
  for (const person of [1, 2]) await day.act('leave', { entry: day.tickets[person].entry });
  await day.step('finish');
  await see(board, 'Pelayanan hari ini sudah selesai');
  assert.deepEqual(await board.evaluate(() => window.spoken), ['Suara panggilan menyala.', CALL, CALL]);
  for (const page of [board, phone]) {
    assert.equal(page.documents, 1, 'nothing was loaded anew');
    assertQuiet(page);
  }
}

async function blocked(world) {
  const day = await begin(world, 2);
  const board = await world.visitors.come();
  await board.route(/\/kabar/, (route) => route.abort());
  await open(board, day.board);
  const phone = await world.visitors.come();
  await phone.route(/\/kabar/, (route) => route.abort());
  await open(phone, day.tickets[1].path);
  await day.checkIn(1);
  await see(board, '1 orang menunggu');
  await phone.locator('.queue-number', { hasText: /^1$/ }).waitFor();
  await see(phone, 'Anda berikutnya');
  assert.equal(await board.getByText(/^Terputus/).count(), 0, 'the board is not behind');
}

async function lost(world) {
  const day = await begin(world, 2);
  await day.checkIn(0);
  const board = await television(world, day);
  await board.getByRole('button', { name: 'Nyalakan suara' }).click();
  await see(board, '1 orang menunggu');
  const [operator] = await day.operators();
  await world.site.stop();
  await see(board, /^Terputus, mencoba lagi – terakhir \d\d\.\d\d$/);
  await world.site.start();
  await day.atTable(operator, 'next');
  await see(board, 'Meja 1');
  await board.getByText(/^Terputus/).waitFor({ state: 'detached' }).catch(() => {});
  assert.equal(await board.locator('[data-state]').innerText(), '');
  // Called a moment ago: it was not heard yet, and is heard once.
  await until(board, () => window.spoken.length === 2);
  await board.reload();
  await board.getByRole('button', { name: 'Nyalakan suara' }).click();
  await day.checkIn(1);
  await see(board, '1 orang menunggu');
  assert.deepEqual(await board.evaluate(() => window.spoken), ['Suara panggilan menyala.'], 'an old call is history');
}

async function withoutScripts(world) {
  const day = await begin(world, 2);
  const board = await world.visitors.come({ js: false });
  await open(board, day.board);
  await see(board, 'Tidak ada yang menunggu');
  assert.equal(await board.getByRole('button').count(), 0, 'no button without effect');
  await day.checkIn(0);
  await board.getByText('1 orang menunggu').waitFor({ timeout: 40_000 });
  const ticket = await world.visitors.come({ js: false });
  await open(ticket, day.tickets[0].path);
  await see(ticket, 'Anda berikutnya');
  await ticket.getByRole('link', { name: 'Lihat papan antrean' }).click();
  await see(ticket, '1 orang menunggu');
}

async function looks(world) {
  const day = await begin(world, 4, { begin: false });
  const folder = join(OUT, 'screens', 'board');
  await mkdir(folder, { recursive: true });
  const faults = [];
  const look = async (state, path = day.board) => {
    for (const [size, lang] of [[PHONE, 'id'], [PHONE, 'en'], [TABLET, 'id'], [TELEVISION, 'id'], [TELEVISION, 'en']]) {
      const page = await world.visitors.come({ size, lang });
      await open(page, path);
      await page.screenshot({ path: join(folder, `${state}-${size.width}x${size.height}-${lang}.png`) });
      const tall = size === TELEVISION && path === day.board
        && (await page.evaluate(() => document.documentElement.scrollHeight > innerHeight));
      const found = [
        ...(tall ? ['does not fit a television'] : []),
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
  await look('before');
  await day.step('begin');
  for (const person of [0, 1, 2, 3]) await day.checkIn(person);
  const [one, two] = await day.operators();
  await day.atTable(one, 'next');
  await day.atTable(two, 'next');
  await look('called');
  await look('ticket', day.tickets[2].path);
  await day.act('open-incident');
  await look('incident');
  await look('ticket-incident', day.tickets[2].path);
  await day.act('close-incident');
  for (const { entry } of day.tickets) await day.act('leave', { entry });
  await day.step('finish');
  await look('closed');
  assert.deepEqual(faults, []);
}

/** The board, with a voice that notes what it says. */
async function television({ visitors }, day) {
  const page = await visitors.come({ size: TELEVISION });
  await page.addInitScript(() => {
    window.spoken = [];
    SpeechSynthesis.prototype.speak = (words) => window.spoken.push(words.text);
  });
  await open(page, day.board);
  return page;
}

function until(page, condition) {
  return page.waitForFunction(condition, undefined, { timeout: 20_000 });
}
