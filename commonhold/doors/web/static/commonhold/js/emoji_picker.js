// Beside a field for words, a button opens emoji: the co-op's own and some that every device has.
// Arrows move, Enter puts one where the cursor stood, Escape closes.
let picker = null;
let opener = null;

export function offerEmoji() {
  if (!("popover" in HTMLElement.prototype)) return;
  for (const button of document.querySelectorAll("[data-emoji-for]")) {
    button.hidden = false;
    button.addEventListener("click", () => open(button));
  }
}

async function open(button) {
  if (picker?.matches(":popover-open")) return picker.hidePopover();
  picker ??= await made();
  opener = button;
  picker.showPopover();
  stand(button);
  (picker.querySelector("button[tabindex='0']") ?? buttons()[0]).focus();
}

async function made() {
  const [page, own] = await Promise.all([fetch("/emoji/picker"), fetch("/emoji.json").catch(() => null)]);
  const holder = new DOMParser().parseFromString(await page.text(), "text/html");
  const sheet = document.importNode(holder.querySelector("[data-picker]"), true);
  if (own?.ok) fill(sheet.querySelector("[data-own]"), (await own.json()).emoji);
  sheet.querySelector("button").tabIndex = 0;
  sheet.addEventListener("click", ({ target }) => {
    const chosen = target.closest("[data-emoji]");
    if (chosen) put(chosen.dataset.emoji);
  });
  sheet.addEventListener("keydown", move);
  sheet.addEventListener("toggle", ({ newState }) => opener.setAttribute("aria-expanded", String(newState === "open")));
  document.body.append(sheet);
  return sheet;
}

function fill(section, own) {
  section.hidden = own.length === 0;
  for (const { shortcode, url } of own) {
    const button = Object.assign(document.createElement("button"), { type: "button", tabIndex: -1 });
    button.dataset.emoji = `:${shortcode}:`;
    button.append(Object.assign(new Image(24, 24), { src: url, alt: shortcode }));
    section.querySelector("div").append(button);
  }
}

function put(emoji) {
  const field = document.getElementById(opener.dataset.emojiFor);
  const before = field.value.slice(0, field.selectionStart);
  // Between colons a name needs room on its left to be read as one.
  const gap = emoji.startsWith(":") && /\S$/.test(before) ? " " : "";
  field.setRangeText(gap + emoji, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  picker.hidePopover();
  field.focus();
}

// One stop for Tab; arrows go on from there, up and down by what lies above and beneath.
function move(event) {
  const all = buttons();
  const at = all.indexOf(document.activeElement);
  const onwards = document.documentElement.dir === "rtl" ? -1 : 1;
  const next = {
    ArrowRight: () => all[at + onwards],
    ArrowLeft: () => all[at - onwards],
    ArrowDown: () => nearest(all.slice(at + 1), all[at], 1),
    ArrowUp: () => nearest(all.slice(0, at).reverse(), all[at], -1),
    Home: () => all[0],
    End: () => all.at(-1),
  }[event.key]?.();
  if (!next) return;
  event.preventDefault();
  all[at].tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

function nearest(others, from, way) {
  const here = from.getBoundingClientRect();
  const row = others.map((each) => [each, each.getBoundingClientRect()]).filter(([, { top }]) => (top - here.top) * way > 4);
  const inFirst = row.filter(([, { top }]) => Math.abs(top - row[0][1].top) < 4);
  const gap = ([, { left }]) => Math.abs(left - here.left);
  return inFirst.sort((a, b) => gap(a) - gap(b))[0]?.[0];
}

function buttons() {
  return [...picker.querySelectorAll("section:not([hidden]) button")];
}

// Beneath its button where there is room; a narrow screen shows it at the foot, by its sheet of style.
function stand(button) {
  const at = button.getBoundingClientRect();
  const beneath = at.bottom + 8 + picker.offsetHeight < innerHeight;
  picker.style.setProperty("--picker-top", `${beneath ? at.bottom + 8 : Math.max(8, at.top - picker.offsetHeight - 8)}px`);
  const width = document.documentElement.clientWidth;
  const start = document.documentElement.dir === "rtl" ? width - at.right : at.left;
  picker.style.setProperty("--picker-start", `${Math.max(8, Math.min(start, width - picker.offsetWidth - 16))}px`);
}
