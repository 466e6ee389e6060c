// @ts-check
// Keys for whoever likes them. Every one of them has a link or a button beside it.
// A page that gives a letter to a form of its own ([data-key]) keeps that letter.

const places = { t: "/", i: "/ideas/", p: "/people/" };
let went = 0;

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    open("palette");
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "/") act(event, () => open("palette"));
  else if (event.key === "?") act(event, () => open("shortcuts"));
  else if (event.key === "g") went = event.timeStamp;
  else if (event.timeStamp - went < 1500 && event.key in places) {
    const place = places[/** @type {keyof typeof places} */ (event.key)];
    act(event, () => location.assign(place));
  } else if (event.key === "n" && !document.querySelector('[data-key="n"]')) {
    act(event, () => location.assign("/ideas/new/"));
  }
});

// In the palette the arrows walk through what was found, and what is typed narrows the places.
const palette = document.getElementById("palette");
palette?.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const stops = [...palette.querySelectorAll("input[type=search], li:not([hidden]) a")];
  const at = stops.indexOf(/** @type {Element} */ (document.activeElement));
  const next = stops[Math.max(0, Math.min(stops.length - 1, at + (event.key === "ArrowDown" ? 1 : -1)))];
  if (next instanceof HTMLElement) act(event, () => next.focus());
});
palette?.addEventListener("input", (event) => {
  const words = /** @type {HTMLInputElement} */ (event.target).value.trim().toLowerCase();
  for (const place of palette.querySelectorAll("#places li")) {
    /** @type {HTMLElement} */ (place).hidden = !(place.textContent ?? "").toLowerCase().includes(words);
  }
});

/** @param {string} id */
function open(id) {
  const dialog = document.getElementById(id);
  if (dialog instanceof HTMLDialogElement && !dialog.open) {
    dialog.showModal();
    dialog.querySelector("input")?.select();
  }
}

/**
 * @param {KeyboardEvent} event
 * @param {() => void} what
 */
function act(event, what) {
  event.preventDefault();
  what();
}

/** @param {EventTarget | null} target */
function typing(target) {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))
  );
}
