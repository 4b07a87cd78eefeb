// @ts-check
/**
 * <quiet-fields> around a part of a page, which it asks for anew (`refresh`, news): while one types in a field of it, or
 * a list of it is open, what comes is not put in its place, for that would take the words away, or the list; it is asked
 * for again once the field is left. While an act in it is under way, nothing is put in its place either: the act's answer
 * would not find the part that it is for.
 */

class QuietFields extends HTMLElement {
  connectedCallback() {
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    this.acts = 0;
    this.addEventListener("htmx:beforeSend", (event) => this.count(/** @type {CustomEvent} */ (event), 1), { signal });
    this.addEventListener("htmx:afterRequest", (event) => this.count(/** @type {CustomEvent} */ (event), -1), { signal });
    this.addEventListener("htmx:beforeSwap", (event) => this.hold(/** @type {CustomEvent} */ (event)), { signal });
    this.addEventListener("submit", () => this.leave(), { signal });
    for (const name of ["pointerdown", "keydown"]) this.addEventListener(name, (event) => this.open(event), { signal });
    this.addEventListener("change", () => this.change(), { signal }); // its answer brings all anew
    this.addEventListener("focusout", () => this.letGo(), { signal });
  }

  disconnectedCallback() {
    this.leaving?.abort();
  }

  /** A list that one chooses from may be open from here on; that it has the focus says less. @param {Event} event */
  open(event) {
    this.list = event.target instanceof HTMLSelectElement ? event.target : undefined;
  }

  /** @param {CustomEvent} event @param {number} more acts under way */
  count(event, more) {
    if (isAsking(event)) return;
    this.acts = (this.acts ?? 0) + more;
    if (!this.acts) this.letGo();
  }

  /** @param {CustomEvent} event */
  hold(event) {
    const isInHand = this.acts || document.activeElement?.matches("quiet-fields input") || this.list?.isConnected;
    if (!isAsking(event) || !isInHand) return;
    event.detail.shouldSwap = false;
    this.isBehind = true;
  }

  /** What was chosen is on its way, and its answer brings all anew. */
  change() {
    this.list = undefined;
    this.isBehind = false;
  }

  /** What was typed is on its way: keys are keys again. */
  leave() {
    const field = document.activeElement;
    if (field instanceof HTMLInputElement && this.contains(field)) field.blur();
  }

  letGo() {
    this.list = undefined;
    if (this.acts || !this.isBehind) return;
    this.isBehind = false;
    this.dispatchEvent(new Event("refresh"));
  }
}

/** @param {CustomEvent} event of htmx */
function isAsking(event) {
  return event.detail.requestConfig.verb === "get";
}

customElements.define("quiet-fields", QuietFields);
