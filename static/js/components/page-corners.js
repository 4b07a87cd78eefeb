// @ts-check
/**
 * `<page-corners reach="0.25" least="0.005" says="{x} … {y}" leave="ID">`: the outline of a page over its photo, with a
 * handle at each corner, which a finger, a mouse or the arrow keys move. What stands in the eight number fields is what
 * is saved; without JavaScript they are all there is.
 *
 * A corner goes where the four make a sheet, and no further: the outline never crosses itself (`least` is the smallest
 * triangle of a corner with its neighbours, as in dossier/deposits/corners.py). A `[data-corners]` button of the same
 * page sets all four: `whole`, or as they were `found`. Escape follows the link that `leave` names.
 */

/** @typedef {[number, number]} Point shares of the photo's width and height */

const NAMES = ["top_left", "top_right", "bottom_right", "bottom_left"];
/** @type {Point[]} */
const WHOLE = [[0, 0], [1, 0], [1, 1], [0, 1]];
const STRIDE = 10; // steps of an arrow key with Shift
const ZOOM = 3; // of the loupe, to the photo as it is shown
const HALVINGS = 12; // when looking for how far a corner may go: 1/4096 of the way
/** @type {Record<string, Point>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

class PageCorners extends HTMLElement {
  connectedCallback() {
    this.table = /** @type {HTMLElement} */ (this.querySelector(".corners-table"));
    this.photo = /** @type {HTMLImageElement} */ (this.querySelector("img"));
    this.loupe = /** @type {SVGSVGElement} */ (this.querySelector(".corners-loupe"));
    this.handles = NAMES.map((name) => /** @type {HTMLElement} */ (this.querySelector(`[data-corner=${name}]`)));
    this.fields = NAMES.map((name) =>
      ["x", "y"].map((axis) => /** @type {HTMLInputElement} */ (this.querySelector(`[name=${name}_${axis}]`))),
    );
    const form = this.closest("form");
    if (form) form.noValidate = true; // the fields are hidden: the server says what is wrong
    this.points = this.fields.map(([x, y]) => /** @type {Point} */ ([x.valueAsNumber / 100, y.valueAsNumber / 100]));
    if (!this.points.flat().every(Number.isFinite)) this.points = WHOLE;
    this.found = this.points;
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.handles.forEach((handle, index) => {
      handle.addEventListener("pointerdown", (event) => this.grip(event, index), { signal });
      handle.addEventListener("keydown", (event) => this.press(event, index), { signal });
      handle.addEventListener("blur", () => this.look(null), { signal });
    });
    document.addEventListener("click", (event) => this.choose(event), { signal });
    document.addEventListener("keydown", (event) => this.leave(event), { signal, capture: true });
    this.watch = new ResizeObserver(() => this.draw());
    this.watch.observe(this.photo);
    for (const each of document.querySelectorAll("[data-corners][hidden]")) each.removeAttribute("hidden");
    this.draw();
  }

  disconnectedCallback() {
    this.stop?.abort();
    this.watch?.disconnect();
  }

  /** How far a corner may go, in shares: to the edge of the table on which the photo lies, and never beyond reach. */
  get limits() {
    const reach = Number(this.getAttribute("reach"));
    const photo = this.photo?.getBoundingClientRect();
    const table = this.table?.getBoundingClientRect();
    if (!photo?.width || !photo.height || !table) return { left: -reach, right: 1 + reach, top: -reach, bottom: 1 + reach };
    return {
      left: Math.max(-reach, (table.left - photo.left) / photo.width),
      right: Math.min(1 + reach, (table.right - photo.left) / photo.width),
      top: Math.max(-reach, (table.top - photo.top) / photo.height),
      bottom: Math.min(1 + reach, (table.bottom - photo.top) / photo.height),
    };
  }

  /**
   * @param {PointerEvent} event
   * @param {number} index
   */
  grip(event, index) {
    const { photo, handles } = this;
    if (event.button !== 0 || !photo || !handles) return;
    const handle = handles[index];
    event.preventDefault();
    handle.focus(/** @type {FocusOptions} */ ({ preventScroll: true, focusVisible: false }));
    handle.setPointerCapture(event.pointerId);
    const before = handle.getBoundingClientRect(); // the finger keeps to the place of the handle that it took
    const slip = [event.clientX - before.left - before.width / 2, event.clientY - before.top - before.height / 2];
    const moves = new AbortController();
    const end = () => {
      moves.abort();
      this.look(null);
    };
    handle.addEventListener(
      "pointermove",
      (move) => {
        const box = photo.getBoundingClientRect();
        this.move(index, [
          (move.clientX - slip[0] - box.left) / box.width,
          (move.clientY - slip[1] - box.top) / box.height,
        ]);
      },
      moves,
    );
    for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) handle.addEventListener(name, end, moves);
    this.look(index);
  }

  /**
   * @param {KeyboardEvent} event
   * @param {number} index
   */
  press(event, index) {
    const way = ARROWS[event.key];
    if (!way || !this.photo || !this.points || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const steps = event.shiftKey ? STRIDE : 1;
    const [x, y] = this.points[index];
    this.move(index, [x + (way[0] * steps) / this.photo.clientWidth, y + (way[1] * steps) / this.photo.clientHeight]);
    this.look(index);
  }

  /** @param {MouseEvent} event */
  choose(event) {
    const button = /** @type {Element} */ (event.target).closest("[data-corners]");
    if (!button) return;
    event.preventDefault();
    this.points = button.getAttribute("data-corners") === "whole" ? WHOLE : this.found;
    this.draw();
  }

  /** @param {KeyboardEvent} event */
  leave(event) {
    const target = /** @type {Element} */ (event.target);
    if (event.key !== "Escape" || target.matches("input, select, textarea") || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    document.getElementById(this.getAttribute("leave") ?? "")?.click();
  }

  /**
   * Move a corner as far towards a place as the four still make a sheet.
   * @param {number} index
   * @param {Point} wish
   */
  move(index, wish) {
    if (!this.points) return;
    const { left, right, top, bottom } = this.limits;
    const [fromX, fromY] = this.points[index];
    const [toX, toY] = [Math.min(Math.max(wish[0], left), right), Math.min(Math.max(wish[1], top), bottom)];
    /** @param {number} share of the way */
    const at = (share) =>
      this.points?.map((point, each) =>
        each === index ? /** @type {Point} */ ([fromX + (toX - fromX) * share, fromY + (toY - fromY) * share]) : point,
      ) ?? [];
    let near = 0;
    if (!this.isSheet(this.points) || this.isSheet(at(1))) near = 1;
    else {
      for (let halving = 0, far = 1; halving < HALVINGS; halving += 1) {
        const middle = (near + far) / 2;
        if (this.isSheet(at(middle))) near = middle;
        else far = middle;
      }
    }
    this.points = at(near);
    this.draw();
  }

  /** @param {Point[]} points */
  isSheet(points) {
    const least = Number(this.getAttribute("least"));
    return points.every(([x, y], index) => {
      const [beforeX, beforeY] = points[(index + 3) % 4];
      const [afterX, afterY] = points[(index + 1) % 4];
      return ((x - beforeX) * (afterY - y) - (y - beforeY) * (afterX - x)) / 2 >= least;
    });
  }

  draw() {
    const { left, right, top, bottom } = this.limits;
    this.points?.forEach(([x, y], index) => {
      const handle = this.handles?.[index];
      const [across, down] = [(x * 100).toFixed(2), (y * 100).toFixed(2)];
      const [fieldX, fieldY] = this.fields?.[index] ?? [];
      if (!handle || !fieldX || !fieldY) return;
      fieldX.value = across;
      fieldY.value = down;
      // A corner that was found far outside waits at the table's edge to be taken.
      handle.style.setProperty("left", `${Math.min(Math.max(x, left), right) * 100}%`);
      handle.style.setProperty("top", `${Math.min(Math.max(y, top), bottom) * 100}%`);
      handle.setAttribute("aria-valuemin", String(Number(fieldX.min)));
      handle.setAttribute("aria-valuemax", String(Number(fieldX.max)));
      handle.setAttribute("aria-valuenow", String(Math.round(x * 100)));
      handle.setAttribute("aria-valuetext", this.words(x, y));
    });
    const outline = this.points?.map(([x, y]) => `${x * 100},${y * 100}`).join(" ") ?? "";
    for (const each of this.querySelectorAll(".outline polygon")) each.setAttribute("points", outline);
    this.drawLoupe();
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  words(x, y) {
    return (this.getAttribute("says") ?? "")
      .replace("{x}", `${Math.round(x * 100)} %`)
      .replace("{y}", `${Math.round(y * 100)} %`);
  }

  /**
   * Look at a corner through the loupe, which lies on the other side, where no finger is; at none, put it away.
   * @param {number | null} index
   */
  look(index) {
    this.looked = index;
    this.drawLoupe();
  }

  drawLoupe() {
    const { loupe, photo, points } = this;
    if (!loupe || !photo || !points) return;
    const seen = this.looked ?? null;
    loupe.toggleAttribute("data-open", seen !== null);
    if (seen === null || !photo.clientWidth) return;
    const [width, height] = [photo.clientWidth, photo.clientHeight];
    const [x, y] = [points[seen][0] * width, points[seen][1] * height];
    loupe.setAttribute("data-side", points[seen][0] < 0.5 ? "right" : "left");
    const span = loupe.clientWidth / ZOOM;
    loupe.setAttribute("viewBox", `${x - span / 2} ${y - span / 2} ${span} ${span}`);
    loupe.querySelector("image")?.setAttribute("width", String(width));
    loupe.querySelector("image")?.setAttribute("height", String(height));
    const outline = points.map(([across, down]) => `${across * width},${down * height}`).join(" ");
    for (const each of loupe.querySelectorAll("polygon")) each.setAttribute("points", outline);
  }
}

customElements.define("page-corners", PageCorners);
