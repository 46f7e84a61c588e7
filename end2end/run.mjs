// Runs the browser tests: `node end2end/run.mjs [SPEC…]`, all of them without a name. `make e2e` builds first and
// says in the environment where the server and its files are.
//
// To add a spec: a file in `specs/` that exports `tests`, an object of names and functions. Each function gets
// `{ site, mailbox, visitors }`; each spec gets a server, a database and a mail server of its own. It may export
// `settings(mailbox)`, what the server finds in its environment.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { launch, OUT, Visitors } from './lib/browser.mjs';
import { Mailbox } from './lib/mailbox.mjs';
import { Site } from './lib/site.mjs';

const SPECS = fileURLToPath(new URL('specs/', import.meta.url));
const LONGEST_MINUTES = 10;

const cleanUps = [];
async function cleanUp() {
  while (cleanUps.length > 0) await cleanUps.pop()().catch((error) => console.error(error));
}

async function names() {
  const all = (await readdir(SPECS)).filter((file) => file.endsWith('.mjs')).map((file) => file.slice(0, -4));
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !all.includes(name));
  if (unknown.length > 0) throw new Error(`No spec ${unknown}; there are: ${all.sort().join(', ')}`);
  return wanted.length > 0 ? wanted : all.sort();
}

async function runSpec(browser, name) {
  const { tests, settings = (mailbox) => ({ SMTP_URL: mailbox.url }) } = await import(join(SPECS, `${name}.mjs`));
  const mailbox = await Mailbox.open();
  cleanUps.push(() => mailbox.stop());
  const site = await Site.open(settings(mailbox));
  cleanUps.push(() => site.close());
  let failed = 0;
  for (const [title, test] of Object.entries(tests)) {
    const visitors = new Visitors(browser, site);
    const began = Date.now();
    const seconds = () => `${((Date.now() - began) / 1000).toFixed(1)} s`;
    try {
      await inTime(test({ site, mailbox, visitors }));
      console.log(`ok    ${name}: ${title} (${seconds()})`);
    } catch (error) {
      failed += 1;
      console.log(`FAIL  ${name}: ${title} (${seconds()})\n${stripVTControlCharacters(error.stack)}`);
      await visitors.keep(`${name}-${title.replace(/\W+/g, '-')}`);
    }
    await visitors.leave();
  }
  await cleanUp();
  if (failed > 0) await report(name, site.log);
  return [Object.keys(tests).length - failed, failed];
}

async function report(name, log) {
  await mkdir(OUT, { recursive: true });
  await writeFile(join(OUT, `${name}.log`), log);
  const lines = log.split('\n').filter((line) => !/ INFO answered .* status=[1-4]/.test(line));
  console.log(`What the server said, requests left out:\n${lines.join('\n')}`);
  console.log(`The whole log and pictures of the pages: ${OUT}`);
}

function inTime(test) {
  let timer;
  const late = new Promise((_, reject) => {
    const fail = () => reject(new Error(`not done after ${LONGEST_MINUTES} minutes`));
    timer = setTimeout(fail, LONGEST_MINUTES * 60_000);
  });
  return Promise.race([test, late]).finally(() => clearTimeout(timer));
}

for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143]]) {
  process.once(signal, () => cleanUp().finally(() => process.exit(code)));
}

let [passed, failed] = [0, 0];
try {
  if (!process.env.SERVER_BIN) throw new Error('SERVER_BIN is missing; run this through make e2e');
  await rm(OUT, { recursive: true, force: true });
  const browser = await launch();
  for (const name of await names()) {
    const [more, less] = await runSpec(browser, name).catch((error) => {
      console.log(`FAIL  ${name}: could not start\n${error.stack}`);
      return [0, 1];
    });
    await cleanUp();
    passed += more;
    failed += less;
  }
  await browser.close();
} catch (error) {
  console.error(error.message);
  failed += 1;
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
