// Files that the site hands out: fetched as a person does, opened by other programs than those that wrote them.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { OUT } from './browser.mjs';

/** Presses what hands out a file; gives the path where it was kept. */
export async function fetched(page, button) {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  await mkdir(OUT, { recursive: true });
  const path = join(OUT, download.suggestedFilename());
  await download.saveAs(path);
  return path;
}

/** A file that the browser would show, at the address of a link; gives the path where it was kept. */
export async function shown(page, link) {
  const address = await link.getAttribute('href');
  const answer = await page.request.get(address);
  assert.equal(answer.status(), 200, address);
  await mkdir(OUT, { recursive: true });
  const path = join(OUT, address.split('/').at(-1));
  await writeFile(path, await answer.body());
  return path;
}

/** The text of a PDF file, its columns side by side. */
export const textOfPdf = (path) => execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' });

/** Cells of a workbook by the names of its sheets, empty ones left out. */
export async function cellsOfBook(path) {
  const parts = unzipSync(await readFile(path));
  const xml = (name) => strFromU8(parts[name]);
  const shared = texts(xml('xl/sharedStrings.xml'), 'si');
  const names = [...xml('xl/workbook.xml').matchAll(/<sheet name="([^"]*)"/g)].map(([, name]) => name);
  const sheet = (number) =>
    [...xml(`xl/worksheets/sheet${number}.xml`).matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row]) =>
      [...row.matchAll(/<c r="[A-Z]+\d+"([^>]*)>.*?<v>(.*?)<\/v>/gs)].map(([, kind, value]) =>
        kind.includes('t="s"') ? shared[Number(value)] : value,
      ),
    );
  return Object.fromEntries(names.map((name, at) => [name, sheet(at + 1)]));
}

const texts = (xml, tag) =>
  [...xml.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, 'gs'))].map(([, inner]) => inner.replace(/<[^>]+>/g, ''));
