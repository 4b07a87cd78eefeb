// @ts-check
/**
 * <kept-pages data-deposits="IDS">: the pages that this phone keeps. Without network a photo is taken here; with it the
 * pages are added to a deposit, which only the person does. A phone is handed on: pages show their picture where they
 * were taken for a deposit of this person (one of IDS) or in this very tab; of all others it is said how many they are
 * and when they were taken, until somebody says that they are theirs.
 *
 * The form inside names the deposit. To add them is to note it on each page; the deposit's own page sends them.
 * Children, all in the template: [data-none] and [data-some]; [data-pages] and [data-hidden], lists that are filled
 * from <template data-page>, as are [data-pages-shared] and [data-pages-earlier]; [data-apart], shown where there is
 * more than one; [data-refusal], where no deposit began; a camera's <input type="file">.
 */

import { newName } from "../names.js";
import { alone, settle, wayInto } from "./go-on.js";
import { fileOf, forget, keep, kept, listen, note } from "./kept.js";
import { isPrivate, last } from "./lasting.js";
import { thisTab } from "./tab.js";
import { thumb } from "./thumb.js";

/** @typedef {import("./kept.js").KeptPage} KeptPage */

/** Whose a page is, and where it stands. */
const LISTS = { own: "pages", shared: "pages-shared", earlier: "pages-earlier", others: "hidden" };
/** @typedef {keyof typeof LISTS} Whose */

export class KeptPages extends HTMLElement {
  /** Pages of other deposits of which the person said that they are theirs. @type {Set<string>} */
  #theirs = new Set();
  #drawn = "";

  async connectedCallback() {
    const input = this.querySelector("input[type=file]");
    if (input instanceof HTMLInputElement) {
      input.addEventListener("change", () => {
        this.#take([...(input.files ?? [])]);
        input.value = "";
      });
      if (input.files?.length) input.dispatchEvent(new Event("change")); // chosen before this came
    }
    this.querySelector("[data-claim]")?.addEventListener("click", async () => {
      for (const { id } of (await this.#sorted()).others) this.#theirs.add(id);
      this.#draw();
    });
    for (const whose of /** @type {const} */ (["shared", "earlier"])) {
      this.querySelector(`[data-claims="${whose}"]`)?.addEventListener("click", () => this.#claim(whose));
    }
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

  /** Note that pages which belong to no deposit are this person's. @param {"shared" | "earlier"} whose */
  async #claim(whose) {
    for (const { id } of (await this.#sorted())[whose]) await note(id, { tab: thisTab(), shared: false });
    await this.#draw();
  }

  get #owned() {
    return new Set((this.dataset.deposits ?? "").split(" ").filter(Boolean));
  }

  /** @param {File[]} files */
  async #take(files) {
    /** @type {import("../viewfinder.js").PageViewfinder | null} */ (this.querySelector("page-viewfinder"))?.close();
    try {
      for (const file of files) await keep(file, { tab: thisTab() });
      last();
      this.#part("forgets").hidden = !(await isPrivate());
    } catch {
      this.#part("refused-here").hidden = false;
    }
    await this.#draw();
  }

  /** Note on each page the deposit that the form names, once it is there, and go to it. @param {Event} event */
  #add = async (event) => {
    event.preventDefault();
    await this.#settle();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const deposit = form.dataset.adds ?? "";
    const refusal = this.#part("refusal");
    const why = await begin(form, deposit).catch(() => refusal.dataset.lost ?? "");
    refusal.hidden = why === null;
    if (why !== null) {
      /** @type {HTMLElement} */ (refusal.querySelector(".notice-title")).textContent = why || refusal.dataset.lost || "";
      return;
    }
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
    location.assign(`/deposits/${deposit}`);
  };

  /** Return the pages by whose they are: those of `own` may be shown here. */
  async #sorted() {
    const owned = this.#owned;
    /** @type {Record<Whose, KeptPage[]>} */
    const sorted = { own: [], shared: [], earlier: [], others: [] };
    for (const page of await kept().catch(() => /** @type {KeptPage[]} */ ([]))) {
      if (page.deposit) sorted[owned.has(page.deposit) || this.#theirs.has(page.id) ? "own" : "others"].push(page);
      else sorted[page.shared ? "shared" : page.tab === thisTab() ? "own" : "earlier"].push(page);
    }
    return sorted;
  }

  async #draw() {
    const sorted = await this.#sorted();
    const drawn = JSON.stringify(Object.values(sorted).map((pages) => pages.map((page) => page.id)));
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const some = Object.values(sorted).some((pages) => pages.length > 0);
    for (const each of this.querySelectorAll("[data-none]")) each.toggleAttribute("hidden", some);
    for (const each of this.querySelectorAll("[data-some]")) each.toggleAttribute("hidden", !some);
    this.toggleAttribute("data-has", some);
    if (some) this.querySelector("[data-open]")?.setAttribute("data-kind", "quiet");
    for (const each of this.querySelectorAll("[data-apart]")) each.toggleAttribute("hidden", sorted.own.length < 2);
    for (const [whose, list] of /** @type {[Whose, string][]} */ (Object.entries(LISTS))) {
      this.#count(whose, sorted[whose].length);
      const items = sorted[whose].map((page) => this.#item(page, whose === "own"));
      this.#part(list).replaceChildren(...(await Promise.all(items)));
    }
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
    const covered = /** @type {HTMLElement} */ (item.querySelector("[data-covered]"));
    if (shown) {
      const picture = thumb(await fileOf(page));
      picture.querySelector("progress")?.remove();
      covered.replaceWith(...picture.childNodes);
    }
    const taken = /** @type {HTMLTimeElement} */ (item.querySelector("time"));
    taken.dateTime = new Date(page.taken).toISOString();
    taken.textContent = new Intl.DateTimeFormat(document.documentElement.lang, {
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23", // as Belgium's clocks, in all languages
    }).format(page.taken);
    item.querySelector("[data-remove]")?.addEventListener("click", () => forget(page.id).then(() => this.#draw()));
    return item;
  }

  /** @param {string} name */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-${name}]`));
  }
}

/**
 * Have a deposit begin, unless it did. Resolve with null once it is there, else with the centre's sentence; reject where
 * there is no answer.
 * @param {HTMLFormElement} form posts where none was begun
 * @param {string} deposit
 * @returns {Promise<string | null>}
 */
async function begin(form, deposit) {
  if (form.method === "get") return (await wayInto(deposit)) ? null : "";
  const body = new URLSearchParams({ deposit_id: deposit });
  const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" });
  return answer.type === "opaqueredirect" ? null : String((await answer.json()).title ?? "");
}

customElements.define("kept-pages", KeptPages);
