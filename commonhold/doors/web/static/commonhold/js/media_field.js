// Files are sent as soon as they are chosen, so that they can be described while one still writes.
// Without this they travel with the form.
const LOOKS = 40;
const PAUSE = 500; // milliseconds between two looks at a picture that is being made

export function sendChosenFiles() {
  for (const field of document.querySelectorAll("[data-media-field]")) {
    const input = field.querySelector("input[type=file]");
    const form = field.closest("form");
    input.addEventListener("change", () => sendAll(field, input));
    form.addEventListener("submit", (event) => remind(event, field));
  }
}

async function sendAll(field, input) {
  const files = [...input.files];
  input.value = "";
  for (const file of files) {
    say(field, field.dataset.sending.replace("{name}", file.name));
    const [medium, trouble] = await send(field, file);
    if (medium) add(field, medium);
    say(field, trouble, Boolean(trouble));
    if (trouble) return;
  }
}

async function send(field, file) {
  const body = new FormData();
  body.append("media", file);
  const headers = { Accept: "application/json", "X-CSRFToken": token(field) };
  try {
    const answer = await fetch(field.dataset.url, { method: "POST", body, headers });
    const told = await answer.json();
    return answer.ok ? [told, ""] : [null, told.error];
  } catch {
    return [null, field.dataset.failed];
  }
}

function add(field, medium) {
  const item = field.querySelector("template[data-media-item]").content.firstElementChild.cloneNode(true);
  item.dataset.medium = medium.id;
  item.querySelector("input[name=media_id]").value = medium.id;
  item.querySelector("input[name=leave_out]").value = medium.id;
  const words = item.querySelector("textarea");
  words.id = words.name = `alt_${medium.id}`;
  item.querySelector(".media-item-words label").htmlFor = words.id;
  const crop = item.querySelector("a");
  if (medium.kind === "audio") crop.remove();
  else crop.href = medium.edit_url;
  field.querySelector("[data-media-list]").append(item);
  words.focus();
  if (medium.kind === "image") showWhenReady(item, medium.id);
}

async function showWhenReady(item, id) {
  for (let look = 0; look < LOOKS; look += 1) {
    await new Promise((done) => setTimeout(done, PAUSE));
    const answer = await fetch(`/media/${id}`, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const medium = await answer.json();
    if (medium.state === "waiting") continue;
    if (medium.state === "refused") {
      say(item.closest("[data-media-field]"), item.closest("[data-media-field]").dataset.failed, true);
      item.remove();
      return;
    }
    const picture = new Image(96, 96);
    picture.src = medium.small_url;
    picture.alt = "";
    item.querySelector(".media-item-picture").replaceChildren(picture);
    return;
  }
}

// Asked once, gently; a second press publishes without.
function remind(event, field) {
  if (field.dataset.reminded) return;
  const bare = [...field.querySelectorAll(".media-item")].find(
    (item) => !item.querySelector("textarea").value.trim() && !item.querySelector("[name=leave_out]").checked,
  );
  if (!bare) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  field.dataset.reminded = "yes";
  say(field, field.dataset.reminder);
  bare.querySelector("textarea").focus();
}

function say(field, words, isTrouble = false) {
  const section = field.closest("details");
  if (section) section.open = true; // whoever is told something should see it
  const line = field.querySelector("[data-media-said]");
  line.textContent = words;
  line.toggleAttribute("data-trouble", isTrouble);
}

function token(field) {
  return field.closest("form").querySelector("[name=csrfmiddlewaretoken]").value;
}
