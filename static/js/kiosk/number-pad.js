// @ts-check
/**
 * <number-pad for="ID">: its keys (`data-figure`, `data-erase`) type into an input, as a keyboard does that may be there
 * as well. The input's `data-groups="6 2"` and `data-joint="-"` say how its figures are set apart.
 */

export class NumberPad extends HTMLElement {
  connectedCallback() {
    const input = document.getElementById(this.getAttribute("for") ?? "");
    if (!(input instanceof HTMLInputElement)) return;
    input.addEventListener("input", () => {
      show(input, input.value);
      pardon(input);
    });
    show(input, input.value);
    this.addEventListener("click", (event) => {
      const key = event.target instanceof Element ? event.target.closest("button") : null;
      if (!key) return;
      const figures = input.value.replace(/\D/g, "");
      show(input, "erase" in key.dataset ? figures.slice(0, -1) : figures + (key.dataset.figure ?? ""));
      pardon(input);
    });
  }
}

/**
 * Write figures in their groups; what is more than they hold is left out.
 * @param {HTMLInputElement} input
 * @param {string} typed
 */
function show(input, typed) {
  let rest = typed.replace(/\D/g, "");
  const groups = [];
  for (const length of (input.dataset.groups ?? "").split(" ").map(Number)) {
    if (rest) groups.push(rest.slice(0, length));
    rest = rest.slice(length);
  }
  input.value = groups.join(input.dataset.joint ?? "");
}

/**
 * What was wrong is being mended: say it no longer.
 * @param {HTMLInputElement} input
 */
function pardon(input) {
  input.removeAttribute("aria-invalid");
  input.closest(".field")?.querySelector(".field-error")?.remove();
}

customElements.define("number-pad", NumberPad);
