// @ts-check
// The theme switch in the profile menu: light, dark, or as the system has it. Kept in this browser.

const KEY = "tandem-theme";
const group = document.getElementById("theme");

/** @returns {string} "light", "dark" or "" for the system's */
function chosen() {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return document.documentElement.dataset.theme ?? "";
  }
}

/** @param {string} theme */
function apply(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}

function show() {
  for (const input of group?.querySelectorAll("input") ?? []) input.checked = input.value === chosen();
}

if (group) {
  group.hidden = false;
  show();
  group.addEventListener("change", (event) => {
    const theme = /** @type {HTMLInputElement} */ (event.target).value;
    apply(theme);
    try {
      if (theme) localStorage.setItem(KEY, theme);
      else localStorage.removeItem(KEY);
    } catch {
      // It holds for this page at least.
    }
  });
  // Another tab changed it.
  window.addEventListener("storage", (event) => {
    if (event.key !== KEY) return;
    apply(event.newValue ?? "");
    show();
  });
}
