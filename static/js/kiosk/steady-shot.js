// @ts-check
/**
 * <steady-shot> within a <page-viewfinder>: takes the photo by itself once something was laid before the camera, lies still,
 * and is sharp. It says so first ([data-soon], a status), for long enough that whoever moves the paper begins anew. The
 * button shoots all the same, at once.
 *
 * What lay there when the camera came, and what was photographed, is not taken again by itself until it is another thing:
 * an empty tray, or the paper that the person has just seen. A dialog that stands open is answered first.
 */

import { grey, isOther, isSharp, moved } from "./grey-picture.js";

const LOOK_MS = 150;
const REST_SHARE = 7; // times what a look cost: an eighth of a core at most, be the camera large and the machine small
const SETTLE_MS = 600; // a camera that opens is dark first, then too light
const STILL_MS = 900;
const SOON_MS = 1000;
const SMALL = 160; // pixels across: what moves is seen
const LARGE = 640; // what is printed is seen
const KNOWN_MAX = 4;

/** @typedef {import("./grey-picture.js").Grey} Grey */
/** @typedef {import("../viewfinder.js").PageViewfinder} PageViewfinder */

// The screens of a visit are swapped, and this goes on; it ends with the page of the visit.
/** @type {Grey[]} */
const known = [];

export class SteadyShot extends HTMLElement {
  /** @type {Grey | null} what nothing moved in since then */
  #still = null;
  #since = 0;
  #begun = 0;
  #asked = 0;
  #isKnown = false;

  connectedCallback() {
    this.viewfinder = /** @type {PageViewfinder | null} */ (this.closest("page-viewfinder"));
    this.form = this.closest("shot-form");
    this.form?.addEventListener("change", this.#taken);
    this.canvas = document.createElement("canvas");
    this.#watch();
  }

  disconnectedCallback() {
    this.form?.removeEventListener("change", this.#taken);
    clearTimeout(this.timer);
  }

  #watch = () => {
    const begun = performance.now();
    this.#look();
    this.timer = setTimeout(this.#watch, Math.max(LOOK_MS, REST_SHARE * (performance.now() - begun)));
  };

  #look() {
    const video = this.#video();
    if (!video) {
      this.#anew(null);
      return;
    }
    const now = performance.now();
    const seen = this.#see(video, SMALL);
    this.#begun ||= now;
    if (now - this.#begun < SETTLE_MS) return;
    if (!this.#isKnown) know(seen);
    this.#isKnown = true;
    if (!this.#still || moved(this.#still, seen)) this.#anew(seen);
    else if (this.#asked) this.#count(now);
    else if (now - this.#since >= STILL_MS) this.#judge(video, seen);
  }

  /** Something moved, or there is nothing to look at: begin with what is seen now. @param {Grey | null} seen */
  #anew(seen) {
    this.#still = seen;
    this.#since = performance.now();
    this.#say(false);
  }

  /** It lies still: say that it is taken, where it is new and sharp. @param {HTMLVideoElement} video @param {Grey} seen */
  #judge(video, seen) {
    const isNew = known.every((each) => isOther(each, seen));
    if (isNew && isSharp(this.#see(video, LARGE))) this.#say(true);
    else this.#since = performance.now(); // the lens may find it yet
  }

  /** @param {number} now */
  #count(now) {
    if (now - this.#asked < SOON_MS) return;
    this.#say(false);
    void this.viewfinder?.shoot();
  }

  /** However the photo came, what lies there is known. */
  #taken = () => {
    if (this.#still) know(this.#still);
    this.#anew(null);
  };

  /** @param {boolean} soon */
  #say(soon) {
    this.#asked = soon ? performance.now() : 0;
    this.viewfinder?.toggleAttribute("data-soon", soon);
    const words = this.querySelector("p");
    if (words && words.hidden === soon) words.hidden = !soon;
  }

  /** Return what is filmed, where a photo may be taken of it now. */
  #video() {
    const video = this.viewfinder?.querySelector("video");
    const isLive = this.viewfinder?.dataset.state === "live" && video && video.readyState >= 2 && video.videoWidth > 0;
    return isLive && !this.form?.matches("[data-busy], [data-kept]") && !document.querySelector("dialog[open]") ? video : null;
  }

  /** @param {HTMLVideoElement} video @param {number} width pixels */
  #see(video, width) {
    const canvas = /** @type {HTMLCanvasElement} */ (this.canvas);
    canvas.width = width;
    canvas.height = Math.round((width * video.videoHeight) / video.videoWidth);
    const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
    pen.imageSmoothingQuality = "medium";
    pen.drawImage(video, 0, 0, canvas.width, canvas.height);
    return grey(pen.getImageData(0, 0, canvas.width, canvas.height));
  }
}

/** Take no more of this by itself. @param {Grey} picture */
function know(picture) {
  known.push(picture);
  if (known.length > KNOWN_MAX) known.splice(1, 1); // the first one is the tray as the visit found it
}

customElements.define("steady-shot", SteadyShot);
