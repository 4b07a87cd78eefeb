// @ts-check
/** `<viewing-comfort>`: one touch for large letters, one for strong contrast; forgotten when the visit ends. */

const VALUES = { text: "large", contrast: "more" };

class ViewingComfort extends HTMLElement {
  connectedCallback() {
    for (const button of this.querySelectorAll("button[data-comfort]")) {
      const wish = /** @type {keyof typeof VALUES} */ (button.getAttribute("data-comfort"));
      this.show(button, wish, sessionStorage.getItem(`comfort-${wish}`) === "on");
      button.addEventListener("click", () => {
        const on = button.getAttribute("aria-pressed") !== "true";
        sessionStorage.setItem(`comfort-${wish}`, on ? "on" : "off");
        this.show(button, wish, on);
      });
    }
  }

  /**
   * @param {Element} button
   * @param {keyof typeof VALUES} wish
   * @param {boolean} on
   */
  show(button, wish, on) {
    button.setAttribute("aria-pressed", String(on));
    if (on) document.documentElement.dataset[wish] = VALUES[wish];
    else delete document.documentElement.dataset[wish];
  }
}

customElements.define("viewing-comfort", ViewingComfort);
