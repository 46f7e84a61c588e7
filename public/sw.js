// The service worker: pages that a village hall without signal needs open from the device (docs/decisions/0013).
//   files of the build  first from the device: a name with a hash never changes what it holds
//   the pages below     first from the network, kept each time; without it, or when it is slow, the copy
//   other pages         from the network alone; without it, a page that lists what is on the device
//   all else            (forms, /api, /baca, streams) does not pass here
const FILES = "berkas";
// Staff pages hold names: they have a cache of their own, which log-in and log-out delete (app/src/browser.js).
const SHELVES = { umum: /^\/(tiket|antrean)\/[^/]+$/, staf: /^\/staf\/kunjungan\/[^/]+\/meja(\/[^/]+)?$/ };

const HASHED = /^\/pkg\/[^/]+\.[\w-]{16,}\.\w+$/;
const ICON = /^\/(icon|apple-touch-icon|hari|board|kabar|salin)\.\w+$/;
const IN_PAGE = /\/(?:pkg\/[\w.-]+\.(?:css|js|wasm)|hari\.js)\b/g;
const NEWEST_FILES = 12; // four releases
const PATIENCE = 4000; // ms until a copy is better than waiting on
const DAYS_KEPT = 30; // after the visit
const DAY = 24 * 60 * 60 * 1000;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(begin()));
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  // Links are followed by fetch (app/src/browser.js): what asks for HTML is a page too.
  const isPage = request.mode === "navigate" || request.headers.get("accept")?.includes("text/html");
  const answer = HASHED.test(pathname) || ICON.test(pathname) ? file : isPage ? page : undefined;
  // A full or broken store of the device must not stand between a reader and the network.
  if (answer) event.respondWith(answer(event, pathname).catch(() => fetch(request)));
});

// A notification (server/backend/src/channel/push.rs): shown as it came; a press opens its page.
addEventListener("push", (event) => {
  const { title, body, link } = event.data.json();
  event.waitUntil(registration.showNotification(title, { body, data: link ?? "/", icon: "/apple-touch-icon.png" }));
});
addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(clients.openWindow(event.notification.data));
});

async function begin() {
  // The request is on its way while a slow phone still wakes this worker.
  await registration.navigationPreload?.enable();
  for (const name of await caches.keys()) if (name !== FILES && !(name in SHELVES)) await caches.delete(name);
  await tidy();
  await clients.claim();
}

/** A file of the build is asked for once; an icon or a script, whose name has no hash, again behind its copy. */
async function file(event, path) {
  const files = await caches.open(FILES);
  const copy = await files.match(path);
  if (copy && HASHED.test(path)) return copy;
  const fresh = fetch(event.request).then((answer) => {
    if (answer.ok) event.waitUntil(files.put(path, answer.clone()));
    return answer;
  });
  event.waitUntil(fresh.catch(() => {}));
  return copy ?? fresh;
}

async function page(event, path) {
  const name = Object.keys(SHELVES).find((name) => SHELVES[name].test(path));
  // Opened before the network is asked: what comes after a log-out goes into the deleted cache, which is nowhere.
  const shelf = name && (await caches.open(name));
  const copy = await shelf?.match(path);
  const fresh = ask(event).then((answer) => {
    if (shelf && answer.status === 200 && isFrom(answer, path)) event.waitUntil(keep(shelf, path, answer.clone()));
    return answer;
  });
  // An answer that comes too late for the reader still replaces the copy.
  event.waitUntil(fresh.catch(() => {}));
  const answer = await (copy ? Promise.race([fresh, sleep(PATIENCE)]) : fresh).catch(() => undefined);
  // A proxy that finds no server says 502: to the reader this is no signal as well.
  if (answer && !(copy && answer.status >= 500)) return answer;
  return copy ? shown(copy) : noSignal(path);
}

async function ask(event) {
  return (await event.preloadResponse) || fetch(event.request);
}

/** Not led elsewhere: a log-in page must never replace the desk. */
function isFrom(answer, path) {
  return answer.type === "basic" && new URL(answer.url).pathname === path;
}

function sleep(ms) {
  return new Promise((done) => setTimeout(done, ms));
}

let tidied;
/** Keeps a page by its path alone, and what it is made of: without its style a copy is of little use. */
async function keep(shelf, path, answer) {
  const html = await answer.clone().text();
  await shelf.put(path, answer);
  const files = await caches.open(FILES);
  for (const [name] of html.matchAll(IN_PAGE)) if (!(await files.match(name))) await files.add(name);
  await (tidied ??= tidy()); // once in the life of a worker, which is short
}

/** The copy, with the line that says so and from when it is (app/src/components/copy.rs). */
async function shown(copy) {
  const html = await copy.text();
  const headers = new Headers(copy.headers);
  for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  const taken = new Date(headers.get("date") ?? NaN);
  if (isNaN(taken)) return new Response(html, { headers });
  const lang = langOf(html) === "en" ? "en-GB" : "id-ID";
  const how = { dateStyle: "long", timeStyle: "short", timeZone: "Asia/Makassar" };
  const when = new Intl.DateTimeFormat(lang, how).format(taken).replace(":", ".");
  const time = `<time datetime="${taken.toISOString()}">${when}</time>`;
  const line = /<p data-copy([^>]*)>(.*?)<time><\/time>/s;
  const marked = html.replace(line, (_, facts, text) => `<p${facts.replace(/ hidden(="")?/, "")}>${text}${time}`);
  return new Response(marked, { headers });
}

/** Every page on the device, the newest last. */
async function* copies() {
  for (const name in SHELVES) {
    const shelf = await caches.open(name);
    for (const { url } of await shelf.keys()) {
      const copy = await shelf.match(url);
      const html = await copy?.text();
      if (html) yield { shelf, url, html, until: lastDay(copy, html) };
    }
  }
}

const meta = (html, name) => html.match(`<meta name="${name}" content="([^"]*)"`)?.[1];
const langOf = (html) => html.match(/<html lang="(\w+)"/)?.[1];

/** A page says the day of its visit; without it the day of the copy counts. */
function lastDay(copy, html) {
  return Date.parse(meta(html, "copy-day") ?? copy.headers.get("date")) + DAYS_KEPT * DAY;
}

/** Drops pages of visits long past, and files that neither a page on the device nor a recent release needs. */
async function tidy() {
  const needed = new Set();
  for await (const { shelf, url, html, until } of copies()) {
    if (until < Date.now()) await shelf.delete(url);
    else for (const [name] of html.matchAll(IN_PAGE)) needed.add(name);
  }
  const files = await caches.open(FILES);
  const paths = (await files.keys()).map(({ url }) => new URL(url).pathname).filter((path) => HASHED.test(path));
  for (const path of paths.slice(0, -NEWEST_FILES)) if (!needed.has(path)) await files.delete(path);
}

/** The page for whoever has no signal, in both languages: this worker does not know the reader's. */
async function noSignal(path) {
  const links = [];
  for await (const { url, html, until } of copies()) {
    const label = meta(html, "copy-label"); // escaped as the server wrote it
    if (!label || until < Date.now()) continue;
    links.unshift(`<li><a lang="${langOf(html)}" href="${new URL(url).pathname}"><b>${label}</b></a></li>`);
  }
  const styles = (await (await caches.open(FILES)).keys()).map(({ url }) => url).filter((url) => url.endsWith(".css"));
  const style = styles.length ? `<link rel="stylesheet" href="${styles.at(-1)}">` : "";
  const [what, whatEn] = /^\/tiket\/[^/]+\/(pindah|batal)$/.test(path)
    ? ["Mengubah jam atau membatalkan perlu sinyal; tiket Anda tetap berlaku.",
       "Changing the time or cancelling needs a signal; your ticket stays valid."]
    : ["Halaman ini perlu sinyal.", "This page needs a signal."];
  const list = `<h2>Bisa dibuka tanpa sinyal<br><small lang="en">Opens without a signal</small></h2>
<ul class="villages">${links.join("")}</ul>`;
  const html = `<!DOCTYPE html><html lang="id" translate="no"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Tidak ada sinyal · Jemput Izin</title>${style}
</head><body><header class="top"><a class="brand" href="/">Jemput Izin</a></header>
<main id="isi" class="public"><h1>Tidak ada sinyal</h1>
<p>${what} Cari tempat yang ada sinyal, lalu coba lagi.</p>
<p class="hint" lang="en">No signal. ${whatEn} Go where there is one, then try again.</p>
<p><a class="button" href="">Coba lagi</a></p>
${links.length ? list : ""}
</main></body></html>`;
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'",
  };
  return new Response(html, { status: 503, headers });
}
