// The choice of appearance at the foot of the page: as my device, light, dark.
export function offerThemes() {
  const themes = document.querySelector("[data-themes]");
  if (!themes) return;
  const root = document.documentElement;
  for (const radio of themes.querySelectorAll("input")) {
    radio.checked = radio.value === (root.dataset.theme ?? "");
    radio.addEventListener("change", () => choose(root, radio.value));
  }
  themes.hidden = false;
}

function choose(root, theme) {
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
  try {
    if (theme) localStorage.setItem("theme", theme);
    else localStorage.removeItem("theme");
  } catch {
    // Without storage the choice lasts for this page.
  }
}
