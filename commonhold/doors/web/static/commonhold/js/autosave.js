// What is being written is kept among the drafts on the server: forms with data-autosave="address".
// Forms with data-warn, or with words that were not kept yet, ask before the page is left.
const PAUSE = 2500; // milliseconds after the last key

export function keepOnTheServer() {
  for (const form of document.querySelectorAll("form[data-autosave], form[data-warn]")) watch(form);
}

function watch(form) {
  const state = { timer: 0, unsaved: false, sending: null, over: false };
  form.addEventListener("input", () => {
    state.unsaved = true;
    clearTimeout(state.timer);
    if (form.dataset.autosave) state.timer = setTimeout(() => save(form, state), PAUSE);
  });
  form.addEventListener("submit", () => {
    state.over = true;
    clearTimeout(state.timer);
    state.sending?.abort();
  });
  addEventListener("pageshow", () => (state.over = false)); // going back: the form is alive again
  addEventListener("beforeunload", (event) => {
    if (state.unsaved && !state.over && hasWords(form)) event.preventDefault();
  });
}

async function save(form, state) {
  if (state.sending) return void (state.timer = setTimeout(() => save(form, state), PAUSE));
  state.sending = new AbortController();
  state.unsaved = false;
  const body = new FormData(form);
  body.delete("media"); // files travel by themselves
  try {
    const headers = { Accept: "application/json" };
    const signal = state.sending.signal;
    const answer = await fetch(form.dataset.autosave, { method: "POST", body, headers, signal });
    const told = await answer.json();
    if (!answer.ok) throw new Error(told.trouble);
    form.elements.draft_id.value = told.draft ?? "";
    say(form, told.draft ? form.dataset.saved : "");
  } catch {
    if (state.over) return;
    state.unsaved = true;
    say(form, form.dataset.unsaved);
  } finally {
    state.sending = null;
  }
}

function hasWords(form) {
  return [...form.querySelectorAll("textarea")].some((area) => area.value !== area.defaultValue);
}

function say(form, words) {
  const line = form.querySelector("[data-autosaved]");
  if (line && line.textContent !== words) line.textContent = words;
}
