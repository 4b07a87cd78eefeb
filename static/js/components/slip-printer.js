// @ts-check
/** `<slip-printer>`: lets the slip out as far as the `<progress class="progress">` inside it has come. */

class SlipPrinter extends HTMLElement {
  /** @type {HTMLProgressElement | null} */
  bar = null;
  watch = new MutationObserver(() => this.draw());

  connectedCallback() {
    this.bar = this.querySelector(".progress");
    if (!this.bar) return;
    this.watch.observe(this.bar, { attributes: true, attributeFilter: ["value", "max"] });
    this.draw();
  }

  disconnectedCallback() {
    this.watch.disconnect();
  }

  draw() {
    if (!this.bar) return;
    this.toggleAttribute("data-running", this.bar.position < 1);
    this.style.setProperty("--printed", String(Math.max(0, this.bar.position)));
  }
}

customElements.define("slip-printer", SlipPrinter);
