// @ts-check
/**
 * <kept-notice data-deposit="ID">: says how many pages are still on this phone. Those of the deposit are sent from here,
 * unless the page has a camera, which sends them itself; the form that hands the deposit over waits for them. Of the
 * others it shows where they are. Without IndexedDB there is nothing to say.
 *
 * Children: <template data-mine> and <template data-others>, each of one element with a [data-count]; [data-says] of the
 * first is where it stands how they fare.
 */

import { kept, listen } from "./kept.js";
import { loaded } from "./tus.js";

export class KeptNotice extends HTMLElement {
  /** Of the deposit, and not there yet. */
  #mine = 0;
  #going = false;

  async connectedCallback() {
    const handing = document.querySelector("form[data-hands-over]");
    handing?.addEventListener("submit", this.#hold);
    addEventListener("online", this.#goOn);
    listen(() => this.#count());
    await this.#count();
    this.#goOn();
  }

  disconnectedCallback() {
    removeEventListener("online", this.#goOn);
  }

  async #count() {
    const all = await kept().catch(() => []);
    const { deposit } = this.dataset;
    const mine = all.filter((page) => deposit && page.deposit === deposit);
    this.#mine = mine.filter((page) => !page.arrived).length;
    this.#show("mine", this.#sends ? this.#mine : 0);
    this.#show("others", all.length - mine.length);
    return mine.length;
  }

  /** Whether it sends what is kept for the deposit. */
  get #sends() {
    return this.dataset.deposit !== undefined && !document.querySelector("photo-upload");
  }

  /** Send what is kept for this deposit. */
  #goOn = async () => {
    if (!this.#sends || this.#going || !(await this.#count()) || !(await loaded())) return;
    this.#going = true;
    const { goOn } = await import("./go-on.js");
    const { left, refusals } = await goOn(this.dataset.deposit ?? "").catch(() => ({ left: 1, refusals: [] }));
    this.#going = false;
    if (left) import("./lasting.js").then(({ last }) => last());
    await this.#count();
    this.#tell([...new Set(refusals)].filter(Boolean));
  };

  /** Say what the centre said of pages that it will not take, instead of that they are sent. @param {string[]} refusals */
  #tell(refusals) {
    const says = this.querySelector('[data-shows="mine"] [data-says]');
    if (says && refusals.length) says.textContent = refusals.join(" ");
  }

  /** Hand nothing over while a page of it is still here. @param {Event} event */
  #hold = (event) => {
    if (!this.#mine) return;
    event.preventDefault();
    const notice = this.querySelector('[data-shows="mine"]');
    notice?.scrollIntoView({ block: "center" });
    if (notice instanceof HTMLElement) notice.focus();
  };

  /**
   * @param {"mine" | "others"} name
   * @param {number} count
   */
  #show(name, count) {
    const template = this.querySelector(`template[data-${name}]`);
    const shown = this.querySelector(`[data-shows="${name}"]`);
    if (count === 0) shown?.remove();
    if (count === 0 || !(template instanceof HTMLTemplateElement)) return;
    const notice = shown ?? /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
    notice.setAttribute("data-shows", name);
    const figure = /** @type {HTMLElement} */ (notice.querySelector("[data-count]"));
    figure.textContent = String(count);
    if (!shown) this.append(notice);
  }
}

customElements.define("kept-notice", KeptNotice);
