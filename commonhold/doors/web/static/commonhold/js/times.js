// "in 3 days" stays true while a page is open. The steps are those of templatetags/times.py.
const STEPS = [
  [60, 60, "minute"],
  [3600, 24, "hour"],
  [86_400, 60, "day"],
  [2_592_000, 24.34, "month"],
  [31_536_000, Infinity, "year"],
];

export function keepTimes() {
  const { lang, dataset } = document.documentElement;
  const served = Date.parse(dataset.now ?? "");
  if (Number.isNaN(served)) return;
  const ahead = served - Date.now(); // a demo's clock may run ahead of the reader's
  const words = new Intl.RelativeTimeFormat(lang || "en", { numeric: "always" });
  setInterval(() => refresh(words, Date.now() + ahead), 60_000);
}

function refresh(words, now) {
  for (const shown of document.querySelectorAll("[data-relative]")) {
    const seconds = (Date.parse(shown.dataset.relative || shown.dateTime) - now) / 1000;
    const [size, , unit] = STEPS.find(([size, most]) => Math.abs(seconds) / size < most);
    const count = Math.trunc(seconds / size);
    if (count !== 0) shown.textContent = words.format(count, unit);
  }
}
