// @ts-check
/**
 * <push-switch data-key data-receipt data-stand-in data-denied data-failed>: has this phone show a sentence when there is
 * news, or no more. It shows itself only where the browser can, and asks leave by a touch alone.
 *
 * Children: [data-while="off"] with a [data-on] button, [data-while="on"] with a [data-off] button, [data-says].
 */

const ADDRESS = "/push/subscriptions";

/** @typedef {{ endpoint: string, keys: Record<string, string>, unsubscribe: () => Promise<unknown> }} Phone */
/** @typedef {{ found: () => Promise<Phone | null>, made: (key: string) => Promise<Phone> }} Phones */

class PushSwitch extends HTMLElement {
  async connectedCallback() {
    if (!["serviceWorker", "Notification", "PushManager"].every((name) => name in globalThis || name in navigator)) return;
    this.#button("on").addEventListener("click", () => this.#try(() => this.#switchOn()));
    this.#button("off").addEventListener("click", () => this.#try(() => this.#switchOff()));
    this.#show(await this.#isOn().catch(() => false));
    this.hidden = false;
  }

  async #isOn() {
    const phone = await (await this.#phones()).found();
    if (!phone || Notification.permission !== "granted") return false;
    return (await (await this.#post("/known", phone)).json()).on;
  }

  async #switchOn() {
    if ((await Notification.requestPermission()) !== "granted") {
      this.#say(this.dataset.denied);
      return;
    }
    const phone = await (await this.#phones()).made(this.dataset.key ?? "");
    await this.#post("", phone);
    this.#show(true);
    this.#button("off").focus();
  }

  async #switchOff() {
    const phone = await (await this.#phones()).found();
    if (phone) {
      await this.#post("/removal", phone);
      await phone.unsubscribe().catch(() => {}); // nothing is sent to it any more, whatever the browser says
    }
    this.#show(false);
    this.#button("on").focus();
  }

  /** @returns {Promise<Phones>} */
  async #phones() {
    if (this.dataset.standIn) return (await import("./push-stand-in.js")).standingIn(this.dataset.standIn);
    const manager = (await navigator.serviceWorker.ready).pushManager;
    return { found: async () => asPhone(await manager.getSubscription()), made: (key) => subscribe(manager, key) };
  }

  /** @param {string} path @param {Phone} phone */
  async #post(path, phone) {
    const body = new URLSearchParams({ endpoint: phone.endpoint, receipt: this.dataset.receipt ?? "", ...phone.keys });
    const answer = await fetch(`${ADDRESS}${path}`, { method: "POST", body, headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer;
  }

  /** @param {() => Promise<void>} act */
  async #try(act) {
    this.#say("");
    this.setAttribute("aria-busy", "true");
    await act().catch(() => this.#say(this.dataset.failed));
    this.removeAttribute("aria-busy");
  }

  /** @param {boolean} on */
  #show(on) {
    for (const part of this.querySelectorAll("[data-while]")) {
      /** @type {HTMLElement} */ (part).hidden = part.getAttribute("data-while") !== (on ? "on" : "off");
    }
  }

  /** @param {string | undefined} words */
  #say(words) {
    /** @type {HTMLElement} */ (this.querySelector("[data-says]")).textContent = words ?? "";
  }

  /** @param {"on" | "off"} name */
  #button(name) {
    return /** @type {HTMLButtonElement} */ (this.querySelector(`[data-${name}]`));
  }
}

/**
 * A subscription by another key than the installation's is of no use: it goes first.
 * @param {PushManager} manager
 * @param {string} key
 */
async function subscribe(manager, key) {
  const options = { userVisibleOnly: true, applicationServerKey: key };
  const made = await manager.subscribe(options).catch(async (error) => {
    const former = await manager.getSubscription();
    if (error.name !== "InvalidStateError" || !former) throw error;
    await former.unsubscribe();
    return manager.subscribe(options);
  });
  return /** @type {Phone} */ (asPhone(made));
}

/** @param {PushSubscription | null} subscription @returns {Phone | null} */
function asPhone(subscription) {
  if (!subscription) return null;
  const { endpoint = "", keys = {} } = subscription.toJSON();
  return { endpoint, keys, unsubscribe: () => subscription.unsubscribe() };
}

customElements.define("push-switch", PushSwitch);
