// Every page, in both languages, on a phone and on a desk: pictures to look at in `out/screens`, and what can be
// measured.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DESK, open, OUT, PHONE, ready, send } from '../lib/browser.mjs';
import { foreignWords, layoutShift, overflow, smallTargets, violations } from '../lib/looks.mjs';
import { linkIn } from '../lib/mailbox.mjs';
import { fill, freeTime, logIn, OWNER } from '../lib/steps.mjs';

const NARROWEST = 320; // px, WCAG 1.4.10; also a phone of 640 px at 200 %

export const tests = {
  'phone, without JavaScript': (world) => look(world, { js: false, size: PHONE, lang: 'id' }),
  'phone, hydrated': (world) => look(world, { size: PHONE, lang: 'id' }),
  'phone, hydrated, English': (world) => look(world, { size: PHONE, lang: 'en' }),
  'desk, hydrated': (world) => look(world, { size: DESK, lang: 'id' }),
  'desk, hydrated, English': (world) => look(world, { size: DESK, lang: 'en' }),
  // Last, for it changes the numbers of every page after it.
  'too many people': tooMany,
};

let prepared;

/** What the pages show, made once for all tests: tickets, a booked visit, links of villages. */
async function prepare({ site, mailbox, visitors }) {
  const open = await site.visit('Gunung Salak');
  const free = open.slots.filter((slot) => slot.available > 0);
  const longName = 'Ni Luh Putu Widyantari Kusumadewi';
  const ticket = await site.book(free[0], { applicant_name: longName, assistance_needed: true });
  const cancelled = await site.book(free[1]);
  await fetch(`${site.url}/api/v1/bookings/${cancelled.manage_token}`, { method: 'DELETE' });
  const staff = await visitors.come({ js: false });
  await logIn(staff);
  const visits = {
    open: open.id,
    confirmed: (await site.visit('Abian Tuwung', 'confirmed')).id,
    past: (await site.api('visits?from=2022-01-01'))[0].id,
    asked: await visitOf(staff, 'Meliling'),
    proposed: await visitOf(staff, 'Jegu'),
  };
  const asked = await askVillage(staff, mailbox, visits.asked, 'meliling');
  const answered = await askVillage(staff, mailbox, visits.proposed, 'jegu');
  await staff.goto(answered);
  await staff.getByLabel('Tanggal lain').check();
  await staff.fill('#other_date', '2030-01-15');
  await staff.fill('#note', 'Piodalan di Pura Puseh.');
  await send(staff, staff.getByRole('button', { name: 'Kirim jawaban' }));
  await staff.goto(`/staf/kunjungan/${visits.open}/pendaftar`);
  const booking = await staff.getByRole('link', { name: longName }).getAttribute('href');
  const helper = await inviteHelper(staff, visits.open);
  const question = await ask(staff, '/tanya', 'Apakah NIB perlu diperpanjang?');
  const answeredQuestion = await ask(staff, `/kunjungan/${visits.open}/tanya`, 'Apakah jual canang perlu NIB?');
  await staff.goto(`/staf/pertanyaan?kunjungan=${visits.open}`);
  await staff.locator('textarea[name=reply]').first().fill('Ya. Canang juga usaha, dan NIB gratis.');
  await send(staff, staff.getByRole('button', { name: 'Kirim jawaban' }).first());
  await staff.locator('summary', { hasText: 'Terbitkan untuk semua orang' }).first().click();
  await send(staff, staff.getByRole('button', { name: 'Terbitkan', exact: true }).first());
  const made = { booking, ticket: ticket.manage_token, cancelled: cancelled.manage_token, asked, answered };
  return { visits, ...made, helper, question, answeredQuestion };
}

/** An official of an open visit, who has booked for one person. Answers with the begin of the own addresses. */
async function inviteHelper(staff, visit) {
  await open(staff, `/staf/kunjungan/${visit}/sosialisasi`);
  await staff.locator('#tautan summary').click();
  await staff.selectOption('#role', 'perbekel');
  await fill(staff, { contact_name: 'I Gusti Pembantu', contact_phone: '081999887799' });
  await send(staff, staff.getByRole('button', { name: 'Buat tautan' }));
  await open(staff, '/staf/pesan');
  const draft = await staff.locator('.message-text', { hasText: 'I Gusti Pembantu' }).last().innerText();
  const helper = new URL(draft.match(/\S+(?=\/ruang)/)[0]).pathname;
  await open(staff, `${helper}/daftarkan`);
  await freeTime(staff).check();
  await fill(staff, { applicant_name: 'Pekak Rai', banjar: 'Kelod', business_activity: 'anyaman bambu' });
  await staff.locator('#consent-yes').check();
  await send(staff, staff.getByRole('button', { name: 'Daftarkan', exact: true }));
  return helper;
}

/** Asks, and gives the address of the question. */
async function ask(page, path, question) {
  await page.goto(path);
  await page.fill('#question', question);
  await send(page, page.getByRole('button', { name: 'Kirim pertanyaan' }));
  return new URL(page.url()).pathname;
}

async function visitOf(staff, village) {
  await staff.goto('/staf');
  return (await staff.getByRole('link', { name: village }).first().getAttribute('href')).split('/').at(-1);
}

async function askVillage(staff, mailbox, visit, village) {
  await staff.goto(`/staf/kunjungan/${visit}`);
  const again = staff.locator('details:not([open]) > summary', { hasText: 'Kirim tautan baru' });
  if ((await again.count()) > 0) await again.click();
  const email = `${village}@desa.example`;
  await fill(staff, { contact_name: 'I Nyoman Perbekel', contact_phone: '081999887766', contact_email: email });
  await send(staff, staff.getByRole('button', { name: 'Buat tautan dan pesan' }));
  return new URL(linkIn((await mailbox.take(email, /^Mohon/)).text, '/konfirmasi/')).pathname;
}

/** Name of the picture, address, and what is done there before one looks. */
function* pages(made) {
  const { visits, booking, ticket, cancelled, asked, answered, helper, question, answeredQuestion } = made;
  yield ['home', '/'];
  yield ['home-found', '/?cari=be'];
  yield ['home-nothing', '/?cari=ubud'];
  yield ['village', '/desa/51.02.06.2001'];
  yield ['village-without-visit', '/desa/51.02.05.2003'];
  yield ['visit', `/kunjungan/${visits.open}`];
  yield ['visit-refused', `/kunjungan/${visits.open}`, refused];
  yield ['visit-not-open', `/kunjungan/${visits.confirmed}`];
  yield ['visit-past', `/kunjungan/${visits.past}`];
  yield ['ticket', `/tiket/${ticket}`];
  yield ['ticket-news', `/tiket/${ticket}?kabar=terdaftar`];
  yield ['ticket-cancelled', `/tiket/${cancelled}?kabar=batal`];
  yield ['ticket-unknown', '/tiket/tidak-ada'];
  yield ['move', `/tiket/${ticket}/pindah`];
  yield ['cancel', `/tiket/${ticket}/batal`];
  yield ['coming', `/tiket/${ticket}/hadir`];
  yield ['reach', `/tiket/${ticket}/kabar`];
  yield ['waiting-not-needed', `/kunjungan/${visits.open}/tunggu`];
  yield ['waiting-unknown', '/tunggu/tidak-ada'];
  yield ['ask', '/tanya'];
  yield ['ask-visit', `/kunjungan/${visits.open}/tanya`];
  yield ['ask-refused', '/tanya', (page) => sendAsItIs(page)];
  yield ['question', question];
  yield ['question-answered', answeredQuestion];
  yield ['question-unknown', '/tanya/tidak-ada'];
  yield ['self-check', `/kunjungan/${visits.open}/siap`];
  yield ['self-check-result', `/kunjungan/${visits.open}/siap?identity_card=ya&has_phone=tidak&has_email=tidak&has_npwp=tidak&usaha=makanan`];
  yield ['self-check-office', `/kunjungan/${visits.open}/siap?identity_card=ya&usaha=minuman-keras&badan=ya`];
  yield ['visit-checked', `/kunjungan/${visits.open}?usaha=makanan`, unfold];
  yield ['about-nib', '/tentang-nib', unfold];
  yield ['results', '/hasil', unfold];
  yield ['results-2023', '/hasil?tahun=2023', unfold];
  yield ['privacy', '/privasi'];
  yield ['not-found', '/tidak/ada'];
  yield ['venue', asked];
  yield ['venue-yes', asked, (page) => page.locator('#answer-yes').check()];
  yield ['venue-answered', answered];
  yield ['room', `${asked}/ruang`, unfold];
  yield ['room-agreed', `${answered}/ruang`, unfold];
  yield ['assist', `${helper}/daftarkan`];
  yield ['assist-refused', `${helper}/daftarkan`, (page) => sendAsItIs(page)];
  yield ['assist-booked', `${helper}/daftarkan?kabar=terdaftar`];
  yield ['assist-list', `${helper}/daftar`, unfold];
  yield ['assist-not-open', `${answered}/daftarkan`];
  yield ['venue-wrong-link', '/konfirmasi/tidak-ada'];
  yield ['staff-login', '/staf/masuk'];
  yield ['staff-today', '/staf'];
  yield ['staff-month', '/staf/kunjungan'];
  yield ['staff-plan', '/staf/kunjungan/baru'];
  yield ['staff-plan-refused', '/staf/kunjungan/baru', (page) => sendAsItIs(page)];
  yield ['staff-visit-proposed', `/staf/kunjungan/${visits.proposed}`, unfold];
  yield ['staff-visit-asked', `/staf/kunjungan/${visits.asked}`, unfold];
  yield ['staff-visit-open', `/staf/kunjungan/${visits.open}`, unfold];
  yield ['staff-visit-unknown', '/staf/kunjungan/tidak-ada'];
  yield ['staff-edit', `/staf/kunjungan/${visits.open}/ubah`];
  yield ['staff-bookings', `/staf/kunjungan/${visits.open}/pendaftar`];
  yield ['staff-booking', booking, unfold];
  yield ['staff-book-for', `/staf/kunjungan/${visits.open}/daftarkan`];
  yield ['staff-no-conflict', `/staf/kunjungan/${visits.open}/konflik`];
  yield ['staff-readiness', `/staf/kunjungan/${visits.open}/kesiapan`, unfold];
  yield ['staff-demand', `/staf/kunjungan/${visits.open}/permintaan`];
  // A neighbour in the same kecamatan.
  yield ['staff-demand-step', `/staf/kunjungan/${visits.open}/permintaan/langkah?cara=tetangga:51.02.02.2003`];
  yield ['staff-what-if', `/staf/kunjungan/${visits.open}/simulasi`, unfold];
  yield ['staff-what-if-refused', `/staf/kunjungan/${visits.open}/simulasi?outage_minutes=99999&outage_from=09:00`];
  yield ['staff-outreach', `/staf/kunjungan/${visits.open}/sosialisasi`, unfold];
  yield ['staff-letter', `/staf/kunjungan/${visits.open}/surat`];
  yield ['staff-outbox', '/staf/pesan'];
  yield ['staff-outbox-sent', '/staf/pesan?status=sent'];
  yield ['staff-ranking', '/staf/desa'];
  yield ['staff-ranking-all', '/staf/desa?semua=1'];
  yield ['staff-village', '/staf/desa/51.02.06.2001', unfold];
  yield ['staff-village-refused', '/staf/desa/51.02.04.2011', (page) => refuse(page, '/calon')];
  yield ['staff-calendar', '/staf/kalender?tahun=2027', unfold];
  yield ['staff-feasts', '/staf/desa/51.02.06.2001/odalan', unfold];
  yield ['venue-feasts', `${asked}/odalan`, unfold];
  yield ['village-tell-me', '/desa/51.02.05.2003', (page) => refuse(page, '/minat')];
  yield ['staff-questions', '/staf/pertanyaan', unfold];
  yield ['staff-questions-visit', `/staf/pertanyaan?kunjungan=${visits.open}`];
  yield ['staff-operators', '/staf/operator', unfold];
  yield ['staff-more', '/staf/lainnya'];
}

async function look(world, { js = true, size, lang }) {
  prepared ??= await prepare(world);
  assert.deepEqual(await faults(world.visitors, pages(prepared), { js, size, lang }), []);
}

async function tooMany({ site, visitors }) {
  const staff = await visitors.come();
  await logIn(staff);
  const visit = await site.visit('Bengkel');
  await open(staff, '/staf/operator');
  const card = staff.locator('li.card', { hasText: 'I Made Arta' });
  await card.locator('summary', { hasText: 'Catat absen' }).click();
  await card.getByLabel('Hari pertama').fill(visit.date);
  await card.getByLabel('Alasan').fill('Sakit');
  await send(staff, card.getByRole('button', { name: 'Catat absen' }));
  const list = [
    ['staff-today-surplus', '/staf'],
    ['staff-month-surplus', `/staf/kunjungan?bulan=${visit.date.slice(0, 7)}`],
    ['staff-conflict', `/staf/kunjungan/${visit.id}/konflik`, unfold],
  ];
  for (const size of [PHONE, DESK]) {
    for (const lang of ['id', 'en']) assert.deepEqual(await faults(visitors, list, { js: true, size, lang }), []);
  }
}

/** Looks at pages and says what is wrong with them, all of it at once. */
async function faults(visitors, list, { js, size, lang }) {
  const page = await visitors.come({ js, size, lang });
  await logIn(page);
  const folder = join(OUT, 'screens', `${size.width}x${size.height}-${lang}${js ? '' : '-no-js'}`);
  await mkdir(folder, { recursive: true });
  const all = [];
  for (const [name, path, act] of list) {
    await open(page, path);
    // Before anything is unfolded or pressed: what moves then is no jump.
    const shift = js ? await layoutShift(page) : 0;
    await act?.(page);
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
    const headings = await page.locator('h1').count();
    const found = {
      'layout shift': shift < 0.1 ? [] : [shift],
      headings: headings === 1 ? [] : [`${headings} h1`],
      overflow: await overflow(page),
      'small targets': await smallTargets(page),
      'foreign words': await foreignWords(page, lang),
      axe: js ? await violations(page) : [],
      console: js ? page.problems.splice(0) : [],
    };
    await page.setViewportSize({ ...size, width: NARROWEST });
    found[`overflow at ${NARROWEST} px`] = await overflow(page);
    await page.setViewportSize(size);
    for (const [what, hits] of Object.entries(found)) all.push(...hits.map((hit) => `${name}: ${what}: ${hit}`));
  }
  return all;
}

async function refused(page) {
  await freeTime(page).check();
  await fill(page, { ...OWNER, phone: '0812' });
  await sendAsItIs(page);
}

/** Sends a form past the browser's own check, so that the server's answer is seen. */
async function sendAsItIs(page) {
  const form = page.locator('main form').last();
  const loaded = page.waitForNavigation({ waitUntil: 'load' });
  await form.evaluate((it) => it.submit());
  await loaded;
  await ready(page);
}

/** Sends an empty form past the browser's own check. */
async function refuse(page, action) {
  const loaded = page.waitForNavigation({ waitUntil: 'load' });
  await page.locator(`form[action*="${action}"]`).first().evaluate((it) => it.submit());
  await loaded;
  await ready(page);
}

async function unfold(page) {
  await page.locator('details').evaluateAll((all) => all.forEach((it) => (it.open = true)));
}
