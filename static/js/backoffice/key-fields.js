// @ts-check
/**
 * `<key-fields>`: the key that is pressed in one of its fields is what the field says. Tab, Enter and Escape keep their
 * meaning; without this one types the sign. One comes back to where one is by then: a desk goes on under its dialog.
 */

const SHOWN = { Backspace: "⌫", "-": "−" };
const PASSED = new Set(["Tab", "Enter", "Escape", "Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock", "Dead"]);

class KeyFields extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.addEventListener("keydown", (event) => this.press(event), { signal });
    this.closest("dialog form")?.addEventListener("submit", (event) => this.comeBack(event), { signal });
  }

  disconnectedCallback() {
    this.stop?.abort();
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (PASSED.has(event.key) || (event.key.length > 1 && !(event.key in SHOWN))) return;
    event.preventDefault();
    const figure = /^Digit[1-9]$/.test(event.code) ? event.code.slice(-1) : null; // also é, on a Belgian keyboard
    field.value = figure ?? SHOWN[/** @type {keyof typeof SHOWN} */ (event.key)] ?? event.key.toUpperCase();
    field.select();
  }

  /** @param {SubmitEvent} event */
  comeBack(event) {
    const form = /** @type {HTMLFormElement} */ (event.target);
    /** @type {HTMLInputElement} */ (form.elements.namedItem("back")).value = location.pathname + location.search;
  }
}

customElements.define("key-fields", KeyFields);
