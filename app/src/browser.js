// Loads the islands once the page stands, and follows links without loading a whole document.
// Both help only: a page works without them.
const { js, wasm } = document.getElementById("program").dataset;
let program;

async function start() {
  try {
    program = await import(js);
    await program.default({ module_or_path: wasm });
    program.hydrate();
    wake();
  } catch (error) {
    // An old browser or a broken network: the page goes on without its islands.
    program = undefined;
    console.info(String(error));
  }
}

function wake() {
  for (const island of document.querySelectorAll("leptos-island")) {
    if (!island.awake) {
      island.awake = true;
      program?.[island.dataset.component]?.(island);
    }
  }
  document.documentElement.dataset.awake = "";
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

followDay();
if (document.readyState === "complete") start();
else addEventListener("load", start);
