// @ts-check
/**
 * `<key-fields>`: the key that is pressed in one of its fields is what the field says. Tab, Enter and Escape keep their
 * meaning; without this one types the sign.
 */

const SHOWN = { Backspace: "⌫", "-": "−" };
const PASSED = new Set(["Tab", "Enter", "Escape", "Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock", "Dead"]);

class KeyFields extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    this.addEventListener("keydown", (event) => this.press(event), { signal: this.stop.signal });
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
}

customElements.define("key-fields", KeyFields);
