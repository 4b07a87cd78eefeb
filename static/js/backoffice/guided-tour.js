// @ts-check
/**
 * `<guided-tour>`: leads over the screen from stop to stop. Each stop names a part of the screen, which is lit while its
 * words are read. Its dialog is the browser's own: Escape ends it, focus goes back to where it was.
 */

const GAP_PX = 12;

class GuidedTour extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.dialog = /** @type {HTMLDialogElement} */ (this.querySelector("dialog"));
    this.stops = [...this.querySelectorAll("[data-at]")].filter((each) => this.target(each));
    if (!this.stops.length) return;
    this.at = 0;
    const next = this.part("next");
    this.lastWord = [next.textContent ?? "", next.dataset.last ?? ""];
    next.addEventListener("click", () => this.go(1), { signal });
    this.part("back").addEventListener("click", () => this.go(-1), { signal });
    this.form.addEventListener("submit", (event) => this.end(event), { signal });
    this.dialog.addEventListener("keydown", (event) => this.press(event), { signal });
    this.dialog.addEventListener("close", () => this.remember(), { signal });
    addEventListener("resize", () => this.place(), { signal });
    addEventListener("scroll", () => this.place(), { signal, passive: true, capture: true });
    // What comes late, a picture or news of the list, moves the part from under its ring
    for (const late of ["load", "htmx:afterSettle"]) addEventListener(late, () => this.place(), { signal });
    for (const each of this.querySelectorAll("[data-at]")) each.toggleAttribute("hidden", true);
    for (const name of ["ring", "next"]) this.part(name).hidden = false;
    this.dialog.showModal();
    this.show();
    next.focus();
  }

  disconnectedCallback() {
    this.stop?.abort();
  }

  get form() {
    return /** @type {HTMLFormElement} */ (this.querySelector("form"));
  }

  /** @param {string} name */
  part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-${name}]`));
  }

  /** @param {Element} stop */
  target(stop) {
    const found = document.querySelectorAll(stop.getAttribute("data-at") ?? "");
    return [...found].find((each) => each.checkVisibility());
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    event.stopPropagation(); // the screen's own keys rest
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    if (this.at + step < this.stops.length) this.go(document.dir === "rtl" ? -step : step);
  }

  /** @param {number} step */
  go(step) {
    const wanted = this.at + step;
    if (wanted >= this.stops.length) return this.dialog.close();
    this.at = Math.max(0, wanted);
    this.show();
  }

  show() {
    this.stops.forEach((each, number) => each.toggleAttribute("hidden", number !== this.at));
    const isLast = this.at === this.stops.length - 1;
    this.part("next").textContent = this.lastWord[Number(isLast)];
    this.part("back").hidden = this.at === 0;
    this.part("skip").hidden = isLast;
    this.part("place").textContent = `${this.at + 1} / ${this.stops.length}`;
    this.target(this.stops[this.at])?.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.place();
  }

  /** Lay the ring round the part, and the card beside it: below or above, where there is more room. */
  place() {
    const target = this.target(this.stops[this.at]);
    if (!target || !this.dialog.open) return;
    const box = target.getBoundingClientRect();
    const card = this.part("card");
    const [width, height] = [card.offsetWidth, card.offsetHeight];
    const isBelow = box.bottom + height + 2 * GAP_PX < innerHeight || innerHeight - box.bottom > box.top;
    const top = isBelow
      ? Math.min(box.bottom + GAP_PX, innerHeight - height - GAP_PX)
      : Math.max(GAP_PX, box.top - height - GAP_PX);
    const covers = top < box.bottom && top + height > box.top;
    const start = covers ? box.right + GAP_PX : box.left;
    const left = Math.max(GAP_PX, Math.min(start, innerWidth - width - GAP_PX));
    this.lay(card, { left, top });
    this.lay(this.part("ring"), { left: box.left - 4, top: box.top - 4, width: box.width + 8, height: box.height + 8 });
  }

  /**
   * @param {HTMLElement} element
   * @param {Record<string, number>} sides
   */
  lay(element, sides) {
    for (const [name, px] of Object.entries(sides)) element.style.setProperty(name, `${Math.round(px)}px`);
  }

  /** @param {Event} event */
  end(event) {
    event.preventDefault();
    this.dialog.close();
  }

  /** Note that the tour was seen, and go on without it. */
  remember() {
    fetch(this.form.action, { method: "POST", keepalive: true, redirect: "manual" });
    for (const each of document.querySelectorAll("[data-tour]")) each.remove();
    history.replaceState(history.state, "", location.pathname);
    this.remove();
  }
}

customElements.define("guided-tour", GuidedTour);
