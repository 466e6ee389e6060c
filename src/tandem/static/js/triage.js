// @ts-check
// Keys for sorting new ideas. Without this file the same page works by its links and forms.
// [data-key] is a form that is sent, or a <details> that opens; J and K walk the list.

/** @param {KeyboardEvent} event */
function busy(event) {
  const target = /** @type {Element} */ (event.target);
  return event.ctrlKey || event.metaKey || event.altKey || event.repeat || target.closest("input, textarea, select, dialog");
}

/** @param {number} step */
function walk(step) {
  const links = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll("#ideas-to-sort a")]);
  const at = links.findIndex((link) => link.getAttribute("aria-current"));
  links[at + step]?.click();
}

/** @param {HTMLDetailsElement} way */
function open(way) {
  for (const other of document.querySelectorAll("details[data-key][open]")) {
    if (other !== way) other.removeAttribute("open");
  }
  way.open = true;
  const field = way.querySelector("input:not([type=hidden])");
  if (field instanceof HTMLInputElement) field.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const way = document.querySelector("details[data-key][open]");
    if (way instanceof HTMLDetailsElement) {
      way.open = false;
      way.querySelector("summary")?.focus();
    }
    return;
  }
  if (busy(event)) return;
  const key = event.key.toLowerCase();
  if (key === "j" || key === "k") return walk(key === "j" ? 1 : -1);
  const chosen = /^[a-z]$/.test(key) ? document.querySelector(`[data-key="${key}"]`) : null;
  if (!chosen) return;
  event.preventDefault();
  if (chosen instanceof HTMLFormElement) chosen.requestSubmit();
  else if (chosen instanceof HTMLDetailsElement) open(chosen);
});

// Somebody who has a form open reads on; the page waits.
document.addEventListener("tandem:may-refresh", (event) => {
  if (document.querySelector("details[data-key][open]")) event.preventDefault();
});
