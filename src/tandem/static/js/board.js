// @ts-check
// Cards of the board are put into another column: with the mouse anywhere on the card, with a finger by its handle,
// with keys (Enter on the handle, arrows, Enter; Escape leaves it). The server does what the button on the card's own
// page does, or says what is missing; then the card is back where it was. Without this file each card has its link.
// A board with `data-ranked` has an order in its columns, too: a card is put before another, up and down are places.
// A calendar is a board whose columns are days, so many side by side (`data-across`): up and down are weeks.
// The board says where its cards live (`data-page`) and which act moves them (`data-act`).

const SLACK = 6;
const EDGE = 48;

/** @typedef {{card: HTMLElement, from: HTMLElement, over: HTMLElement, next: Element | null, placed: boolean, pointer: number | null, shadow: HTMLElement | null}} Picked */

/** What is in the hand. @type {Picked | null} */
let picked = null;
/** A press that may become one. @type {{card: HTMLElement, x: number, y: number, pointer: number} | null} */
let pressed = null;
let busy = false;
let swallow = false;

/** Where things are said aloud; the page may have been fetched again since. */
function voice() {
  return document.getElementById("board-says");
}

function board() {
  return document.getElementById("board");
}

/** What scrolls sideways: the board, or its first lane. */
function scroller() {
  return board()?.matches(".board") ? board() : (board()?.querySelector(".board") ?? null);
}

/** Where a card can be put: the columns, and while one is in the hand, what takes it off the path. @param {HTMLElement} card */
function targets(card) {
  const stage = column(card)?.dataset.stage ?? "";
  const places = [...document.querySelectorAll("#drop-places [data-place]")].filter((place) => {
    const of = /** @type {HTMLElement} */ (place).dataset.of;
    return !of || of === stage;
  });
  // Where a board has lanes, a card stays in its own.
  const lane = card.closest(".board") ?? board();
  return /** @type {HTMLElement[]} */ ([...(lane?.querySelectorAll("[data-stage]") ?? []), ...places]);
}

/** @param {Element} inside @returns {HTMLElement | null} */
function column(inside) {
  return inside.closest("[data-stage]");
}

/** @param {HTMLElement} card */
function name(card) {
  return card.querySelector("a")?.textContent?.trim() ?? "";
}

/** @param {HTMLElement} target */
function label(target) {
  return (target.querySelector("h2, h3")?.firstChild ?? target).textContent?.trim() ?? "";
}

/** Whether cards have an order in their columns. */
function ranked() {
  return board()?.hasAttribute("data-ranked") ?? false;
}

/** The cards of a column but the one in the hand. @param {HTMLElement} target @returns {HTMLElement[]} */
function cards(target) {
  return /** @type {HTMLElement[]} */ ([...target.querySelectorAll("[data-card]")].filter((one) => one !== picked?.card));
}

/** Say a sentence of the template, filled. @param {string} key @param {Record<string, string>} [values] */
function say(key, values = {}) {
  const says = voice();
  if (says) says.textContent = (says.dataset[key] ?? "").replace(/\{(\w+)\}/g, (_whole, word) => values[word] ?? "");
}

function ready() {
  for (const grip of document.querySelectorAll("[data-grip]")) /** @type {HTMLElement} */ (grip).hidden = false;
}

// ── In the hand ──────────────────────────────────────────────────────────────────────────────

/** @param {HTMLElement} card @param {number | null} pointer @param {number} x @param {number} y */
function pick(card, pointer, x, y) {
  const from = column(card);
  if (!from || busy) return;
  picked = { card, from, over: from, next: card.nextElementSibling, placed: false, pointer, shadow: pointer === null ? null : shadow(card, x, y) };
  getSelection()?.removeAllRanges();
  card.classList.add("picked");
  (card.closest(".board") ?? board())?.classList.add("picking");
  const places = document.getElementById("drop-places");
  if (places) places.hidden = false;
  const open = targets(card);
  for (const place of places?.children ?? []) /** @type {HTMLElement} */ (place).hidden = !open.includes(/** @type {HTMLElement} */ (place));
  say("picked", { name: name(card), stage: label(from) });
}

/** What follows the pointer: the board itself would cut it off at its edge. @param {HTMLElement} card @param {number} x @param {number} y */
function shadow(card, x, y) {
  const box = card.getBoundingClientRect();
  const copy = /** @type {HTMLElement} */ (card.cloneNode(true));
  copy.removeAttribute("id");
  copy.setAttribute("aria-hidden", "true");
  copy.classList.add("in-hand");
  copy.style.width = `${box.width}px`;
  copy.dataset.dx = String(box.left - x);
  copy.dataset.dy = String(box.top - y);
  document.body.append(copy);
  return copy;
}

/** @param {HTMLElement} target */
function hover(target) {
  if (!picked || picked.over === target) return;
  picked.over.removeAttribute("data-over");
  picked.over = target;
  if (target !== picked.from) target.setAttribute("data-over", "");
  if (picked.pointer === null) target.scrollIntoView({ block: "nearest", inline: "nearest" });
  say("over", { stage: label(target) });
  if (!ranked()) return;
  picked.placed = target !== picked.from;
  put(target, picked.placed ? null : picked.card.nextElementSibling);
}

/** Show the place that the card would have: before another card, or behind all. @param {HTMLElement} target @param {Element | null} next */
function put(target, next) {
  if (!picked || target.dataset.place) return;
  mark(null);
  picked.next = next;
  mark(next ?? target.querySelector("ul"));
}

/** @param {Element | null} place */
function mark(place) {
  for (const old of document.querySelectorAll("[data-before], [data-behind]")) {
    old.removeAttribute("data-before");
    old.removeAttribute("data-behind");
  }
  place?.setAttribute(place.hasAttribute("data-card") ? "data-before" : "data-behind", "");
}

/** One place up or down, by keys. @param {number} step */
function climb(step) {
  if (!picked || !ranked()) return;
  const all = cards(picked.over);
  const at = picked.next ? all.indexOf(/** @type {HTMLElement} */ (picked.next)) : all.length;
  const to = Math.max(0, Math.min(all.length, (at < 0 ? all.length : at) + step));
  picked.placed = true;
  put(picked.over, all[to] ?? null);
  (all[to] ?? picked.over).scrollIntoView({ block: "nearest" });
  say("at", { stage: label(picked.over), place: String(to + 1), all: String(all.length + 1) });
}

/** Nothing is in the hand any more; what it was. */
function letGo() {
  const was = picked;
  picked = null;
  pressed = null;
  if (!was) return null;
  was.over.removeAttribute("data-over");
  was.card.classList.remove("picked");
  was.shadow?.remove();
  mark(null);
  for (const one of document.querySelectorAll(".board.picking")) one.classList.remove("picking");
  const places = document.getElementById("drop-places");
  if (places) places.hidden = true;
  return was;
}

function leave() {
  const was = letGo();
  if (was) say("left", { name: name(was.card) });
}

function drop() {
  const was = letGo();
  if (!was) return;
  const same = was.over === was.from && (!ranked() || !was.placed || was.next === was.card.nextElementSibling);
  if (same) {
    say("left", { name: name(was.card) });
    return;
  }
  const page = `${board()?.dataset.page}${was.card.dataset.card}/`;
  if (was.over.dataset.place) location.assign(page + was.over.dataset.place);
  else void move(was, `${page}${board()?.dataset.act}`);
}

// ── The server's word ────────────────────────────────────────────────────────────────────────

/** @param {Picked} was @param {string} address */
async function move({ card, from, over, next, placed }, address) {
  const form = document.getElementById("board-form");
  if (!(form instanceof HTMLFormElement)) return;
  busy = true;
  card.setAttribute("aria-busy", "true");
  say("moving");
  const sent = new FormData(form);
  const column = form.querySelector("[data-column]");
  if (column instanceof HTMLInputElement) sent.set(column.name, over.dataset.stage ?? "");
  sent.set("seen", from.dataset.stage ?? "");
  if (ranked()) {
    // Behind the last one that is shown is behind all of this column; without a place the card keeps its own.
    if (placed) sent.set("before", /** @type {HTMLElement | null} */ (next)?.dataset.card ?? "0");
  }
  try {
    const answer = await fetch(address, { method: "POST", body: sent });
    const told = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.ok && told.getElementById("board")) show(told, card.id);
    else if (told.getElementById("not-yet")) refuse(told, card);
    else location.reload(); // Signed out meanwhile, or something nobody thought of: the page says it.
  } catch {
    say("lost");
    card.querySelector("[data-grip]")?.classList.add("failed");
  } finally {
    busy = false;
    card.removeAttribute("aria-busy");
  }
}

/** The board as it is now, with what was said. @param {Document} told @param {string} id */
function show(told, id) {
  const [x, y, along] = [window.scrollX, window.scrollY, scroller()?.scrollLeft ?? 0];
  for (const part of ["board", "messages"]) {
    const [old, now] = [document.getElementById(part), told.getElementById(part)];
    if (old && now) old.replaceChildren(...now.childNodes);
  }
  const [tabs, newTabs] = [document.querySelector("nav.tabs"), told.querySelector("nav.tabs")];
  if (tabs && newTabs) tabs.replaceWith(newTabs);
  ready();
  scroller()?.scrollTo({ left: along });
  window.scrollTo(x, y);
  const card = document.getElementById(id);
  /** @type {HTMLElement | null} */ (card?.querySelector("[data-grip]"))?.focus({ preventScroll: true });
  card?.scrollIntoView({ block: "nearest", inline: "nearest" });
  const says = voice();
  if (says) says.textContent = document.getElementById("messages")?.textContent?.trim() ?? "";
}

/** What is missing, in a dialog. @param {Document} told @param {HTMLElement} card */
function refuse(told, card) {
  const [dialog, words, why] = ["not-yet-dialog", "not-yet-words"].map((id) => document.getElementById(id)).concat(told.getElementById("not-yet"));
  if (!(dialog instanceof HTMLDialogElement) || !words || !why) return;
  words.replaceChildren(why);
  dialog.addEventListener("close", () => /** @type {HTMLElement | null} */ (card.querySelector("[data-grip]"))?.focus(), { once: true });
  dialog.showModal();
  const says = voice();
  if (says) says.textContent = why.querySelector("[data-reason]")?.textContent ?? "";
}

// ── Mouse and finger ─────────────────────────────────────────────────────────────────────────

document.addEventListener("pointerdown", (event) => {
  const target = /** @type {Element} */ (event.target);
  const card = target.closest("[data-card]");
  if (!(card instanceof HTMLElement) || !card.querySelector("[data-grip]") || event.button !== 0 || busy) return;
  // A finger that isn't on the handle scrolls.
  if (event.pointerType !== "mouse" && !target.closest("[data-grip]")) return;
  pressed = { card, x: event.clientX, y: event.clientY, pointer: event.pointerId };
});

document.addEventListener("pointermove", (event) => {
  if (pressed && !picked && Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) > SLACK) {
    pick(pressed.card, pressed.pointer, pressed.x, pressed.y);
  }
  if (!picked || picked.pointer !== event.pointerId) return;
  event.preventDefault();
  if (event.pointerType === "mouse" && !event.buttons) {
    leave(); // Let go outside the window.
    return;
  }
  const { shadow: copy } = picked;
  if (copy) copy.style.translate = `${event.clientX + Number(copy.dataset.dx)}px ${event.clientY + Number(copy.dataset.dy)}px`;
  const all = targets(picked.card);
  const under = document.elementsFromPoint(event.clientX, event.clientY).find((one) => all.includes(/** @type {HTMLElement} */ (one)));
  hover(under instanceof HTMLElement ? under : picked.from);
  if (ranked() && under instanceof HTMLElement && !under.dataset.place) {
    picked.placed = true;
    put(under, cards(under).find((one) => event.clientY < one.getBoundingClientRect().top + one.offsetHeight / 2) ?? null);
  }
  const along = picked.card.closest(".board");
  const around = along?.getBoundingClientRect();
  if (around && event.clientX > around.right - EDGE) along?.scrollBy({ left: 12 });
  else if (around && event.clientX < around.left + EDGE) along?.scrollBy({ left: -12 });
});

document.addEventListener("pointerup", (event) => {
  pressed = null;
  if (picked?.pointer !== event.pointerId) return;
  swallow = true;
  setTimeout(() => (swallow = false), 50);
  drop();
});
// The link under the mouse isn't followed by putting its card down.
document.addEventListener("click", (event) => swallow && event.preventDefault(), { capture: true });
document.addEventListener("pointercancel", leave);
// The browser's own dragging of links would take the pointer away.
document.addEventListener("dragstart", (event) => {
  if (/** @type {Element} */ (event.target).closest?.("[data-card]") && board()?.querySelector("[data-grip]")) event.preventDefault();
});

// ── Keys ─────────────────────────────────────────────────────────────────────────────────────

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && picked) {
    event.preventDefault();
    leave();
    return;
  }
  const grip = /** @type {Element} */ (event.target).closest("[data-grip]");
  const card = grip?.closest("[data-card]");
  if (!(card instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    if (event.repeat) return;
    if (picked) drop();
    else pick(card, null, 0, 0);
  } else if (picked && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
    event.preventDefault();
    const all = targets(picked.card);
    const next = all[all.indexOf(picked.over) + (event.key === "ArrowRight" ? 1 : -1)];
    if (next) hover(next);
  } else if (picked && board()?.dataset.across && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    event.preventDefault();
    const [all, across] = [targets(picked.card), Number(board()?.dataset.across)];
    const next = all[all.indexOf(picked.over) + (event.key === "ArrowDown" ? across : -across)];
    if (next) hover(next);
  } else if (picked && ranked() && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    event.preventDefault();
    climb(event.key === "ArrowDown" ? 1 : -1);
  }
});
document.addEventListener("focusout", (event) => {
  if (picked?.pointer === null && /** @type {Element} */ (event.target).closest("[data-grip]")) leave();
});

// While a card is in the hand the page stays as it is.
document.addEventListener("tandem:may-refresh", (event) => {
  if (picked || pressed || busy) event.preventDefault();
});
// It was asked for before the card was picked up: shown when somebody asks for it.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!picked && !pressed && !busy) return;
  event.preventDefault();
  const bar = document.getElementById("refresh");
  if (bar) bar.hidden = false;
});
document.addEventListener("htmx:afterSwap", ready);
ready();
