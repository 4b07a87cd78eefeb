// @ts-check
/**
 * `<search-everywhere>`: its form's field asks as one types, and what is found hangs under it in groups. Arrows go along
 * the ways that were found, Enter follows one; without JavaScript the form leads to a page of the same.
 */

const WAIT_MILLISECONDS = 120;

class SearchEverywhere extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form");
    const input = this.querySelector("input");
    const place = /** @type {HTMLElement | null} */ (this.querySelector(".search-found"));
    if (!form || !input || !place) return;
    this.form = form;
    this.input = input;
    this.place = place;
    this.stop = new AbortController();
    const { signal } = this.stop;
    input.addEventListener("input", () => this.type(), { signal });
    input.addEventListener("focus", () => this.ask(0), { signal });
    this.addEventListener("keydown", (event) => this.press(event), { signal });
    this.addEventListener("focusout", (event) => this.leave(event), { signal });
    form.addEventListener("submit", (event) => this.go(event), { signal });
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.stop?.abort();
    this.asked?.abort();
  }

  /** @returns {HTMLElement[]} */
  get ways() {
    return /** @type {HTMLElement[]} */ ([...(this.place?.querySelectorAll("[data-row]") ?? [])]);
  }

  /** What was pressed before was for other words. */
  type() {
    this.isPressed = false;
    this.ask(WAIT_MILLISECONDS);
  }

  /** @param {number} wait */
  ask(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.fetch(), wait);
  }

  async fetch() {
    this.asked?.abort();
    this.asked = new AbortController();
    const { form, input, place } = this;
    if (!form || !input || !place) return;
    const words = input.value;
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new URLSearchParams({ words }),
        headers: { Accept: "text/html", "HX-Request": "true" },
        signal: this.asked.signal,
      });
      if (!answer.ok || !this.contains(document.activeElement)) return;
      place.innerHTML = await answer.text();
      place.hidden = place.querySelector("a, p, span") === null;
      this.foundFor = words;
      if (this.isPressed) this.ways[0]?.click();
      this.isPressed = false;
    } catch {
      // a newer question took its place, or the network is away: the next letter asks again
    }
  }

  close() {
    clearTimeout(this.timer);
    this.asked?.abort();
    if (this.place) this.place.hidden = true;
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const ways = this.ways;
    if (event.key === "Escape" && !this.place?.hidden) {
      event.preventDefault();
      event.stopPropagation();
      this.input?.focus();
      this.close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && ways.length > 0 && !this.place?.hidden) {
      event.preventDefault();
      event.stopPropagation();
      const here = ways.findIndex((each) => each === document.activeElement);
      const next = here + (event.key === "ArrowDown" ? 1 : -1);
      if (next < 0) this.input?.focus();
      else ways[Math.min(next, ways.length - 1)].focus();
    }
  }

  /** Enter in the field opens the first that was found, once it was found for all that is typed. @param {SubmitEvent} event */
  go(event) {
    const first = this.ways[0];
    if (this.place?.hidden || !first) return;
    event.preventDefault();
    this.isPressed = this.foundFor !== this.input?.value;
    if (this.isPressed) this.ask(0);
    else first.click();
  }

  /** @param {FocusEvent} event */
  leave(event) {
    if (!this.contains(/** @type {Node | null} */ (event.relatedTarget))) this.close();
  }
}

customElements.define("search-everywhere", SearchEverywhere);
