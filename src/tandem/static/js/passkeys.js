// @ts-check
// Passkeys: a form with data-passkey="create" or "get" is shown where the browser can do that. Sent, it asks
// the server (data-begin) what to sign, lets the browser do it, and goes on as an ordinary form with the answer.

const able = typeof window.PublicKeyCredential?.parseCreationOptionsFromJSON === "function";

/** @param {HTMLFormElement} form @param {string} text */
function say(form, text) {
  const place = form.querySelector("[data-said]");
  if (place) place.textContent = text;
}

/** @param {HTMLFormElement} form */
async function answer(form) {
  const asked = await fetch(form.dataset.begin ?? "", { method: "POST", body: new FormData(form) });
  if (!asked.ok) throw new Error(String(asked.status));
  const told = await asked.json();
  const key =
    form.dataset.passkey === "create"
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(told) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(told) });
  return JSON.stringify(/** @type {PublicKeyCredential} */ (key).toJSON());
}

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-passkey]"))) {
  form.hidden = !able;
  const instead = document.getElementById("no-passkeys");
  if (instead) instead.hidden = able;
  form.addEventListener("submit", (event) => {
    const field = /** @type {HTMLInputElement} */ (form.elements.namedItem(form.dataset.answer ?? "answer"));
    if (field.value) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    say(form, "");
    answer(form).then(
      (given) => {
        field.value = given;
        form.submit();
      },
      () => say(form, form.dataset.sorry ?? ""),
    );
  }, { capture: true });
}
