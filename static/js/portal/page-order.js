// @ts-check
/**
 * <page-order>: pages change places by drag as well as by their arrows. Each item names its file (data-original) and
 * holds the form by which that takes the place of another; a drag sends the same form.
 */

const BEGINS_PIXELS = 8; // a finger that trembles drags nothing

class PageOrder extends HTMLElement {
  /** @type {{ item: HTMLElement, x: number, y: number } | null} */
  #held = null;

  connectedCallback() {
    this.addEventListener("pointerdown", this.#hold);
    this.addEventListener("pointermove", this.#drag);
    this.addEventListener("pointerup", this.#drop);
    this.addEventListener("pointercancel", () => this.#letGo());
  }

  /** @param {PointerEvent} event */
  #hold = (event) => {
    const { target } = event;
    const grip = target instanceof Element && event.isPrimary && event.button === 0 && target.closest("[data-grip]");
    const item = grip && grip.closest("li");
    if (item) this.#held = { item, x: event.clientX, y: event.clientY };
  };

  /** @param {PointerEvent} event */
  #drag = (event) => {
    if (!this.#held) return;
    const { item, x, y } = this.#held;
    const [right, down] = [event.clientX - x, event.clientY - y];
    if (!item.hasAttribute("data-dragged")) {
      if (Math.hypot(right, down) < BEGINS_PIXELS) return;
      item.toggleAttribute("data-dragged", true);
      this.setPointerCapture(event.pointerId);
    }
    item.style.translate = `${right}px ${down}px`;
    const under = this.#under(event);
    for (const each of this.querySelectorAll("li")) each.toggleAttribute("data-drop", each === under);
  };

  /** @param {PointerEvent} event */
  #drop = (event) => {
    const dragged = this.#held?.item;
    const of = dragged?.hasAttribute("data-dragged") ? this.#under(event)?.dataset.original : undefined;
    this.#letGo();
    const form = dragged?.querySelector("form");
    if (!form || !of) return;
    const place = document.createElement("input");
    Object.assign(place, { type: "hidden", name: "place_of", value: of });
    form.append(place);
    form.submit();
  };

  #letGo() {
    for (const each of this.querySelectorAll("li")) {
      each.removeAttribute("data-drop");
      each.removeAttribute("data-dragged");
      each.style.translate = "";
    }
    this.#held = null;
  }

  /** Return the other page under a pointer. @param {PointerEvent} event */
  #under({ clientX, clientY }) {
    const item = document.elementFromPoint(clientX, clientY)?.closest("page-order li");
    return item instanceof HTMLElement && this.contains(item) && item !== this.#held?.item ? item : null;
  }
}

customElements.define("page-order", PageOrder);
