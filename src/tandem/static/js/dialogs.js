// @ts-check
// Dialogs and menus. Without this file a link with data-opens leads to a page that does the same,
// and a menu is a plain <details>.

document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const opener = target.closest("[data-opens]");
  if (opener instanceof HTMLElement && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    const dialog = document.getElementById(opener.dataset.opens ?? "");
    if (dialog instanceof HTMLDialogElement) {
      event.preventDefault();
      dialog.showModal();
      return;
    }
  }
  // A click on the backdrop closes a dialog in which nothing has been typed.
  if (target instanceof HTMLDialogElement && outside(target, event) && !typed(target)) target.close();
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(target)) menu.removeAttribute("open");
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.removeAttribute("open");
    if (menu.contains(document.activeElement)) menu.querySelector("summary")?.focus();
  }
});

// While a dialog is open the page beneath it stays as it is.
document.addEventListener("tandem:may-refresh", (event) => {
  if (document.querySelector("dialog[open]")) event.preventDefault();
});

/**
 * @param {HTMLDialogElement} dialog
 * @param {MouseEvent} event
 */
function outside(dialog, event) {
  const box = dialog.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}

/** @param {HTMLDialogElement} dialog */
function typed(dialog) {
  const fields = dialog.querySelectorAll("textarea, input:not([type=hidden])");
  return [...fields].some((field) => {
    const input = /** @type {HTMLInputElement} */ (field);
    return input.value !== input.defaultValue;
  });
}
