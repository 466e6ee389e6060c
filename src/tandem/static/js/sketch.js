// @ts-check
// A sheet of paper to draw on: pen in the colours of the palette, eraser, undo. What is drawn goes into the
// file field of the same form as a PNG, so it is sent like any other picture.

/** @typedef {{color: string, width: number, points: [number, number][]}} Line */

const PEN = 5;
const RUBBER = 32;
const PAPER = "#ffffff";

/** The palette's colours as they are on white paper, also when the page is dark. @type {Record<string, string>} */
const COLORS = { ink: "#1f2430", marketing: "#86247c", it: "#0b5d80", good: "#1d6b42", bad: "#a92437" };

/** @param {HTMLElement} box */
function begin(box) {
  const canvas = /** @type {HTMLCanvasElement} */ (box.querySelector("canvas"));
  const into = /** @type {HTMLInputElement | null} */ (box.closest("form")?.querySelector("input[type=file]"));
  const paper = canvas.getContext("2d");
  if (!paper || !into) return;

  /** @type {Line[]} */
  const lines = [];
  /** @type {Line | null} */
  let drawing = null;

  function redraw() {
    paper.fillStyle = PAPER;
    paper.fillRect(0, 0, canvas.width, canvas.height);
    for (const line of lines) draw(line);
  }

  /** @param {Line} line */
  function draw(line) {
    paper.strokeStyle = paper.fillStyle = line.color;
    paper.lineWidth = line.width;
    paper.lineCap = paper.lineJoin = "round";
    const [x, y] = line.points[0];
    paper.beginPath();
    if (line.points.length === 1) {
      paper.arc(x, y, line.width / 2, 0, 2 * Math.PI);
      paper.fill();
      return;
    }
    paper.moveTo(x, y);
    for (const [next, below] of line.points) paper.lineTo(next, below);
    paper.stroke();
  }

  /** @param {PointerEvent} event @returns {[number, number]} */
  function place(event) {
    const box = canvas.getBoundingClientRect();
    return [((event.clientX - box.left) * canvas.width) / box.width, ((event.clientY - box.top) * canvas.height) / box.height];
  }

  function chosen() {
    const pen = /** @type {HTMLInputElement | null} */ (box.querySelector("input[name=pen]:checked"));
    return pen?.value ?? "ink";
  }

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    const rubber = chosen() === "eraser";
    drawing = { color: rubber ? PAPER : COLORS[chosen()], width: rubber ? RUBBER : PEN, points: [place(event)] };
    lines.push(drawing);
    redraw();
  });

  canvas.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    const all = event.getCoalescedEvents?.() ?? [];
    for (const one of all.length ? all : [event]) drawing.points.push(place(one));
    redraw();
  });

  function ended() {
    if (!drawing) return;
    drawing = null;
    hand();
  }
  canvas.addEventListener("pointerup", ended);
  canvas.addEventListener("pointercancel", ended);

  /** Put the drawing into the field, or take it out where the paper is empty. */
  function hand() {
    const files = new DataTransfer();
    if (!lines.length) {
      into.files = files.files;
      into.dispatchEvent(new Event("change", { bubbles: true }));
      return;
    }
    canvas.toBlob((blob) => {
      if (!blob) return;
      files.items.add(new File([blob], "sketch.png", { type: "image/png" }));
      into.files = files.files;
    }, "image/png");
  }

  box.addEventListener("click", (event) => {
    const tool = /** @type {Element} */ (event.target).closest("button[name=sketch-tool]");
    if (!(tool instanceof HTMLButtonElement) || !lines.length) return;
    if (tool.value === "undo") lines.pop();
    else lines.length = 0;
    redraw();
    hand();
  });

  redraw();
}

for (const opener of document.querySelectorAll("[data-sketch-open]")) {
  const box = opener.closest("form")?.querySelector("[data-sketch]");
  if (!(opener instanceof HTMLElement) || !(box instanceof HTMLElement)) continue;
  opener.hidden = false;
  opener.addEventListener("click", () => {
    opener.hidden = true;
    box.hidden = false;
    begin(box);
    box.querySelector("canvas")?.focus();
  });
}
