// The roadmap: its picture as PNG, printing, and moving bars and fixed dates by pointer or keys. What a move would do
// is worked out by the server, which answers while the bar is still held.

const png = document.getElementById("roadmap-png");
const print = document.getElementById("roadmap-print");

async function picture(address) {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth * 2;
  canvas.height = image.naturalHeight * 2;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((made) => canvas.toBlob(made, "image/png"));
}

function take(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

if (png) {
  png.hidden = false;
  png.addEventListener("click", async () => {
    png.disabled = true;
    try {
      const blob = await picture(png.dataset.file);
      if (blob) take(blob, "roadmap.png");
    } finally {
      png.disabled = false;
    }
  });
}

if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}

// Moving ------------------------------------------------------------------------------------------

const board = document.getElementById("roadmap");
const panel = document.getElementById("move-panel");
const says = document.getElementById("roadmap-says");
const STARTS = 4;

let held = null;
let asking = false;
let wanted = null;

function rowOf(element) {
  return element.closest?.("[data-moves]");
}

function parts(row) {
  if (row.dataset.moves === "dated") return row.querySelectorAll("circle, .span, text");
  return row.dataset.moves === "project"
    ? row.querySelectorAll(".rail, .fade, .flag, .beside")
    : row.querySelectorAll(".flag");
}

function show(row, days) {
  const width = row.ownerSVGElement.getBoundingClientRect().width;
  const dx = (days * width) / Number(board.dataset.days);
  for (const part of parts(row)) part.setAttribute("transform", `translate(${dx} 0)`);
  row.classList.toggle("moving", days !== 0);
}

async function ask(row, days) {
  wanted = { row, days };
  if (asking) return;
  asking = true;
  while (wanted) {
    const { row: one, days: by } = wanted;
    wanted = null;
    try {
      const back = encodeURIComponent(board.dataset.back);
      const answer = await fetch(`${board.dataset.move}${one.dataset.id}/?by=${by}&back=${back}`, {
        headers: { "HX-Request": "true", "HX-Target": "move-panel" },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      panel.innerHTML = await answer.text();
      panel.hidden = false;
      says.textContent = says.dataset.moved.replace("{days}", by > 0 ? `+${by}` : by);
    } catch {
      says.textContent = says.dataset.lost;
      put(one);
    }
  }
  asking = false;
}

function put(row) {
  show(row, 0);
  row.dataset.by = "0";
  panel.hidden = true;
  panel.replaceChildren();
}

function daysOf(row, dx) {
  const width = row.ownerSVGElement.getBoundingClientRect().width;
  return Math.round((dx * Number(board.dataset.days)) / width);
}

function settle(row) {
  for (const other of board.querySelectorAll("[data-moves].moving")) if (other !== row) put(other);
}

if (board?.dataset.move && panel) {
  board.addEventListener("dragstart", (event) => event.preventDefault());
  board.addEventListener("pointerdown", (event) => {
    const row = rowOf(event.target);
    if (!row || event.button !== 0 || event.pointerType === "touch") return;
    held = { row, from: event.clientX, by: Number(row.dataset.by || 0), moved: false };
  });
  window.addEventListener("pointermove", (event) => {
    if (!held) return;
    const dx = event.clientX - held.from;
    if (!held.moved && Math.abs(dx) < STARTS) return;
    held.moved = true;
    const days = held.by + daysOf(held.row, dx);
    if (String(days) === held.row.dataset.by) return;
    settle(held.row);
    held.row.dataset.by = days;
    show(held.row, days);
    ask(held.row, days);
  });
  window.addEventListener("pointerup", () => {
    if (!held?.moved) {
      held = null;
      return;
    }
    const { row } = held;
    held = null;
    board.addEventListener("click", (event) => event.preventDefault(), { once: true, capture: true });
    setTimeout(() => panel.querySelector("textarea")?.focus({ preventScroll: true }), 150);
    if (row.dataset.by === "0") put(row);
  });
  board.addEventListener("keydown", (event) => {
    const within = panel.contains(event.target);
    const row = within ? board.querySelector("[data-moves].moving") : rowOf(event.target);
    if (!row || (within && event.key !== "Escape")) return;
    if (event.key === "Escape" && row.classList.contains("moving")) {
      put(row);
      row.querySelector("a")?.focus();
      event.preventDefault();
      return;
    }
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step || !event.shiftKey) return;
    event.preventDefault();
    const days = Number(row.dataset.by || 0) + step * (event.ctrlKey ? 7 : 1);
    settle(row);
    row.dataset.by = days;
    show(row, days);
    if (days === 0) put(row);
    else ask(row, days);
  });
}
