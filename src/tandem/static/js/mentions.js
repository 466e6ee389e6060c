// @ts-check
// Names while one types "@": a list below the text, chosen with the arrows and Enter or Tab, closed
// with Escape, or touched. A textarea with data-mentions="address" takes part; the address answers
// ?begins=… with [{kind, name, detail}]. Nothing here is needed: a name that is typed counts as well.

const PAUSE = 150;
const MOST_WORDS = 3;
const words = document.getElementById("words")?.dataset ?? {};

/** @typedef {{kind: string, name: string, detail: string}} Offered */

/**
 * The list that is open: below which text, from where on its "@" counts, which line is marked.
 * @type {{area: HTMLTextAreaElement, list: HTMLElement, at: number, marked: number, found: Offered[]} | undefined}
 */
let open;
let waiting = 0;
/** @type {AbortController | undefined} */
let asking;

/**
 * Where the "@" stands that is being written, and what stands after it.
 * @param {HTMLTextAreaElement} area
 * @returns {{at: number, begins: string} | undefined}
 */
function written(area) {
  if (area.selectionStart !== area.selectionEnd) return undefined;
  const before = area.value.slice(0, area.selectionStart);
  const found = /(?:^|[^\p{L}\p{N}_.@/+-])@([\p{L}\p{N}][^\n@]{0,60}|)$/u.exec(before);
  const begins = found?.[1] ?? "";
  if (!found || /\s\s$|[.,:;!?]\s*$/.test(begins) || begins.trim().split(/\s+/).length > MOST_WORDS) return undefined;
  return { at: before.length - begins.length, begins };
}

function close() {
  clearTimeout(waiting);
  asking?.abort();
  if (!open) return;
  open.list.remove();
  for (const name of ["aria-controls", "aria-activedescendant"]) open.area.removeAttribute(name);
  open = undefined;
}

/** @param {number} to */
function mark(to) {
  if (!open) return;
  const lines = [...open.list.children];
  open.marked = (to + lines.length) % lines.length;
  lines.forEach((line, index) => line.setAttribute("aria-selected", String(index === open?.marked)));
  open.area.setAttribute("aria-activedescendant", lines[open.marked].id);
  lines[open.marked].scrollIntoView({ block: "nearest" });
}

/** @param {number} index */
function choose(index) {
  if (!open) return;
  const { area, at, found } = open;
  const name = found[index].name;
  close();
  area.focus();
  area.setRangeText(`${name} `, at, area.selectionStart, "end");
  area.dataset.chosen = name;
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * @param {Offered} one
 * @param {number} index
 */
function line(one, index) {
  const item = document.createElement("li");
  item.id = `mention-${index}`;
  item.setAttribute("role", "option");
  const name = document.createElement("bdi");
  name.textContent = one.name;
  const detail = document.createElement("small");
  detail.textContent = one.detail || { team: words.team, side: words.side }[one.kind] || "";
  item.append(name, " ", detail);
  // The text keeps the focus: on a phone its keyboard would close and the list jump away.
  item.addEventListener("pointerdown", (event) => event.preventDefault());
  item.addEventListener("click", () => choose(index));
  return item;
}

/**
 * @param {HTMLTextAreaElement} area
 * @param {number} at
 * @param {Offered[]} found
 */
function show(area, at, found) {
  close();
  if (!found.length) return;
  const list = document.createElement("ul");
  list.id = "mentions";
  list.className = "mentions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words.names ?? "");
  list.append(...found.map(line));
  area.after(list);
  area.setAttribute("aria-controls", list.id);
  open = { area, list, at, marked: 0, found };
  mark(0);
}

/** @param {HTMLTextAreaElement} area */
async function ask(area) {
  const now = written(area);
  if (!now) return;
  asking?.abort();
  asking = new AbortController();
  try {
    const address = `${area.dataset.mentions}?begins=${encodeURIComponent(now.begins.trim())}`;
    const answer = await fetch(address, { signal: asking.signal, headers: { Accept: "application/json" } });
    if (!answer.ok) return close();
    /** @type {Offered[]} */
    const found = await answer.json();
    // Typed on meanwhile: the next question is under way.
    if (written(area)?.begins === now.begins && document.activeElement === area) show(area, now.at, found);
  } catch {
    // No network, or another question came: the name can be typed.
  }
}

document.addEventListener("input", (event) => {
  const area = event.target;
  if (!(area instanceof HTMLTextAreaElement) || !area.dataset.mentions) return;
  const now = written(area);
  const chosen = area.dataset.chosen;
  if (!now || (chosen && now.begins.startsWith(`${chosen} `))) return close();
  clearTimeout(waiting);
  waiting = window.setTimeout(ask, PAUSE, area);
});

document.addEventListener(
  "keydown",
  (event) => {
    if (!open || event.target !== open.area || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowDown") mark(open.marked + 1);
    else if (event.key === "ArrowUp") mark(open.marked - 1);
    else if (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) choose(open.marked);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  },
  true,
);

document.addEventListener("focusout", (event) => {
  if (open && event.target === open.area) close();
});
