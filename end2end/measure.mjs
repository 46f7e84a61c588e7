// Measures a booking on a slow phone with one bar of signal and prints JSON: `node end2end/measure.mjs VISIT_URL`.
// The site has to run and the visit has to have a free place; one is booked.
//   typing_ms      from opening the link, nothing cached, until a time is chosen and a letter stands in the name field
//   booking_bytes  received for a whole booking while the WebAssembly is blocked: visit, form, ticket
//   page_bytes     HTML and CSS of the visit's page as they are received
import { setTimeout as sleep } from 'node:timers/promises';
import { launch, PHONE } from './lib/browser.mjs';
import { throttle } from './lib/throttle.mjs';
import { fill, freeTime, OWNER } from './lib/steps.mjs';

const RUNS = 5;
const link = process.argv[2] ?? process.env.VISIT_URL;
if (!link) {
  console.error('usage: node end2end/measure.mjs VISIT_URL');
  process.exit(2);
}

async function phone(browser) {
  const context = await browser.newContext({ viewport: PHONE });
  const page = await context.newPage();
  return { context, page, session: await throttle(page) };
}

async function typing(browser) {
  const { context, page, session } = await phone(browser);
  const began = performance.now();
  await page.goto(link, { waitUntil: 'commit' });
  await tap(session, 'input[name=slot_id]:enabled');
  await tap(session, '#applicant_name');
  await session.send('Input.insertText', { text: 'N' });
  const chosen = "document.querySelector('input[name=slot_id]:checked')";
  await until(session, `${chosen} && document.querySelector('#applicant_name').value === 'N'`);
  const took = performance.now() - began;
  await context.close();
  return Math.round(took);
}

/** A finger on an element that is painted. Done by hand: Playwright's own script would count four times. */
async function tap(session, selector) {
  const at = await until(session, `(() => {
    const it = document.querySelector(${JSON.stringify(selector)});
    if (!it || performance.getEntriesByName('first-contentful-paint').length === 0) return null;
    it.scrollIntoView({ block: 'center' });
    const box = it.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    return document.elementFromPoint(x, y) === it ? { x, y } : null;
  })()`);
  for (const type of ['mousePressed', 'mouseReleased']) {
    await session.send('Input.dispatchMouseEvent', { type, ...at, button: 'left', clickCount: 1 });
  }
}

async function until(session, expression) {
  for (const end = performance.now() + 60_000; performance.now() < end; await sleep(10)) {
    const { result } = await session.send('Runtime.evaluate', { expression, returnByValue: true });
    if (result.value && result.subtype !== 'error') return result.value;
  }
  throw new Error(`Not true after a minute: ${expression}`);
}

/** Counts what is received, headers included; what comes from the cache counts nothing. */
function count(session) {
  const received = { Document: 0, Stylesheet: 0, Script: 0, Other: 0 };
  const kinds = new Map();
  session.on('Network.requestWillBeSent', ({ requestId, type, redirectResponse }) => {
    if (redirectResponse) received[kinds.get(requestId)] += redirectResponse.encodedDataLength;
    kinds.set(requestId, type in received ? type : 'Other');
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    received[kinds.get(requestId) ?? 'Other'] += encodedDataLength;
  });
  return received;
}

async function booking(browser) {
  const { context, page, session } = await phone(browser);
  await session.send('Network.setBlockedURLs', { urls: ['*.wasm'] });
  const received = count(session);
  await page.goto(link);
  await page.waitForLoadState('networkidle');
  const pageBytes = { html: received.Document, css: received.Stylesheet, js: received.Script };
  await freeTime(page).check();
  const phoneNumber = `0813${String(Math.random()).slice(2, 10)}`;
  await fill(page, { ...OWNER, phone: phoneNumber });
  await page.getByRole('button', { name: /^Pesan tempat/ }).click();
  await page.waitForURL(/\/tiket\//);
  await page.waitForLoadState('networkidle');
  await context.close();
  return { pageBytes, received };
}

const browser = await launch();
try {
  const runs = [];
  for (let run = 0; run < RUNS; run++) runs.push(await typing(browser));
  const { pageBytes, received } = await booking(browser);
  const figures = {
    typing_ms: [...runs].sort((a, b) => a - b)[Math.floor(RUNS / 2)],
    typing_runs_ms: runs,
    booking_bytes: Object.values(received).reduce((sum, bytes) => sum + bytes, 0),
    booking_bytes_by_kind: received,
    page_bytes: pageBytes.html + pageBytes.css,
    page_bytes_by_kind: pageBytes,
  };
  console.log(JSON.stringify(figures, null, 2));
} finally {
  await browser.close();
}
