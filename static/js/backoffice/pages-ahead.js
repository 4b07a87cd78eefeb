// @ts-check
/**
 * `<pages-ahead src>`: fetches and decodes, while a person thinks, the pictures that the desk will probably show next.
 * They live in this page's memory and in the browser's own cache for it, nowhere else.
 */

const CALM_MILLISECONDS = 150; // the page that is looked at comes first
const KEPT = 12; // pictures, the newest, every other a thumb: a decoded page is 10 MB, a tab is open all day

/** @type {Map<string, HTMLImageElement>} by address */
const fetched = new Map();

class PagesAhead extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    this.timer = setTimeout(() => void this.fetch(), CALM_MILLISECONDS);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.stop?.abort();
  }

  async fetch() {
    try {
      const answer = await fetch(this.getAttribute("src") ?? "", {
        headers: { Accept: "text/html" },
        signal: this.stop?.signal,
      });
      if (!answer.ok) return;
      const found = new DOMParser().parseFromString(await answer.text(), "text/html"); // fetches nothing by itself
      for (const each of found.images) {
        await this.look(each);
        if (!this.isConnected) return; // the next desk asks for itself
      }
    } catch {
      // the network is away, or the desk is left: what comes next is then fetched when it comes
    }
  }

  /** @param {HTMLImageElement} told */
  async look(told) {
    const address = told.getAttribute("src") ?? "";
    const image = fetched.get(address) ?? document.importNode(told); // here it chooses its size, and is fetched
    fetched.delete(address); // and back, as the newest
    fetched.set(address, image);
    for (const oldest of [...fetched.keys()].slice(0, -KEPT)) fetched.delete(oldest);
    await image.decode().catch(() => fetched.delete(address));
  }
}

customElements.define("pages-ahead", PagesAhead);
