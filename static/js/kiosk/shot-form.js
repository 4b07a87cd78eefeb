// @ts-check
/**
 * <shot-form data-paper="ID">: sends a photo as soon as it is taken or a file chosen, once; then it leads to the paper.
 * A photo that did not arrive stays on the screen until it is sent on or another one is taken.
 *
 * Where files cannot be sent by pieces, the form inside is sent as it is. The words are all in the template.
 */

import { canSend, Sending } from "../sending.js";

export class ShotForm extends HTMLElement {
  /** @type {Sending | null} */
  #sending = null;

  connectedCallback() {
    this.querySelector("input[type=file]")?.addEventListener("change", (event) => {
      const [file] = /** @type {HTMLInputElement} */ (event.target).files ?? [];
      if (this.hasAttribute("data-busy") || !file) return;
      this.#sending?.drop();
      this.#sending = canSend() && this.dataset.permit ? new Sending(this.dataset, this.dataset.paper ?? "", file) : null;
      this.#send();
    });
    this.#part("again").addEventListener("click", () => this.#send());
    this.#part("another").addEventListener("click", () => {
      this.#sending?.drop();
      this.#say(null);
      this.#look();
    });
    // The network may be gone: then the same photo can be tried again.
    for (const lost of ["htmx:sendError", "htmx:timeout"]) {
      this.addEventListener(lost, () => this.#say({ why: "", final: false }));
    }
  }

  /** Whoever leaves in the midst of it does not want this photo. */
  disconnectedCallback() {
    this.#sending?.drop();
  }

  async #send() {
    this.#say(null);
    this.toggleAttribute("data-busy", true);
    this.#part("sending").hidden = false;
    this.querySelector("video")?.pause();
    if (!this.#sending) {
      this.querySelector("form")?.requestSubmit();
      return;
    }
    const failure = await this.#sending.go({ gone: () => {}, held: () => {} });
    if (!this.isConnected) return;
    if (failure) this.#say(failure);
    else this.#part("arrived").click();
  }

  /**
   * Say what went wrong, or nothing any more; a photo that may yet be sent stays before the person's eyes.
   * @param {import("../sending.js").Failure | null} failure
   */
  #say(failure) {
    const kept = failure !== null && !failure.final;
    if (kept) document.dispatchEvent(new Event("connection-lost"));
    const title = this.#part("why");
    title.textContent = failure ? failure.why || title.dataset.lost || "" : "";
    this.#part("failed").hidden = failure === null;
    this.#part("choices").hidden = !kept;
    this.#part("sending").hidden = true;
    this.toggleAttribute("data-busy", false);
    this.toggleAttribute("data-kept", kept);
    if (kept) this.#part("again").focus();
    else if (failure) this.#look();
  }

  /** Show what the camera sees, where there is one. */
  #look() {
    this.querySelector("video")
      ?.play()
      .catch(() => {});
  }

  /** @param {string} name */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-${name}]`));
  }
}

customElements.define("shot-form", ShotForm);
