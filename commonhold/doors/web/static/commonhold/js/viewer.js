// Pictures of a post open in a viewer: arrows, a swipe or the buttons go on, Escape closes.
// Without this the link leads to the picture itself.
const SWIPE = 50; // pixels

let sheet = null;
let parts = {};
let links = [];
let at = 0;

export function openPictures() {
  // New posts arrive while a page is open: so the page listens, not each link.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-view]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(link);
  });
}

async function open(link) {
  try {
    sheet ??= await fetched();
  } catch {
    location.href = link.href;
    return;
  }
  links = [...link.closest("ul").querySelectorAll("a[data-view]")];
  show(links.indexOf(link));
  sheet.showModal();
}

async function fetched() {
  const answer = await fetch("/media/viewer");
  const holder = document.createElement("div");
  holder.innerHTML = await answer.text();
  const made = holder.querySelector("dialog");
  for (const part of made.querySelectorAll("[data-part]")) parts[part.dataset.part] = part;
  parts.back.addEventListener("click", () => turn(-1));
  parts.on.addEventListener("click", () => turn(1));
  parts.close.addEventListener("click", () => made.close());
  made.addEventListener("close", () => {
    parts.picture.removeAttribute("src");
    links[at]?.focus();
  });
  made.addEventListener("keydown", (event) => {
    if (event.key === "ArrowRight") turn(forward());
    if (event.key === "ArrowLeft") turn(-forward());
  });
  listenToSwipes(made);
  document.body.append(made);
  return made;
}

function show(index) {
  at = index;
  const link = links[at];
  const { alt } = link.querySelector("img");
  parts.picture.src = link.href;
  parts.picture.alt = alt;
  parts.words.textContent = alt;
  parts.words.hidden = !alt;
  parts.count.textContent = parts.count.dataset.words.replace("{n}", at + 1).replace("{all}", links.length);
  parts.count.hidden = links.length === 1;
  parts.back.disabled = at === 0;
  parts.on.disabled = at === links.length - 1;
}

function turn(step) {
  if (!links[at + step]) return;
  show(at + step);
  // A button that was pressed at the end of the row is gone, and would take the focus with it.
  if (!sheet.contains(document.activeElement) || document.activeElement.disabled) parts.close.focus();
}

// Which way leads on, where one reads from the left or from the right.
function forward() {
  return document.documentElement.dir === "rtl" ? -1 : 1;
}

function listenToSwipes(made) {
  let from = null;
  made.addEventListener("touchstart", (event) => {
    from = event.touches.length === 1 ? event.touches[0].clientX : null;
  });
  made.addEventListener("touchend", (event) => {
    if (from === null) return;
    const way = from - event.changedTouches[0].clientX;
    if (Math.abs(way) > SWIPE) turn(Math.sign(way) * forward());
  });
}
