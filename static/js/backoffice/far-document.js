// @ts-check
/**
 * `<far-document>`: a number and Enter do what the button of that document does: the table has more of them than there
 * are keys. Without JavaScript each document's own button does.
 */

class FarDocument extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.stop = new AbortController();
    this.addEventListener("keydown", (event) => this.press(event), { signal: this.stop.signal });
  }

  disconnectedCallback() {
    this.stop?.abort();
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const input = event.target;
    if (event.key !== "Enter" || !(input instanceof HTMLInputElement)) return;
    event.preventDefault();
    const button = document.querySelector(`[data-number="${CSS.escape(input.value.trim())}"]`);
    if (button instanceof HTMLButtonElement) {
      input.blur();
      button.click();
    } else {
      input.setAttribute("aria-invalid", "true");
      input.select();
    }
  }
}

customElements.define("far-document", FarDocument);
