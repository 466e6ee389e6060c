// The map of systems: what flows in and out of the box under the pointer or the focus stands out; arrows lead to the next
// box in their direction, plus and minus make it larger and smaller. Without this every box is still a link.

const region = document.getElementById("systems-map");
const drawing = region?.querySelector("svg");
const LEAST = 0.6;
const MOST = 3;

function boxOf(element) {
  return element.closest?.("[data-box]");
}

function light(box) {
  drawing.classList.toggle("lit", Boolean(box));
  for (const one of drawing.querySelectorAll(".on")) one.classList.remove("on");
  if (!box) return;
  const at = box.dataset.box;
  box.classList.add("on");
  for (const flow of drawing.querySelectorAll(`[data-giver="${at}"], [data-taker="${at}"]`)) {
    flow.classList.add("on");
    for (const end of [flow.dataset.giver, flow.dataset.taker]) drawing.querySelector(`[data-box="${end}"]`).classList.add("on");
  }
}

function middle(box) {
  const { left, top, width, height } = box.querySelector(".front").getBoundingClientRect();
  return [left + width / 2, top + height / 2];
}

function next(from, [dx, dy]) {
  const [x, y] = middle(from);
  let best = null;
  let least = Infinity;
  for (const box of drawing.querySelectorAll("[data-box]:has(a)")) {
    const [to, down] = middle(box);
    const along = (to - x) * dx + (down - y) * dy;
    const aside = Math.abs((to - x) * dy) + Math.abs((down - y) * dx);
    if (box !== from && along > 1 && along + 3 * aside < least) {
      least = along + 3 * aside;
      best = box;
    }
  }
  return best;
}

function resize(by) {
  const { width, height } = drawing.viewBox.baseVal;
  const scale = Math.min(MOST, Math.max(LEAST, (drawing.width.baseVal.value / width) * by));
  drawing.setAttribute("width", Math.round(width * scale));
  drawing.setAttribute("height", Math.round(height * scale));
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

if (drawing) {
  // Where not all of it fits, begin with what it is about.
  const about = drawing.querySelector(".middle");
  if (about) region.scrollLeft = about.querySelector(".front").getBoundingClientRect().left - region.getBoundingClientRect().left - region.clientWidth / 3;
  region.addEventListener("pointerover", (event) => light(boxOf(event.target)));
  region.addEventListener("pointerleave", () => light(boxOf(document.activeElement)));
  region.addEventListener("focusin", (event) => light(boxOf(event.target)));
  region.addEventListener("focusout", () => light(null));
  region.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "+" || event.key === "-") {
      resize(event.key === "+" ? 1.25 : 0.8);
      event.preventDefault();
      return;
    }
    const box = boxOf(event.target);
    const found = box && ARROWS[event.key] && next(box, ARROWS[event.key]);
    if (!found) return;
    event.preventDefault();
    found.querySelector("a").focus();
    found.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
}
