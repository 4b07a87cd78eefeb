// @ts-check
/**
 * `<claim-lease src seconds>`: keeps a deposit's lease while a person works on its desk, and says so when it is lost: at
 * the next key, or as soon as its `hx-trigger` tells that somebody did something with the deposit.
 * Whoever only leaves the page open does not keep it.
 */

const FRESH_MILLISECONDS = 1000; // the answer that brought this has just said whose the deposit is
const SHARE = 3; // asked again after a third of the lease: two may fail before it runs out

class ClaimLease extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    this.since = Date.now();
    this.renewedAt = this.dataset.runsOut === undefined ? this.since : 0; // what was only held runs out sooner
    for (const name of ["keydown", "pointerdown", "wheel", "visibilitychange"]) {
      document.addEventListener(name, () => this.work(), { signal: this.stop.signal, passive: true });
    }
    this.addEventListener("htmx:beforeRequest", (event) => this.look(event), { signal: this.stop.signal });
  }

  disconnectedCallback() {
    this.stop?.abort();
  }

  work() {
    const share = (Number(this.getAttribute("seconds")) * 1000) / SHARE;
    if (document.hidden || Date.now() - (this.renewedAt ?? 0) < share) return;
    this.renewedAt = Date.now();
    void this.renew();
  }

  /** The answer is a sentence for this notice, not a part of the page. @param {Event} event */
  look(event) {
    if (event.target !== this) return;
    event.preventDefault();
    const asked = /** @type {CustomEvent} */ (event).detail.requestConfig?.triggeringEvent?.type;
    if (asked === "htmx:sseOpen" && Date.now() - (this.since ?? 0) < FRESH_MILLISECONDS) return;
    if (this.closest(".desk")?.querySelector(".htmx-request")) return; // what changed is what we ourselves are doing
    void this.ask("GET");
  }

  renew() {
    return this.ask("PUT");
  }

  /** @param {"PUT" | "GET"} method keep it, or only look whether it is still there */
  async ask(method) {
    try {
      const answer = await fetch(this.getAttribute("src") ?? "", {
        method,
        headers: { Accept: "application/problem+json" },
        signal: this.stop?.signal,
      });
      if (answer.ok) this.hidden = true;
      else this.lose((await answer.json()).title);
    } catch {
      this.renewedAt = 0; // no network just now: ask again at the next key
    }
  }

  /** @param {string} why */
  lose(why) {
    const title = this.querySelector(".notice-title");
    if (title) title.textContent = why;
    this.hidden = false;
  }
}

customElements.define("claim-lease", ClaimLease);
