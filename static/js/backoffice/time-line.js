// @ts-check
/** `<time-line>`: the arrow keys go from mark to mark of a line of time, lane after lane; the newest is in view.  */

const STEPS = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };

class TimeLine extends HTMLElement {
  connectedCallback() {
    const scroll = this.querySelector(".time-scroll");
    if (scroll) scroll.scrollLeft = scroll.scrollWidth;
    this.addEventListener("keydown", (event) => this.press(event));
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const marks = /** @type {SVGAElement[]} */ ([...this.querySelectorAll("svg a")]);
    const here = marks.findIndex((each) => each === document.activeElement);
    const step = STEPS[/** @type {keyof typeof STEPS} */ (event.key)];
    if (here < 0 || step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    marks[Math.min(Math.max(here + step, 0), marks.length - 1)].focus();
  }
}

customElements.define("time-line", TimeLine);
