// Notifications on this phone, on the page "Cara menerima kabar": offered where the browser can, and the browser is
// asked when the form is sent. Without it the other ways are there.
const form = document.querySelector("form[data-push]");

if (form?.dataset.push && "serviceWorker" in navigator && "PushManager" in window) {
  form.querySelector("[data-needs-push]").hidden = false;
  form.addEventListener("submit", async (event) => {
    if (form.elements.reach.value !== "push") return;
    event.preventDefault();
    try {
      if ((await Notification.requestPermission()) !== "granted") throw "refused";
      await navigator.serviceWorker.register("/sw.js");
      const { pushManager } = await navigator.serviceWorker.ready;
      const browser = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: form.dataset.push });
      const { endpoint, keys } = browser.toJSON();
      form.elements.push_endpoint.value = endpoint;
      form.elements.push_key.value = keys.p256dh;
      form.elements.push_secret.value = keys.auth;
      form.submit();
    } catch (error) {
      console.info(String(error));
      form.querySelector("[data-refused]").hidden = false;
    }
  });
}
