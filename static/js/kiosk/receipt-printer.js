// @ts-check
/**
 * <receipt-printer number="…" by="browser">: prints the receipt inside it once, by itself; a `[data-print]` button prints
 * it again. Chromium started with --kiosk-printing does so without a question.
 *
 * With by="service" ticket="…" agent="http://127.0.0.1:…" the service on this machine prints it, and says whether it is on
 * paper: of the page's parts with data-when="printing", "printed" and "failed" the one that is so is shown. The browser
 * prints nothing then: what it hands on waits in a queue, and may come out when somebody else stands there. Whoever leaves
 * the screen ends the request, and with it the printing. With by="nobody" nothing is printed, and the page says so already.
 */

const KEY = "printed";
const PRINTED = "printed";
const FAILURE = "/kiosk/deposit/receipt/failure";

export class ReceiptPrinter extends HTMLElement {
  connectedCallback() {
    this.number = this.getAttribute("number") ?? "";
    this.by = this.getAttribute("by");
    this.ticket = this.getAttribute("ticket");
    this.leaving = new AbortController();
    document.addEventListener("click", this.#touched, { signal: this.leaving.signal }); // the button is swapped in later
    const [number, outcome] = (sessionStorage.getItem(KEY) ?? "").split(" ");
    if (number === this.number) {
      if (this.by === "service") this.#show(outcome === PRINTED ? PRINTED : "failed"); // another language, the same receipt
      return;
    }
    this.#remember("begun");
    requestAnimationFrame(() => requestAnimationFrame(() => this.#print()));
  }

  disconnectedCallback() {
    this.leaving?.abort();
  }

  /** @param {Event} event */
  #touched = (event) => {
    if (event.target instanceof Element && event.target.closest("[data-print]")) this.#print();
  };

  async #print() {
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
    this.#show("printing");
    const outcome = await this.#ask();
    this.isPrinting = false;
    if (this.leaving?.signal.aborted) return;
    this.#remember(outcome);
    this.#show(outcome === PRINTED ? PRINTED : "failed");
    document.dispatchEvent(new Event("stay-anew")); // there is something new to read
  }

  /** Return what became of it; `away` where no service answers, which the server then hears from this page. */
  async #ask() {
    try {
      const answer = await fetch(`${this.getAttribute("agent")}/prints`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ ticket: this.ticket }),
        signal: this.leaving?.signal,
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
    fetch(FAILURE, { method: "POST", keepalive: true }).catch(() => {}); // no server either: the screen is the receipt
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
