// @ts-check
/**
 * `<pages-ahead src>`: fetches, while a person thinks, the desk that is held for them as the next (`next-desk.js` shows
 * it), and fetches and decodes the pictures that will probably be shown. They live in this page's memory and in the
 * browser's own cache for it, nowhere else.
 */
import { forget, hold, letGo, prepare } from "./next-desk.js";

const CALM_MILLISECONDS = 150; // the page that is looked at comes first
const KEPT = 12; // pictures, the newest, every other a thumb: a decoded page is 10 MB, a tab is open all day

/** @type {Map<string, HTMLImageElement>} by address */
const fetched = new Map();

class PagesAhead extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    delete this.dataset.done;
    this.wait();
  }

  /** What follows is known once the last verdict is confirmed. */
  wait() {
    const ask = () => (this.closest("[aria-busy]") ? this.wait() : void this.fetch());
    this.timer = setTimeout(ask, CALM_MILLISECONDS);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.stop?.abort();
    if (this.held) forget(this.held);
  }

  async fetch() {
    try {
      const found = await this.ask(this.getAttribute("src") ?? "", "POST");
      const next = found?.querySelector("link[rel=next]");
      if (next instanceof HTMLLinkElement) await this.prepare(next);
      for (const each of found?.images ?? []) {
        await this.look(each);
        if (!this.isConnected) return; // the next desk asks for itself
      }
      this.dataset.done = "";
    } catch {
      // the network is away, or the desk is left: what comes next is then fetched when it comes
    }
  }

  /** @param {HTMLLinkElement} next */
  async prepare(next) {
    const address = next.getAttribute("href") ?? "";
    this.held = address;
    hold(address);
    const answer = await this.ask(`${address}/arrival`, "GET");
    if (answer && this.isConnected) prepare(address, answer, Number(next.dataset.heldSeconds));
  }

  /**
   * @param {string} address
   * @param {"GET" | "POST"} method
   * @returns {Promise<Document | null>} it fetches nothing by itself
   */
  async ask(address, method) {
    const headers = { Accept: "text/html", "HX-Request": "true" }; // a part of a page
    const answer = await fetch(address, { method, headers, signal: this.stop?.signal });
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  }

  /** @param {HTMLImageElement} told */
  async look(told) {
    const address = told.getAttribute("src") ?? "";
    const image = fetched.get(address) ?? document.importNode(told); // here it chooses its size, and is fetched
    fetched.delete(address); // and back, as the newest
    fetched.set(address, image);
    for (const [oldest, gone] of [...fetched].slice(0, -KEPT)) {
      fetched.delete(oldest);
      letGo([gone]);
    }
    await image.decode().catch(() => fetched.delete(address));
  }
}

customElements.define("pages-ahead", PagesAhead);
