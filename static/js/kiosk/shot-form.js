// @ts-check
/** <shot-form>: sends its form as soon as a photo is taken or a file chosen, once. */

export class ShotForm extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form");
    this.querySelector("input[type=file]")?.addEventListener("change", () => {
      if (this.hasAttribute("data-busy")) return;
      this.toggleAttribute("data-busy", true);
      for (const word of this.querySelectorAll("[data-sending]")) /** @type {HTMLElement} */ (word).hidden = false;
      this.querySelector("video")?.pause();
      form?.requestSubmit();
    });
    // The network may be gone: then the same photo can be tried again.
    this.addEventListener("htmx:sendError", () => this.#free());
    this.addEventListener("htmx:timeout", () => this.#free());
  }

  #free() {
    this.toggleAttribute("data-busy", false);
    for (const word of this.querySelectorAll("[data-sending]")) /** @type {HTMLElement} */ (word).hidden = true;
    this.querySelector("video")?.play();
  }
}

customElements.define("shot-form", ShotForm);
