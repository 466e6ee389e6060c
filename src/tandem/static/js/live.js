// @ts-check
// Pages refresh themselves. One stream per browser: the tab that holds the lock "tandem-live" reads
// it and tells the others through a channel of the same name. The stream carries ids of subjects
// only; a page that shows one of them fetches itself again, quietly, or says that it has changed
// while somebody is typing in it.
//
// The server sends `event: change` with ids separated by spaces, and `event: bye` when somebody signed
// out or may do other things now. Whenever something may have been missed between two streams, the
// pages look once. A tab that is out of sight for a while lets go, and looks when it is seen again.

const NAME = "tandem-live";
const HIDDEN_LONG_ENOUGH = 30_000;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 300_000;
const GATHER = 150;
const AT_ONCE = 200;

const address = document.body.dataset.live ?? "";
const channel = "BroadcastChannel" in window ? new BroadcastChannel(NAME) : null;

/** @type {EventSource | null} */
let stream = null;
/** @type {AbortController | null} */
let turn = null;
/** @type {(() => void) | null} */
let release = null;
let wait = FIRST_WAIT;
let retry = 0;
let hiding = 0;
let gathering = 0;
let missed = false;

// ── The stream ───────────────────────────────────────────────────────────────────────────────

function open() {
  clearTimeout(retry);
  stream?.close();
  stream = new EventSource(address);
  stream.addEventListener("open", () => {
    wait = FIRST_WAIT;
    // Between two streams something may have happened.
    if (missed) tell(null);
    missed = false;
  });
  stream.addEventListener("change", (event) => tell(event.data.split(" ").filter(Boolean)));
  stream.addEventListener("bye", () => {
    tell(null); // Perhaps to the sign-in page.
    again();
  });
  stream.addEventListener("error", again);
}

/** Close, and come back later: each time later, never all browsers at once. */
function again() {
  stream?.close();
  stream = null;
  missed = true;
  clearTimeout(retry);
  retry = setTimeout(open, wait * (0.5 + Math.random()));
  wait = Math.min(wait * 2, LONGEST_WAIT);
}

/** @param {string[] | null} ids what has changed; null: perhaps anything */
function tell(ids) {
  channel?.postMessage(ids);
  hear(ids);
}

/** Wait for the lock, hold it while this tab reads. Without locks each tab reads for itself. */
function begin() {
  if (!address || turn || stream) return;
  if (!("locks" in navigator) || !channel) {
    open();
    return;
  }
  turn = new AbortController();
  const asked = performance.now();
  navigator.locks
    .request(NAME, { signal: turn.signal }, () => {
      // Whoever read before us is gone: nobody knows what came in between.
      if (performance.now() - asked > AT_ONCE) missed = true;
      open();
      return new Promise((resolve) => {
        release = () => resolve(undefined);
      });
    })
    .catch(() => undefined); // Let go before it was our turn.
}

function end() {
  clearTimeout(retry);
  stream?.close();
  stream = null;
  turn?.abort();
  turn = null;
  release?.();
  release = null;
  missed = true;
}

document.addEventListener("visibilitychange", () => {
  clearTimeout(hiding);
  if (document.hidden) hiding = setTimeout(end, HIDDEN_LONG_ENOUGH);
  else if (!turn && !stream) {
    begin();
    hear(null);
  }
});
window.addEventListener("pagehide", end);
window.addEventListener("pageshow", (event) => {
  if (event.persisted) {
    begin();
    hear(null);
  }
});
if (channel) channel.onmessage = (event) => hear(event.data);

// ── The page ─────────────────────────────────────────────────────────────────────────────────

function page() {
  return document.getElementById("page");
}

/** @param {string[] | null} ids */
function hear(ids) {
  const shown = (page()?.dataset.subjects ?? "").split(/\s+/).filter(Boolean);
  if (!shown.length || (ids && !ids.some((id) => shown.includes(id)))) return;
  clearTimeout(gathering);
  gathering = setTimeout(refresh, GATHER);
}

/** Whether nobody is in the middle of something here: forms.js and dialogs.js may object. */
function mayRefresh() {
  return document.dispatchEvent(new CustomEvent("tandem:may-refresh", { cancelable: true }));
}

/** What brings the reader back after the refresh that is on its way; null: none is. */
let back = null;

function refresh() {
  if (!page() || !window.htmx || !mayRefresh()) {
    offer();
    return;
  }
  back = remember();
  window.htmx
    .ajax("GET", location.href, { target: "#page", select: "#page", swap: "outerHTML", selectOOB: "#today-count,#inbox-count" })
    .then(() => {
      if (!back) return;
      back();
      back = null;
      offer(false);
    });
}

/** Let the reader refresh by hand. @param {boolean} shown */
function offer(shown = true) {
  const bar = document.getElementById("refresh");
  if (bar) bar.hidden = !shown;
}

// Signed out meanwhile, or gone: the answer is no page of this kind, and must not take its place.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, xhr, requestConfig } = /** @type {CustomEvent} */ (event).detail;
  if (target?.id !== "page" || requestConfig.verb !== "get") return;
  if (back && !mayRefresh()) {
    // Somebody has begun to type since it was asked for.
    event.preventDefault();
    back = null;
    offer();
    return;
  }
  if (xhr.status < 400 && xhr.responseText.includes('id="page"')) return;
  event.preventDefault();
  if (xhr.status < 500) location.reload();
});

/** Note where the reader is, and return what brings them back there. */
function remember() {
  const [x, y] = [window.scrollX, window.scrollY];
  const open = [...document.querySelectorAll("#page details[open]")].map(signature);
  const focused = document.activeElement?.closest("#page *") ?? null;
  const mark = focused ? signature(focused) : "";
  return () => {
    for (const details of document.querySelectorAll("#page details")) {
      if (open.includes(signature(details))) details.setAttribute("open", "");
    }
    if (mark) {
      const same = [...document.querySelectorAll(`#page ${focused?.localName}`)].find((element) => signature(element) === mark);
      if (same instanceof HTMLElement) same.focus({ preventScroll: true });
    }
    window.scrollTo(x, y);
  };
}

/** What an element is recognised by after the page has been fetched again. @param {Element} element */
function signature(element) {
  const label = element.matches("details") ? element.querySelector("summary")?.textContent : element.textContent;
  return [element.localName, element.id, element.getAttribute("href"), element.getAttribute("name"), label?.trim()].join("|");
}

document.addEventListener("click", (event) => {
  if (!(/** @type {Element} */ (event.target).closest("[data-refresh]"))) return;
  event.preventDefault();
  location.reload(); // Drafts are kept over a reload.
});

if (!document.hidden) begin();
