// @ts-check
/**
 * <own-service agent="http://127.0.0.1:…"> around a form with one field: on a machine whose service is paired, its browser
 * needs no code from a person. It asks the service for a pass that is good for a moment, every few seconds until there is
 * one (after a power cut the service, its network or its server may come later), and hands the form in with it. That once a
 * minute at most: where the pass is refused, a person reads why.
 *
 * A browser that is known says now and then that it is there, whoever stands before it: a dark screen is missed. Where nobody
 * hears it, the network is gone (network-watch.js).
 */

const KEY = "passed-own-service";
const ASK_MS = 5000;
const PATIENCE_MS = 15000;
const HAND_IN_MS = 60000;
const LIFE_MS = 30000;

export class OwnService extends HTMLElement {
  connectedCallback() {
    this.timer = setInterval(this.#pass, ASK_MS);
    this.#pass();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  #pass = async () => {
    if (this.isAsking || Date.now() - Number(sessionStorage.getItem(KEY) ?? 0) < HAND_IN_MS) return;
    this.isAsking = true;
    const offered = await this.#ask();
    this.isAsking = false;
    const form = this.querySelector("form");
    const field = form?.elements.namedItem("offered");
    if (!offered || !this.isConnected || !(field instanceof HTMLInputElement)) return;
    sessionStorage.setItem(KEY, String(Date.now()));
    field.value = offered;
    form?.requestSubmit();
  };

  /** Return a pass; nothing where no service is on this machine, it is not paired, or its server is away. */
  async #ask() {
    try {
      const answer = await fetch(`${this.getAttribute("agent")}/passes`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: "{}",
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      return /** @type {{ pass?: string }} */ (await answer.json()).pass;
    } catch {
      return undefined;
    }
  }
}

setInterval(() => {
  if (document.querySelector("own-service")) return;
  fetch("/kiosk/device", { method: "PUT" }).catch(() => document.dispatchEvent(new Event("connection-lost")));
}, LIFE_MS);

customElements.define("own-service", OwnService);
