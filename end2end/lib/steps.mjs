// What people do in several stories.
import assert from 'node:assert/strict';
import { open, send } from './browser.mjs';
import { AHEAD } from './daytime.mjs';

/** Somebody of the office logs in; the password of the demonstration is told at each start. */
export async function logIn(page, userName = 'kabid') {
  await open(page, '/staf');
  assert.match(page.url(), /\/staf\/masuk\?ke=/, 'the office is behind a login');
  await page.fill('#user_name', userName);
  await page.fill('#password', `contoh-${userName}`);
  await send(page, page.getByRole('button', { name: /^(Masuk|Log in)$/ }));
  assert.equal(new URL(page.url()).pathname, '/staf');
}

/** The radio of an arrival time, `nth` of those that can be chosen. */
export function freeTime(page, nth = 0) {
  return page.locator('input[name=slot_id]:enabled').nth(nth);
}

/** `2` of `08.30 2 tempat lagi`, by hour: how many places the page says are left. */
export async function placesLeft(page) {
  const cards = await page.locator('.slots .choice').allInnerTexts();
  return Object.fromEntries(
    cards.map((text) => {
      const [, clock, left] = text.match(/(\d\d\.\d\d)\s+(.*)/s) ?? assert.fail(`no time in ${text}`);
      return [clock, left.startsWith('Penuh') ? 0 : Number.parseInt(left, 10)];
    }),
  );
}

export const OWNER = {
  applicant_name: 'Ni Wayan Suci',
  phone: '0812 3456 7890',
  business_activity: 'jual jaje Bali',
  banjar: 'Banjar Tengah',
};

export async function fill(page, fields) {
  for (const [name, value] of Object.entries(fields)) await page.fill(`#${name}`, value);
}

export async function typed(page, names) {
  const values = {};
  for (const name of names) values[name] = await page.inputValue(`#${name}`);
  return values;
}

export async function see(page, text) {
  await page.getByText(text).first().waitFor();
}

/** Nothing went wrong that a person would not see. */
export function assertQuiet(page) {
  assert.deepEqual(page.problems, [], 'errors and warnings in the console');
}

/** The day in Bali, `2026-12-14`, some days ahead. */
export function dayInBali(ahead = 0) {
  return new Date(Date.now() + AHEAD * 1000 + (8 * 60 + ahead * 24 * 60) * 60_000).toISOString().slice(0, 10);
}

const DAYS = ['Minggu', 'Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu'];
const MONTHS = [
  'Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni',
  'Juli', 'Agustus', 'September', 'Oktober', 'November', 'Desember',
];

/** `Senin, 14 Desember 2026` for `2026-12-14`. */
export function longDate(day) {
  const date = new Date(`${day}T00:00:00Z`);
  return `${DAYS[date.getUTCDay()]}, ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}
