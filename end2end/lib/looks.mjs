// What every page has to keep, whatever is on it.
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Violations of WCAG, one line each. Needs JavaScript. */
export function violations(page) {
  return page.evaluate(`${axe};
    axe.run(document, { runOnly: ${JSON.stringify(RULES)} }).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) =>
        nodes.map((node) => id + ': ' + node.html.slice(0, 200) + ' ' + node.failureSummary)))`);
}

/** How much has jumped since the page was opened. Needs JavaScript. */
export async function layoutShift(page) {
  await page.waitForTimeout(100); // it is told after the next frame
  return page.evaluate(() => window.layoutShift);
}

/** Pixels by which a page is wider than its window, and what sticks out. */
export function overflow(page) {
  return page.evaluate(() => {
    const beyond = document.documentElement.scrollWidth - innerWidth;
    if (beyond <= 0) return [];
    const all = [...document.body.querySelectorAll('*')];
    const wide = all.filter((it) => it.getBoundingClientRect().right > innerWidth + 1).slice(0, 3);
    return [`${beyond} px too wide`, ...wide.map((it) => it.outerHTML.slice(0, 150))];
  });
}

/** What is to be pressed or filled and is smaller than a thumb. Links within a sentence may be. */
export function smallTargets(page) {
  return page.evaluate(() => {
    const LEAST = 47.5;
    const targets = 'a.button, button, select, summary, .choice, nav a, .top a, .foot a, .villages a,'
      + ' input:not([type=hidden], [type=radio], [type=checkbox])';
    return [...document.querySelectorAll(targets)]
      .filter((it) => it.checkVisibility() && !it.closest('.trap'))
      .map((it) => [it, it.getBoundingClientRect()])
      .filter(([, box]) => box.width > 1 && (box.height < LEAST || box.width < LEAST))
      .map(([it, box]) => `${Math.round(box.width)}×${Math.round(box.height)}: ${it.outerHTML.slice(0, 150)}`);
  });
}

// People know it from the queue of the health insurance.
const KNOWN_TERM = '(kode booking)';
// Words that every page of one language has and no page of the other; none of them stands in a name or an address.
const WORDS = {
  id: words(
    'yang untuk tidak dengan atau belum sudah pada dari akan bisa pukul hari ini itu anda lagi semua kami oleh',
    'tempat jam pesan kunjungan pendaftaran alasan lihat ubah',
  ),
  en: words(
    'the and of for not with or your you is are to this will be could',
    'place places time visit booking message reason edit see none free',
  ),
};

function words(...lines) {
  return new RegExp(`\\b(${lines.join(' ').replaceAll(' ', '|')})\\b`, 'gi');
}

/** Words of the wrong language in texts, labels and title. What people typed and messages to them stay as they are. */
export async function foreignWords(page, lang) {
  const texts = await page.evaluate(() => {
    const body = document.body.cloneNode(true);
    const data = '[lang], script, .message-text, .history, .long-link, [data-label=Usaha], [data-label=Business]';
    body.querySelectorAll(data).forEach((it) => it.remove());
    const texts = [document.title];
    for (const nodes = document.createTreeWalker(body, NodeFilter.SHOW_TEXT); nodes.nextNode(); ) {
      texts.push(nodes.currentNode.data);
    }
    for (const name of ['aria-label', 'placeholder', 'title', 'alt', 'data-label']) {
      body.querySelectorAll(`[${name}]`).forEach((it) => texts.push(it.getAttribute(name)));
    }
    return texts;
  });
  const text = texts.join(' | ').replaceAll(KNOWN_TERM, '');
  const wrong = lang === 'id' ? WORDS.en : WORDS.id;
  return [...text.matchAll(wrong)].map((hit) => `“${text.slice(Math.max(0, hit.index - 30), hit.index + 40)}”`);
}
