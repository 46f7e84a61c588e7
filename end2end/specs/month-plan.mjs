// A month is planned and published, an operator falls ill, the surplus is settled with one confirmation, and
// whoever is touched is told.
import assert from 'node:assert/strict';
import { DESK, follow, open, PHONE, send } from '../lib/browser.mjs';
import { linkIn } from '../lib/mailbox.mjs';
import { assertQuiet, dayInBali, fill, logIn, see } from '../lib/steps.mjs';

export const tests = {
  'phone, without JavaScript': (world) => plan(world, { js: false, size: PHONE, months: 2 }),
  'phone, hydrated': (world) => plan(world, { js: true, size: PHONE, months: 3 }),
  'desk, hydrated': (world) => plan(world, { js: true, size: DESK, months: 4 }),
};

const ILL = 'I Made Arta';

async function plan({ site, mailbox, visitors }, { js, size, months }) {
  const month = monthAhead(months);
  const staff = await visitors.come({ js, size });
  await logIn(staff);
  await open(staff, `/staf/kunjungan?bulan=${month}`);
  await see(staff, 'Belum terbit. Batasnya');
  assert.equal(await publishing(staff).count(), 0, 'a month without visits is not published');

  const first = await planVisit(staff, month, { village: 'Bengkel' });
  await planVisit(staff, month, { village: 'Jegu' });
  await open(staff, `/staf/kunjungan?bulan=${month}`);
  await see(staff, '2 kunjungan direncanakan; perlu sedikitnya 2.');
  await send(staff, publishing(staff));
  await see(staff, 'Rencana terbit.');
  await see(staff, /Terbit .* oleh Ni Made Ayu Lestari/);
  await addSuddenly(staff, month);

  await lookAhead(staff, first.path);
  await writeLetter(staff, first.path);
  await openBooking(staff, visitors, mailbox, first, size);
  const people = await fillSlots(site, first, mailbox, months);
  await fallIll(staff, first.day);
  await settle(staff, first.path, people);
  await areTold(mailbox, people);
  await getReady(staff, first.path);
  assertQuiet(staff);
}

/** `2027-02`, some months from today. */
function monthAhead(months) {
  const today = new Date(`${dayInBali()}T00:00:00Z`);
  return new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + months, 1)).toISOString().slice(0, 7);
}

function publishing(page) {
  return page.getByRole('button', { name: 'Terbitkan rencana bulan ini' });
}

/** Plans a visit on the first day of a month that the calendar leaves free. */
async function planVisit(page, month, { village, reason }) {
  await open(page, '/staf/kunjungan/baru');
  await page.selectOption('#village', { label: village });
  await page.fill('#venue', `Balai Desa ${village}`);
  for (let day = 1; page.url().endsWith('/baru'); day += 1) {
    assert.ok(day < 29, `${month} has a free day`);
    await page.fill('#date', `${month}-${String(day).padStart(2, '0')}`);
    if (reason) await page.fill('#sudden_reason', reason);
    await send(page, page.getByRole('button', { name: 'Simpan rencana' }));
    if (!reason && (await page.getByText('Tulis alasan mendadaknya').count()) > 0) return null;
  }
  await see(page, 'Tersimpan.');
  return {
    path: new URL(page.url()).pathname,
    village,
    day: await page.locator('main time').first().getAttribute('datetime'),
  };
}

/** A published month takes another visit only with its reason, and says so. */
async function addSuddenly(page, month) {
  assert.equal(await planVisit(page, month, { village: 'Meliling' }), null, 'a reason is asked for');
  assert.equal(await page.inputValue('#venue'), 'Balai Desa Meliling', 'what was typed is still there');
  await planVisit(page, month, { village: 'Meliling', reason: 'Diminta perbekel' });
  await open(page, `/staf/kunjungan?bulan=${month}`);
  await see(page, '1 kunjungan ditambahkan mendadak setelah rencana terbit.');
  await page.getByText('Diminta perbekel').first().waitFor({ state: 'attached' });
}

/** What the team can serve, before anybody is booked. */
async function lookAhead(page, path) {
  await open(page, `${path}/simulasi`);
  await see(page, /Dengan 2 operator tim ini melayani sekitar \d+ orang; lebih dari 15 tercapai pada \d+.% hari/);
  assert.equal(await page.getByRole('row').count(), 6, '1 to 5 operators below the heads');
  const before = await page.locator('main').innerText();
  await send(page, page.getByRole('button', { name: 'Hitung' }));
  const table = page.locator('table');
  assert.ok(before.includes((await table.innerText()).split('\n').at(-1)), 'the same question, the same answer');
  await page.fill('#outage_from', '09:00');
  await page.fill('#outage_minutes', '0x');
  await send(page, page.getByRole('button', { name: 'Hitung' }));
  assert.equal(await page.inputValue('#outage_from'), '09:00', 'what was typed is still there');
  await page.locator('#outage_minutes-problem').filter({ hasText: /\S/ }).waitFor();
}

async function writeLetter(page, path) {
  await open(page, `${path}/surat`);
  await fill(page, { letter_number: '503/77/DPMPTSP/2026', letter_date: dayInBali() });
  await send(page, page.getByRole('button', { name: 'Simpan nomor dan tanggal' }));
  const link = page.getByRole('link', { name: 'Buka surat (PDF)' });
  const answer = await page.request.get(await link.getAttribute('href'));
  assert.equal(answer.headers()['content-type'], 'application/pdf');
  assert.equal((await answer.body()).subarray(0, 5).toString(), '%PDF-');
}

async function openBooking(staff, visitors, mailbox, { path, village, day }, size) {
  const email = `perbekel-${day}@desa.example`;
  await open(staff, path);
  await fill(staff, { contact_name: 'I Nyoman Perbekel', contact_phone: '0819 9988 7766', contact_email: email });
  await send(staff, staff.getByRole('button', { name: 'Buat tautan dan pesan' }));
  const mail = await mailbox.take(email, /^Mohon konfirmasi tempat/);
  assert.ok(mail.subject.includes(village), mail.subject);
  const official = await visitors.come({ js: staff.hasScripts, size });
  await open(official, linkIn(mail.text, '/konfirmasi/'));
  await official.getByLabel('Ya, bisa').check();
  await fill(official, { contact_name: 'Ni Luh Kelian', contact_phone: '0817 1122 3344' });
  await send(official, official.getByRole('button', { name: 'Kirim jawaban' }));
  await see(official, 'Terima kasih. Jawaban desa sudah kami terima.');
  assertQuiet(official);
  await open(staff, path);
  await send(staff, staff.getByRole('button', { name: 'Buka pendaftaran' }));
  await see(staff, 'Pendaftaran dibuka');
}

/** Two people in each of three times: the second of each booked last. */
async function fillSlots(site, { path, day }, mailbox, months) {
  const visit = await site.api(`visits/${path.split('/').at(-1)}`);
  assert.equal(visit.date, day);
  const people = [];
  for (const [at, slot] of visit.slots.slice(0, 3).entries()) {
    for (const order of ['pertama', 'kedua']) {
      const email = `${order}-${at}-${months}@umkm.example`;
      const name = `Ni Luh ${order} ${'ABC'[at]}`;
      await site.book(slot, { applicant_name: name, email });
      await mailbox.take(email, /^Terdaftar: /);
      people.push({ name, email, moves: order === 'kedua' });
    }
  }
  return people;
}

async function fallIll(page, day) {
  await open(page, '/staf/operator');
  const card = page.locator('li.card', { has: page.getByRole('heading', { name: ILL }) });
  await card.locator('summary', { hasText: 'Catat absen' }).click();
  await card.getByLabel('Hari pertama').fill(day);
  await card.getByLabel('Alasan').fill('Sakit');
  await send(page, card.getByRole('button', { name: 'Catat absen' }));
  await page.getByText(/Bengkel/).first().waitFor();
}

/** Each way names whom it touches; one confirmation does it. */
async function settle(page, path, people) {
  await open(page, path);
  await see(page, '3 orang melebihi tempat');
  await follow(page, page.getByRole('link', { name: 'Selesaikan kelebihan pendaftar' }).first(), /\/konflik$/);
  const way = page.locator('section.card', { has: page.getByRole('heading', { name: 'Pindahkan ke jam yang kosong' }) });
  await way.getByText('3 orang pindah dan diberi tahu:').waitFor();
  const text = await way.innerText();
  for (const { name, moves } of people) assert.equal(text.includes(name), moves, `${name} in ${text}`);
  await page.getByRole('heading', { name: /^Tambah operator/ }).first().waitFor();
  await page.getByRole('heading', { name: /^Perpanjang jam sampai/ }).first().waitFor();
  await send(page, way.getByRole('button', { name: 'Pindahkan dan beri tahu' }));
  await see(page, 'Kelebihan pendaftar diselesaikan.');
  await see(page, 'Tidak ada kelebihan. Setiap jam bisa dilayani.');
}

async function areTold(mailbox, people) {
  for (const { email, moves } of people) {
    if (moves) assert.match((await mailbox.take(email, /^Jadwal diubah/)).text, /\d\d\.\d\d WITA/);
  }
  const others = people.filter(({ moves }) => !moves).map(({ email }) => email);
  assert.deepEqual(mailbox.mails.filter((mail) => mail.to.some((to) => others.includes(to))), []);
}

/** Venue and operators are there; the rest is ticked. */
async function getReady(page, path) {
  await open(page, path);
  await follow(page, page.getByRole('link', { name: 'Kesiapan kunjungan' }), /\/kesiapan$/);
  for (const need of ['Bukti sosialisasi dilihat', 'Sinyal di tempat diuji', 'OSS dicoba dari tempat']) {
    await send(page, page.getByRole('button', { name: `Tandai sudah : ${need}` }));
  }
  await see(page, 'Kunjungan ini siap.');
}
