// A click on the picture says what stays in view; the two sliders say the same without a mouse.
const EDGE = 1000;

export function pickFocalPoints() {
  for (const frame of document.querySelectorAll("[data-focal]")) {
    const across = document.querySelector("input[name=across]");
    const up = document.querySelector("input[name=up]");
    if (!across || !up) continue;
    across.step = up.step = 1;
    const point = document.createElement("span");
    point.className = "focal-point";
    frame.append(point);
    frame.toggleAttribute("data-ready", true);
    document.querySelector("[data-focal-words]").hidden = false;
    const show = () => {
      point.style.left = `${(Number(across.value) + EDGE) / (2 * EDGE) * 100}%`;
      point.style.top = `${(EDGE - Number(up.value)) / (2 * EDGE) * 100}%`;
    };
    frame.addEventListener("click", (event) => {
      const box = frame.getBoundingClientRect();
      across.value = Math.round((event.clientX - box.left) / box.width * 2 * EDGE - EDGE);
      up.value = Math.round(EDGE - (event.clientY - box.top) / box.height * 2 * EDGE);
      show();
    });
    for (const slider of [across, up]) slider.addEventListener("input", show);
    show();
  }
}
