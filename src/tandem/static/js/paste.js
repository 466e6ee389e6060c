// @ts-check
// What is pasted with headings, lists or tables (from Word, Docs, a web page) comes as Markdown into
// fields that say where to ask: data-paste="address". Pasting without formatting stays plain, and
// undoing takes the whole paste back.

/** What plain text wouldn't say. */
const RICH = /<(h[1-6]|li|table|strong|em|del|s|b|i|pre|blockquote|a\s)|mso-list|font-weight:\s*(bold|[6-9]00)/i;
const MOST = 1_000_000;

/** @param {HTMLTextAreaElement} field @param {string} text */
function insert(field, text) {
  field.focus();
  if (document.execCommand("insertText", false, text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
}

/** @param {HTMLTextAreaElement} field @param {string} html @returns {Promise<string>} */
async function asMarkdown(field, html) {
  const token = field.form?.elements.namedItem("csrfmiddlewaretoken");
  const answer = await fetch(field.dataset.paste ?? "", {
    method: "POST",
    headers: { "X-CSRFToken": token instanceof HTMLInputElement ? token.value : "" },
    body: new URLSearchParams({ html }),
  });
  return answer.ok ? answer.text() : "";
}

document.addEventListener("paste", async (event) => {
  const field = event.target;
  if (!(field instanceof HTMLTextAreaElement) || !field.dataset.paste || field.readOnly) return;
  const html = event.clipboardData?.getData("text/html") ?? "";
  const plain = event.clipboardData?.getData("text/plain") ?? "";
  if (!RICH.test(html) || html.length > MOST) return;
  event.preventDefault();
  let text = "";
  try {
    text = await asMarkdown(field, html);
  } catch {
    // Offline: as plain text, as it would have come without us.
  }
  const before = field.value.slice(0, field.selectionStart);
  const apart = text.includes("\n") && before && !before.endsWith("\n") ? "\n\n" : "";
  insert(field, apart + (text || plain));
});
