// @ts-check
/**
 * `<page-viewer>`: looks closer at a page. The wheel and the keys change its size at the pointer, dragging moves it;
 * beside its original both are moved and sized as one. What was chosen holds for the pages of the same document, and the
 * strip follows. Without JavaScript the page is shown whole.
 */

const STEP = 1.25;
const LARGEST = 8; // of the page's own pixels: beyond, letters are only blur

/** How the pages at this address are looked at; none: whole. Parts of the way that can be scrolled, 0 to 1. */
let kept = { path: "", page: "", zoom: 0, x: 0, y: 0 };

class PageViewer extends HTMLElement {
  connectedCallback() {
    requestAnimationFrame(() => this.reveal()); // measured once, when all that came with the page is laid out
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
    frame.addEventListener("scroll", (event) => this.follow(event.target), { signal, capture: true, passive: true });
    for (const each of this.images) if (!each.complete) each.addEventListener("load", () => this.resume(), { signal });
    this.watch = new ResizeObserver(() => this.say());
    this.watch.observe(frame);
    requestAnimationFrame(() => this.resume());
  }

  disconnectedCallback() {
    this.stop?.abort();
    this.watch?.disconnect();
  }

  /** Have the page's own thumb in the middle of the strip. */
  reveal() {
    const current = document.querySelector(".strip-page[aria-current]");
    const strip = current?.closest(".desk-strip");
    if (!current || !strip) return;
    const [inner, outer] = [current.getBoundingClientRect(), strip.getBoundingClientRect()];
    strip.scrollTop += inner.top + inner.height / 2 - (outer.top + outer.height / 2);
    strip.scrollLeft += inner.left + inner.width / 2 - (outer.left + outer.width / 2);
  }

  /** The picture whose size is meant: of the page, not of its original. */
  get image() {
    return this.images?.at(-1);
  }

  /** Whose pages these are: a desk may be shown before its address is. */
  get path() {
    return this.closest("[data-document]")?.getAttribute("data-document") ?? location.pathname;
  }

  /** Which page that is, in whatever light and version. */
  get page() {
    return this.image?.src.replace(/\/[^/]*$/, "") ?? "";
  }

  /** How wide the page is in its own pixels, of whichever size its picture is; 0 while there is none. */
  get width() {
    const { image } = this;
    return image?.naturalWidth ? Number(image.getAttribute("width")) || image.naturalWidth : 0;
  }

  /** How large the page is shown, in parts of its own pixels. */
  get zoom() {
    return this.image && this.width ? (this.image.clientWidth * devicePixelRatio) / this.width : 0;
  }

  /** What scrolls: the frame; beside its original each of the two. @returns {Element[]} */
  get panes() {
    if (!this.frame || !this.stage) return [];
    return this.stage.dataset.view === "compare" ? [...this.stage.children] : [this.frame];
  }

  /** Look at this page as at the one before: at the same place where it is the same page, else from its top. */
  resume() {
    const { path, page, zoom, x, y } = kept;
    if (zoom && path === this.path && this.image?.naturalWidth) {
      this.resize(zoom);
      for (const each of this.panes) scrollTo(each, x, page === this.page ? y : 0);
    }
    this.say();
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
    kept = { path: "", page: "", zoom: 0, x: 0, y: 0 };
    this.stage?.removeAttribute("data-zoomed");
    this.frame?.scrollTo(0, 0);
    this.say();
  }

  /**
   * @param {number} zoom
   * @param {MouseEvent} [at] the point that stays where it is; the middle of what is seen without one
   */
  resize(zoom, at) {
    const { stage, image } = this;
    if (!stage || !image || !this.width) return;
    const pane = this.panes.find((each) => at && each.contains(/** @type {Node} */ (at.target))) ?? this.panes.at(-1);
    const pointed = pane?.querySelector("img") ?? image;
    const box = /** @type {Element} */ (pane).getBoundingClientRect();
    const pointX = at ? at.clientX : box.left + box.width / 2;
    const pointY = at ? at.clientY : box.top + box.height / 2;
    const before = pointed.getBoundingClientRect();
    const partX = (pointX - before.left) / before.width;
    const partY = (pointY - before.top) / before.height;
    const wanted = Math.min(Math.max(zoom, 0.05), LARGEST);
    const wide = `${(wanted * this.width) / devicePixelRatio}px`;
    stage.style.setProperty("--zoom-width", wide);
    if (image.srcset) image.sizes = wide; // the picture of as many pixels takes the place of the smaller one
    stage.setAttribute("data-zoomed", "");
    const after = pointed.getBoundingClientRect();
    if (pane) {
      pane.scrollLeft += after.left + partX * after.width - pointX;
      pane.scrollTop += after.top + partY * after.height - pointY;
      this.keep(pane, wanted);
    }
    this.say();
  }

  /** Let what was scrolled take the other along. @param {EventTarget | null} moved */
  follow(moved) {
    if (!(moved instanceof Element) || !this.stage?.hasAttribute("data-zoomed") || !this.panes.includes(moved)) return;
    if (this.taken?.delete(moved)) return; // it was taken along itself
    this.keep(moved, kept.zoom);
  }

  /**
   * Remember how the page is looked at, and have all that scrolls at the same place.
   * @param {Element} pane
   * @param {number} zoom
   */
  keep(pane, zoom) {
    const x = share(pane.scrollLeft, pane.scrollWidth - pane.clientWidth);
    const y = share(pane.scrollTop, pane.scrollHeight - pane.clientHeight);
    kept = { path: this.path, page: this.page, zoom, x, y };
    this.taken ??= new Set();
    for (const each of this.panes) if (each !== pane && scrollTo(each, x, y)) this.taken.add(each);
  }

  /** @param {PointerEvent} event */
  drag(event) {
    const { frame } = this;
    if (!frame || event.button !== 0 || event.pointerType === "touch") return; // a finger scrolls by itself
    const pane = this.panes.find((each) => each.contains(/** @type {Node} */ (event.target))) ?? frame;
    frame.setPointerCapture(event.pointerId);
    frame.toggleAttribute("data-dragging", true);
    const moves = new AbortController();
    frame.addEventListener("pointermove", (move) => pane.scrollBy(-move.movementX, -move.movementY), moves);
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

/** @param {number} done @param {number} whole */
function share(done, whole) {
  return whole > 0 ? done / whole : 0;
}

/**
 * Scroll to parts of the way; say whether anything moved.
 * @param {Element} pane
 * @param {number} x
 * @param {number} y
 */
function scrollTo(pane, x, y) {
  const [left, top] = [pane.scrollLeft, pane.scrollTop];
  pane.scrollLeft = x * (pane.scrollWidth - pane.clientWidth);
  pane.scrollTop = y * (pane.scrollHeight - pane.clientHeight);
  return pane.scrollLeft !== left || pane.scrollTop !== top;
}

customElements.define("page-viewer", PageViewer);
