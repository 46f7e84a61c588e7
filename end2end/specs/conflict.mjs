// An operator falls ill: nobody is dropped, staff see who is too many and move them, and they are told.
import assert from 'node:assert/strict';
import { follow, open, send } from '../lib/browser.mjs';
import { assertQuiet, logIn, see } from '../lib/steps.mjs';

// Without a mail server every message is a draft that can be read in the outbox.
export const settings = () => ({});

const VILLAGE = 'Gunung Salak'; // two operators, the first two times are full

export const tests = {
  'settled without JavaScript': (world) => settle(world, false),
  'settled hydrated': (world) => settle(world, true),
};

async function settle({ site, visitors }, js) {
  const planned = await site.visit(VILLAGE);
  for (const slot of planned.slots.slice(0, 2)) if (slot.available > 0) await site.book(slot);
  const visit = await site.visit(VILLAGE);
  const staff = await visitors.come({ js });
  await logIn(staff);
  await fallIll(staff, visit.date);

  const before = await site.api(`visits/${visit.id}`);
  assert.equal(before.booked, visit.booked, 'every booking stays');
  assert.equal(before.capacity, visit.capacity / 2);

  await open(staff, '/staf');
  const row = staff.locator('.visit-row', { hasText: VILLAGE }).first();
  await row.getByText(/\d orang melebihi tempat/).waitFor();
  await follow(staff, row.getByRole('link', { name: 'Selesaikan kelebihan pendaftar' }), /\/konflik$/);
  const moved = [];
  const people = staff.locator('section ol.rows > li');
  await people.first().waitFor({ state: 'attached' });
  while ((await people.count()) > 0) {
    assert.ok(moved.length < visit.booked, 'moving people ends the conflict');
    await staff.locator('summary', { hasText: 'Pindahkan satu per satu' }).click();
    const person = people.first();
    moved.push(await person.locator('strong').innerText());
    await send(staff, person.getByRole('button', { name: /^Pindahkan/ }));
    await see(staff, /^(Tersimpan|Pendaftar dipindah)/);
  }
  await see(staff, 'Tidak ada kelebihan. Setiap jam bisa dilayani.');
  assert.equal(moved.length, 2, 'one of each time');

  const after = await site.api(`visits/${visit.id}`);
  assert.equal(after.booked, visit.booked);
  assert.ok(after.slots.every((slot) => slot.available >= 0));
  await messagesWait(staff, moved);
  await recover(staff);
  assertQuiet(staff);
}

function sick(page) {
  return page.locator('li.card', { has: page.getByRole('heading', { name: 'I Made Arta' }) });
}

async function fallIll(page, day) {
  await follow(page, page.getByRole('link', { name: 'Lainnya' }), /\/lainnya$/);
  await follow(page, page.getByRole('link', { name: 'Petugas', exact: true }), /\/operator$/);
  const card = sick(page);
  await card.locator('summary', { hasText: 'Catat absen' }).click();
  // A day alone needs no second one; a reason it does.
  await card.getByLabel('Hari pertama').fill(day);
  await send(page, card.getByRole('button', { name: 'Catat absen' }));
  await see(page, 'Tulis alasannya.');
  assert.equal(await sick(page).getByLabel('Hari pertama').inputValue(), day, 'the day is still there');
  await sick(page).getByLabel('Alasan').fill('Sakit');
  await send(page, sick(page).getByRole('button', { name: 'Catat absen' }));
  await sick(page).getByText('Sakit').waitFor();
}

async function messagesWait(page, names) {
  await open(page, '/staf/pesan');
  for (const name of names) {
    const message = page.locator('.message', { hasText: name }).filter({ hasText: 'Perubahan jadwal' });
    const link = message.first().getByRole('link', { name: 'Buka WhatsApp' });
    const text = decodeURIComponent(await link.getAttribute('href'));
    assert.match(text, /^https:\/\/wa\.me\/62\d+\?text=/);
    assert.match(text, /Jam datang: \d\d\.\d\d WITA/);
  }
}

/** Well again: the places come back. */
async function recover(page) {
  await open(page, '/staf/operator');
  await send(page, sick(page).getByRole('button', { name: 'Hapus' }));
  await sick(page).getByText('Tidak ada absen yang akan datang.').waitFor();
}
