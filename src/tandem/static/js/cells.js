// @ts-check
// A field of a list opens where it stands: its first control has the focus, Escape leaves it as it was. What is saved,
// and what is refused, comes from the server; without this file and without HTMX the same link opens a page.

document.addEventListener("htmx:afterSwap", (event) => {
  const cell = /** @type {Element} */ (event.target);
  if (!cell.matches("[data-cell]")) return;
  const control = cell.querySelector("[data-cell-form] .input");
  if (control instanceof HTMLInputElement || control instanceof HTMLSelectElement) {
    control.focus();
    if (control instanceof HTMLInputElement && control.type === "text") control.select();
  } else /** @type {HTMLElement | null} */ (cell.querySelector("a.cell"))?.focus();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const form = /** @type {Element} */ (event.target).closest("[data-cell-form]");
  if (!form) return;
  event.preventDefault();
  /** @type {HTMLElement | null} */ (form.querySelector("[data-cancel]"))?.click();
});

// An open control waits for its answer: the page isn't fetched again meanwhile.
document.addEventListener("tandem:may-refresh", (event) => {
  if (document.querySelector("#cells [data-cell-form]")) event.preventDefault();
});
