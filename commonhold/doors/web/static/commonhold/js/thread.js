// A thread's page: a link to a post opens what is folded around it, and the one form for a reply comes to
// the post that is answered, with the words that stand in it. Without this file each post has its own page.
import { keepAs } from "./drafts.js";

const POST = /^#post-(\d+)$/;

export function readThreads() {
  if (!document.querySelector("[data-live-region=replies]")) return;
  window.addEventListener("hashchange", followTheLink);
  document.addEventListener("click", bringTheForm);
  followTheLink();
}

// Opens whatever is folded around a post, and puts the focus there.
export function reveal(post) {
  for (let each = post.closest("details"); each; each = each.parentElement.closest("details")) each.open = true;
  post.setAttribute("tabindex", "-1");
  post.focus();
}

// What the reader folded and where her form stands is the same in the fresh list.
export function carryOver(shown, fresh) {
  for (const each of shown.querySelectorAll("details[id]")) {
    const same = fresh.querySelector(`#${each.id}`);
    if (same) same.open = each.open;
  }
  const form = shown.querySelector("form#reply");
  const place = form?.closest("[data-reply-to]").dataset.replyTo;
  if (!form) return;
  const there = fresh.querySelector(`[data-reply-to="${place}"] > article`);
  (there ?? document.querySelector(".feed[data-reply-to] > article")).after(form);
}

function followTheLink() {
  const [, id] = POST.exec(location.hash) ?? [];
  if (!id) return;
  const post = document.getElementById(`post-${id}`);
  if (post) reveal(post);
  else location.replace(location.pathname.replace(/\d+$/, id)); // it stands further down, on a page of its own
}

function bringTheForm(event) {
  const link = event.target.closest('a[href$="#reply"]');
  const form = document.querySelector("form#reply");
  const place = link?.closest("[data-reply-to]");
  if (!form || !place || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  answer(form, place);
}

function answer(form, place) {
  const { replyTo, name, warning } = place.dataset;
  form.elements.reply_to.value = replyTo;
  keepAs(form, `reply-${replyTo}`);
  const warned = form.elements.warning ?? form.appendChild(hidden("warning"));
  warned.value = warning;
  form.querySelector("label").textContent = form.ownerDocument
    .querySelector("[data-reply-words]")
    .dataset.replyWords.replace("{name}", name);
  place.querySelector(":scope > article").after(form);
  form.elements.text.focus();
  if (form.elements.text.value) form.dispatchEvent(new Event("input")); // the server's draft follows
}

function hidden(name) {
  return Object.assign(document.createElement("input"), { type: "hidden", name });
}
