// A word at the foot of the page, announced, with a way back where there is one. One at a time.
const STAYS = 20_000; // milliseconds; what it offers can also be done elsewhere
let timer;

export function raiseToasts() {
  const place = region();
  const told = document.querySelector("[data-toast]");
  if (!place || !told) return;
  const notices = told.closest(".notices");
  // A live region speaks of what comes into it after it is there.
  requestAnimationFrame(() => {
    raise(told);
    if (!notices.children.length) notices.remove();
  });
}

// `undo` is called when she takes it back.
export function toast(words, undo, kind = "good") {
  const made = document.createElement("div");
  made.className = `notice notice-undo notice-${kind}`;
  made.append(Object.assign(document.createElement("p"), { textContent: words }));
  if (undo) {
    const back = button(region().dataset.undo);
    back.addEventListener("click", () => {
      lower();
      undo();
    });
    made.append(back);
  }
  raise(made);
}

export function words(name) {
  return region()?.dataset[name] ?? "";
}

function raise(made) {
  const close = button("×");
  close.ariaLabel = region().dataset.close;
  close.addEventListener("click", lower);
  made.append(close);
  region().replaceChildren(made);
  rest();
  for (const busy of ["pointerenter", "focusin"]) made.addEventListener(busy, () => clearTimeout(timer));
  for (const idle of ["pointerleave", "focusout"]) made.addEventListener(idle, rest);
}

function rest() {
  clearTimeout(timer);
  timer = setTimeout(lower, STAYS);
}

function lower() {
  clearTimeout(timer);
  const had = region().contains(document.activeElement);
  region().replaceChildren();
  if (had) document.querySelector("main")?.focus();
}

function button(label) {
  return Object.assign(document.createElement("button"), {
    type: "button",
    className: "button button-quiet",
    textContent: label,
  });
}

function region() {
  return document.querySelector("[data-toasts]");
}
