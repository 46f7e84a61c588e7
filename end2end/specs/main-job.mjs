// The whole job: a visit is planned, its village says yes, an owner books on a phone, moves and cancels.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { follow, open, send } from '../lib/browser.mjs';
import { linkIn } from '../lib/mailbox.mjs';
import {
  assertQuiet, dayInBali, fill, freeTime, logIn, longDate, OWNER, placesLeft, see, typed,
} from '../lib/steps.mjs';

export const tests = {
  'the whole job without JavaScript': (world) => wholeJob(world, { js: false, village: 'Bongan' }),
  'the whole job hydrated': (world) => wholeJob(world, { js: true, village: 'Jatiluwih' }),
};

const VENUE = 'Balai Banjar Kelodan';
const TEAM = 2; // certified operators of the demonstration, so many people a time

async function wholeJob({ mailbox, visitors }, { js, village }) {
  const staff = await visitors.come({ js });
  await logIn(staff);
  const day = await planVisit(staff, village);
  const staffPage = new URL(staff.url()).pathname;
  const request = await askVillage(staff, mailbox, village, day);

  const official = await visitors.come({ js });
  await answerYes(official, linkIn(request.text, '/konfirmasi/'), village, day);
  await openBooking(staff, staffPage, official);

  const owner = await visitors.come({ js });
  const visitPage = await findVisit(owner, village, day);
  const neighbour = await visitors.come({ js });
  await open(neighbour, visitPage);

  const email = `suci@${village.toLowerCase()}.example`;
  const first = await book(owner, email);
  const code = await readTicket(owner, village, day, first);
  await readConfirmation(await visitors.come({ js }), mailbox, { email, village, day, clock: first, code });
  await saveToCalendar(owner, code, day, first);
  await seesPlaces(neighbour, { [first]: TEAM - 1 });

  const second = await move(owner, code);
  assert.notEqual(second, first);
  const moved = await mailbox.take(email, /^Jadwal diubah: /);
  assert.match(moved.text, new RegExp(`Jam datang: ${second} WITA`));
  await seesPlaces(neighbour, { [first]: TEAM, [second]: TEAM - 1 });
  await officeSees(staff, staffPage, code, second);

  await cancel(owner);
  const cancelled = await mailbox.take(email, /^Pendaftaran dibatalkan: /);
  assert.match(cancelled.text, new RegExp(code));
  await seesPlaces(neighbour, { [first]: TEAM, [second]: TEAM });
  await open(staff, `${staffPage}/pendaftar`);
  await staff.getByRole('row', { name: code }).getByText('Dibatalkan').waitFor();
  await officeSeesMessages(staff);

  for (const page of visitors.pages) assertQuiet(page);
}

async function planVisit(page, village) {
  await follow(page, page.getByRole('link', { name: 'Kunjungan', exact: true }), /\/staf\/kunjungan$/);
  await follow(page, page.getByRole('link', { name: 'Rencanakan kunjungan' }).first(), /\/staf\/kunjungan\/baru$/);
  await page.selectOption('#village', { label: village });
  await page.fill('#venue', VENUE);
  const certified = page.locator('input[name=operators]:checked');
  assert.equal(await certified.count(), TEAM, 'the certified operators are proposed');

  // A Sunday is refused without a reason, and nothing that was typed is lost; the next ordinary day is taken.
  let ahead = 28;
  while (new Date(dayInBali(ahead)).getUTCDay() !== 0) ahead += 1;
  await page.fill('#date', dayInBali(ahead));
  if (page.hasScripts) await see(page, 'Akhir pekan: bukan hari kerja');
  const save = page.getByRole('button', { name: 'Simpan rencana' });
  await send(page, save);
  await see(page, 'Akhir pekan: bukan hari kerja');
  assert.match(await page.innerText('#override_reason-problem, #date-problem'), /\S/);
  do {
    assert.equal(await page.inputValue('#venue'), VENUE, 'what was typed is still there');
    ahead += 1;
    await page.fill('#date', dayInBali(ahead));
    await send(page, save);
  } while (page.url().endsWith('/baru') && ahead < 60);

  await see(page, 'Tersimpan.');
  await see(page, 'Usulan');
  return dayInBali(ahead);
}

async function askVillage(page, mailbox, village, day) {
  const email = `desa@${village.toLowerCase()}.example`;
  await fill(page, { contact_name: 'I Nyoman Perbekel', contact_phone: '0819 9988 7766', contact_email: email });
  await send(page, page.getByRole('button', { name: 'Buat tautan dan pesan' }));
  await see(page, 'Menunggu konfirmasi desa');
  const mail = await mailbox.take(email, /^Mohon konfirmasi tempat/);
  assert.ok(mail.subject.includes(`Desa ${village}, ${longDate(day)}`), mail.subject);
  assert.equal(mail.from, 'izin@tabanan.example');
  return mail;
}

async function answerYes(page, link, village, day) {
  await open(page, link);
  await see(page, `Desa ${village}`);
  assert.equal(await page.getAttribute('time', 'datetime'), day);
  const answer = page.getByRole('button', { name: 'Kirim jawaban' });
  await page.getByLabel('Ya, bisa').check();
  await send(page, answer);
  assert.match(await page.innerText('#contact_name-problem'), /perlu diisi/);
  assert.match(await page.innerText('#contact_phone-problem'), /Isi nomor WhatsApp/);
  assert.ok(await page.getByLabel('Ya, bisa').isChecked());

  await fill(page, { contact_name: 'Ni Luh Kelian', contact_phone: '0817 1122 3344', note: 'Parkir di sekolah' });
  await page.getByLabel('Listrik dan colokan').check();
  await page.getByLabel('Meja dan kursi').check();
  await send(page, answer);
  await see(page, 'Terima kasih. Jawaban desa sudah kami terima.');
}

async function openBooking(staff, staffPage, official) {
  await open(staff, staffPage);
  for (const text of ['Terkonfirmasi', 'Ni Luh Kelian', 'Listrik dan colokan, Meja dan kursi', 'Parkir di sekolah']) {
    await see(staff, text);
  }
  await send(staff, staff.getByRole('button', { name: 'Buka pendaftaran' }));
  await see(staff, 'Pendaftaran dibuka');
  await official.reload();
  const share = official.getByRole('link', { name: 'Sebarkan lewat WhatsApp' });
  assert.match(decodeURIComponent(await share.getAttribute('href')), /GRATIS.*http:\/\/\S+\/kunjungan\//s);
}

/** From the front page to the visit: with JavaScript by a suggestion, without it by the button. */
async function findVisit(page, village, day) {
  await open(page, '/');
  const search = page.getByLabel('Desa Anda?');
  await search.pressSequentially(village.slice(0, 5).toLowerCase(), { delay: 50 });
  if (!page.hasScripts) await send(page, page.getByRole('button', { name: 'Cari' }));
  await follow(page, page.locator('.villages').getByRole('link', { name: village }).first(), /\/desa\//);
  await page.getByRole('heading', { level: 1, name: `Desa ${village}` }).waitFor();
  const card = page.locator('.card.visit', { has: page.locator(`time[datetime="${day}"]`) });
  await follow(page, card.getByRole('link'), /\/kunjungan\//);
  await page.getByRole('heading', { level: 1, name: village }).waitFor();
  return new URL(page.url()).pathname;
}

/** First a form with faults, then a good one. Answers with the hour that was booked. */
async function book(page, email) {
  const button = page.getByRole('button', { name: /^Pesan tempat/ });
  assert.deepEqual([...new Set(Object.values(await placesLeft(page)))], [TEAM]);

  await button.click();
  if (page.hasScripts) {
    for (const field of ['slot_id', 'applicant_name', 'phone', 'business_activity']) {
      await page.locator(`#${field}-problem`).filter({ hasText: /\S/ }).waitFor();
    }
  }
  assert.match(page.url(), /\/kunjungan\/[^/]+$/, 'an empty form is not sent');

  const time = freeTime(page, 1);
  await time.check();
  const clock = await page.locator('.choice', { has: page.locator('input:checked') }).locator('b').innerText();
  await fill(page, { ...OWNER, phone: '0812 3456' });
  if (page.hasScripts) await button.click();
  else await send(page, button);
  const problem = page.locator('#phone-problem').filter({ hasText: /Nomor WhatsApp kurang \d angka/ });
  await problem.waitFor();
  assert.equal(await page.getAttribute('#phone', 'aria-invalid'), 'true');
  assert.deepEqual(await typed(page, Object.keys(OWNER)), { ...OWNER, phone: '0812 3456' });
  assert.ok(await time.isChecked());

  await page.fill('#phone', OWNER.phone);
  await page.getByText('Isian tambahan').click();
  await page.fill('#email', email);
  if (page.hasScripts) assert.equal(await button.innerText(), `Pesan tempat pukul ${clock}`);
  await send(page, button);
  assert.match(page.url(), /\/tiket\/[^/?]+\?kabar=terdaftar$/);
  return clock;
}

async function readTicket(page, village, day, clock) {
  await see(page, 'Tempat Anda sudah dipesan.');
  const ticket = page.locator('.ticket');
  const text = await ticket.innerText();
  for (const part of [`${clock}–`, 'WITA', VENUE, `Desa ${village}`, 'GRATIS', OWNER.applicant_name]) {
    assert.ok(text.includes(part), `${part} in ${text}`);
  }
  assert.equal(await ticket.locator('time').getAttribute('datetime'), day);
  await ticket.getByRole('img', { name: 'Kode QR' }).waitFor();
  const code = await ticket.locator('.code').innerText();
  assert.match(code, /^[A-HJKMNP-Z2-9]{5}$/);
  return code;
}

async function readConfirmation(page, mailbox, { email, village, day, clock, code }) {
  const mail = await mailbox.take(email, /^Terdaftar: /);
  const when = [longDate(day), `${clock} WITA`];
  const facts = [code, ...when, VENUE, `Desa ${village}`, 'GRATIS', 'KTP asli', OWNER.applicant_name];
  for (const part of facts) assert.ok(mail.text.includes(part), `${part} in ${mail.text}`);
  assert.ok(!mail.text.includes('3456'), 'no phone number in a mail');
  await open(page, linkIn(mail.text, '/tiket/'));
  assert.equal(await page.locator('.ticket .code').innerText(), code);
}

async function saveToCalendar(page, code, day, clock) {
  const link = page.getByRole('link', { name: 'Simpan ke kalender' });
  const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
  assert.equal(file.suggestedFilename(), `jemput-izin-${code}.ics`);
  const text = (await readFile(await file.path(), 'utf8')).replace(/\r\n /g, '');
  const [hour, minute] = clock.split('.').map(Number);
  const utc = new Date(`${day}T00:00:00Z`);
  utc.setUTCHours(hour - 8, minute);
  assert.match(text, /^BEGIN:VCALENDAR\r\n/);
  assert.match(text, new RegExp(`DTSTART[^:]*:${utc.toISOString().replace(/[-:]|\.000/g, '')}`));
  assert.ok(text.includes(code) && text.includes(VENUE), text);
}

/** With JavaScript the numbers come by themselves, within the 20 seconds between two questions. */
async function seesPlaces(page, expected) {
  const before = page.documents;
  if (!page.hasScripts) await page.reload();
  for (const [clock, left] of Object.entries(expected)) {
    const card = page.locator('.slots .choice', { hasText: clock });
    await card.getByText(`${left} tempat lagi`).waitFor({ timeout: 45_000 });
  }
  if (page.hasScripts) assert.equal(page.documents, before, 'the page was not loaded again');
}

async function move(page, code) {
  await follow(page, page.getByRole('link', { name: 'Ubah jam' }), /\/pindah$/);
  await page.getByText(code).waitFor();
  const time = freeTime(page, 4);
  await time.check();
  const clock = await page.locator('.choice', { has: page.locator('input:checked') }).locator('b').innerText();
  await send(page, page.getByRole('button', { name: 'Pindah ke jam ini' }));
  await see(page, 'Jam Anda sudah diubah.');
  assert.ok((await page.locator('.ticket').innerText()).includes(`${clock}–`));
  return clock;
}

async function cancel(page) {
  await follow(page, page.getByRole('link', { name: 'Batalkan' }), /\/batal$/);
  await send(page, page.getByRole('button', { name: 'Batalkan pendaftaran' }));
  await see(page, 'Pendaftaran Anda sudah dibatalkan.');
  assert.equal(await page.getByRole('link', { name: 'Ubah jam' }).count(), 0);
}

async function officeSees(page, staffPage, code, clock) {
  await open(page, staffPage);
  await follow(page, page.getByRole('link', { name: 'Daftar pendaftar' }), /\/pendaftar$/);
  const row = page.getByRole('row', { name: code });
  await row.waitFor();
  const text = await row.innerText();
  for (const part of [clock, OWNER.applicant_name, OWNER.business_activity, OWNER.banjar]) {
    assert.ok(text.includes(part), `${part} in ${text}`);
  }
}

async function officeSeesMessages(page) {
  await follow(page, page.getByRole('link', { name: 'Pesan', exact: true }), /\/staf\/pesan$/);
  await follow(page, page.getByRole('link', { name: /^Terkirim/ }), /status=sent$/);
  for (const kind of ['Konfirmasi pendaftaran', 'Perubahan jadwal', 'Pembatalan', 'Permintaan tempat ke desa']) {
    await page.getByRole('heading', { level: 3, name: kind }).first().waitFor();
  }
}
