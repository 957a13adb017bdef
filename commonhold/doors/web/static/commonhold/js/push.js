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
      fill(form, await subscribe(form.dataset.pushKey));
      form.submit();
    } catch {
      say(words); // she said no, or there is no push service
    }
  });
}

async function subscribe(key) {
  const worker = await navigator.serviceWorker.register("/sw.js");
  const old = await worker.pushManager.getSubscription();
  await old?.unsubscribe(); // it may belong to whoever used this browser before
  const options = { userVisibleOnly: true, applicationServerKey: bytes(key) };
  return worker.pushManager.subscribe(options);
}

function fill(form, subscription) {
  const { endpoint, keys } = subscription.toJSON();
  for (const [name, value] of Object.entries({ endpoint, p256dh: keys.p256dh, auth: keys.auth })) {
    form.elements[name].value = value;
  }
}

function bytes(key) {
  const plain = atob(key.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function say(words) {
  words.textContent = words.dataset.cannot;
}
