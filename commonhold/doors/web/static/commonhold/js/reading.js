// Whoever has had the newest post before her for a while has read so far; her other devices hear of it.
const LONG_ENOUGH = 4_000;

export function rememberWhatWasRead() {
  const form = document.querySelector("form[data-read-up-to]");
  const newest = document.querySelector("[data-live-region=posts] .post");
  if (!form || !newest || !("IntersectionObserver" in window)) return;
  let waiting;
  const watching = new IntersectionObserver(([seen]) => {
    clearTimeout(waiting);
    if (seen.isIntersecting) waiting = setTimeout(tell, LONG_ENOUGH);
  });
  watching.observe(newest);

  async function tell() {
    if (document.hidden) return;
    watching.disconnect();
    const answer = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      keepalive: true,
    }).catch(() => null);
    if (answer?.ok) form.hidden = true;
  }
}
