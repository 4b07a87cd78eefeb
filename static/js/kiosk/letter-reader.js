// @ts-check
/**
 * <letter-reader action="/kiosk/letter">: while the <page-viewfinder> inside is live, sends what it sees, one frame at a
 * time, until the server finds a letter of ours in it and says where to go on. `[data-says]` shows what is wrong.
 */

const EVERY_MS = 700;
const WIDTH_MAX_PIXELS = 1600;

export class LetterReader extends HTMLElement {
  connectedCallback() {
    this.addEventListener("viewfinder-live", () => this.#watch());
  }

  async #watch() {
    const video = this.querySelector("video");
    while (this.isConnected && video?.srcObject) {
      const began = Date.now();
      const frame = await still(video);
      if (frame && (await this.#read(frame))) return;
      await new Promise((done) => setTimeout(done, Math.max(0, EVERY_MS - (Date.now() - began))));
    }
  }

  /**
   * Say whether this frame led on.
   * @param {Blob} frame
   */
  async #read(frame) {
    const body = new FormData();
    body.set("frame", frame, "frame.jpg");
    const says = this.querySelector("[data-says]");
    try {
      const headers = { Accept: "application/json" };
      const answer = await fetch(this.getAttribute("action") ?? "", { method: "POST", body, headers });
      if (answer.status === 204) return false;
      const told = await answer.json();
      if (answer.ok && this.isConnected) location.replace(told.next);
      else if (says) says.textContent = told.title ?? "";
      return answer.ok;
    } catch {
      return false; // the next frame tries again
    }
  }
}

/**
 * @param {HTMLVideoElement} video
 * @returns {Promise<Blob | null>}
 */
function still(video) {
  const scale = Math.min(1, WIDTH_MAX_PIXELS / Math.max(1, video.videoWidth));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  if (!canvas.width) return Promise.resolve(null);
  canvas.getContext("2d")?.drawImage(video, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
}

customElements.define("letter-reader", LetterReader);
