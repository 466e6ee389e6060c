// @ts-check
// Keys for the queue: J and K choose a row, U, D and T press its buttons. The chosen row is
// remembered by the address (#idea-12), which is where moving it leads back to.

/** @returns {HTMLElement[]} */
function rows() {
  return [...document.querySelectorAll("[data-row]")].filter((row) => row instanceof HTMLElement);
}

/** @returns {HTMLElement | undefined} */
function chosen() {
  const focused = document.activeElement?.closest("[data-row]");
  if (focused instanceof HTMLElement) return focused;
  return rows().find((row) => `#${row.id}` === location.hash);
}

document.addEventListener("keydown", (event) => {
  const target = /** @type {Element} */ (event.target);
  if (event.ctrlKey || event.metaKey || event.altKey || target.closest("input, textarea, select")) return;
  const key = event.key.toLowerCase();
  const row = chosen();
  if (key === "j" || key === "k") {
    const all = rows();
    const at = row ? all.indexOf(row) + (key === "j" ? 1 : -1) : 0;
    all[Math.max(0, Math.min(at, all.length - 1))]?.focus();
    event.preventDefault();
    return;
  }
  const step = { u: "up", d: "down", t: "top" }[key];
  const button = step && row?.querySelector(`[data-step="${step}"]`);
  if (!(button instanceof HTMLButtonElement) || event.repeat) return;
  event.preventDefault();
  button.form?.requestSubmit(button);
});

if (location.hash) chosen()?.focus({ preventScroll: true });
