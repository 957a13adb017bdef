// A text field grows with its text and says how much room is left.
export function growAndCount() {
  for (const area of document.querySelectorAll("textarea")) {
    const grow = () => {
      area.rows = Math.max(area.dataset.rows, area.value.split("\n").length);
      while (area.scrollHeight > area.clientHeight && area.rows < 30) area.rows += 1;
    };
    area.dataset.rows = area.rows;
    area.addEventListener("input", grow);
    grow();
  }
  for (const count of document.querySelectorAll("[data-count-of]")) follow(count);
}

// The sentences come from the page, so that they are translated: data-left="{n} characters left".
function follow(count) {
  const field = document.getElementById(count.dataset.countOf);
  if (!field) return;
  const longest = Number(count.dataset.longest);
  const { left: room, over } = count.dataset;
  const say = () => {
    const left = longest - [...field.value].length;
    count.textContent = (left < 0 ? over : room).replace("{n}", Math.abs(left));
    count.toggleAttribute("data-is-over", left < 0);
  };
  // The server refuses what is too long; here nothing that was typed or pasted is cut off.
  field.removeAttribute("maxlength");
  field.addEventListener("input", say);
  say();
}
