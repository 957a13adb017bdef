// A conversation that is open: new messages stand at its end by themselves, and it begins there.
// The list of conversations shows what came. Enter sends where there is a keyboard.
const TALK = "[data-conversation]";
const INBOX = "[data-inbox]";

export function keepTalking() {
  if (document.querySelector(INBOX)) document.addEventListener("inbox", fetchInbox);
  for (const form of document.querySelectorAll("form[data-enter-sends]")) sendOnEnter(form);
  if (!document.querySelector(TALK)) return;
  stayAtTheEnd(document.querySelector(TALK));
  document.addEventListener("talk", fetchNew);
}

async function fetched() {
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok) return null; // the stream comes back, and so does the next hint
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

async function fetchNew() {
  const page = await fetched();
  const [shown, fresh] = [document.querySelector(TALK), page?.querySelector(TALK)];
  if (!shown || !fresh) return;
  for (const line of [...fresh.children]) {
    const known = document.getElementById(line.id);
    if (!known) shown.append(line);
    else if (isAtRest(known)) bringUpToDate(known, line);
  }
  window.htmx?.process(shown);
}

function bringUpToDate(known, line) {
  if (line.querySelector(".bubble-gone")) return known.replaceWith(line);
  known.querySelector(".bubble-read")?.remove();
  known.append(...line.querySelectorAll(".bubble-read"));
}

// Whoever reads a line or has its menu open is not disturbed.
function isAtRest(line) {
  return !line.contains(document.activeElement) && !line.querySelector("details[open]");
}

async function fetchInbox() {
  const page = await fetched();
  const [shown, fresh] = [document.querySelector(INBOX), page?.querySelector(INBOX)];
  if (!shown || !fresh || shown.contains(document.activeElement)) return;
  shown.replaceWith(fresh);
}

function sendOnEnter(form) {
  if (!matchMedia("(hover: hover) and (pointer: fine)").matches) return;
  const keys = form.querySelector(".talk-keys");
  if (keys) keys.hidden = false;
  form.querySelector("textarea[name=text]").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (event.target.value.trim()) form.requestSubmit(form.querySelector("[name=do]"));
  });
}

// Pictures arrive late and make the talk longer: whoever was at its end stays there.
function stayAtTheEnd(talk) {
  let stays = !location.hash;
  document.addEventListener("scroll", () => (stays = isAtEnd()), { passive: true });
  new ResizeObserver(() => stays && toTheEnd()).observe(talk);
}

function isAtEnd() {
  const end = document.querySelector("#talk-end");
  return end !== null && end.getBoundingClientRect().top < innerHeight + 200;
}

function toTheEnd() {
  document.querySelector("#talk-end")?.scrollIntoView({ block: "end" });
}
