// @ts-check
// The levers of a what-if: a slider says its value while it is moved, and a must that is left out
// asks why. The answer itself is fetched by the form (hx-get); none of this is needed to send it.

document.addEventListener("input", (event) => {
  const field = /** @type {HTMLInputElement} */ (event.target);
  const said = field.dataset?.shows && document.getElementById(field.dataset.shows);
  if (said) said.textContent = `${field.value} %`;
  if (field.name === "inside") {
    const row = field.closest("tr");
    row?.classList.toggle("left-out", !field.checked);
    row?.querySelector(".why-must")?.toggleAttribute("data-out", field.checked);
  }
});
