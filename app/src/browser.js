// Loads the islands once the page stands, follows links without loading a whole document, and sees to it that pages
// open without signal. All help only: a page works without them.
const { js, wasm } = document.getElementById("program").dataset;
let program;

async function start() {
  try {
    program = await import(js);
    await program.default({ module_or_path: wasm });
    program.hydrate();
    await wake();
  } catch (error) {
    // An old browser or a broken network: the page goes on without its islands.
    program = undefined;
    console.info(String(error));
  }
}

async function wake() {
  // What an island needs of the browser comes before it.
  for (const it of document.querySelectorAll("[data-script]")) {
    await import(it.dataset.script).then((script) => script.wake?.(it)).catch(console.info);
  }
  for (const island of document.querySelectorAll("leptos-island")) {
    if (!island.awake) {
      island.awake = true;
      program?.[island.dataset.component]?.(island);
    }
  }
  document.documentElement.dataset.awake = "";
  if (document.querySelector("[data-script]")) keepLoaded().catch(console.info);
}

// A page that works without a network needs all that it has loaded once more when it is opened then.
async function keepLoaded() {
  const loaded = performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname);
  const files = await caches.open("berkas");
  for (const path of new Set(loaded)) {
    if (/^\/pkg\/|^\/\w+\.js$/.test(path) && !(await files.match(path))) await files.add(path);
  }
}

// The worker keeps pages for the hall without signal (public/sw.js). It comes with the page before the ticket, so that
// it is there when the ticket is; who only looks around is spared it. A page that is faster keeps itself.
async function stay() {
  const { serviceWorker } = navigator;
  if (!serviceWorker || !/^\/(kunjungan|tiket|antrean|staf)\b/.test(location.pathname)) return;
  try {
    if (!serviceWorker.controller) await keep(location.pathname);
    await serviceWorker.register("/sw.js");
  } catch (error) {
    console.info(String(error));
  }
}

async function keep(path) {
  const files = await caches.open("berkas");
  await files.add(document.querySelector("link[rel=stylesheet]").href);
  if (!document.querySelector("[data-copy]")) return;
  const pages = await caches.open(path.startsWith("/staf/") ? "staf" : "umum");
  const answer = await fetch(path, { headers: { Accept: "text/html" } });
  if (answer.ok && !answer.redirected) await pages.put(path, answer);
  await files.addAll([js, wasm]);
}

// Boards and tickets follow their service day without the WebAssembly.
let board;
async function followDay() {
  const live = document.querySelector("[data-live]");
  if (!live && !board) return;
  try {
    board ??= import(`/board.js?${encodeURIComponent(wasm)}`);
    (await board).follow(live);
  } catch (error) {
    // A board that nobody touches must not stand still.
    console.info(String(error));
    if (live?.querySelector("[data-board]")) setTimeout(() => location.reload(), 20_000);
  }
}

let latest = 0;
async function follow(address, remember) {
  const mine = ++latest;
  let page, arrived;
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (!(answer.headers.get("content-type") ?? "").startsWith("text/html")) throw answer.status;
    arrived = answer.url;
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
    // A newer release: its program is another one.
    if (page.getElementById("program")?.dataset.wasm !== wasm) throw "release";
  } catch {
    location.assign(address);
    return;
  }
  if (mine !== latest) return;
  if (remember) {
    history.replaceState({ y: scrollY }, "");
    history.pushState({ y: 0 }, "", arrived + new URL(address).hash);
  }
  document.title = page.title;
  document.documentElement.lang = page.documentElement.lang;
  document.body.replaceWith(page.body);
  const aim = location.hash && document.getElementById(location.hash.slice(1));
  if (aim) aim.scrollIntoView();
  else scrollTo(0, history.state?.y ?? 0);
  document.getElementById("isi")?.focus({ preventScroll: true });
  if (program) wake();
  stay();
  followDay();
}

// What was typed into a page that is put aside would be lost; the browser keeps it over an ordinary load.
const typed = () =>
  [...document.querySelectorAll("form[method=post] :is(input, select)")].some((field) =>
    field.type === "radio" || field.type === "checkbox" ? field.checked !== field.defaultChecked
    : field.options ? [...field.options].some((it) => it.selected && !it.defaultSelected) && field.selectedIndex > 0
    : field.type !== "hidden" && field.value !== field.defaultValue);

addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.metaKey || event.altKey || event.ctrlKey || event.shiftKey) return;
  const link = event.target.closest?.("a[href]");
  if (!link || link.target || link.hasAttribute("download") || link.relList.contains("external")) return;
  const here = link.pathname === location.pathname && link.search === location.search && link.hash;
  if (link.origin !== location.origin || here || typed()) return;
  event.preventDefault();
  follow(link.href, true);
});
addEventListener("popstate", (event) => event.state && follow(location.href, false));
history.replaceState({ y: scrollY }, "");

// A device of the office goes from hand to hand: log-in and log-out leave nothing of the one before, except what waits
// to be sent.
addEventListener("submit", async (event) => {
  const form = event.target;
  if (!/^\/staf\/(masuk|keluar)$/.test(form.getAttribute("action"))) return;
  event.preventDefault();
  const waiting = await soon(unsent());
  if (waiting && form.dataset.unsent && !confirm(form.dataset.unsent)) return;
  await soon(globalThis.caches?.delete("staf"));
  if (waiting === 0) await soon(settled(indexedDB.deleteDatabase("hari")));
  form.submit();
});

// What fails or hangs is nothing: nobody is kept from logging in or out.
const soon = (promise) => Promise.race([promise, new Promise((done) => setTimeout(done, 1000))]).catch(() => {});
const settled = (request) =>
  new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = request.onblocked = fail;
  });

// How many events of the desk wait (its database "hari"). Where there is no database, none is made.
async function unsent() {
  const opening = indexedDB.open("hari");
  opening.onupgradeneeded = () => opening.transaction.abort();
  const hari = await settled(opening);
  try {
    return await settled(hari.transaction("antre").objectStore("antre").count());
  } finally {
    hari.close();
  }
}

stay();
followDay();
if (document.readyState === "complete") start();
else addEventListener("load", start);
