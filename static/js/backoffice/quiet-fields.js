// @ts-check
/**
 * <quiet-fields> around a part of a page that is asked for anew by itself: while one types in a field of it, or a list of
 * it is open, what comes is not put in its place, for that would take the words away, or the list; it is asked for again
 * (`refresh`) once the field is left.
 */

class QuietFields extends HTMLElement {
  connectedCallback() {
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    this.addEventListener("htmx:beforeSwap", (event) => this.hold(/** @type {CustomEvent} */ (event)), { signal });
    this.addEventListener("submit", () => this.leave(), { signal });
    for (const name of ["pointerdown", "keydown"]) this.addEventListener(name, (event) => this.open(event), { signal });
    this.addEventListener("change", () => (this.asked = this.list = undefined), { signal }); // its answer brings all anew
    this.addEventListener("focusout", () => this.letGo(), { signal });
  }

  disconnectedCallback() {
    this.leaving?.abort();
  }

  /** A list that one chooses from may be open from here on; that it has the focus says less. @param {Event} event */
  open(event) {
    this.list = event.target instanceof HTMLSelectElement ? event.target : undefined;
  }

  /** @param {CustomEvent} event */
  hold(event) {
    const isInHand = document.activeElement?.matches("quiet-fields input") || this.list?.isConnected;
    if (event.detail.requestConfig.verb !== "get" || !isInHand) return;
    event.detail.shouldSwap = false;
    this.asked = /** @type {Element} */ (event.detail.target);
  }

  /** What was typed is on its way: keys are keys again. */
  leave() {
    const field = document.activeElement;
    if (field instanceof HTMLInputElement && this.contains(field)) field.blur();
  }

  letGo() {
    this.list = undefined;
    this.asked?.dispatchEvent(new Event("refresh"));
    this.asked = undefined;
  }
}

customElements.define("quiet-fields", QuietFields);
