// @ts-check
// The sheet of hours: arrows go from cell to cell, Enter goes down. Cells are saved by HTMX as they are left; without
// this file, and without HTMX, the sheet is one form.

const STEP = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** The next cell that can be written in that direction. @param {HTMLTableCellElement} from @param {number} down @param {number} right */
function neighbour(from, down, right) {
  let row = /** @type {HTMLTableRowElement} */ (from.parentElement);
  let column = from.cellIndex;
  for (;;) {
    if (down) {
      const next = down > 0 ? row.nextElementSibling : row.previousElementSibling;
      if (!(next instanceof HTMLTableRowElement)) return null;
      row = next;
    }
    column += right;
    const cell = row.cells[column];
    if (!cell) return null;
    const field = cell.querySelector("input.hours");
    if (field instanceof HTMLInputElement && field.offsetParent) return field;
  }
}

document.addEventListener("keydown", (event) => {
  const field = event.target;
  const step = STEP[/** @type {keyof typeof STEP} */ (event.key)];
  if (!step || !(field instanceof HTMLInputElement) || !field.matches("table.sheet input.hours")) return;
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const [down, right] = step;
  // Inside a text the arrows move in it, and leave it at its ends.
  const whole = field.selectionStart === 0 && field.selectionEnd === field.value.length;
  if (right < 0 && field.selectionStart !== 0 && !whole) return;
  if (right > 0 && field.selectionEnd !== field.value.length && !whole) return;
  const cell = field.closest("td");
  const next = cell && neighbour(cell, down, right);
  if (event.key === "Enter" || next) event.preventDefault();
  if (next) {
    next.focus();
    next.select();
  } else if (event.key === "Enter") {
    field.blur();
  }
});
