// Single keys: /about/keyboard lists them, and a switch there turns them off (data-keys="off" on <html>).
const SECOND = 1500; // milliseconds until a first key is forgotten
const POSTS = "main article.post";
const TYPING = "input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]";

const ANYWHERE = {
  n: () => write(),
  "/": () => focusOr("main input[type=search]", "/search#search-text"),
  "?": () => showKeys(),
  j: () => step(1),
  k: () => step(-1),
};
const AFTER_G = {
  h: () => go("/"),
  n: () => go("/notifications"),
  m: () => go("/messages"),
  d: () => go("/decide"),
  p: () => document.querySelector('.rail a.place[href^="/@"]')?.click(),
};
const AT_A_POST = {
  o: (post) => post.querySelector(".post-time a")?.click(),
  r: (post) => reply(post),
  f: (post) => press(post, "favourite"),
  t: (post) => press(post, "thank"),
  b: (post) => press(post, "boost"),
  m: (post) => press(post, "bookmark"),
  x: (post) => post.querySelector("details.disclosure > summary, details.media-cover > summary")?.click(),
};

let waitsForSecond = 0;
let sheet = null;

export function listenToKeys() {
  focusTarget();
  if (document.documentElement.dataset.keys === "off") return;
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest(TYPING) || document.querySelector("dialog[open], :popover-open")) return;
    const act = meant(event);
    if (!act) return;
    event.preventDefault();
    act();
  });
}

function meant(event) {
  const isSecond = performance.now() < waitsForSecond;
  waitsForSecond = 0;
  if (isSecond) return AFTER_G[event.key];
  if (event.key === "g") waitsForSecond = performance.now() + SECOND;
  if (event.key === "Enter") return event.target.matches(POSTS) ? () => AT_A_POST.o(event.target) : null;
  const post = current();
  if (post && !event.repeat && Object.hasOwn(AT_A_POST, event.key)) return () => AT_A_POST[event.key](post);
  return Object.hasOwn(ANYWHERE, event.key) ? ANYWHERE[event.key] : null;
}

function current() {
  return document.activeElement?.closest(POSTS);
}

function step(by) {
  const posts = [...document.querySelectorAll(POSTS)].filter((post) => post.checkVisibility());
  const at = posts.indexOf(current());
  const next = at < 0 ? posts.find((post) => post.getBoundingClientRect().bottom > 80) : posts[at + by];
  if (!next) return;
  next.tabIndex = -1;
  next.focus({ focusVisible: true });
}

function press(post, verb) {
  post.querySelector(`form[action$="/${verb}"] button`)?.click();
}

function reply(post) {
  const link = post.querySelector('a[href$="#reply"]');
  if (link && post.closest("[data-reply-to]")) return void link.click(); // the form comes to the post
  if (!link) return;
  const [page] = link.href.split("#");
  focusOr(page === location.href.split("#")[0] ? "#reply textarea" : null, `${page}#reply-text`);
}

function write() {
  focusOr("main .composer textarea, main #write-text", "/compose#id_text");
}

function focusOr(place, address) {
  const field = place && document.querySelector(place);
  if (field) field.focus();
  else go(address);
}

// Whoever is led to a field by a link types there at once.
function focusTarget() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && target.matches("input, textarea")) target.focus();
  else if (target && location.hash === "#reply") target.querySelector("textarea")?.focus();
}

function go(address) {
  location.assign(address);
}

async function showKeys() {
  if (location.pathname === "/about/keyboard") return;
  try {
    sheet ??= await fetched();
    sheet.showModal();
  } catch {
    go("/about/keyboard");
  }
}

async function fetched() {
  const answer = await fetch("/about/keyboard");
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const list = page.querySelector("[data-keys-sheet]");
  const made = document.createElement("dialog");
  made.className = "sheet";
  made.setAttribute("aria-label", list.dataset.title);
  const close = document.createElement("button");
  close.className = "button button-quiet";
  close.type = "button";
  close.textContent = list.dataset.close;
  close.addEventListener("click", () => made.close());
  made.append(list, close);
  document.body.append(made);
  return made;
}
