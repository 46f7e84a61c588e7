// The word is spread, and heard: an official takes the kit and proves what was done, an owner asks first, others come by
// the poster and by the group, say that they come, and a place that is given back goes to who waits.
import assert from 'node:assert/strict';
import { open, send } from '../lib/browser.mjs';
import { assertQuiet, fill, freeTime, logIn, OWNER, see } from '../lib/steps.mjs';
import { pathIn, WhatsApp } from '../lib/whatsapp.mjs';

const whatsapp = await WhatsApp.open();
export const settings = (mailbox) => ({ SMTP_URL: mailbox.url, ...whatsapp.settings });

const POSTER = 'Poster atau selebaran';

export const tests = {
  'a village spreads the word without JavaScript': (world) => story(world, { js: false, village: 'Gunung Salak', end: 1 }),
  'a village spreads the word hydrated': (world) => story(world, { js: true, village: 'Bengkel', end: 2 }),
};

async function story({ site, mailbox, visitors }, { js, village, end }) {
  const come = () => visitors.come({ js });
  const visit = await site.visit(village);
  const outreach = `/staf/kunjungan/${visit.id}/sosialisasi`;
  const staff = await come();
  await logIn(staff);

  const official = await come();
  const room = await inviteOfficial(staff, official, outreach, `6281999887${end}66`);
  const codes = await takesKit(official, visit, room);
  await logs(official, room);
  await booksForSomebody(official, staff, room, visit);
  await officeVerifies(staff, outreach);

  await asks(await come(), staff, `/k/${codes[POSTER]}`, `62812100000${end}5`);

  const byMail = await come();
  await book(byMail, `/k/${codes[POSTER]}`, { ...OWNER, phone: `08121000000${end}`, email: `suci${end}@contoh.example` });
  await mailbox.take(`suci${end}@contoh.example`, /^Terdaftar/);

  const byPhone = await come();
  const phone = `62812200000${end}0`;
  await book(byPhone, `/k/${codes['Grup WhatsApp banjar']}`, { ...OWNER, phone: `0${phone.slice(2)}` });
  await saysYes(byPhone, pathIn(await whatsapp.take(phone, 'booked'), '/tiket/'));

  await open(official, room);
  assert.equal(await column(official, POSTER, 'Mendaftar'), '1');
  assert.equal(await column(official, POSTER, 'Dibuka'), '2', 'who asked, and who booked');

  await waits(site, await come(), byPhone, visit, `62812300000${end}0`);
  for (const page of visitors.pages) assertQuiet(page);
}

async function inviteOfficial(staff, official, outreach, phone) {
  await open(staff, outreach);
  await staff.locator('#tautan summary').click();
  await staff.selectOption('#role', 'perbekel');
  await fill(staff, { contact_name: 'I Gusti Perbekel', contact_phone: `0${phone.slice(2)}` });
  await send(staff, staff.getByRole('button', { name: 'Buat tautan' }));
  await see(staff, 'I Gusti Perbekel');
  const room = pathIn(await whatsapp.take(phone, 'room_link'), '/ruang');
  await open(official, room);
  await official.getByRole('heading', { level: 1, name: 'Ruang desa' }).waitFor();
  return room;
}

/** What there is to send and to print. Answers with the short code of each channel. */
async function takesKit(official, visit, room) {
  await open(official, room);
  const text = await official.inputValue('#teks-grup');
  for (const part of ['Om Swastiastu', 'GRATIS', '/k/']) assert.ok(text.includes(part), `${part} in ${text}`);
  for (const sheet of ['poster', 'selebaran']) {
    const answer = await official.request.get(`/kunjungan/${visit.id}/${sheet}.pdf`);
    assert.equal((await answer.body()).subarray(0, 5).toString(), '%PDF-');
  }
  const preview = await official.request.get(`/kunjungan/${visit.id}/gambar.png`);
  assert.equal(preview.headers()['content-type'], 'image/png');
  const cells = await official.locator('#saluran tbody tr').evaluateAll((rows) =>
    rows.map((row) => [...row.querySelectorAll('td > div')].map((cell) => cell.textContent.trim())),
  );
  return Object.fromEntries(cells.map(([channel, address]) => [channel, address.split('/k/')[1]]));
}

async function logs(official, room) {
  await open(official, room);
  await fill(official, { banjar_name: 'Kelod' });
  await send(official, official.getByRole('button', { name: 'Tambah banjar' }));
  await see(official, 'Tersimpan.');
  const save = official.getByRole('button', { name: 'Simpan catatan' });
  await official.locator('input[name=channel][value=meeting]').check();
  const text = { name: 'foto.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('bukan gambar') };
  await official.setInputFiles('input[type=file]', text);
  await send(official, save);
  assert.match(await official.locator('#photo-problem').innerText(), /\S/);
  assert.ok(await official.locator('input[name=channel][value=meeting]').isChecked(), 'what was chosen is still there');
  const picture = { name: 'rapat.png', mimeType: 'image/png', buffer: await official.screenshot() };
  await official.setInputFiles('input[type=file]', picture);
  await send(official, save);
  await see(official, 'Tersimpan.');
  const photo = await official.getByRole('link', { name: 'Lihat foto' }).getAttribute('href');
  const seen = await official.request.get(photo);
  assert.equal(seen.headers()['content-type'], 'image/jpeg');
}

/** A person without a phone gets a place through the official, and stands on the list to print. */
async function booksForSomebody(official, staff, room, visit) {
  await open(official, room);
  await official.getByRole('link', { name: 'Daftarkan warga tanpa HP' }).click();
  await official.waitForURL(/\/daftarkan$/);
  await freeTime(official).check();
  await fill(official, { applicant_name: 'Pekak Rai', banjar: 'Kelod', business_activity: 'anyaman bambu' });
  const save = official.getByRole('button', { name: 'Daftarkan', exact: true });
  await official.locator('#consent-yes').check();
  await send(official, save);
  await see(official, 'Sudah terdaftar.');
  const code = await official.locator('.ticket .code').innerText();
  await official.getByRole('link', { name: 'Lihat dan cetak daftar' }).click();
  await official.waitForURL(/\/daftar$/);
  await see(official, code);
  await see(official, 'tanpa HP');
  await open(staff, `/staf/kunjungan/${visit.id}/pendaftar`);
  await see(staff, 'Didaftarkan oleh I Gusti Perbekel');
}

async function officeVerifies(staff, outreach) {
  await open(staff, outreach);
  await send(staff, staff.getByRole('button', { name: 'Benarkan' }));
  await see(staff, '✓');
}

/** An owner asks by the poster's code, is answered by WhatsApp, and checks; others read what the office published. */
async function asks(owner, staff, address, phone) {
  const question = 'Saya jual canang di rumah. Apakah perlu NIB?';
  await open(owner, address);
  const visit = new URL(owner.url()).pathname;
  await owner.getByRole('link', { name: 'Tanya dulu' }).first().click();
  await owner.waitForURL(/\/tanya$/);
  const sendIt = () => send(owner, owner.getByRole('button', { name: 'Kirim pertanyaan' }));
  await fill(owner, { question: 'NIK saya 5102064107850001. Apakah perlu NIB?', phone: `0${phone.slice(2)}` });
  await sendIt();
  assert.match(await owner.locator('#question-problem').innerText(), /Jangan tulis NIK/);
  await fill(owner, { question, applicant_name: 'Ni Wayan Suci' });
  await sendIt();
  await see(owner, 'Pertanyaan Anda sudah kami terima.');

  await open(staff, '/staf/pertanyaan');
  const card = () => staff.locator('li.card', { has: staff.getByRole('heading', { name: question }) }).first();
  await card().locator('textarea[name=reply]').fill('Ya. Canang juga usaha, dan NIB gratis.');
  await send(staff, card().getByRole('button', { name: 'Kirim jawaban' }));
  const answer = await whatsapp.take(phone, 'question_answered');
  assert.ok(answer.parameters.some((it) => it.includes('Canang juga usaha')), JSON.stringify(answer));
  await open(owner, pathIn(answer, '/tanya/'));
  await see(owner, 'Ya. Canang juga usaha, dan NIB gratis.');

  const publish = async (text) => {
    const folded = card().locator('details:not([open]) > summary');
    if ((await folded.count()) > 0) await folded.first().click();
    await card().locator('textarea[name=public_question]').fill(text);
    await card().locator('input[name=tampil][value=desa]').check();
    await send(staff, card().getByRole('button', { name: 'Terbitkan', exact: true }));
  };
  await publish('Bu Suci jual canang. Apakah perlu NIB?');
  await see(staff, 'Di sini ada nama penanya.');
  await publish('Apakah jual canang perlu NIB?');
  await see(staff, 'Sudah terbit di halaman umum.');
  await open(owner, visit);
  await see(owner, 'Apakah jual canang perlu NIB?');

  await owner.getByRole('link', { name: 'Cek kesiapan' }).click();
  await owner.waitForURL(/\/siap$/);
  for (const item of ['identity_card', 'has_phone']) await owner.locator(`input[name=${item}][value=ya]`).check();
  await owner.locator('input[name=has_email][value=tidak]').check();
  await owner.selectOption('#usaha', 'kerajinan');
  await send(owner, owner.getByRole('button', { name: 'Lihat hasil' }));
  await see(owner, 'petugas membantu membuat e-mail');
  await see(owner, 'Usaha Anda cocok dilayani di desa.');
  await owner.getByRole('link', { name: 'Pesan tempat' }).click();
  await owner.waitForURL(/usaha=kerajinan/);
  await freeTime(owner).waitFor({ state: 'attached' });
}

async function book(page, address, person) {
  await open(page, address);
  assert.match(page.url(), /\/kunjungan\//);
  await freeTime(page).check();
  if (person.email) await page.getByText('Isian tambahan').click();
  await fill(page, person);
  await send(page, page.getByRole('button', { name: /^Pesan tempat/ }));
  assert.match(page.url(), /\/tiket\//);
}

async function saysYes(page, ticket) {
  await open(page, `${ticket}/hadir`);
  await send(page, page.getByRole('button', { name: 'Ya, saya datang' }));
  await see(page, 'Anda sudah menyatakan akan datang.');
}

async function column(page, channel, name) {
  const row = page.locator('#saluran tbody tr', { hasText: channel }).first();
  return (await row.locator(`td[data-label="${name}"]`).innerText()).trim();
}

/** All places go; somebody waits; who said yes cannot come after all. */
async function waits(site, page, holder, visit, phone) {
  const { slots } = await site.api(`visits/${visit.id}`);
  for (const slot of slots) {
    for (let left = slot.available; left > 0; left--) await site.book(slot);
  }
  await open(page, `/kunjungan/${visit.id}`);
  await page.getByRole('link', { name: 'Masuk daftar tunggu' }).click();
  await page.waitForURL(/\/tunggu$/);
  await fill(page, { applicant_name: 'Ni Luh Sabar', phone: `0${phone.slice(2)}`, business_activity: 'jual canang' });
  await send(page, page.getByRole('button', { name: 'Masuk daftar tunggu' }));
  await see(page, 'Anda yang pertama dalam daftar.');

  const ticket = new URL(holder.url()).pathname;
  await open(holder, `${ticket}/batal`);
  await send(holder, holder.getByRole('button', { name: 'Batalkan pendaftaran' }));
  const offer = pathIn(await whatsapp.take(phone, 'waiting_offer'), '/tunggu/');
  await open(page, offer);
  await send(page, page.getByRole('button', { name: /^Ya, saya ambil pukul/ }));
  assert.match(page.url(), /\/tiket\//);
  await whatsapp.take(phone, 'booked');
}
