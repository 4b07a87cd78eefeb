// @ts-check
/**
 * `<page-viewer>`: looks closer at a page. The wheel and the keys change its size at the pointer, dragging moves it;
 * without JavaScript the page is shown whole.
 */

const STEP = 1.25;
const LARGEST = 8; // of the page's own pixels: beyond, letters are only blur

class PageViewer extends HTMLElement {
  connectedCallback() {
    const frame = this.querySelector(".viewer");
    const stage = this.querySelector(".stage");
    if (!(frame instanceof HTMLElement) || !(stage instanceof HTMLElement)) return;
    this.frame = frame;
    this.stage = stage;
    this.images = [...stage.querySelectorAll("img")];
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.querySelector("[data-zooms]")?.removeAttribute("hidden");
    this.addEventListener("click", (event) => this.press(event), { signal });
    frame.addEventListener("wheel", (event) => this.wheel(event), { signal, passive: false });
    frame.addEventListener("pointerdown", (event) => this.drag(event), { signal });
    for (const each of this.images) each.addEventListener("load", () => this.say(), { signal });
    this.watch = new ResizeObserver(() => this.say());
    this.watch.observe(frame);
  }

  disconnectedCallback() {
    this.stop?.abort();
    this.watch?.disconnect();
  }

  /** How large the page is shown, in parts of its own pixels. */
  get zoom() {
    const image = this.images?.at(-1);
    return image?.naturalWidth ? (image.clientWidth * devicePixelRatio) / image.naturalWidth : 0;
  }

  /** @param {MouseEvent} event */
  press(event) {
    const button = /** @type {Element} */ (event.target).closest("[data-zoom]");
    const wish = button?.getAttribute("data-zoom");
    if (wish === "in") this.resize(this.zoom * STEP);
    else if (wish === "out") this.resize(this.zoom / STEP);
    else if (wish === "full") this.resize(1);
    else if (wish === "fit") this.fit();
  }

  /** @param {WheelEvent} event */
  wheel(event) {
    if (event.shiftKey) return; // scrolls
    event.preventDefault();
    this.resize(this.zoom * STEP ** (event.deltaY < 0 ? 1 : -1), event);
  }

  fit() {
    this.stage?.removeAttribute("data-zoomed");
    this.frame?.scrollTo(0, 0);
    this.say();
  }

  /**
   * @param {number} zoom
   * @param {MouseEvent} [at] the point that stays where it is; the middle of the frame without one
   */
  resize(zoom, at) {
    const { frame, stage } = this;
    const image = this.images?.at(-1);
    if (!frame || !stage || !image?.naturalWidth) return;
    const box = frame.getBoundingClientRect();
    const pointX = at ? at.clientX : box.left + box.width / 2;
    const pointY = at ? at.clientY : box.top + box.height / 2;
    const before = image.getBoundingClientRect();
    const partX = (pointX - before.left) / before.width;
    const partY = (pointY - before.top) / before.height;
    const width = (Math.min(Math.max(zoom, 0.05), LARGEST) * image.naturalWidth) / devicePixelRatio;
    stage.style.setProperty("--zoom-width", `${width}px`);
    stage.setAttribute("data-zoomed", "");
    const after = image.getBoundingClientRect();
    frame.scrollLeft += after.left + partX * after.width - pointX;
    frame.scrollTop += after.top + partY * after.height - pointY;
    this.say();
  }

  /** @param {PointerEvent} event */
  drag(event) {
    const { frame } = this;
    if (!frame || event.button !== 0 || event.pointerType === "touch") return; // a finger scrolls by itself
    frame.setPointerCapture(event.pointerId);
    frame.toggleAttribute("data-dragging", true);
    const moves = new AbortController();
    frame.addEventListener("pointermove", (move) => frame.scrollBy(-move.movementX, -move.movementY), moves);
    const end = () => {
      moves.abort();
      frame.removeAttribute("data-dragging");
    };
    frame.addEventListener("pointerup", end, { once: true });
    frame.addEventListener("pointercancel", end, { once: true });
  }

  say() {
    const word = this.querySelector("output");
    if (word && this.zoom) word.textContent = `${Math.round(this.zoom * 100)} %`;
  }
}

customElements.define("page-viewer", PageViewer);
