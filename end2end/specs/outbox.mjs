// Messages that a person sends, and messages that wait for a mail server.
import assert from 'node:assert/strict';
import { open, send } from '../lib/browser.mjs';
import { foreignWords } from '../lib/looks.mjs';
import { assertQuiet, logIn, see } from '../lib/steps.mjs';

export const settings = () => ({});

export const tests = {
  'drafts are sent by hand without JavaScript': (world) => sendByHand(world, false),
  'drafts are sent by hand, hydrated': (world) => sendByHand(world, true),
  // Once, with JavaScript off: the worker is the same and the page shows no more.
  'a mail waits until its server is there': waitForServer,
};

async function sendByHand({ site, visitors }, js) {
  const visit = await site.visit('Gunung Salak');
  const name = js ? 'Ni Made Satu' : 'Ni Made Dua';
  const slot = visit.slots.find((each) => each.available > 0);
  const booked = await site.book(slot, { applicant_name: name, email: 'made@outbox.example' });
  const staff = await visitors.come({ js });
  await logIn(staff, 'admin');
  await see(staff, /pesan WhatsApp perlu dikirim petugas/);
  await open(staff, '/staf/pesan');
  const card = staff.locator('.message', { hasText: name });
  const draft = new URL(await card.getByRole('link', { name: 'Buka WhatsApp' }).getAttribute('href'));
  assert.match(draft.href, /^https:\/\/wa\.me\/62813\d{8}\?text=/);
  const text = draft.searchParams.get('text');
  for (const part of [name, booked.code, 'GRATIS', 'WITA', visit.venue, `${site.url}/tiket/${booked.manage_token}`]) {
    assert.ok(text.includes(part), `${part} in ${text}`);
  }
  await send(staff, card.getByRole('button', { name: 'Tandai sudah dikirim' }));
  await see(staff, 'Pesan ditandai sudah dikirim.');
  assert.equal(await staff.locator('.message', { hasText: name }).count(), 0);
  await open(staff, '/staf/pesan?status=sent');
  const sent = await staff.locator('.message', { hasText: name }).innerText();
  assert.match(sent, /Dikirim .* oleh I Wayan Sudira/);
  assert.ok(!sent.includes(booked.manage_token), 'the secret link is no longer kept');
  assertQuiet(staff);
}

async function waitForServer({ site, mailbox, visitors }) {
  await mailbox.stop();
  await site.stop();
  await site.start({ SMTP_URL: mailbox.url });
  const visit = await site.visit('Gunung Salak');
  const slot = visit.slots.find((each) => each.available > 0);
  const { code } = await site.book(slot, { applicant_name: 'I Ketut Sabar', email: 'ketut@outbox.example' });

  const staff = await visitors.come({ js: false });
  await logIn(staff);
  const card = staff.locator('.message', { hasText: 'I Ketut Sabar' });
  for (let tries = 0; tries < 20; tries++) {
    await open(staff, '/staf/pesan?status=queued');
    if ((await card.count()) > 0 && (await card.innerText()).includes('Sebab gagal')) break;
    await staff.waitForTimeout(500);
  }
  assert.match(await card.innerText(), /Sebab gagal/);
  assert.deepEqual(await foreignWords(staff, 'id'), []);

  await mailbox.start();
  const mail = await mailbox.take('ketut@outbox.example', /^Terdaftar: /);
  assert.ok(mail.text.includes(code));
  await staff.waitForTimeout(500);
  await open(staff, '/staf/pesan?status=sent');
  await card.waitFor();
  assert.deepEqual(mailbox.mails, [], 'the mail came once');
}
