// Favourite, thank, boost, bookmark, follow: the button changes at once, and comes back with a word if it
// was refused or did not arrive. Presses of one button are sent one after the other.
import { toast, words } from "./toasts.js";

const queues = new WeakMap(); // by form: what waits for an answer

export function markAtOnce() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-mark]") || event.defaultPrevented) return;
    event.preventDefault();
    const queue = queues.get(form) ?? { last: Promise.resolve(), waiting: 0, trouble: "" };
    queues.set(form, queue);
    const body = new FormData(form);
    turn(form);
    queue.waiting += 1;
    queue.last = queue.last.then(() => send(form, body, queue));
  });
}

// After a press that failed, those that waited behind it are taken back too.
async function send(form, body, queue) {
  queue.trouble ||= await sent(form, body);
  if (queue.trouble) turn(form);
  queue.waiting -= 1;
  if (queue.waiting || !queue.trouble) return;
  toast(queue.trouble, null, "warning");
  queue.trouble = "";
}

// What went wrong, in words for her, or nothing.
async function sent(form, body) {
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      keepalive: true, // whoever presses and leaves has pressed
    });
    const told = await answer.json().catch(() => ({}));
    if (!answer.ok || !told.said) return told.trouble ?? words("failed");
    const isUndo = body.has("undo");
    // Undoing presses once more, unless she did so herself meanwhile.
    const undo = () => Boolean(form.elements.undo) === isUndo || form.requestSubmit();
    for (const each of told.said) toast(each.words, each.undo && undo);
    return "";
  } catch {
    return words(navigator.onLine ? "failed" : "offline");
  }
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
