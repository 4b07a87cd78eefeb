// @ts-check
/**
 * <own-service agent="http://127.0.0.1:…">: on a machine whose service is paired, its browser needs no code from a
 * person. It asks the service for one that is good for a moment, and hands the form in with it. Once a minute at most:
 * where that code is refused, a person reads why.
 */

const KEY = "asked-own-service";
const AGAIN_MS = 60000;

export class OwnService extends HTMLElement {
  connectedCallback() {
    const before = Number(sessionStorage.getItem(KEY) ?? 0);
    if (Date.now() - before > AGAIN_MS) this.#pair();
  }

  async #pair() {
    sessionStorage.setItem(KEY, String(Date.now()));
    try {
      const answer = await fetch(`${this.getAttribute("agent")}/passes`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: "{}",
      });
      const { code } = /** @type {{ code?: string }} */ (await answer.json());
      const field = document.querySelector("#pairing [name=code]");
      if (!code || !(field instanceof HTMLInputElement)) return;
      field.value = code;
      field.form?.requestSubmit();
    } catch {
      // No service on this machine, or it is not paired: a person types the code.
    }
  }
}

customElements.define("own-service", OwnService);
