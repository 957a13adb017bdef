// Handing in messages, and reading what is public. Only what was made to be published goes through here.
import { canonical } from "./group.js";

// What went wrong, in words for her; "" when it was taken.
export async function handIn(place, message) {
  const body = new FormData();
  body.set("message", canonical(message));
  body.set("csrfmiddlewaretoken", place.dataset.token);
  try {
    const answer = await fetch(`${place.dataset.at}/sealed`, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
    });
    if (answer.ok) return "";
    const told = await answer.json().catch(() => ({}));
    return told.trouble || place.dataset.failed;
  } catch {
    return place.dataset.failed;
  }
}

export async function readBoard(place) {
  const answer = await fetch(`${place.dataset.at}/sealed.json`, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(place.dataset.failed);
  return answer.json();
}

// Shows one of the parts that a page has for each case, and hides the others.
export function show(place, ...names) {
  for (const part of place.querySelectorAll("[data-when]")) part.hidden = !names.includes(part.dataset.when);
}

// A refusal is read out; nothing is lost by it.
export function refuse(place, words) {
  const part = place.querySelector("[data-refused]");
  part.hidden = !words;
  part.querySelector("[data-words]").textContent = words;
}

// Work takes a moment: the button waits, and what goes wrong is said.
export function onPress(place, selector, work) {
  for (const button of place.querySelectorAll(selector)) {
    button.addEventListener("click", async () => {
      button.disabled = true;
      refuse(place, "");
      try {
        refuse(place, (await work(button)) ?? "");
      } catch (error) {
        refuse(place, error.message || place.dataset.failed);
      }
      button.disabled = false;
    });
  }
}
