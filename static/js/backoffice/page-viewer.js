// @ts-check
/**
 * `<page-viewer>`: looks closer at a page. The wheel and the keys change its size at the pointer, dragging moves it;
 * beside its original both are moved and sized as one. What was chosen holds for the pages of the same document, and the
 * strip follows. As wide as there is room is a way to read: it holds for all documents, as long as the tab is open.
 * Without JavaScript the page is shown whole.
 */

const STEP = 1.25;
const LARGEST = 8; // of the page's own pixels: beyond, letters are only blur

/** How the pages at this address are looked at; none: whole. Parts of the way that can be scrolled, 0 to 1. */
let kept = { path: "", page: "", zoom: 0, x: 0, y: 0 };

const WIDE = "guichet-page-width"; // in the tab's own storage

class PageViewer extends HTMLElement {
  connectedCallback() {
    requestAnimationFrame(() => this.reveal()); // measured once, when all that came with the page is laid out
    const frame = this.querySelector(".viewer");
    const stage = this.querySelector(".stage");
    if (!(frame instanceof HTMLElement) || !(stage instanceof HTMLElement)) return;
    this.wished = 0;
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
    for (const each of this.images) {
      if (!each.complete) each.addEventListener("load", () => this.resume(), { signal, once: true });
      each.addEventListener("load", () => this.say(), { signal }); // also the sharper picture of a larger page
    }
    this.watch = new ResizeObserver(() => this.refit());
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
    // While a sharper picture is fetched there is none for a moment, but the page has its size
    if (!image || (image.complete && !image.naturalWidth)) return 0;
    return Number(image.getAttribute("width")) || image.naturalWidth;
  }

  /**
   * How large the page is shown, in parts of its own pixels. What was wished for counts at once: while a sharper picture
   * is fetched the page still has its former size, and a second key would go from there.
   */
  get zoom() {
    if (this.wished) return this.wished;
    return this.image && this.width ? (this.image.clientWidth * devicePixelRatio) / this.width : 0;
  }

  /** How wide a page is that fills its pane, in parts of its own pixels; all of them are enough. */
  get widest() {
    const pane = this.panes.at(-1);
    if (!pane || !this.width) return 0;
    const { paddingLeft, paddingRight } = getComputedStyle(pane);
    const room = pane.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
    return Math.min((room * devicePixelRatio) / this.width, 1);
  }

  /** What scrolls: the frame; beside its original each of the two. @returns {Element[]} */
  get panes() {
    if (!this.frame || !this.stage) return [];
    return this.stage.dataset.view === "compare" ? [...this.stage.children] : [this.frame];
  }

  /** Look at this page as at the one before: at the same place where it is the same page, else from its top. */
  resume() {
    const { path, page, zoom, x, y } = kept;
    const isSame = path === this.path;
    if (this.image?.naturalWidth && (isWide() || (zoom && isSame))) {
      if (isWide()) this.widen();
      else this.resize(zoom);
      for (const each of this.panes) scrollTo(each, isSame ? x : 0, isSame && page === this.page ? y : 0);
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
    else if (wish !== "fit") return;
    else if (this.stage?.hasAttribute("data-zoomed")) this.fit();
    else this.widen();
  }

  /** @param {WheelEvent} event */
  wheel(event) {
    if (event.shiftKey) return; // scrolls
    event.preventDefault();
    this.resize(this.zoom * STEP ** (event.deltaY < 0 ? 1 : -1), event);
  }

  /** Show the page as wide as there is room, from its top, and each that follows. */
  widen() {
    this.resize(this.widest);
    if (Math.abs(this.widest - this.zoom) > 0.001) this.resize(this.widest); // a bar to scroll by took its place
    for (const each of this.panes) each.scrollTop = 0;
    setWide(true);
  }

  /** The pane has another size. */
  refit() {
    if (isWide() && this.stage?.hasAttribute("data-zoomed")) this.resume();
    else this.say();
  }

  fit() {
    setWide(false);
    this.wished = 0;
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
    setWide(false);
    const pane = this.panes.find((each) => at && each.contains(/** @type {Node} */ (at.target))) ?? this.panes.at(-1);
    const pointed = pane?.querySelector("img") ?? image;
    const box = /** @type {Element} */ (pane).getBoundingClientRect();
    const pointX = at ? at.clientX : box.left + box.width / 2;
    const pointY = at ? at.clientY : box.top + box.height / 2;
    const before = pointed.getBoundingClientRect();
    const partX = before.width ? (pointX - before.left) / before.width : 0;
    const partY = before.height ? (pointY - before.top) / before.height : 0;
    const wanted = Math.min(Math.max(zoom, 0.05), LARGEST);
    this.wished = wanted;
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

/** Whether pages are shown as wide as there is room. A browser that keeps nothing has them whole. */
function isWide() {
  try {
    return sessionStorage.getItem(WIDE) === "yes";
  } catch {
    return false;
  }
}

/** @param {boolean} wish */
function setWide(wish) {
  try {
    if (wish) sessionStorage.setItem(WIDE, "yes");
    else sessionStorage.removeItem(WIDE);
  } catch {
    // then it holds for this page
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
