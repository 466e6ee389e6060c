// @ts-check
// Placing a pin on a picture: by pointer or finger where one presses, by keyboard with the arrow keys and
// Enter. It only fills in the form below, which has fields for the place that work without this.

const STEP = 0.01;
const LARGE_STEP = 0.1;

/** @param {number} share */
function within(share) {
  return Math.min(1, Math.max(0, share));
}

/** @param {HTMLFormElement} form @param {string} name */
function field(form, name) {
  return /** @type {HTMLInputElement | HTMLSelectElement} */ (form.elements.namedItem(name));
}

/** @param {HTMLElement} picture @param {HTMLFormElement} form */
function begin(picture, form) {
  const marker = picture.querySelector("[data-new-pin]");
  const page = picture.dataset.page ?? "1";
  let x = 0.5;
  let y = 0.5;
  picture.tabIndex = 0;
  picture.classList.add("takes-pins");

  function show() {
    for (const other of document.querySelectorAll("[data-new-pin]")) other.toggleAttribute("hidden", other !== marker);
    marker?.setAttribute("x", `${x * 100}%`);
    marker?.setAttribute("y", `${y * 100}%`);
    field(form, "x").value = (x * 100).toFixed(1);
    field(form, "y").value = (y * 100).toFixed(1);
    field(form, "page").value = page;
  }

  function write() {
    const text = field(form, "text");
    form.closest("details")?.setAttribute("open", "");
    text.focus();
    text.scrollIntoView({ block: "nearest" });
  }

  picture.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    if (target.closest("a")) return;
    const box = picture.getBoundingClientRect();
    x = within((event.clientX - box.left) / box.width);
    y = within((event.clientY - box.top) / box.height);
    show();
    write();
  });

  picture.addEventListener("keydown", (event) => {
    if (event.target !== picture || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.shiftKey ? LARGE_STEP : STEP;
    const ways = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    const way = ways[/** @type {keyof typeof ways} */ (event.key)];
    if (way) {
      x = within(x + way[0]);
      y = within(y + way[1]);
      show();
    } else if (event.key === "Enter") {
      show();
      write();
    } else {
      return;
    }
    event.preventDefault();
  });
}

const form = document.querySelector("form[data-places-pins]");
if (form instanceof HTMLFormElement) {
  for (const picture of document.querySelectorAll("[data-picture]")) {
    if (picture instanceof HTMLElement) begin(picture, form);
  }
  for (const place of form.querySelectorAll("[data-place]")) place.toggleAttribute("hidden", true);
  for (const hint of document.querySelectorAll("[data-how-to-pin]")) hint.toggleAttribute("hidden", false);
}
