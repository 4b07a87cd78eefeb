// @ts-check
/**
 * `<screen-picture>`: photographs the screen that a dialog stands over, shows it, lets one cover parts of it, and puts it
 * into the form's file field. The browser asks for each picture by itself (`getDisplayMedia`): nothing is made unasked,
 * and what is shown is what is sent. Without a script, or where the browser cannot, a file is chosen instead.
 *
 * A library that draws the page anew from its elements would ask nobody, would draw it otherwise than it was seen (which
 * is what feedback is about), and would need styles inside the page, which our policy for content forbids.
 */

const WIDTH_MAX_PIXELS = 1920;
const QUALITY = 0.85;
const SETTLE_MS = 300; // until the dialog is out of the picture

class ScreenPicture extends HTMLElement {
  connectedCallback() {
    this.canvas = /** @type {HTMLCanvasElement} */ (this.querySelector("canvas"));
    this.field = /** @type {HTMLInputElement} */ (this.querySelector("input[type=file]"));
    const size = this.closest("form")?.querySelector("[name=window_size]");
    if (size instanceof HTMLInputElement) size.value = `${innerWidth}×${innerHeight}`;
    const dialog = this.closest("dialog");
    const make = this.part("make");
    if (!dialog || !make || !("getDisplayMedia" in (navigator.mediaDevices ?? {}))) return;
    this.field.hidden = true;
    make.hidden = false;
    make.querySelector("button")?.addEventListener("click", () => this.make(dialog));
    this.querySelector("[data-drop]")?.addEventListener("click", () => this.drop());
    this.canvas.addEventListener("pointerdown", (event) => this.cover(event));
  }

  /** @param {string} name */
  part(name) {
    return /** @type {HTMLElement | null} */ (this.querySelector(`[data-${name}]`));
  }

  /** @param {HTMLDialogElement} dialog */
  async make(dialog) {
    this.show("no", false);
    try {
      const asked = { video: true, audio: false, preferCurrentTab: true, selfBrowserSurface: "include" };
      const stream = await navigator.mediaDevices.getDisplayMedia(asked);
      dialog.close();
      try {
        await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
        await this.draw(stream);
      } finally {
        for (const track of stream.getTracks()) track.stop();
        dialog.showModal();
      }
      await this.keep();
      this.show("made", true);
      this.show("make", false);
    } catch {
      this.show("no", true); // refused, or there is no camera for screens here
    }
  }

  /** @param {MediaStream} stream */
  async draw(stream) {
    const video = document.createElement("video");
    video.muted = true;
    video.srcObject = stream;
    await video.play();
    await new Promise((resolve) => video.requestVideoFrameCallback(resolve));
    const scale = Math.min(1, WIDTH_MAX_PIXELS / video.videoWidth);
    this.canvas.width = Math.round(video.videoWidth * scale);
    this.canvas.height = Math.round(video.videoHeight * scale);
    this.canvas.getContext("2d")?.drawImage(video, 0, 0, this.canvas.width, this.canvas.height);
  }

  /** Cover what lies between where a finger goes down and where it goes up. @param {PointerEvent} down */
  cover(down) {
    const pen = this.canvas.getContext("2d");
    if (!pen) return;
    const before = pen.getImageData(0, 0, this.canvas.width, this.canvas.height);
    const from = this.place(down);
    const stop = new AbortController();
    const { signal } = stop;
    this.canvas.setPointerCapture(down.pointerId);
    const move = (/** @type {PointerEvent} */ event) => {
      const to = this.place(event);
      pen.putImageData(before, 0, 0);
      pen.fillRect(from.x, from.y, to.x - from.x, to.y - from.y);
    };
    const end = () => {
      stop.abort();
      this.keep();
    };
    this.canvas.addEventListener("pointermove", move, { signal });
    this.canvas.addEventListener("pointerup", end, { signal });
    this.canvas.addEventListener("pointercancel", end, { signal });
  }

  /** @param {PointerEvent} event */
  place(event) {
    const box = this.canvas.getBoundingClientRect();
    return {
      x: ((event.clientX - box.left) / box.width) * this.canvas.width,
      y: ((event.clientY - box.top) / box.height) * this.canvas.height,
    };
  }

  async keep() {
    const blob = await new Promise((/** @type {(made: Blob | null) => void} */ resolve) =>
      this.canvas.toBlob(resolve, "image/jpeg", QUALITY),
    );
    if (!blob) return this.drop();
    const files = new DataTransfer();
    files.items.add(new File([blob], "screen.jpg", { type: "image/jpeg" }));
    this.field.files = files.files;
  }

  drop() {
    this.field.value = "";
    this.show("made", false);
    this.show("make", true);
  }

  /**
   * @param {string} name
   * @param {boolean} is
   */
  show(name, is) {
    const part = this.part(name);
    if (part) part.hidden = !is;
  }
}

customElements.define("screen-picture", ScreenPicture);
