// @ts-check
// A picture gets into the file field by pasting it or by dragging it there, and is shown before it is
// sent. Without this the field itself does it all: on a phone it opens the pictures and the camera.

const TAKEN = ["image/png", "image/jpeg", "image/webp", "image/gif", "application/pdf"];

/** @returns {HTMLFormElement | null} */
function form() {
  return document.querySelector("form[data-takes-pictures]");
}

/** @param {HTMLFormElement} of @returns {HTMLInputElement | null} */
function field(of) {
  return of.querySelector("input[type=file]");
}

/** @param {FileList | undefined} files @returns {File | undefined} */
function first(files) {
  return [...(files ?? [])].find((file) => TAKEN.includes(file.type));
}

/** @param {HTMLInputElement} into @param {File} file */
function put(into, file) {
  const files = new DataTransfer();
  files.items.add(file);
  into.files = files.files;
  into.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Show what is in the field. @param {HTMLFormElement} of */
function show(of) {
  const place = of.querySelector("[data-chosen]");
  const file = field(of)?.files?.[0];
  if (!(place instanceof HTMLElement)) return;
  for (const old of place.querySelectorAll("img")) URL.revokeObjectURL(old.src);
  place.replaceChildren();
  place.hidden = !file || !file.type.startsWith("image/");
  if (!file || place.hidden) return;
  const picture = document.createElement("img");
  picture.alt = file.name;
  picture.src = URL.createObjectURL(file);
  place.append(picture);
}

document.addEventListener("change", (event) => {
  const target = /** @type {Element} */ (event.target);
  const of = target.closest("form[data-takes-pictures]");
  if (of instanceof HTMLFormElement && target.matches("input[type=file]")) show(of);
});

document.addEventListener("paste", (event) => {
  const of = form();
  const into = of && field(of);
  const file = first(event.clipboardData?.files);
  // Somebody who pastes words into a text gets them there, also when a picture of them comes along.
  if (!into || !file || event.clipboardData?.types.includes("text/plain")) return;
  event.preventDefault();
  put(into, file);
});

document.addEventListener("dragover", (event) => {
  const over = /** @type {Element} */ (event.target).closest("form[data-takes-pictures]");
  form()?.classList.toggle("over", Boolean(over));
  if (over && event.dataTransfer?.types.includes("Files")) event.preventDefault();
});

document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) form()?.classList.remove("over");
});

document.addEventListener("drop", (event) => {
  const of = /** @type {Element} */ (event.target).closest("form[data-takes-pictures]");
  form()?.classList.remove("over");
  const into = of instanceof HTMLFormElement && field(of);
  const file = first(event.dataTransfer?.files);
  if (!into || !event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  if (file) put(into, file);
});

for (const hint of document.querySelectorAll("[data-paste-hint]")) hint.toggleAttribute("hidden", false);

// A page that is about to be fetched again waits while a file is chosen.
document.addEventListener("tandem:may-refresh", (event) => {
  const of = form();
  if (of && field(of)?.files?.length) event.preventDefault();
});
