// @ts-check
/**
 * `<lost-answer>`: says in the screen's notice, with the words of its template, that an act got no answer. It goes away
 * with the answer to the next one. What a screen asks by itself is asked again by itself: it says nothing, and takes
 * nothing away before it was read.
 */

import { isAct } from "../components/acts.js";

class LostAnswer extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    for (const name of ["htmx:sendError", "htmx:timeout"]) {
      document.addEventListener(name, (event) => this.tell(/** @type {CustomEvent} */ (event)), { signal });
    }
    document.addEventListener("htmx:beforeOnLoad", (event) => this.take(/** @type {CustomEvent} */ (event)), { signal });
  }

  disconnectedCallback() {
    this.stop?.abort();
  }

  /** @param {CustomEvent} event */
  tell(event) {
    if (!isAct(event)) return;
    const words = this.querySelector("template")?.content.cloneNode(true);
    const place = [...document.querySelectorAll("#notice")].find((each) => !each.closest("[hidden]"));
    if (words) place?.replaceChildren(words);
  }

  /** @param {CustomEvent} event */
  take(event) {
    if (!isAct(event)) return;
    for (const each of document.querySelectorAll("#notice [data-lost]")) each.remove();
  }
}

customElements.define("lost-answer", LostAnswer);
