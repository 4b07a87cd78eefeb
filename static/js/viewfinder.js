// @ts-check
/**
 * <page-viewfinder input="ID" facing="environment">: the camera inside the page, where the browser gives it.
 *
 * Each shot becomes a JPEG file in the <input type="file" id="ID">, which then says `change`, as if the person had
 * chosen a file; so the form, and whoever enhances it, need not know of cameras. Without a camera, without leave or
 * without JavaScript the input is all there is.
 *
 * Children, all in the template (so that words stay there): a <video data-view>, a <button data-open> that is shown
 * when a camera may be had, a <button data-shoot>, a <button data-close>, perhaps a <button data-torch>, which is shown
 * where the camera has a light, and a [data-refused] sentence that is shown when the person or the browser said no. The
 * attribute `data-state` says `closed`, `opening`, `live` or `refused`; `data-absent`, that the browser has no cameras.
 */
export class PageViewfinder extends HTMLElement {
  /** @type {MediaStream | null} */
  #stream = null;

  connectedCallback() {
    if (!navigator.mediaDevices?.getUserMedia) {
      this.toggleAttribute("data-absent", true);
      return;
    }
    this.dataset.state = "closed";
    this.#part("open").addEventListener("click", () => this.open());
    this.querySelector("[data-shoot]")?.addEventListener("click", () => this.shoot());
    this.querySelector("[data-close]")?.addEventListener("click", () => this.close());
    this.querySelector("[data-torch]")?.addEventListener("click", () => this.light(!this.#isLit));
    if (this.hasAttribute("autoopen")) this.open();
  }

  disconnectedCallback() {
    this.close();
  }

  /** Ask for the camera and show what it sees. */
  async open() {
    if (this.#stream || this.dataset.state === "opening") return;
    this.dataset.state = "opening";
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: false,
        video: {
          facingMode: { ideal: this.getAttribute("facing") ?? "environment" },
          width: { ideal: 4096 },
          height: { ideal: 3072 },
        },
      });
      if (!this.isConnected) {
        for (const track of stream.getTracks()) track.stop();
        return;
      }
      this.#stream = stream;
      const video = this.#video();
      video.srcObject = stream;
      await video.play();
      this.dataset.state = "live";
      this.#offerTorch();
      this.dispatchEvent(new CustomEvent("viewfinder-live", { bubbles: true }));
    } catch {
      this.close();
      this.dataset.state = "refused";
    }
  }

  /** Take what the camera sees now, at its full size. */
  async shoot() {
    if (this.dataset.state !== "live") return;
    const video = this.#video();
    const canvas = document.createElement("canvas");
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext("2d")?.drawImage(video, 0, 0);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.92));
    if (!(blob instanceof Blob)) return;
    const input = document.getElementById(this.getAttribute("input") ?? "");
    if (!(input instanceof HTMLInputElement)) return;
    const files = new DataTransfer();
    files.items.add(new File([blob], "photo.jpg", { type: "image/jpeg" }));
    input.files = files.files;
    this.classList.remove("has-shot");
    requestAnimationFrame(() => this.classList.add("has-shot"));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** Switch the camera's light on or off. @param {boolean} on */
  async light(on) {
    try {
      await this.#track?.applyConstraints({ advanced: [/** @type {any} */ ({ torch: on })] });
      this.querySelector("[data-torch]")?.setAttribute("aria-pressed", String(on));
    } catch {
      this.#offerTorch(false); // it said that it has one, and has not
    }
  }

  /** Give the camera back. */
  close() {
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = null;
    const video = this.querySelector("video");
    if (video) video.srcObject = null;
    if (this.dataset.state) this.dataset.state = "closed";
  }

  get #track() {
    return this.#stream?.getVideoTracks()[0];
  }

  get #isLit() {
    return this.querySelector("[data-torch]")?.getAttribute("aria-pressed") === "true";
  }

  /** Show the light's button where there is a light; it is off when a camera opens. */
  #offerTorch(has = Boolean(/** @type {any} */ (this.#track?.getCapabilities?.())?.torch)) {
    const button = this.querySelector("[data-torch]");
    button?.toggleAttribute("hidden", !has);
    button?.setAttribute("aria-pressed", "false");
  }

  #video() {
    return /** @type {HTMLVideoElement} */ (this.querySelector("video[data-view]"));
  }

  /** @param {string} name */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-${name}]`));
  }
}

customElements.define("page-viewfinder", PageViewfinder);
