// @ts-check
/**
 * `<queue-ticks>`: what is ticked in the queue stays ticked while the list is refreshed, Shift ticks from one row to
 * another, and an act without a tick is for the row that has the focus. The list waits while one chooses a filter.
 */

const CHOOSING_MS = 12_000; // about as long as one looks at an open list of choices

class QueueTicks extends HTMLElement {
  connectedCallback() {
    /** @type {Set<string>} */
    this.ticked = new Set();
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.addEventListener("click", (event) => this.click(event), { signal });
    this.addEventListener("change", (event) => this.change(event), { signal });
    for (const name of ["pointerdown", "keydown"]) this.addEventListener(name, (event) => this.choose(event), { signal });
    this.addEventListener("focusout", () => this.leave(), { signal });
    this.addEventListener("toggle", () => this.catchUp(), { signal, capture: true });
    for (const name of ["htmx:beforeRequest", "htmx:beforeSwap"]) {
      this.addEventListener(name, (event) => this.hold(event), { signal }); // it may be opened while the answer comes
    }
    this.addEventListener("htmx:configRequest", (event) => this.shorten(event), { signal });
    this.addEventListener("htmx:afterSettle", () => this.show(), { signal });
    this.show();
  }

  disconnectedCallback() {
    this.stop?.abort();
  }

  /** @returns {HTMLInputElement[]} */
  get boxes() {
    return [...this.querySelectorAll("input[name=rows]")].map((each) => /** @type {HTMLInputElement} */ (each));
  }

  /** @param {MouseEvent} event */
  click(event) {
    const target = /** @type {Element} */ (event.target);
    const box = target.closest("input[name=rows]");
    if (box instanceof HTMLInputElement) this.range(box, event.shiftKey);
    if (target.closest("#acts button") && !this.whole?.checked && this.ticked?.size === 0) {
      const row = (document.activeElement?.closest("tr") ?? null)?.querySelector("input[name=rows]");
      if (row instanceof HTMLInputElement) row.checked = true;
    }
  }

  /** @param {HTMLInputElement} box @param {boolean} shift */
  range(box, shift) {
    const boxes = this.boxes;
    const [from, to] = [boxes.findIndex((each) => each.value === this.last), boxes.indexOf(box)];
    if (shift && from >= 0) {
      for (const each of boxes.slice(Math.min(from, to), Math.max(from, to) + 1)) each.checked = box.checked;
    }
    this.last = box.value;
  }

  get whole() {
    return /** @type {HTMLInputElement | null} */ (this.querySelector("#tick-whole"));
  }

  /** @param {Event} event */
  change(event) {
    const target = /** @type {HTMLInputElement} */ (event.target);
    this.choosing = 0;
    if (target.matches("[data-tick-all]")) for (const each of this.boxes) each.checked = target.checked;
    if (target === this.whole) this.catchUp();
    for (const each of this.boxes) {
      if (each.checked) this.ticked?.add(each.value);
      else this.ticked?.delete(each.value);
    }
    this.show();
  }

  /** Tick again what was ticked, as far as it is still there, and say how many. */
  show() {
    const there = new Set(this.boxes.map((each) => each.value));
    for (const each of this.ticked ?? []) if (!there.has(each)) this.ticked?.delete(each);
    for (const each of this.boxes) each.checked = this.ticked?.has(each.value) ?? false;
    const all = /** @type {HTMLInputElement | null} */ (this.querySelector("[data-tick-all]"));
    const count = this.ticked?.size ?? 0;
    if (all) {
      all.hidden = false;
      all.checked = count > 0 && count === there.size;
      all.indeterminate = count > 0 && count < there.size;
    }
    const told = /** @type {HTMLOutputElement | null} */ (this.querySelector(".queue-ticked"));
    if (!told) return;
    told.hidden = count === 0;
    told.value = (count === 1 ? told.dataset.one : told.dataset.many)?.replace("{count}", String(count)) ?? "";
  }

  /** @param {Event} event */
  choose(event) {
    if (!(/** @type {Element} */ (event.target).matches("#wanted select"))) return;
    this.choosing = Date.now();
    setTimeout(() => this.catchUp(), CHOOSING_MS + 1);
  }

  leave() {
    this.choosing = 0;
    setTimeout(() => this.catchUp());
  }

  /** Refreshing under an open list of choices would close it, and what "all that is shown" means would change. */
  get isBusy() {
    const choosing = Date.now() - (this.choosing ?? 0) < CHOOSING_MS;
    return choosing || this.querySelector("#views[open]") !== null || (this.whole?.checked ?? false);
  }

  /** @param {Event} event */
  hold(event) {
    if (/** @type {CustomEvent} */ (event).detail.requestConfig.elt !== this || !this.isBusy) return;
    event.preventDefault();
    this.missed = true;
  }

  catchUp() {
    if (!this.missed || this.isBusy) return;
    this.missed = false;
    this.dispatchEvent(new CustomEvent("htmx:sseOpen"));
  }

  /** What is not chosen stays out of the address. @param {Event} event */
  shorten(event) {
    const { parameters } = /** @type {CustomEvent<{ parameters: Record<string, unknown> }>} */ (event).detail;
    for (const name of Object.keys(parameters)) if (parameters[name] === "") delete parameters[name];
  }
}

customElements.define("queue-ticks", QueueTicks);
