// @ts-check
/**
 * <quiet-fields> around a part of a page that is asked for anew by itself: while one types in a field of it, what comes is
 * not put in its place, for that would take the words away; it is asked for again (`refresh`) once the field is left.
 */

class QuietFields extends HTMLElement {
  connectedCallback() {
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    this.addEventListener("htmx:beforeSwap", (event) => this.hold(/** @type {CustomEvent} */ (event)), { signal });
    this.addEventListener("submit", () => this.leave(), { signal });
    this.addEventListener("change", () => (this.asked = undefined), { signal }); // its answer brings all anew
    this.addEventListener("focusout", () => this.letGo(), { signal });
  }

  disconnectedCallback() {
    this.leaving?.abort();
  }

  /** @param {CustomEvent} event */
  hold(event) {
    if (event.detail.requestConfig.verb !== "get" || !document.activeElement?.matches("quiet-fields input")) return;
    event.detail.shouldSwap = false;
    this.asked = /** @type {Element} */ (event.detail.target);
  }

  /** What was typed is on its way: keys are keys again. */
  leave() {
    const field = document.activeElement;
    if (field instanceof HTMLInputElement && this.contains(field)) field.blur();
  }

  letGo() {
    this.asked?.dispatchEvent(new Event("refresh"));
    this.asked = undefined;
  }
}

customElements.define("quiet-fields", QuietFields);
