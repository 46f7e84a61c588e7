// One bar of signal: the page does its work before the WebAssembly is there, and without it. With JavaScript off there
// is nothing to wait for; that is what the other specs do.
import assert from 'node:assert/strict';
import { send } from '../lib/browser.mjs';
import { fill, freeTime, OWNER, see, typed } from '../lib/steps.mjs';
import { throttle } from '../lib/throttle.mjs';

export const tests = {
  'books while the WebAssembly never comes': async ({ site, visitors }) => {
    const page = await visitors.come();
    await page.context().route(/\.wasm/, (route) => route.abort()); // also what the service worker asks for
    await page.goto(await visitPath(site));
    await book(page, '0812 3456 7801');
    assert.ok(!(await isAwake(page)));
  },

  'on a slow phone the form is typed into before the WebAssembly is there': async ({ site, visitors }) => {
    const page = await visitors.come();
    await throttle(page);
    await page.goto(await visitPath(site), { waitUntil: 'commit' });
    await freeTime(page).check();
    await page.fill('#applicant_name', OWNER.applicant_name);
    assert.ok(!(await isAwake(page)), 'the WebAssembly is still on its way');
    await page.locator('html[data-awake]').waitFor({ timeout: 120_000 });
    assert.equal(await page.inputValue('#applicant_name'), OWNER.applicant_name);
    await book(page, '0812 3456 7802');
    assert.deepEqual(page.problems, []);
  },

  'what was typed and chosen before stays after': async ({ site, visitors }) => {
    const page = await visitors.come();
    let comes;
    const wait = new Promise((done) => (comes = done));
    await page.route(/\.wasm/, (route) => wait.then(() => route.continue()));
    await page.goto(await visitPath(site));
    await page.getByText('Isian tambahan').click();
    const before = { ...OWNER, email: 'suci@weak.example' };
    await fill(page, before);
    await page.getByLabel('Saya butuh bantuan khusus').check();
    await freeTime(page, 1).check();
    const chosen = await freeTime(page, 1).getAttribute('value');
    await page.locator('#banjar').focus();
    assert.ok(!(await isAwake(page)));

    comes();
    await page.locator('html[data-awake]').waitFor();
    assert.deepEqual(await typed(page, Object.keys(before)), before);
    assert.ok(await page.getByLabel('Saya butuh bantuan khusus').isChecked());
    assert.equal(await page.locator('input[name=slot_id]:checked').getAttribute('value'), chosen);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'banjar', 'the focus stays');
    await page.getByRole('button', { name: /^Pesan tempat pukul \d\d\.\d\d$/ }).waitFor();
    await send(page, page.getByRole('button', { name: /^Pesan tempat/ }));
    await see(page, 'Tempat Anda sudah dipesan.');
    assert.deepEqual(page.problems, []);
  },

  'what was typed is still there after looking at another page': async ({ site, visitors }) => {
    const page = await visitors.come();
    await page.goto(await visitPath(site));
    await page.locator('html[data-awake]').waitFor();
    await freeTime(page, 1).check();
    await page.fill('#applicant_name', OWNER.applicant_name);
    const chosen = await freeTime(page, 1).getAttribute('value');
    await page.getByRole('link', { name: 'Mengapa perlu NIB?' }).click();
    await page.waitForURL(/tentang-nib/);
    await page.goBack();
    await page.locator('#applicant_name').waitFor();
    assert.equal(await page.inputValue('#applicant_name'), OWNER.applicant_name);
    assert.equal(await page.locator('input[name=slot_id]:checked').getAttribute('value'), chosen);
  },
};

async function visitPath(site) {
  return `/kunjungan/${(await site.visit('Gunung Salak')).id}`;
}

function isAwake(page) {
  return page.evaluate(() => 'awake' in document.documentElement.dataset);
}

async function book(page, phone) {
  await freeTime(page).check();
  await fill(page, { ...OWNER, phone });
  const button = page.getByRole('button', { name: /^Pesan tempat/ });
  await Promise.all([page.waitForURL(/\/tiket\//, { timeout: 120_000 }), button.click()]);
  await see(page, 'Tempat Anda sudah dipesan.');
}
