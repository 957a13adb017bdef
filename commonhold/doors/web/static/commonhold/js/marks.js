// Favourite, thank, boost, bookmark, follow: the button changes at once, and comes back with a word if it
// was refused or did not arrive. Presses of one button are sent one after the other.
import { toast, words } from "./toasts.js";

const sending = new WeakMap();

export function markAtOnce() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-mark]") || event.defaultPrevented) return;
    event.preventDefault();
    const body = new FormData(form);
    turn(form);
    const before = sending.get(form) ?? Promise.resolve();
    sending.set(form, before.then(() => send(form, body)));
  });
}

async function send(form, body) {
  try {
    const headers = { Accept: "application/json" };
    const answer = await fetch(form.action, { method: "POST", body, headers });
    const told = await answer.json().catch(() => ({}));
    if (!answer.ok) return back(form, told.trouble ?? words("failed"));
    for (const { words, undo } of told.said) toast(words, undo && (() => form.requestSubmit()));
  } catch {
    back(form, words(navigator.onLine ? "failed" : "offline"));
  }
}

function back(form, trouble) {
  turn(form);
  toast(trouble);
}

// Between done and not done: the field that takes it back, the button's state, its words, its count.
function turn(form) {
  const undo = form.elements.undo;
  const isDone = Boolean(undo);
  if (isDone) undo.remove();
  else form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "undo", value: "1" }));
  const button = form.querySelector("button");
  if (button.hasAttribute("aria-pressed")) {
    button.setAttribute("aria-pressed", String(!isDone));
    count(button, isDone ? -1 : 1);
  }
  const label = button.querySelector("[data-label]");
  if (label && button.dataset.other) [label.textContent, button.dataset.other] = [button.dataset.other, label.textContent];
  if ("quietOnceDone" in button.dataset) button.classList.toggle("button-quiet", !isDone);
}

function count(button, by) {
  let shown = button.querySelector(".count");
  if (!shown) {
    shown = Object.assign(document.createElement("span"), { className: "count", textContent: "0" });
    button.append(" ", shown);
  }
  const n = Number(shown.textContent);
  if (Number.isNaN(n)) return; // a count that is cut short, such as 1.2k
  shown.textContent = String(n + by);
  shown.hidden = n + by <= 0;
}
