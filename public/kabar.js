// Notifications on this phone, on the page "Cara menerima kabar": offered where the browser can, and the browser is
// asked when the form is sent. Without it the other ways are there.
export function wake(form) {
  const card = form.querySelector("[data-needs-push]");
  if (!card || !("serviceWorker" in navigator) || !("PushManager" in window)) return;
  card.hidden = false;
  form.onsubmit = (event) => {
    if (form.elements.reach.value !== "push") return;
    event.preventDefault();
    subscribe(form).catch((error) => {
      console.info(String(error));
      form.querySelector("[data-refused]").hidden = false;
    });
  };
}

async function subscribe(form) {
  if ((await Notification.requestPermission()) !== "granted") throw "refused";
  await navigator.serviceWorker.register("/sw.js");
  const { pushManager } = await navigator.serviceWorker.ready;
  const browser = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: form.dataset.push });
  const { endpoint, keys } = browser.toJSON();
  form.elements.push_endpoint.value = endpoint;
  form.elements.push_key.value = keys.p256dh;
  form.elements.push_secret.value = keys.auth;
  form.submit();
}
