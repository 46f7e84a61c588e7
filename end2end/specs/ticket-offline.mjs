// A village hall without signal: the ticket opens from the phone, and what staff leave on a device is cleared.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { open, OUT, ready, send } from '../lib/browser.mjs';
import { overflow, smallTargets, violations } from '../lib/looks.mjs';
import { dayInBali, fill, freeTime, logIn, OWNER, see } from '../lib/steps.mjs';

export const tests = {
  'a ticket opens without signal from the moment it was booked': bookedThenCut,
  'a link that was opened a second ago opens without signal': openedThenCut,
  'a network that does not answer is not waited for': slow,
  'a device without the ticket says that there is no signal': otherDevice,
  'without JavaScript nothing says that a ticket is a copy': withoutScripts,
  'a log-in page never replaces the desk': loggedOut,
  'log-out and log-in leave no page of the one before': handedOn,
  'what waits to be sent outlives a log-out': unsent,
  'what is old is dropped, what a copy needs is kept': forgotten,
};

const COPY = /^Tanpa sinyal: ini salinan tiket, \d{1,2} \S+ \d{4} pukul \d\d\.\d\d WITA\./;

async function bookedThenCut({ site, visitors }) {
  const phone = await visitors.come();
  await open(phone, `/kunjungan/${(await site.visit('Gunung Salak')).id}`);
  await phone.evaluate(() => navigator.serviceWorker.ready);
  await freeTime(phone).check();
  await fill(phone, OWNER);
  await send(phone, phone.getByRole('button', { name: /^Pesan tempat/ }));
  await cut(phone);
  const ticket = new URL(phone.url()).pathname;
  const fresh = await phone.locator('.ticket').innerText();
  assert.equal(await phone.getByText(/Tanpa sinyal:/).isVisible(), false, 'a fresh ticket is no copy');

  await phone.reload();
  await isCopy(phone, fresh);
  await looksGood(phone, 'ticket-copy');

  await back(phone);
  await site.stop();
  await serverGone(phone, ticket, fresh).finally(() => site.start());

  // Cancelled from elsewhere: the next visit with signal says so, and so does the copy from then on.
  const token = ticket.split('/').at(-1);
  assert.ok((await fetch(`${site.url}/api/v1/bookings/${token}`, { method: 'DELETE' })).ok);
  await open(phone, ticket);
  await see(phone, 'Dibatalkan');
  const code = await phone.locator('.ticket .code').innerText();
  await cut(phone);
  await phone.reload();
  await phone.getByText(COPY).waitFor();
  await see(phone, 'Dibatalkan');
  await phone.goto('/');
  await phone.getByRole('link', { name: `Tiket ${code} (Dibatalkan):` }).waitFor();
}

/** From the front page to the ticket and on to what needs a signal. */
async function serverGone(phone, ticket, fresh) {
  const code = await phone.locator('.ticket .code').innerText();
  await phone.goto('/');
  await see(phone, 'Tidak ada sinyal');
  await looksGood(phone, 'no-signal-home');
  const label = new RegExp(`^Tiket ${code}: .* pukul \\d\\d\\.\\d\\d, Desa Gunung Salak$`);
  await phone.getByRole('link', { name: label }).click();
  await phone.waitForURL(ticket);
  await isCopy(phone, fresh);
  await phone.getByRole('link', { name: 'Batalkan' }).click();
  await see(phone, 'Mengubah jam atau membatalkan perlu sinyal; tiket Anda tetap berlaku.');
  await looksGood(phone, 'no-signal-cancel');
}

async function openedThenCut({ site, visitors }) {
  const slots = (await site.visit('Gunung Salak')).slots.filter((slot) => slot.available > 0);
  const { manage_token } = await site.book(slots.at(-1));
  for (const lang of ['id', 'en']) {
    const phone = await visitors.come({ lang });
    await phone.goto(`/tiket/${manage_token}`);
    await phone.waitForTimeout(1000);
    await cut(phone);
    const fresh = await phone.locator('.ticket').innerText();
    await phone.reload();
    if (lang === 'id') await isCopy(phone, fresh);
    else await see(phone, /^No signal: this is a copy of the ticket, \d{1,2} \S+ \d{4} at \d\d\.\d\d WITA\./);
    await looksGood(phone, `ticket-link-copy-${lang}`);
  }
}

async function slow({ site, visitors }) {
  const phone = await keptTicket(site, visitors);
  await site.whileSilent(async () => {
    const began = Date.now();
    await phone.reload({ waitUntil: 'commit' });
    const took = Date.now() - began;
    assert.ok(took > 3900 && took < 8000, `${took} ms`);
    await phone.getByText(COPY).waitFor();
  });
  await phone.reload();
  assert.equal(await phone.getByText(COPY).isVisible(), false, 'the network answers again');
}

async function otherDevice({ site, visitors }) {
  const phone = await keptTicket(site, visitors);
  const other = await visitors.come();
  await open(other, `/kunjungan/${(await site.visit('Gunung Salak')).id}`);
  await other.evaluate(() => navigator.serviceWorker.ready);
  await cut(other);
  const answer = await other.goto(phone.url());
  assert.equal(answer.status(), 503);
  await see(other, 'Tidak ada sinyal');
  assert.equal(await other.locator('.ticket, ul a').count(), 0);
  await looksGood(other, 'no-signal-other-device');
}

async function withoutScripts({ site, visitors }) {
  const slot = (await site.visit('Gunung Salak')).slots.find((slot) => slot.available > 0);
  const { manage_token } = await site.book(slot);
  const phone = await visitors.come({ js: false });
  await open(phone, `/tiket/${manage_token}`);
  await phone.locator('.ticket .code').waitFor();
  assert.equal(await phone.getByText(/Tanpa sinyal:/).isVisible(), false);
}

async function loggedOut({ site, visitors }) {
  const tablet = await visitors.come();
  await open(tablet, '/staf/masuk');
  await tablet.evaluate(() => navigator.serviceWorker.ready);
  await open(tablet, '/staf/masuk'); // now through the worker
  const desk = `/staf/kunjungan/${(await site.visit('Gunung Salak')).id}/meja`;
  await plant(tablet, 'staf', desk, '<h1>Meja pelayanan</h1>');
  await tablet.goto(desk);
  assert.match(tablet.url(), /\/staf\/masuk\?ke=/, 'with signal one has to log in');
  // Links are followed by fetch.
  await tablet.evaluate((path) => fetch(path, { headers: { Accept: 'text/html' } }).then((it) => it.text()), desk);
  await cut(tablet);
  await tablet.goto(desk);
  await tablet.getByRole('heading', { name: 'Meja pelayanan' }).waitFor();
}

async function handedOn({ visitors }) {
  const tablet = await visitors.come();
  await logIn(tablet);
  await plantDesk(tablet, 0);
  await leave(tablet);
  await see(tablet, 'Anda sudah keluar.');
  assert.deepEqual(await left(tablet), [], 'after a log-out');
  await plantDesk(tablet, 0);
  await logIn(tablet, 'operator');
  assert.deepEqual(await left(tablet), [], 'after another log-in');
}

async function unsent({ visitors }) {
  const tablet = await visitors.come();
  await logIn(tablet);
  await plantDesk(tablet, 1);
  let asked;
  tablet.once('dialog', (dialog) => {
    asked = dialog.message();
    dialog.dismiss();
  });
  await tablet.goto('/staf/lainnya');
  await tablet.getByRole('button', { name: 'Keluar' }).click();
  await tablet.waitForTimeout(500);
  assert.match(asked, /belum terkirim/);
  assert.match(tablet.url(), /\/staf\/lainnya$/, 'whoever says no stays logged in');
  assert.deepEqual(await left(tablet), ['staf', 'hari']);
  tablet.once('dialog', (dialog) => dialog.accept());
  await leave(tablet);
  assert.deepEqual(await left(tablet), ['hari'], 'names go, what waits to be sent stays');
}

async function forgotten({ site, visitors }) {
  const phone = await visitors.come();
  await open(phone, '/');
  const [old, recent] = [dayInBali(-32), dayInBali(-28)];
  await plant(phone, 'umum', '/tiket/old', `<meta name="copy-day" content="${old}">`);
  const needed = '/pkg/app.neededneededneeded00.css';
  await plant(phone, 'umum', '/tiket/recent', `<meta name="copy-day" content="${recent}"><link href="${needed}">`);
  await plant(phone, 'berkas', needed, '');
  for (let file = 10; file < 30; file++) await plant(phone, 'berkas', `/pkg/app.hashhashhashhashhash${file}.css`, '');
  await plant(phone, 'of-an-earlier-worker', '/', '');
  await open(phone, `/kunjungan/${(await site.visit('Gunung Salak')).id}`);
  await phone.waitForFunction(() => navigator.serviceWorker.controller);
  const kept = await phone.evaluate(async () => {
    const kept = {};
    for (const name of await caches.keys()) {
      const keys = await (await caches.open(name)).keys();
      kept[name] = keys.map(({ url }) => new URL(url).pathname);
    }
    return kept;
  });
  assert.deepEqual(kept.umum, ['/tiket/recent']);
  assert.equal(kept['of-an-earlier-worker'], undefined);
  const planted = kept.berkas.filter((path) => path.includes('hashhash') || path === needed);
  assert.ok(planted.includes(needed) && planted.includes('/pkg/app.hashhashhashhashhash29.css'), planted);
  assert.ok(!planted.includes('/pkg/app.hashhashhashhashhash10.css') && planted.length <= 13, planted);
}

/** A phone that has a ticket, and its worker is in charge. */
async function keptTicket(site, visitors) {
  const slot = (await site.visit('Gunung Salak')).slots.find((slot) => slot.available > 0);
  const { manage_token } = await site.book(slot);
  const phone = await visitors.come();
  await open(phone, `/tiket/${manage_token}`);
  await phone.waitForFunction(() => navigator.serviceWorker.controller);
  await phone.reload();
  return phone;
}

async function isCopy(page, fresh) {
  await page.locator('.notice', { hasText: COPY }).waitFor();
  assert.equal(await page.locator('.ticket').innerText(), fresh, 'code, day, hour and place are there');
  const qr = await page.getByRole('img', { name: 'Kode QR' }).boundingBox();
  assert.ok(qr.width > 150, 'with its style');
}

async function looksGood(page, name) {
  const folder = join(OUT, 'screens', 'offline');
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  assert.deepEqual(await violations(page), [], name);
  assert.deepEqual([...(await overflow(page)), ...(await smallTargets(page))], [], name);
}

/** No signal any more for this one device. */
async function cut(page) {
  await page.context().setOffline(true);
}

async function back(page) {
  await page.context().setOffline(false);
}

async function leave(page) {
  await open(page, '/staf/lainnya');
  await send(page, page.getByRole('button', { name: 'Keluar' }));
}

function plant(page, cache, path, html) {
  const put = async ([cache, path, html]) => {
    const headers = { 'content-type': 'text/html; charset=utf-8', date: new Date().toUTCString() };
    await (await caches.open(cache)).put(path, new Response(html, { headers }));
  };
  return page.evaluate(put, [cache, path, html]);
}

/** What the desk leaves on a device: a page, and its database with so many events that wait. */
async function plantDesk(page, events) {
  await plant(page, 'staf', '/staf/kunjungan/1/meja', '<h1>Meja</h1>');
  await page.evaluate(
    (events) =>
      new Promise((done, fail) => {
        const opening = indexedDB.open('hari', 1);
        opening.onerror = fail;
        opening.onupgradeneeded = () => opening.result.createObjectStore('antre', { autoIncrement: true });
        opening.onsuccess = () => {
          const hari = opening.result;
          const writing = hari.transaction('antre', 'readwrite');
          for (let event = 0; event < events; event++) writing.objectStore('antre').add({ event });
          writing.oncomplete = () => done(hari.close());
        };
      }),
    events,
  );
}

/** What is left of it. */
function left(page) {
  return page.evaluate(async () => {
    const pages = await (await caches.open('staf')).keys();
    const databases = await indexedDB.databases();
    return [...(pages.length ? ['staf'] : []), ...databases.map(({ name }) => name)];
  });
}
