// @ts-check
/** `<print-page>`: its button prints the page; hidden where no script runs, since the browser's own menu prints too. */

class PrintPage extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.addEventListener("click", (event) => {
      if (/** @type {Element} */ (event.target).closest("button")) print();
    });
  }
}

customElements.define("print-page", PrintPage);
