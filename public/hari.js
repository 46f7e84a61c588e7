// What the pages of the service day need of the browser: storage, network, the values of a form, the camera.
// The WebAssembly of the page (app/src/islands/device.rs) calls it as `hari`.
const store = () =>
  new Promise((done, fail) => {
    const opening = indexedDB.open("hari", 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore("perangkat"); // device -> what it knows
      opening.result.createObjectStore("antre"); // device -> how many changes wait, while there are any
    };
    opening.onsuccess = () => {
      // Whoever logs out deletes it.
      opening.result.onversionchange = () => opening.result.close();
      done(opening.result);
    };
    opening.onerror = opening.onblocked = () => fail("penyimpanan");
  });

const ended = (transaction) =>
  new Promise((done, fail) => {
    transaction.oncomplete = () => done();
    transaction.onerror = transaction.onabort = () => fail("penyimpanan");
  });

const got = (request) =>
  new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail("penyimpanan");
  });

// A device belongs to one page at a time: two tabs of one desk are two devices. What a closed tab left is taken over.
const held = (name) =>
  new Promise((done) => {
    if (!navigator.locks) return done(true);
    navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      done(lock !== null);
      return lock && new Promise(() => {}); // Until the page goes.
    });
  });

let kindOf = "";

async function open(visit, kind) {
  kindOf = `${visit} ${kind}`;
  const database = await store();
  const stores = database.transaction(["perangkat", "antre"]);
  const devices = stores.objectStore("perangkat");
  const [keys, values, waiting] = await Promise.all(
    [devices.getAllKeys(), devices.getAll(), stores.objectStore("antre").getAllKeys()].map(got),
  );
  database.close();
  // What waits to be sent comes first.
  const known = keys.map((device, at) => [device, values[at]]).filter(([, it]) => it.kind === kindOf);
  known.sort(([one], [two]) => waiting.includes(two) - waiting.includes(one));
  for (const [device, { json }] of known) if (await held(device)) return JSON.stringify([device, json]);
  const device = uuid();
  await held(device);
  return JSON.stringify([device, null]);
}

async function save(device, json, waiting) {
  const database = await store();
  const transaction = database.transaction(["perangkat", "antre"], "readwrite", { durability: "strict" });
  transaction.objectStore("perangkat").put({ kind: kindOf, json, at: Date.now() }, device);
  const queue = transaction.objectStore("antre");
  if (waiting > 0) queue.put(waiting, device);
  else queue.delete(device);
  await ended(transaction);
  database.close();
}

async function send(visit, json) {
  if (!navigator.onLine) throw "putus";
  let answer;
  try {
    answer = await fetch(`/staf/kunjungan/${visit}/kirim`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: json,
      signal: AbortSignal.timeout(5000),
    });
  } catch {
    throw "putus";
  }
  if (answer.status === 401 || answer.redirected) throw "masuk";
  if (!answer.ok) throw `gagal ${answer.status}`;
  return answer.text();
}

function listen(visit, device, heard) {
  const open = () => {
    const stream = new EventSource(`/staf/kunjungan/${visit}/kabar?perangkat=${device}`);
    stream.onmessage = () => heard("ubah");
    stream.addEventListener("lepas", (event) => heard(`lepas ${event.data}`));
  };
  open();
  for (const name of ["online", "offline"]) addEventListener(name, () => heard(name));
  document.addEventListener("visibilitychange", () => document.hidden || heard("lihat"));
}

// By the random numbers of the browser; also where the page is not served by TLS.
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

const pairs = (event) => JSON.stringify([...new FormData(event.target, event.submitter)].map(([name, it]) => [name, `${it}`]));

globalThis.hari = { open, save, send, listen, uuid, pairs, now: () => Date.now() };

// The camera: a QR code becomes what is typed into the search.
function camera() {
  const [button, video, field] = ["pindai", "kamera", "cari"].map((id) => document.getElementById(id));
  if (!button || !("BarcodeDetector" in globalThis) || !navigator.mediaDevices) return;
  const words = { open: button.textContent, close: button.dataset.stop };
  let stream;
  const stop = () => {
    stream?.getTracks().forEach((track) => track.stop());
    stream = undefined;
    video.hidden = true;
    button.textContent = words.open;
  };
  const look = async (detector) => {
    if (!stream) return;
    // A picture that cannot be read is followed by the next one.
    const [code] = await detector.detect(video).catch(() => []);
    if (!code) return setTimeout(look, 200, detector);
    field.value = code.rawValue;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    stop();
    // Once the list shows whom the code belongs to.
    setTimeout(() => document.querySelector(".people .check-in button")?.focus(), 100);
  };
  button.hidden = false;
  button.onclick = async () => {
    if (stream) return stop();
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      return stop();
    }
    video.srcObject = stream;
    video.hidden = false;
    button.textContent = words.close;
    await video.play();
    look(new BarcodeDetector({ formats: ["qr_code"] }));
  };
}
camera();
