// @ts-check
/**
 * <network-watch service="http://127.0.0.1:…">: what a kiosk does once its network is gone. With a service on this machine
 * that can take papers in by itself, the screen that waits leads there at once; whoever is in the midst of something is
 * told first, in the <dialog> inside, and begins again there. Without one the network has to come back: each screen tries
 * again as it did.
 *
 * With `returns` it stands on the service's own screen that waits, and leads back once the server is there.
 */

const PATIENCE_MS = 6000;
const TRY_MS = 3000;
const LOOK_MS = 10_000;
const START = "/kiosk";
const LOST = "connection-lost";

/** @typedef {{ is_there: boolean, is_open: boolean }} Found */

class NetworkWatch extends HTMLElement {
  connectedCallback() {
    for (const gone of ["htmx:sendError", "htmx:timeout", LOST]) document.addEventListener(gone, this.#lost);
    addEventListener("offline", this.#lost);
    if (this.hasAttribute("returns")) this.timer = setInterval(this.#lookForServer, LOOK_MS);
  }

  disconnectedCallback() {
    for (const gone of ["htmx:sendError", "htmx:timeout", LOST]) document.removeEventListener(gone, this.#lost);
    removeEventListener("offline", this.#lost);
    clearInterval(this.timer);
  }

  /**
   * Something did not reach the server: have the person go on where that is not needed, or where they wanted to go, if
   * the server was slow alone. @param {Event} event
   */
  #lost = async (event) => {
    if (this.isLooking || this.hasAttribute("own")) return;
    this.isLooking = true;
    const found = await this.#look();
    this.isLooking = false;
    const wanted = event instanceof CustomEvent ? event.detail?.wanted : undefined;
    if (this.isConnected && found?.is_there && wanted) location.replace(wanted);
    if (!this.isConnected || !found || found.is_there || !found.is_open) return;
    const told = this.querySelector("dialog");
    if (told && !told.open) told.showModal();
    else if (!told) location.replace(`${this.getAttribute("service")}${START}`);
  };

  #lookForServer = async () => {
    if ((await this.#look())?.is_there) location.replace(`${this.getAttribute("service")}/aside`);
  };

  /**
   * Ask the service whether the server is there.
   * @returns {Promise<Found | undefined>} nothing where no service answers
   */
  async #look() {
    try {
      const headers = { "Content-Type": "application/json" };
      const signal = AbortSignal.timeout(PATIENCE_MS);
      const answer = await fetch(`${this.getAttribute("service")}/server`, { method: "POST", headers, body: "{}", signal });
      return /** @type {Found} */ (await answer.json());
    } catch {
      return undefined;
    }
  }
}

/**
 * Load another page, if there is anybody to give it: a browser that finds nobody shows an error, and stays there.
 * @param {string} address
 */
export async function goTo(address) {
  if (document.querySelector("network-watch:not([own])")) {
    try {
      await fetch("/kiosk/device", { method: "PUT", signal: AbortSignal.timeout(TRY_MS) });
    } catch {
      document.dispatchEvent(new CustomEvent(LOST, { detail: { wanted: address } }));
      return;
    }
  }
  location.replace(address);
}

customElements.define("network-watch", NetworkWatch);
