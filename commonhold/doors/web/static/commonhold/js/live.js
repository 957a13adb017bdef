// An open page hears what is new. Nothing moves by itself: a button says what came, and fetches it.
// The stream rests while the page is hidden; coming back, it asks for what it missed.
import { carryOver, reveal } from "./thread.js";

const HINTS = "[data-live-hint]";
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;
const STEADY = 10_000; // a stream that lasted so long was no accident: the next loss begins anew

let source;
let cursor;
let wait = FIRST_WAIT;
let retry;
let steady;
const fetched = new Set(); // told already, wherever it stands
const waiting = new Map(); // by hint: ids of what came and is not shown yet

export function hearWhatIsNew() {
  cursor = document.documentElement.dataset.liveSince;
  if (!cursor || !("EventSource" in window)) return;
  const rest = () => (document.hidden ? close() : open());
  document.addEventListener("visibilitychange", rest);
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", rest);
  window.addEventListener("online", () => {
    close();
    wait = FIRST_WAIT;
    rest();
  });
  rest();
}

function open() {
  if (source) return;
  source = new EventSource(`/live?${asked()}`);
  source.addEventListener("open", () => (steady = setTimeout(() => (wait = FIRST_WAIT), STEADY)));
  source.addEventListener("error", comeBack);
  listen("full", (told) => (wait = told.wait));
  listen("posts", ({ ids }) => note("posts", ids));
  listen("replies", ({ ids }) => note("replies", ids));
  listen("messages", () => document.dispatchEvent(new Event("talk")));
  listen("read", () => document.dispatchEvent(new Event("talk")));
  listen("poll", stand);
  listen("notifications", (told) => ring("[data-live-count]", told));
  listen("inbox", (told) => {
    ring("[data-live-inbox]", told);
    for (const number of document.querySelectorAll("[data-live-inbox-number]")) number.textContent = told.count;
    document.dispatchEvent(new CustomEvent("inbox", { detail: told.count }));
  });
}

function close() {
  clearTimeout(retry);
  clearTimeout(steady);
  source?.close();
  source = undefined;
}

// Browsers differ in when they come back, and after an answer that was no stream they never do: we do it
// ourselves, soon at first, then more and more seldom, and not all pages of a server at the same moment.
function comeBack() {
  close();
  retry = setTimeout(() => document.hidden || open(), wait * (0.75 + Math.random() / 2));
  wait = Math.min(wait * 1.5, LONGEST_WAIT);
}

function asked() {
  const query = new URLSearchParams({ since: cursor });
  for (const hint of document.querySelectorAll(HINTS)) {
    if (hint.dataset.liveHint === "posts") query.set("home", "1");
    if (hint.dataset.liveHint === "replies") query.set("thread", hint.dataset.liveId);
  }
  const poll = document.querySelector("[data-live-poll]");
  if (poll) query.set("poll", poll.dataset.livePoll);
  const talk = document.querySelector("[data-conversation]");
  if (talk) query.set("conversation", talk.dataset.conversation);
  return query;
}

function listen(name, hear) {
  source.addEventListener(name, (event) => {
    cursor = event.lastEventId || cursor;
    hear(JSON.parse(event.data));
  });
}

function ring(bells, { count, words }) {
  for (const bell of document.querySelectorAll(bells)) {
    bell.textContent = words;
    (bell.closest("[data-live-bell]") ?? bell).hidden = count === 0;
  }
}

// A poll's page shows how it stands in elements named by their place: a count, a share, a bar.
function stand({ id, voters, closed, options }) {
  const poll = document.querySelector(`[data-live-poll="${id}"]`);
  if (!poll) return;
  const write = (mark, value) => {
    const place = poll.querySelector(mark);
    if (place && value !== null) place.textContent = value;
  };
  if (voters !== null) sayHowMany(poll, voters);
  write("[data-voters]", voters);
  for (const { position, votes, percent } of options) {
    write(`[data-votes="${position}"]`, votes);
    write(`[data-percent="${position}"]`, percent);
    const bar = poll.querySelector(`[data-bar="${position}"]`);
    if (bar && percent !== null) bar.value = percent;
  }
  poll.toggleAttribute("data-closed", closed);
}

// Another number may want another form of its words.
function sayHowMany(poll, voters) {
  const form = new Intl.PluralRules(document.documentElement.lang).select(voters) === "one" ? "one" : "other";
  const words = poll.querySelector(`[data-voters-form="${form}"]`);
  if (words) poll.querySelector("[data-voters-words]")?.replaceChildren(words.content.cloneNode(true));
}

function note(name, ids) {
  const hint = document.querySelector(`[data-live-hint="${name}"]`);
  if (!hint) return;
  const known = waiting.get(name) ?? new Set();
  waiting.set(name, known);
  for (const id of ids) if (!fetched.has(id) && !document.getElementById(`post-${id}`)) known.add(id);
  if (known.size > 0) show(hint, name, known);
}

function show(hint, name, ids) {
  const words = JSON.parse(hint.dataset.words);
  hint.querySelector("a")?.remove();
  const button = hint.querySelector("button") ?? hint.appendChild(document.createElement("button"));
  button.type = "button";
  button.className = "button button-soft";
  button.textContent = words[Math.min(ids.size, words.length) - 1];
  button.onclick = () => fetchRegion(hint, name, ids);
}

async function fetchRegion(hint, name, ids) {
  const place = `[data-live-region="${name}"]`;
  const answer = await fetch(location.href).catch(() => null);
  if (!answer) return; // the button stays: she may press it again
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [shown, fresh] = [document.querySelector(place), page.querySelector(place)];
  if (!answer.ok || !shown || !fresh) return location.reload();
  carryOver(shown, fresh);
  shown.replaceWith(fresh);
  window.htmx?.process(fresh);
  hint.replaceChildren();
  waiting.delete(name);
  for (const id of ids) fetched.add(id);
  const first = [...fresh.querySelectorAll("[id^=post-]")].find(({ id }) => ids.has(id.slice(5)));
  if (first) reveal(first);
  else if (name === "replies") pointElsewhere(hint, [...ids][0]);
}

// In a long thread a new reply may stand on another page than this one.
function pointElsewhere(hint, id) {
  const link = hint.appendChild(document.createElement("a"));
  link.href = location.pathname.replace(/\d+$/, id);
  link.textContent = hint.dataset.elsewhere;
  link.focus();
}
