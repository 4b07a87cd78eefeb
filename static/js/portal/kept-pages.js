// @ts-check
/**
 * <kept-pages data-deposits="IDS">: the pages that this phone keeps. Without network a photo is taken here; with it the
 * pages are added to a deposit, which only the person does: a page that was taken for a deposit of somebody else (not one
 * of IDS) shows no picture before that person says that it is theirs.
 *
 * The form inside names the deposit. To add them is to note it on each page; the deposit's own page sends them.
 * Children, all in the template: [data-none] and [data-some]; [data-pages] and [data-others], lists that are filled
 * from <template data-page>; [data-apart], shown where there is more than one; a camera's <input type="file">.
 */

import { newName } from "../names.js";
import { alone, settle, wayInto } from "./go-on.js";
import { fileOf, forget, keep, kept, listen, note } from "./kept.js";
import { isPrivate, last } from "./lasting.js";
import { thumb } from "./thumb.js";

/** @typedef {import("./kept.js").KeptPage} KeptPage */

export class KeptPages extends HTMLElement {
  /** Whether the person said that the pages of other deposits are theirs. */
  #theirs = false;
  #drawn = "";

  async connectedCallback() {
    const input = this.querySelector("input[type=file]");
    if (input instanceof HTMLInputElement) {
      input.addEventListener("change", () => {
        this.#take([...(input.files ?? [])]);
        input.value = "";
      });
    }
    this.querySelector("[data-claim]")?.addEventListener("click", () => {
      this.#theirs = true;
      this.#draw();
    });
    this.querySelector("form[data-adds]")?.addEventListener("submit", this.#add);
    const online = () => this.toggleAttribute("data-online", navigator.onLine);
    for (const change of ["online", "offline"]) addEventListener(change, online);
    online();
    listen(() => this.#draw());
    await this.#draw();
    await this.#settle();
  }

  /** Forget what the centre has of the deposits that are this person's. */
  async #settle() {
    const owned = this.#owned;
    const deposits = new Set((await kept().catch(() => [])).map((page) => page.deposit ?? ""));
    for (const deposit of deposits) {
      const way = owned.has(deposit) ? await wayInto(deposit).catch(() => null) : null;
      if (way) await settle(way);
    }
  }

  get #owned() {
    return new Set((this.dataset.deposits ?? "").split(" ").filter(Boolean));
  }

  /** @param {File[]} files */
  async #take(files) {
    /** @type {import("../viewfinder.js").PageViewfinder | null} */ (this.querySelector("page-viewfinder"))?.close();
    try {
      for (const file of files) await keep(file);
      last();
      this.#part("forgets").hidden = !(await isPrivate());
    } catch {
      this.#part("refused-here").hidden = false;
    }
    await this.#draw();
  }

  /** Note on each page the deposit that the form names, and let the form lead there. @param {Event} event */
  #add = async (event) => {
    event.preventDefault();
    await this.#settle();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const deposit = form.dataset.adds ?? "";
    const apart = Boolean(new FormData(form).get("apart"));
    const together = newName();
    for (const { id } of (await this.#sorted()).own) {
      await alone(id, async (page) => {
        if (!page || page.deposit === deposit) return;
        if (page.arrived && this.#owned.has(page.deposit ?? "")) return; // just now, in another deposit of this person
        const original = page.deposit ? newName() : page.original; // the name may be taken in the other deposit
        await note(id, { deposit, original, paper: apart ? newName() : together, upload: null, arrived: false });
      });
    }
    if (form.method === "get") location.assign(form.action); // what was chosen here is nobody else's business
    else form.submit();
  };

  /** Return the pages that may be shown here, and those of other deposits. */
  async #sorted() {
    const pages = await kept().catch(() => /** @type {KeptPage[]} */ ([]));
    const owned = this.#owned;
    const isOwn = (/** @type {KeptPage} */ page) => this.#theirs || !page.deposit || owned.has(page.deposit);
    return { own: pages.filter(isOwn), others: pages.filter((page) => !isOwn(page)) };
  }

  async #draw() {
    const { own, others } = await this.#sorted();
    const drawn = JSON.stringify([own.map((page) => page.id), others.map((page) => page.id)]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const some = own.length + others.length > 0;
    for (const each of this.querySelectorAll("[data-none]")) each.toggleAttribute("hidden", some);
    for (const each of this.querySelectorAll("[data-some]")) each.toggleAttribute("hidden", !some);
    this.toggleAttribute("data-has", some);
    if (some) this.querySelector("[data-open]")?.setAttribute("data-kind", "quiet");
    this.#count("own", own.length);
    this.#count("others", others.length);
    for (const each of this.querySelectorAll("[data-apart]")) each.toggleAttribute("hidden", own.length < 2);
    this.#part("pages").replaceChildren(...(await Promise.all(own.map((page) => this.#item(page, true)))));
    this.#part("hidden").replaceChildren(...(await Promise.all(others.map((page) => this.#item(page, false)))));
  }

  /**
   * @param {string} name
   * @param {number} count
   */
  #count(name, count) {
    for (const each of this.querySelectorAll(`[data-if-${name}]`)) each.toggleAttribute("hidden", count === 0);
    for (const each of this.querySelectorAll(`[data-count-${name}]`)) each.textContent = String(count);
  }

  /**
   * @param {KeptPage} page
   * @param {boolean} shown
   */
  async #item(page, shown) {
    const template = /** @type {HTMLTemplateElement} */ (this.querySelector("template[data-page]"));
    const item = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
    const picture = thumb(shown ? await fileOf(page) : new File([], "·"));
    picture.querySelector("progress")?.remove();
    item.prepend(...picture.childNodes);
    const taken = /** @type {HTMLTimeElement} */ (item.querySelector("time"));
    taken.dateTime = new Date(page.taken).toISOString();
    taken.textContent = new Intl.DateTimeFormat(document.documentElement.lang, {
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
    }).format(page.taken);
    item.querySelector("[data-remove]")?.addEventListener("click", () => forget(page.id).then(() => this.#draw()));
    return item;
  }

  /** @param {string} name */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-${name}]`));
  }
}

customElements.define("kept-pages", KeptPages);
