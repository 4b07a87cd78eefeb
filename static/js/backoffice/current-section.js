// @ts-check
/** `<current-section>`: sections that scroll, in a row or a rail, begin where the current one is in sight. */

class CurrentSection extends HTMLElement {
  connectedCallback() {
    const current = this.querySelector("[aria-current]");
    if (!current) return;
    const frame = this.getBoundingClientRect();
    const here = current.getBoundingClientRect();
    this.scrollLeft += here.left + here.width / 2 - (frame.left + frame.width / 2);
    this.scrollTop += Math.max(here.bottom - frame.bottom, 0);
  }
}

customElements.define("current-section", CurrentSection);
