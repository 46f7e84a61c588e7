// A booking by keyboard alone: what has the focus is seen, what is wrong is told, nothing needs a pointer.
import assert from 'node:assert/strict';
import { open, ready } from '../lib/browser.mjs';
import { assertQuiet, longDate, OWNER, see } from '../lib/steps.mjs';

export const tests = {
  'books without JavaScript': (world) => bookByKeyboard(world, false),
  'books hydrated': (world) => bookByKeyboard(world, true),
};

async function bookByKeyboard({ site, visitors }, js) {
  const visit = await site.visit('Gunung Salak');
  const page = await visitors.come({ js });
  await open(page, `/kunjungan/${visit.id}`);
  await skipLinkLeadsToMain(page);
  await timesSayAll(page, visit);

  // The last free time, by arrow keys; each stop on the way shows that it has the focus.
  await tabTo(page, 'slot_id');
  await page.keyboard.press('ArrowUp');
  assert.equal(await page.locator('input[name=slot_id]:checked').getAttribute('value'), visit.slots.at(-1).id);
  await type(page, { ...OWNER, phone: '0812 34' });
  await press(page, 'Enter', { sends: !js });
  await see(page, /Nomor WhatsApp kurang \d angka/);
  if (js) {
    assert.equal(await focused(page), 'phone', 'the field to mend has the focus');
  } else {
    assert.equal(await focused(page), 'masalah', 'the summary of errors has the focus');
    // Its link leads to the field.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.equal(await focused(page), 'phone');
  }
  await page.keyboard.press('Control+A');
  await page.keyboard.type('0812 3456 7891');

  await tabTo(page, 'assistance_needed-yes');
  await page.keyboard.press('Space');
  await tabTo(page, 'summary', 'Isian tambahan');
  await page.keyboard.press('Enter');
  await type(page, { email: 'suci@keyboard.example' });
  await tabTo(page, 'button', 'Pesan tempat');
  await press(page, 'Enter', { sends: true });
  await see(page, 'Tempat Anda sudah dipesan.');
  assert.match(page.url(), /\/tiket\//);

  await tabTo(page, 'a', 'Batalkan');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/batal$/);
  await tabTo(page, 'button', 'Batalkan pendaftaran');
  await press(page, 'Enter', { sends: true });
  await see(page, 'Pendaftaran Anda sudah dibatalkan.');
  assertQuiet(page);
}

async function skipLinkLeadsToMain(page) {
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
  await assertSeen(page);
  await page.keyboard.press('Enter');
  assert.equal(await focused(page), 'isi');
}

/** Read aloud, a time says its day, date, hour and how many places are left. */
async function timesSayAll(page, visit) {
  const name = new RegExp(`^${longDate(visit.date)} \\d\\d\\.\\d\\d \\d+ tempat lagi$`);
  const radios = page.getByRole('radio', { name });
  assert.equal(await radios.count(), visit.slots.filter((slot) => slot.available > 0).length);
}

/** Id, or name, or element of what has the focus. */
function focused(page) {
  return page.evaluate(() => {
    const it = document.activeElement;
    return (it.type === 'radio' ? it.name : it.id) || it.localName;
  });
}

/** Presses Tab until the focus is there; every stop before it has to be seen. */
async function tabTo(page, wanted, text = '') {
  for (let stops = 0; stops < 60; stops++) {
    await page.keyboard.press('Tab');
    const says = await page.evaluate(() => document.activeElement.textContent);
    if (await isOnPage(page)) await assertSeen(page);
    if ((await focused(page)) === wanted && says.trim().startsWith(text)) return;
  }
  assert.fail(`Tab never reaches ${wanted} ${text}`);
}

function isOnPage(page) {
  return page.evaluate(() => document.activeElement !== document.body);
}

/** The focus has a ring, on the element or on the card around it, and lies in the window. */
async function assertSeen(page) {
  const problem = await page.evaluate(() => {
    const it = document.activeElement;
    const ring = [it, it.closest('.choice')].filter(Boolean).some((each) => {
      const style = getComputedStyle(each);
      return style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2;
    });
    const box = it.getBoundingClientRect();
    const inside = box.width > 0 && box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
    return ring && inside ? '' : `${it.outerHTML.slice(0, 200)} ring: ${ring}, inside: ${inside}`;
  });
  assert.equal(problem, '', 'the focus is seen');
}

async function type(page, fields) {
  for (const [name, value] of Object.entries(fields)) {
    await tabTo(page, name);
    await page.keyboard.type(value);
  }
}

async function press(page, key, { sends }) {
  if (!sends) return page.keyboard.press(key);
  await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.keyboard.press(key)]);
  return ready(page);
}
