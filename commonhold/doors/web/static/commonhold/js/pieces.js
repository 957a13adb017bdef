// A large file is sent in pieces, so that a lost connection costs one of them. Without this the form
// carries it whole, if it is not too large for that.
const PIECE = 8_000_000; // bytes

export function sendInPieces() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-pieces]")) return;
    const [file] = form.querySelector("input[type=file]").files;
    if (!file) return;
    event.preventDefault();
    sendAll(form, file);
  });
}

async function sendAll(form, file) {
  const button = form.querySelector("button[type=submit]");
  button.disabled = true;
  try {
    let told = await post(form, form.dataset.pieces, { name: file.name, size: file.size });
    const url = told.url;
    while (!told.refused && told.received < file.size) {
      say(form, form.dataset.sending.replace("{percent}", Math.floor((100 * told.received) / file.size)));
      const piece = file.slice(told.received, told.received + PIECE);
      told = await post(form, url, { from: told.received, piece });
    }
    if (told.refused) say(form, told.refused);
    else location.assign(location.pathname);
  } catch {
    say(form, form.dataset.failed);
  } finally {
    button.disabled = false;
  }
}

async function post(form, url, fields) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  const headers = { Accept: "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
  const answer = await fetch(url, { method: "POST", body, headers });
  return answer.json();
}

function say(form, words) {
  form.querySelector("[data-pieces-said]").textContent = words;
}
