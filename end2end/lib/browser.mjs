// The system's Chromium, and the pages that a test opens in it.
import { chromium } from 'playwright-core';
import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const PHONE = { width: 360, height: 800 };
export const DESK = { width: 1280, height: 800 };
export const OUT = fileURLToPath(new URL('../out/', import.meta.url));

/** `CHROMIUM` names another program, by its path or as on the command line. */
export function launch() {
  const name = process.env.CHROMIUM || 'chromium';
  const executablePath = execFileSync('sh', ['-c', 'command -v "$0"', name], { encoding: 'utf8' }).trim();
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Runs in every page before its own scripts. */
function watch() {
  window.layoutShift = 0;
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.layoutShift += shift.value;
  }).observe({ type: 'layout-shift', buffered: true });
}

/** The pages of one test. */
export class Visitors {
  pages = [];

  constructor(browser, site) {
    this.browser = browser;
    this.site = site;
  }

  /** Somebody comes with a device of their own. Paths are those of the site. */
  async come({ js = true, size = PHONE, lang } = {}) {
    const context = await this.browser.newContext({
      baseURL: this.site.url,
      javaScriptEnabled: js,
      viewport: size,
      locale: 'id-ID',
      timezoneId: 'Asia/Makassar',
      reducedMotion: 'reduce',
    });
    if (lang) await context.addCookies([{ name: 'lang', value: lang, url: this.site.url }]);
    await context.addInitScript(watch);
    const page = await context.newPage();
    page.hasScripts = js;
    page.documents = 0;
    page.problems = [];
    page.on('request', (request) => {
      if (request.isNavigationRequest() && request.frame() === page.mainFrame()) page.documents += 1;
    });
    page.on('pageerror', (error) => page.problems.push(String(error)));
    page.on('console', (message) => {
      const quiet = !['error', 'warning'].includes(message.type());
      // The status of a page is no fault of the page: 422 is a form that came back.
      const isStatus = /the server responded with a status of 4\d\d/.test(message.text());
      if (!quiet && !isStatus) page.problems.push(`${message.text()} (${message.location().url})`);
    });
    this.pages.push(page);
    return page;
  }

  async leave() {
    for (const page of this.pages.splice(0)) await page.context().close();
  }

  /** Pictures and mark-up of all pages, for whoever looks into a failure. */
  async keep(name) {
    await mkdir(OUT, { recursive: true });
    for (const [number, page] of this.pages.entries()) {
      const file = join(OUT, `${name}-${number + 1}`);
      await page.screenshot({ path: `${file}.png`, fullPage: true, timeout: 5000 }).catch(() => {});
      await page.content().then((html) => writeFile(`${file}.html`, `<!-- ${page.url()} -->\n${html}`), () => {});
    }
  }
}

/** Waits until a page can be used as it is meant: loaded and, with JavaScript, its islands awake. */
export async function ready(page) {
  await page.waitForLoadState('load');
  if (page.hasScripts) await page.locator('html[data-awake]').waitFor();
}

export async function open(page, path) {
  const answer = await page.goto(path);
  await ready(page);
  return answer;
}

/** Presses what leads to another document. */
export async function send(page, button) {
  const before = page.documents;
  await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), button.click()]);
  if (page.documents === before) throw new Error('No document was loaded');
  await ready(page);
}

/** Presses a link of the site: with JavaScript no document may be loaded. */
export async function follow(page, link, path) {
  const before = page.documents;
  await link.click();
  await page.waitForURL(path);
  await ready(page);
  if (page.hasScripts && page.documents !== before) throw new Error(`${page.url()} was loaded as a document`);
}
