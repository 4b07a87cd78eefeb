// @ts-check
/**
 * `<held-keys>`: a key that is pressed while a region of the desk is on its way to be replaced waits for the new one, and
 * is pressed then. While a verdict is on its way keys are let fall instead: they were meant for the document before.
 */

const REGIONS = "#profile, #pages, #light, #refusal, #sending";
const FIELDS = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable], dialog, dialog *";
const NAMES = ["Escape", "Backspace", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];
const PATIENCE_MILLISECONDS = 2000; // after so long nobody expects a key to do anything any more

class HeldKeys extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    /** @type {Map<XMLHttpRequest, boolean>} requests under way, and whether each is a verdict */
    this.underway = new Map();
    /** @type {KeyboardEvent[]} */
    this.held = [];
    window.addEventListener("keydown", (event) => this.hold(event), { signal, capture: true });
    document.addEventListener("htmx:beforeSend", (event) => this.begin(event), { signal });
    document.addEventListener("htmx:afterRequest", (event) => this.end(event), { signal });
  }

  disconnectedCallback() {
    this.stop?.abort();
  }

  /** @param {Event} event */
  begin(event) {
    const { elt, target, xhr } = /** @type {CustomEvent} */ (event).detail;
    const decides = elt.matches("[data-decides]");
    if (decides || target?.matches(REGIONS)) this.underway?.set(xhr, decides);
  }

  /** @param {Event} event */
  end(event) {
    this.underway?.delete(/** @type {CustomEvent} */ (event).detail.xhr);
    queueMicrotask(() => this.press()); // the new region's own elements have come to life by then
  }

  /** @param {KeyboardEvent} event */
  hold(event) {
    if (!event.isTrusted || !this.underway?.size || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.length > 1 && !NAMES.includes(event.key)) return;
    if (/** @type {Element} */ (event.target).matches(FIELDS)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (![...this.underway.values()].includes(true)) this.held?.push(event);
  }

  press() {
    while (this.isConnected && this.held?.length && !this.underway?.size) {
      const { code, key, shiftKey, timeStamp } = /** @type {KeyboardEvent} */ (this.held.shift());
      if (performance.now() - timeStamp > PATIENCE_MILLISECONDS) continue;
      const again = new KeyboardEvent("keydown", { bubbles: true, cancelable: true, code, key, shiftKey });
      (document.activeElement ?? document.body).dispatchEvent(again);
    }
  }
}

customElements.define("held-keys", HeldKeys);
