// Typed text is never lost: forms marked data-draft="key" keep it in this tab until it was sent.
const PREFIX = "draft:";
// Who has two profiles finds under each what was typed as that one.
const MINE = `${PREFIX}${document.documentElement.dataset.as ?? ""}:`;
const FIELDS = "textarea, input[type=text], input:not([type]), input[name=draft_id]";

export function keepDrafts() {
  const forms = [...document.querySelectorAll("form[data-draft]")];
  settleSent();
  for (const form of forms) {
    form.dataset.draft += filledByLink(form);
    restore(form);
    if (form.querySelector("[aria-invalid=true]")) write(form, false); // refused by the server: still hers
    form.addEventListener("input", () => write(form, false));
    form.addEventListener("submit", () => write(form, true));
  }
  for (const form of document.querySelectorAll("form[data-forget-drafts]")) {
    form.addEventListener("submit", forgetAll);
  }
}

// A form that was sent is done when the page that follows it is ours. An error page, going back,
// reloading or an address typed meanwhile mean that it may not have arrived: then the text stays.
function settleSent() {
  const [navigation] = performance.getEntriesByType("navigation");
  const answered = navigation?.type === "navigate" && !document.querySelector("[data-not-sent]");
  for (const key of keys()) {
    const draft = read(key);
    if (!draft?.sent) continue;
    if (answered && document.referrer === draft.page) sessionStorage.removeItem(key);
    else keep(key, { ...draft, sent: false });
  }
}

// What a link fills in is another matter than what was typed into the same form before: each is kept apart.
function filledByLink(form) {
  const said = new Set([...new URLSearchParams(location.search).values()].filter(Boolean));
  const filled = [...form.querySelectorAll(FIELDS)].filter((field) => said.has(field.defaultValue));
  return filled.map((field) => `:${field.defaultValue}`).join("");
}

function restore(form) {
  const draft = read(MINE + form.dataset.draft);
  if (!draft) return;
  for (const field of form.querySelectorAll(FIELDS)) {
    const typed = draft.fields[field.name];
    if (typed && !field.value) field.value = typed;
  }
}

function write(form, sent) {
  const fields = {};
  for (const field of form.querySelectorAll(FIELDS)) {
    if (field.name && field.value) fields[field.name] = field.value;
  }
  const [page] = location.href.split("#");
  keep(MINE + form.dataset.draft, { fields, page, sent });
}

// The same words, kept under another key from now on.
export function keepAs(form, key) {
  const old = MINE + form.dataset.draft;
  if (keys().includes(old)) sessionStorage.removeItem(old);
  form.dataset.draft = key;
  write(form, false);
}

function forgetAll() {
  for (const key of keys()) sessionStorage.removeItem(key);
}

function keys() {
  try {
    return Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
  } catch {
    return [];
  }
}

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

function keep(key, draft) {
  try {
    sessionStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // Storage is closed or full: the text still stands in its field.
  }
}
