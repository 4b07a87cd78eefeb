// @ts-check
/**
 * `<combo-box source none>`: a choice found by a few letters (WAI-ARIA combobox with a list box). Asks `source` by POST,
 * so that no address holds what was typed, and submits the chosen option's `data-value` in its hidden field. Says `chosen`
 * once an option was.
 */

const WAIT_MILLISECONDS = 120;

export class ComboBox extends HTMLElement {
  connectedCallback() {
    const rich = /** @type {HTMLElement} */ (this.querySelector(".combo"));
    this.input = /** @type {HTMLInputElement} */ (rich.querySelector("[role=combobox]"));
    this.value = /** @type {HTMLInputElement} */ (rich.querySelector("input[type=hidden]"));
    this.list = /** @type {HTMLElement} */ (rich.querySelector("[role=listbox]"));
    this.detail = /** @type {HTMLElement} */ (this.querySelector(".combo-detail"));
    this.querySelector(".combo-plain")?.remove();
    rich.hidden = false;
    this.value.disabled = false;
    this.chosen = this.input.value;
    this.input.addEventListener("input", () => this.type());
    this.input.addEventListener("focus", () => this.input?.select());
    this.input.addEventListener("click", () => this.ask(0));
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("blur", () => this.leave());
    this.list.addEventListener("pointerdown", (event) => this.point(event));
    if (this.input.hasAttribute("autofocus")) this.input.focus();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.asked?.abort();
  }

  /** @returns {HTMLElement[]} */
  get options() {
    return /** @type {HTMLElement[]} */ ([...(this.list?.querySelectorAll("[role=option][data-value]") ?? [])]);
  }

  /** What was pressed before was for other words. */
  type() {
    this.isPressed = false;
    this.ask(WAIT_MILLISECONDS);
  }

  /** What is typed and not chosen. */
  get words() {
    const typed = this.input?.value ?? "";
    return typed === this.chosen ? "" : typed;
  }

  /** @param {number} wait */
  ask(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.fetch(), wait);
  }

  async fetch() {
    this.asked?.abort();
    this.asked = new AbortController();
    const { input, words } = this;
    try {
      const answer = await fetch(this.getAttribute("source") ?? "", {
        method: "POST",
        body: new URLSearchParams({ words }),
        headers: { Accept: "text/html", "HX-Request": "true" },
        signal: this.asked.signal,
      });
      if (answer.ok && document.activeElement === input) this.show(await answer.text(), words);
    } catch {
      // a newer question took its place, or the network is away: the next letter asks again
    }
  }

  /**
   * @param {string} found
   * @param {string} words
   */
  show(found, words) {
    const list = /** @type {HTMLElement} */ (this.list);
    list.innerHTML = found;
    this.shownFor = words;
    if (this.options.length === 0 && words) {
      const nothing = document.createElement("li");
      nothing.className = "suggestion";
      nothing.setAttribute("role", "option");
      nothing.setAttribute("aria-disabled", "true");
      nothing.textContent = this.getAttribute("none");
      list.append(nothing);
    }
    const open = list.childElementCount > 0;
    list.hidden = !open;
    this.input?.setAttribute("aria-expanded", String(open));
    this.mark(words ? 0 : -1);
    const [first, ...others] = this.options;
    if (this.isPressed && first && (others.length === 0 || first.dataset.value === this.meant)) this.choose(first);
    this.isPressed = false;
  }

  /** Find what a scanner read, and choose it where it is the only one. @param {string} words */
  find(words) {
    const input = /** @type {HTMLInputElement} */ (this.input);
    if (input.value === words && this.list?.hidden === false) return; // told again: its end came late
    this.close();
    input.focus();
    input.value = words;
    this.isPressed = true;
    this.meant = undefined;
    this.ask(0);
  }

  close() {
    clearTimeout(this.timer);
    this.asked?.abort();
    if (this.list) this.list.hidden = true;
    this.input?.setAttribute("aria-expanded", "false");
    this.input?.removeAttribute("aria-activedescendant");
  }

  /** @param {number} index */
  mark(index) {
    this.options.forEach((each, at) => each.setAttribute("aria-selected", String(at === index)));
    const marked = this.options[index];
    if (marked) this.input?.setAttribute("aria-activedescendant", marked.id);
    else this.input?.removeAttribute("aria-activedescendant");
    marked?.scrollIntoView({ block: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const open = this.list?.hidden === false;
    const here = this.options.findIndex((each) => each.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) this.ask(0);
      else this.mark((here + (event.key === "ArrowDown" ? 1 : -1) + this.options.length) % this.options.length);
    } else if (event.key === "Enter") {
      const isUnanswered = this.input?.value.trim() !== "" && this.input?.value !== this.chosen;
      if (!open && !isUnanswered) return;
      event.preventDefault();
      // A scanner that types presses it before the list is there: the only one found is meant. Who types fast may press
      // it while the list is still for fewer letters: what they saw is meant, if it comes first for all of them too.
      this.isPressed = !open || this.shownFor !== this.words;
      this.meant = open ? this.options[here]?.dataset.value : undefined;
      if (this.isPressed) this.ask(0);
      else if (this.options[here]) this.choose(this.options[here]);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      this.restore();
    }
  }

  /** @param {PointerEvent} event */
  point(event) {
    event.preventDefault(); // the focus stays in the field
    const option = /** @type {Element} */ (event.target).closest("[role=option][data-value]");
    if (option) this.choose(/** @type {HTMLElement} */ (option));
  }

  /** @param {HTMLElement} option */
  choose(option) {
    this.set(option.dataset.value ?? "", option.dataset.text ?? "", option.dataset.detail ?? "");
    this.warn(option.dataset.warning ?? "");
    if (option.dataset.asks !== undefined) this.askFor(option.dataset.asks.split(" "));
    this.say(option.dataset);
    this.close();
    this.dispatchEvent(new Event("chosen", { bubbles: true }));
  }

  /** Say what is to be known of the choice. @param {string} sentence */
  warn(sentence) {
    const warning = /** @type {HTMLElement | null} */ (this.querySelector(".combo-warning"));
    const words = warning?.querySelector("span");
    if (!warning || !words) return;
    words.textContent = sentence;
    warning.hidden = sentence === "";
  }

  /** Show the form's fields that the choice asks for. @param {string[]} names */
  askFor(names) {
    for (const each of this.closest("form")?.querySelectorAll("[data-asked]") ?? []) {
      const asked = names.includes(each.getAttribute("data-asked") ?? "");
      /** @type {HTMLElement} */ (each).hidden = !asked;
      const folded = each.closest("details");
      if (asked && folded) folded.open = true;
    }
  }

  /** Say what follows from the choice, where the form has a place for it. @param {DOMStringMap} said */
  say(said) {
    for (const each of this.closest("form")?.querySelectorAll("[data-said]") ?? []) {
      const place = /** @type {HTMLElement} */ (each);
      const words = said[place.dataset.said ?? ""];
      if (words === undefined) continue;
      place.textContent = words;
      (place.closest(".combo-why") ?? place).toggleAttribute("hidden", words === "");
    }
  }

  /**
   * @param {string} value
   * @param {string} text
   * @param {string} detail
   */
  set(value, text, detail) {
    if (!this.input || !this.value || !this.detail) return;
    this.value.value = value;
    this.input.value = text;
    this.chosen = text;
    this.input.removeAttribute("aria-invalid");
    this.detail.textContent = detail;
  }

  restore() {
    if (this.input) this.input.value = this.chosen ?? "";
    this.close();
  }

  /** Leaving the field empty takes the choice back; leaving it half typed keeps the last choice. */
  leave() {
    if (this.input?.value.trim() === "" && this.value?.value) {
      this.set("", "", "");
      this.warn("");
    }
    this.restore();
  }
}

customElements.define("combo-box", ComboBox);
