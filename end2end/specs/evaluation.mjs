// A played month is looked at by the head of division, a meeting is held, its decision holds the next plan and, once it
// is answered, lets it go. Whoever was served answers the survey. Reports are downloaded and opened.
import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DESK, follow, open, OUT, PHONE, send } from '../lib/browser.mjs';
import { beginDay } from '../lib/day.mjs';
import { cellsOfBook, fetched, shown, textOfPdf } from '../lib/files.mjs';
import { foreignWords, overflow, smallTargets, violations } from '../lib/looks.mjs';
import { assertQuiet, logIn, see } from '../lib/steps.mjs';

export const tests = {
  'a month is looked at, its decision holds the next plan and lets it go': lookBack,
  'pages that look back, on a phone and a desk': looks,
};

async function played({ site, visitors }, village) {
  const staff = await visitors.come({ js: false });
  const day = await beginDay(site, staff, 3, { village });
  const [operator] = await day.operators();
  await day.atTable(operator, 'start');
  for (const person of [0, 1]) {
    await day.checkIn(person);
    const { entry } = day.tickets[person];
    await day.atTable(operator, 'next');
    await day.atTable(operator, 'begin', { entry });
    await site.wait(6);
    await day.atTable(operator, 'end', { entry, outcome: 'nib-issued' });
  }
  return { staff, day };
}

async function lookBack(world) {
  const { site, visitors } = world;
  const { staff, day } = await played(world, '51.02.04.2011');
  await open(staff, `/staf/kunjungan/${day.visit}/pengarahan`);
  await see(staff, 'Isi pengarahan');
  const briefing = textOfPdf(await shown(staff, staff.getByRole('link', { name: 'Buka pengarahan (PDF)' })));
  assert.match(briefing, /Meliling/);
  assert.equal(briefing.split('\f').length - 1, 1, 'one page');
  await answerSurvey(visitors, day.tickets[0].path);
  await site.wait(180);
  await day.step('finish');

  const review = `/staf/kunjungan/${day.visit}/evaluasi`;
  await open(staff, review);
  await see(staff, '2 orang datang, 2 pulang dengan NIB (100,0 %).');
  await see(staff, 'Mendaftar, tidak datang');
  await send(staff, staff.getByRole('button', { name: 'Buat laporan' }));
  await see(staff, /Laporan ke-1 dibuat/);
  const report = textOfPdf(await shown(staff, staff.getByRole('link', { name: 'Buka laporan (PDF)' })));
  assert.match(report, /2 orang datang, 2 pulang dengan NIB \(100,0 %\)\./);
  await open(staff, '/staf/evaluasi');
  await see(staff, /terlaksana/);
  const row = staff.locator('tr', { hasText: 'Meliling' }).first();
  assert.match(await row.innerText(), /kurang 14 orang/);
  await open(staff, '/staf/survei');
  await see(staff, /Baru 1 jawaban/);

  await open(staff, '/staf/evaluasi');
  await follow(staff, staff.getByRole('link', { name: 'Rapat evaluasi' }), /\/staf\/rapat/);
  await staff.fill('#present', 'Kepala Bidang dan dua operator');
  await send(staff, staff.getByRole('button', { name: 'Simpan lembar rapat' }));
  await see(staff, 'Tersimpan.');
  await staff.check('#indicator-interpretation');
  await staff.fill('#obstacle', 'Warga mengira ada bantuan uang');
  await send(staff, staff.getByRole('button', { name: 'Catat kendala' }));
  await staff.fill('#decision', 'Jelaskan tujuan NIB di tiap banjar');
  await staff.fill('#owner', 'Kepala Bidang');
  await staff.fill('#due', dayOf(site));
  await send(staff, staff.getByRole('button', { name: 'Tambah keputusan' }));

  await takeHome(staff);

  const next = monthAfter(site);
  await open(staff, `/staf/kunjungan?bulan=${next}`);
  await see(staff, 'Keputusan rapat yang menahan rencana bulan ini');
  assert.equal(await staff.getByRole('button', { name: 'Terbitkan rencana bulan ini' }).count(), 0);
  await follow(staff, staff.getByRole('link', { name: 'Jawab di lembar rapat' }).first(), /\/staf\/rapat/);
  await staff.getByText('Jawab', { exact: true }).click();
  await staff.getByLabel('Sudah dilaksanakan').check();
  await staff.getByLabel('Keterangan').fill('Sudah dijelaskan di semua banjar');
  await send(staff, staff.getByRole('button', { name: 'Simpan jawaban' }));
  await open(staff, `/staf/kunjungan?bulan=${next}`);
  assert.equal(await staff.getByText('Keputusan rapat yang menahan').count(), 0);
  assertQuiet(staff);
}

/** Reports of the month say what its page says, in each format. */
async function takeHome(staff) {
  await open(staff, '/staf/evaluasi');
  const came = await staff.locator('.figures tr', { hasText: 'Orang datang' }).locator('td').innerText();
  await follow(staff, staff.getByRole('link', { name: 'Laporan untuk diunduh' }), /\/staf\/laporan/);
  const button = (content, format) => staff.getByRole('button', { name: `${content}, ${format}`, exact: true });
  const book = await cellsOfBook(await fetched(staff, button('Semua isi', 'Excel')));
  assert.deepEqual(Object.keys(book).length, 6);
  assert.deepEqual(book.Ringkasan.find(([name]) => name === 'Orang datang'), ['Orang datang', came]);
  assert.ok(book.Kunjungan.some((row) => row.includes('Meliling') && row.includes('kurang 14 orang')));
  const pdf = textOfPdf(await fetched(staff, button('Semua isi', 'PDF')));
  assert.match(pdf, new RegExp(`^\\s*Orang datang\\s+${came}$`, 'm'));
  assert.match(pdf, /Meliling.*kurang 14/);
  assert.match(pdf, /Halaman 1 dari \d+/);
  const plain = await readFile(await fetched(staff, button('Ringkasan', 'CSV')), 'utf8');
  assert.ok(plain.split('\n').includes(`Orang datang;${came}`), plain);
}

async function answerSurvey(visitors, ticket) {
  const phone = await visitors.come({ js: false, size: PHONE });
  await open(phone, ticket);
  await follow(phone, phone.getByRole('link', { name: /^Nilai layanan kami/ }), /\/survei\//);
  for (const legend of await phone.locator('.survey fieldset').all()) await legend.locator('input').nth(3).check();
  await send(phone, phone.getByRole('button', { name: 'Kirim jawaban' }));
  await see(phone, 'Terima kasih. Jawaban Anda sudah kami terima.');
  assertQuiet(phone);
}

async function looks(world) {
  const { site, visitors } = world;
  const { day } = await played(world, '51.02.02.2001');
  await mkdir(OUT, { recursive: true });
  const pages = [];
  for (const [name, size] of [['phone', PHONE], ['desk', DESK]]) {
    const page = await visitors.come({ js: true, size });
    await logIn(page);
    pages.push([page, name]);
  }
  const visit = `/staf/kunjungan/${day.visit}`;
  for (const [page, name] of pages) await look(page, name, { pengarahan: `${visit}/pengarahan` });
  await site.wait(180);
  await day.step('finish');
  for (const [page, name] of pages) {
    await look(page, name, {
      evaluasi: '/staf/evaluasi',
      tahun: '/staf/evaluasi?masa=2023',
      desa: '/staf/evaluasi/desa',
      kunjungan: `${visit}/evaluasi`,
      'laporan-kunjungan': `${visit}/laporan`,
      rapat: '/staf/rapat',
      survei: '/staf/survei',
      laporan: '/staf/laporan',
      isi: '/staf/survei/isi',
      hasil: '/hasil?tahun=2023',
    });
    assertQuiet(page);
  }
}

async function look(page, name, pages) {
  for (const [what, path] of Object.entries(pages)) {
    await open(page, path);
    await page.screenshot({ path: join(OUT, `evaluation-${what}-${name}.png`), fullPage: true });
    const found = [
      ...(await overflow(page)),
      ...(await smallTargets(page)),
      ...(await foreignWords(page, 'id')),
      ...(await violations(page)),
    ];
    assert.deepEqual(found, [], `${path} on a ${name}`);
  }
}

const inBali = (site) => new Date(site.now() + 8 * 3_600_000);
const dayOf = (site) => inBali(site).toISOString().slice(0, 10);

function monthAfter(site) {
  const now = inBali(site);
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)).toISOString().slice(0, 7);
}
