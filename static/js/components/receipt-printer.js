// @ts-check
/**
 * <receipt-printer number="…" by="browser">: prints the receipt inside it once, by itself; a `[data-print]` button prints
 * it again. Chromium started with --kiosk-printing does so without a question.
 *
 * With by="service" ticket="…" agent="http://127.0.0.1:…" the service on this machine prints it, and says whether it is on
 * paper: of the page's parts with data-when="printing", "printed" and "failed" the one that is so is shown. The browser
 * prints nothing then: what it hands on waits in a queue, and may come out when somebody else stands there. Whoever leaves
 * the screen ends the request, and with it the printing. As long as it prints, a `printing` attribute says so: the screen
 * does not erase itself meanwhile (kiosk-visit.js), within-seconds="…" at most. With by="nobody" nothing is printed, and the page says so already.
 *
 * renewal="…" is asked for a ticket that is good from now on; failure="…", where there is one, is told that nobody prints.
 */

const KEY = "printed";
const BEGUN = "begun";
const PRINTED = "printed";
const RENEW_MS = 5000;

export class ReceiptPrinter extends HTMLElement {
  connectedCallback() {
    this.number = this.getAttribute("number") ?? "";
    this.by = this.getAttribute("by");
    this.ticket = this.getAttribute("ticket");
    this.leaving = new AbortController();
    document.addEventListener("click", this.#touched, { signal: this.leaving.signal }); // the button is swapped in later
    const [number, outcome] = (sessionStorage.getItem(KEY) ?? "").split(" ");
    const wasLeft = this.by === "service" && outcome === BEGUN; // in mid-print, for another language: that ended it
    if (number === this.number && !wasLeft) {
      if (this.by === "service") this.#show(outcome === PRINTED ? PRINTED : "failed"); // another language, the same receipt
      return;
    }
    this.#remember(BEGUN);
    requestAnimationFrame(() => requestAnimationFrame(() => this.#print()));
  }

  disconnectedCallback() {
    this.leaving?.abort();
  }

  /** @param {Event} event */
  #touched = (event) => {
    if (event.target instanceof Element && event.target.closest("[data-print]")) this.#print(true);
  };

  /** @param {boolean} isAgain whether the page stood there meanwhile */
  async #print(isAgain = false) {
    if (this.by === "nobody") {
      this.#tell();
      return;
    }
    if (this.by === "browser") {
      print();
      return;
    }
    if (this.isPrinting) return;
    this.isPrinting = true;
    this.toggleAttribute("printing", true);
    this.#show("printing");
    if (isAgain) await this.#renew();
    const outcome = await this.#ask();
    this.isPrinting = false;
    this.toggleAttribute("printing", false);
    if (this.leaving?.signal.aborted) return;
    this.#remember(outcome);
    this.#show(outcome === PRINTED ? PRINTED : "failed");
    document.dispatchEvent(new Event("stay-anew")); // there is something new to read
  }

  /** Have a ticket that is good from now on; where the server does not answer, that of the page may still be. */
  async #renew() {
    try {
      const headers = { Accept: "application/json" };
      const answer = await fetch(this.getAttribute("renewal") ?? "", { headers, signal: this.#patience(RENEW_MS) });
      if (answer.ok) this.ticket = /** @type {{ ticket: string }} */ (await answer.json()).ticket;
    } catch {
      // as it was
    }
  }

  /** Return what ends a request: leaving the screen, or whoever is asked not coming to an end. */
  #patience(longest_ms = 1000 * Number(this.getAttribute("within-seconds"))) {
    const leaving = /** @type {AbortController} */ (this.leaving);
    return AbortSignal.any([leaving.signal, AbortSignal.timeout(longest_ms)]);
  }

  /** Return what became of it; `away` where no service answers, which the server then hears from this page. */
  async #ask() {
    try {
      const answer = await fetch(`${this.getAttribute("agent")}/prints`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ ticket: this.ticket }),
        signal: this.#patience(),
      });
      if (answer.ok) return /** @type {{ outcome: string }} */ (await answer.json()).outcome;
    } catch {
      if (this.leaving?.signal.aborted) return "left";
    }
    this.#tell();
    return "away";
  }

  /** Tell the server what no service can: it sends the receipt by e-mail. */
  #tell() {
    const failure = this.getAttribute("failure");
    if (failure === null) return;
    fetch(failure, { method: "POST", keepalive: true }).catch(() => {}); // no server either: the screen is the receipt
  }

  /** @param {string} outcome */
  #remember(outcome) {
    sessionStorage.setItem(KEY, `${this.number} ${outcome}`);
  }

  /** @param {string} now */
  #show(now) {
    for (const part of document.querySelectorAll("[data-when]")) {
      /** @type {HTMLElement} */ (part).hidden = part.getAttribute("data-when") !== now;
    }
  }
}

customElements.define("receipt-printer", ReceiptPrinter);
