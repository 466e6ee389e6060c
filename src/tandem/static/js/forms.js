// @ts-check
// What a form does beyond plain HTML: it sends once, keeps what was typed over a failure, grows
// with its text, counts characters, and is sent by Ctrl/Cmd+Enter. Nothing here is needed to send.
//
// A form that posts and has an id keeps a draft in this tab: {base, typed, sent} by field name.
// It is forgotten when the server leads to another page after it was sent, and that page shows no sign
// of failure (data-failed or aria-invalid). It comes back after an error, a reload or a step back.

const PREFIX = "tandem-draft:";
const GIVE_UP_SENDING = 12_000;
const words = document.getElementById("words")?.dataset ?? {};

/** Drafts that are about to be written. @type {WeakMap<HTMLFormElement, number>} */
const pending = new WeakMap();

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Field */
/** @typedef {{base: Record<string, string>, typed: Record<string, string>, sent?: boolean}} Draft */

/**
 * The fields a person fills in.
 * @param {HTMLFormElement} form
 * @returns {Field[]}
 */
function fields(form) {
  return /** @type {Field[]} */ (
    [...form.elements].filter(
      (element) =>
        element.matches("input, textarea, select") &&
        !element.matches("[type=hidden], [type=submit], [type=button], [type=file], [type=password], [name='']"),
    )
  );
}

/** @param {Field} field */
function value(field) {
  if (field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type)) return field.checked ? "1" : "";
  return field.value;
}

/** What the server put into the field. @param {Field} field */
function original(field) {
  if (field instanceof HTMLSelectElement) {
    const option = [...field.options].find((one) => one.defaultSelected) ?? field.options[0];
    return option ? option.value : "";
  }
  if (field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type)) return field.defaultChecked ? "1" : "";
  return field.defaultValue;
}

/** @param {Field} field */
function name(field) {
  return field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type) ? `${field.name}=${field.value}` : field.name;
}

/** @param {HTMLFormElement} form */
function dirty(form) {
  return fields(form).some((field) => value(field) !== original(field));
}

/**
 * What no value tells yet: a date of which only the month is there, a file that was chosen.
 * @param {HTMLFormElement} form
 */
function begun(form) {
  return [...form.elements].some((one) => one instanceof HTMLInputElement && (one.validity.badInput || one.files?.length));
}

/** @param {Field} field @param {string} text */
function put(field, text) {
  if (field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type)) field.checked = text === "1";
  else field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// ── Drafts ───────────────────────────────────────────────────────────────────────────────────

/** @param {string} key @returns {Draft | null} */
function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(PREFIX + key) ?? "null");
  } catch {
    return null;
  }
}

/** @param {string} key @param {Draft | null} draft */
function write(key, draft) {
  try {
    if (draft) sessionStorage.setItem(PREFIX + key, JSON.stringify(draft));
    else sessionStorage.removeItem(PREFIX + key);
  } catch {
    // Full or switched off: the form still works, only the safety net is missing.
  }
}

/** @param {HTMLFormElement} form */
function key(form) {
  const id = form.getAttribute("id");
  if (!id || form.method !== "post") return "";
  // Whoever signs in after somebody else in this tab never sees their text.
  return `${document.body.dataset.person ?? ""}:${new URL(form.action).pathname}#${id}`;
}

/** @param {HTMLFormElement} form @param {boolean} [sent] */
function keep(form, sent = false) {
  const id = key(form);
  if (!id) return;
  if (!dirty(form) && !sent) {
    write(id, null);
    return;
  }
  /** @type {Draft} */
  const draft = { base: {}, typed: {}, sent };
  for (const field of fields(form)) {
    draft.base[name(field)] = original(field);
    draft.typed[name(field)] = value(field);
  }
  write(id, draft);
}

/**
 * Whether the page that has just arrived says that what was sent has been taken: our server led here
 * after it, nothing on the page complains, and it isn't the sign-in page of an ended session.
 */
function taken() {
  const entry = /** @type {PerformanceNavigationTiming | undefined} */ (performance.getEntriesByType("navigation")[0]);
  const led = entry !== undefined && entry.redirectCount > 0 && entry.type !== "back_forward";
  return led && !document.querySelector("body.blank, [data-failed], form [aria-invalid=true]");
}

/** Drop the drafts that were sent and taken; the others are no longer "sent". */
function settle() {
  const done = taken();
  try {
    for (const stored of Object.keys(sessionStorage)) {
      if (!stored.startsWith(PREFIX)) continue;
      const id = stored.slice(PREFIX.length);
      const draft = read(id);
      if (draft?.sent) write(id, done ? null : { ...draft, sent: false });
    }
  } catch {
    // No storage, no drafts.
  }
}

/** @param {HTMLFormElement} form */
function restore(form) {
  const draft = read(key(form));
  if (!draft) return;
  const lost = fields(form).filter((field) => (draft.typed[name(field)] ?? value(field)) !== value(field));
  // A field that was left empty holds nothing to put back: a file may have filled it since.
  if (lost.every((field) => !draft.typed[name(field)])) return;
  if (!lost.length) return;
  const back = () => lost.forEach((field) => put(field, draft.typed[name(field)]));
  // Where the page still shows what it showed when the typing began, the text simply comes back.
  // Else somebody saved meanwhile: ask.
  if (lost.every((field) => value(field) === draft.base[name(field)])) {
    back();
    const around = form.closest("details");
    if (around) around.open = true;
  } else offer(form, back);
}

/** @param {HTMLFormElement} form @param {() => void} back */
function offer(form, back) {
  const note = document.createElement("div");
  note.className = "notice";
  note.setAttribute("role", "status");
  const body = document.createElement("div");
  body.className = "body row spread";
  body.append(words.kept ?? "");
  const answers = document.createElement("span");
  answers.className = "row";
  for (const [label, act] of /** @type {[string, () => void][]} */ ([
    [words.putBack ?? "", back],
    [words.forget ?? "", () => write(key(form), null)],
  ])) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button small";
    button.textContent = label;
    button.addEventListener("click", () => {
      act();
      note.remove();
    });
    answers.append(button);
  }
  body.append(answers);
  note.append(body);
  form.prepend(note);
}

// ── Sending ──────────────────────────────────────────────────────────────────────────────────

document.addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (event.defaultPrevented || form.method === "dialog") return;
  if (form.dataset.sending) {
    event.preventDefault();
    return;
  }
  const button = event.submitter ?? form.querySelector("button:not([type=button])");
  form.dataset.sending = "yes";
  button?.setAttribute("aria-busy", "true");
  clearTimeout(pending.get(form)); // It would mark the draft as not sent again.
  if (form.method === "post") keep(form, true);
  // No answer, or a file was the answer: the form may be sent again.
  setTimeout(() => ready(form), GIVE_UP_SENDING);
});

/** @param {HTMLFormElement} form */
function ready(form) {
  delete form.dataset.sending;
  for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
}

window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.forms) ready(form);
});
document.addEventListener("htmx:afterRequest", (event) => {
  const form = /** @type {Element} */ (event.target).closest("form");
  const { successful, requestConfig } = /** @type {CustomEvent} */ (event).detail;
  // What is looked up while one types, and given up when the form is sent, is not its answer.
  if (!form || requestConfig?.verb === "get") return;
  ready(form);
  if (successful) write(key(form), null);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
  const form = /** @type {Element} */ (event.target).closest("form");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
});

// ── While typing ─────────────────────────────────────────────────────────────────────────────

const grows = CSS.supports("field-sizing", "content");

document.addEventListener("input", (event) => {
  const field = /** @type {Field} */ (event.target);
  if (field instanceof HTMLTextAreaElement) grow(field);
  count(field);
  const form = field.form;
  if (!form || !key(form)) return;
  clearTimeout(pending.get(form));
  pending.set(form, setTimeout(() => keep(form), 250));
});

// A page that goes away within the quarter of a second keeps the last letters too.
window.addEventListener("pagehide", () => {
  for (const form of document.forms) if (!form.dataset.sending && dirty(form)) keep(form);
});

/** @param {HTMLTextAreaElement} field */
function grow(field) {
  if (grows || !field.classList.contains("input")) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 2}px`;
}

/** @param {Field} field */
function count(field) {
  if (!field.id) return;
  const counter = document.querySelector(`[data-counter="${CSS.escape(field.id)}"]`);
  if (!(counter instanceof HTMLElement)) return;
  const left = Number(counter.dataset.max) - field.value.length;
  counter.hidden = left > Number(counter.dataset.max) / 2 && left > 80;
  counter.classList.toggle("over", left < 0);
  const template = left < 0 ? words.over : words.left;
  counter.textContent = (template ?? "{n}").replace("{n}", String(Math.abs(left)));
}

// While something is typed the page stays as it is; js/live.js asks.
document.addEventListener("tandem:may-refresh", (event) => {
  for (const form of document.querySelectorAll("#page form")) {
    if (dirty(/** @type {HTMLFormElement} */ (form)) || begun(/** @type {HTMLFormElement} */ (form))) {
      event.preventDefault();
      return;
    }
  }
});

/** @param {ParentNode} root */
function begin(root) {
  for (const form of root.querySelectorAll("form[id][method=post]")) restore(/** @type {HTMLFormElement} */ (form));
  for (const field of root.querySelectorAll("textarea")) grow(field);
}

settle();
begin(document);
document.addEventListener("htmx:load", (event) => {
  const loaded = /** @type {Element} */ (event.target);
  if (loaded !== document.body) begin(loaded);
});
