// @ts-check
// Keys for walking through a revision's list. Without this file the same page works by its buttons.
// J and K go from line to line; S, T and D press the buttons of the line one is on.

/** @returns {HTMLElement[]} */
const lines = () => [...document.querySelectorAll("#walk > li")].filter((one) => one instanceof HTMLElement);

/** @returns {HTMLElement | undefined} */
const here = () => lines().find((one) => one.contains(document.activeElement));

/** @param {number} step */
function walk(step) {
  const all = lines();
  const at = all.findIndex((one) => one.contains(document.activeElement));
  const next = all[at < 0 ? 0 : Math.max(0, Math.min(all.length - 1, at + step))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  const target = /** @type {Element} */ (event.target);
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (target.closest("input, textarea, select, dialog")) return;
  const key = event.key.toLowerCase();
  if (key === "j" || key === "k") {
    event.preventDefault();
    walk(key === "j" ? 1 : -1);
    return;
  }
  const button = here()?.querySelector(`button[data-press="${key}"]`);
  if (button instanceof HTMLButtonElement) {
    event.preventDefault();
    button.click();
  }
});

// Back from saying something: on the line after it.
const said = location.hash ? document.querySelector(location.hash.replace(/[^#\w-]/g, "")) : null;
if (said instanceof HTMLElement && said.matches("#walk > li")) {
  const next = said.nextElementSibling;
  (next instanceof HTMLElement ? next : said).focus();
}
