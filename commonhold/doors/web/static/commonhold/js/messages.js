// A conversation that is open: new messages stand at its end by themselves, and it begins there.
const TALK = "[data-conversation]";

export function keepTalking() {
  const talk = document.querySelector(TALK);
  if (!talk) return;
  if (!location.hash && talk.dataset.latest) toTheEnd();
  document.addEventListener("messages", fetchNew);
}

async function fetchNew() {
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok) return; // the stream comes back, and so does the next hint
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [shown, fresh] = [document.querySelector(TALK), page.querySelector(TALK)];
  if (!shown || !fresh) return;
  const wasAtEnd = isAtEnd();
  for (const line of [...fresh.children]) {
    const known = document.getElementById(line.id);
    if (!known) shown.append(line);
    else if (!known.contains(document.activeElement) && known.innerHTML !== line.innerHTML) known.replaceWith(line);
  }
  if (wasAtEnd) toTheEnd();
}

function isAtEnd() {
  const { scrollHeight, scrollTop, clientHeight } = document.documentElement;
  return scrollHeight - scrollTop - clientHeight < 200;
}

function toTheEnd() {
  document.querySelector("#talk-end")?.scrollIntoView({ block: "end" });
}
