// Lets this browser ring: asks for its subscription and sends it with the form.
export function offerToRing() {
  const form = document.querySelector("[data-push-key]");
  const words = document.querySelector("[data-push-words]");
  if (!form) return;
  if (!("serviceWorker" in navigator) || !("PushManager" in window)) return say(words);
  form.hidden = false;
  words.textContent = "";
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await subscribe(form);
      form.submit();
    } catch {
      say(words); // she said no, or there is no push service
    }
  });
}

// The subscription that was there may belong to whoever used this browser before, so it is given up; its
// address goes along, so that what rings for her other profile goes on with the new one.
async function subscribe(form) {
  const worker = await navigator.serviceWorker.register("/sw.js");
  const old = await worker.pushManager.getSubscription();
  await old?.unsubscribe();
  const options = { userVisibleOnly: true, applicationServerKey: bytes(form.dataset.pushKey) };
  const { endpoint, keys } = (await worker.pushManager.subscribe(options)).toJSON();
  const sent = { endpoint, p256dh: keys.p256dh, auth: keys.auth, replaced: old?.endpoint ?? "" };
  for (const [name, value] of Object.entries(sent)) form.elements[name].value = value;
}

function bytes(key) {
  const plain = atob(key.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function say(words) {
  words.textContent = words.dataset.cannot;
}
