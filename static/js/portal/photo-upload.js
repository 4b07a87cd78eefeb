// @ts-check
/**
 * <photo-upload>: sends each photo as soon as it is taken or chosen, one after the other, while a slip prints out as
 * far as the bytes have gone. A photo that did not arrive stays here until it is sent on or left out.
 *
 * Without it the form inside is sent as it is. The words are all in the template.
 */

import { canSend, newName, Sending } from "../sending.js";
import { firstLook } from "./first-look.js";
import { thumb } from "./thumb.js";

/** @typedef {import("../sending.js").Failure} Failure */

/**
 * @typedef {object} Shot
 * @property {File} file
 * @property {string} paper the paper that it becomes a page of
 * @property {Sending} sending
 * @property {number} sent bytes so far
 * @property {"waiting" | "sending" | "held" | "sent" | "failed"} state
 * @property {HTMLElement} thumb
 * @property {HTMLElement} [told] what is said of it: first by the phone, then by the server
 * @property {() => void} [again] sends it on, where it failed and may succeed
 */

export class PhotoUpload extends HTMLElement {
  /** @type {Shot[]} */
  #shots = [];
  #busy = false;

  connectedCallback() {
    const form = this.querySelector("form");
    const input = this.querySelector("input[type=file]");
    if (!(form instanceof HTMLFormElement) || !(input instanceof HTMLInputElement)) return;
    this.paper = new URL(form.action).searchParams.get("paper") ?? "";
    this.#part("plain").hidden = true;
    const several = this.querySelector("[data-several]");
    if (several instanceof HTMLElement) several.hidden = true;
    input.addEventListener("change", () => {
      const files = [...(input.files ?? [])];
      input.value = "";
      this.#viewfinder()?.close();
      if (files.length > 1 && this.querySelector("[data-question]")) this.#ask(files);
      else this.#take(files, false);
    });
    this.addEventListener("viewfinder-live", () => this.#part("shoot").focus());
    this.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#part("close").click();
    });
    this.#part("close").addEventListener("click", () => this.#part("open").focus());
    addEventListener("beforeunload", this.#hold);
    addEventListener("online", this.#goOn);
  }

  disconnectedCallback() {
    removeEventListener("beforeunload", this.#hold);
    removeEventListener("online", this.#goOn);
  }

  /** Ask whether several files are one paper. @param {File[]} files */
  #ask(files) {
    const question = this.#part("question");
    question.hidden = false;
    question.focus();
    for (const answer of ["together", "apart"]) {
      this.#part(answer).onclick = () => {
        question.hidden = true;
        this.#take(files, answer === "apart");
      };
    }
  }

  /**
   * @param {File[]} files
   * @param {boolean} apart each is a paper of its own
   */
  #take(files, apart) {
    for (const [index, file] of files.entries()) {
      const own = apart && (index > 0 || this.#shots.length > 0) ? newName() : (this.paper ?? "");
      const item = thumb(file);
      this.#part("thumbs").append(item);
      const sending = new Sending(this, own, file);
      /** @type {Shot} */
      const shot = { file, paper: own, sending, sent: 0, state: "waiting", thumb: item };
      this.#shots.push(shot);
      this.#look(shot);
    }
    if (files.length) this.#part("sending").hidden = false;
    this.#next();
  }

  /** Send what waits, one after the other: a phone's upward line carries one photo best. */
  async #next() {
    if (this.#busy) return;
    const shot = this.#shots.find((each) => each.state === "waiting");
    this.#draw();
    if (!shot) return;
    this.#busy = true;
    shot.state = "sending";
    shot.thumb.setAttribute("aria-busy", "true");
    const failure = this.#isFull() ? { why: this.dataset.full ?? "", final: true } : await this.#send(shot);
    shot.thumb.removeAttribute("aria-busy");
    shot.state = failure ? "failed" : "sent";
    if (failure) this.#complain(shot, failure);
    else this.#glance(shot);
    this.#busy = false;
    this.#next();
  }

  /** Tell whether the deposit holds no more, known before a byte is sent. Each file is a page at least. */
  #isFull() {
    return this.#shots.filter((each) => each.state === "sent").length >= Number(this.dataset.pagesLeft);
  }

  /** @param {Shot} shot */
  #send(shot) {
    return shot.sending.go({
      gone: (bytes) => {
        shot.sent = bytes;
        shot.state = "sending";
        this.#draw();
      },
      held: () => {
        shot.state = "held";
        this.#draw();
      },
    });
  }

  /** Say what the phone itself sees on a photo, while it is sent. @param {Shot} shot */
  async #look(shot) {
    const fault = await firstLook(shot.file);
    const template = this.querySelector(`template[data-fault="${fault}"]`);
    const told = template instanceof HTMLTemplateElement && template.content.firstElementChild?.cloneNode(true);
    if (told instanceof HTMLElement && !shot.told && this.#shots.includes(shot)) this.#say(shot, told);
  }

  /** Show what the server sees on a photo; of those before, what is good needs no more words. @param {Shot} shot */
  async #glance(shot) {
    const glances = this.#part("glances");
    const answer = await fetch(`${glances.dataset.from}${shot.sending.ids.original}/glance`, {
      headers: { "HX-Request": "true" },
    }).catch(() => null);
    if (!answer?.ok || !this.#shots.includes(shot)) return;
    const template = document.createElement("template");
    template.innerHTML = await answer.text();
    const told = template.content.querySelector(".glance");
    if (!(told instanceof HTMLElement)) return;
    for (const each of glances.querySelectorAll('[data-state="good"]')) each.remove();
    this.#say(shot, told);
  }

  /**
   * @param {Shot} shot
   * @param {HTMLElement} told
   */
  #say(shot, told) {
    if (shot.told?.isConnected) shot.told.replaceWith(told);
    else this.#part("glances").append(told);
    shot.told = told;
    shot.thumb.dataset.state = told.dataset.state;
    if (told.dataset.state === "need") told.scrollIntoView({ block: "center" });
  }

  #draw() {
    const whole = this.#shots.reduce((sum, shot) => sum + shot.file.size, 0);
    const gone = this.#shots.reduce((sum, shot) => sum + (shot.state === "sent" ? shot.file.size : shot.sent), 0);
    const bar = this.querySelector("progress");
    if (bar) {
      bar.max = Math.max(1, whole);
      bar.value = gone;
    }
    const states = new Set(this.#shots.map((shot) => shot.state));
    const going = ["waiting", "sending", "held"].some((state) => states.has(/** @type {Shot["state"]} */ (state)));
    const says = this.#part("says");
    const now = states.has("held") ? "held" : going ? "sending" : states.has("failed") ? "failed" : "sent";
    const words = says.dataset[`${now}Words`] ?? "";
    if (this.#shots.length && says.textContent !== words) says.textContent = words;
    this.#part("next").hidden = going || !states.has("sent");
    if (this.#shots.some((shot) => shot.state === "sent" && shot.paper !== this.paper)) {
      const link = this.#part("next").querySelector("a");
      if (link) link.href = link.dataset.overview ?? link.href;
    }
    const open = this.querySelector("[data-open]");
    if (open && this.#shots.length) open.setAttribute("data-kind", "quiet");
    const lost = document.activeElement === document.body; // the camera that had the focus is closed
    if (lost && !this.#part("next").hidden) this.#part("overview").focus({ preventScroll: true });
  }

  #viewfinder() {
    return /** @type {import("../viewfinder.js").PageViewfinder | null} */ (this.querySelector("page-viewfinder"));
  }

  /**
   * @param {Shot} shot
   * @param {Failure} failure
   */
  #complain(shot, { why, final }) {
    const template = /** @type {HTMLTemplateElement | null} */ (this.querySelector("template[data-failure]"));
    const notice = /** @type {HTMLElement | undefined} */ (template?.content.firstElementChild?.cloneNode(true));
    if (!notice) return;
    shot.thumb.dataset.state = "need";
    const title = /** @type {HTMLElement} */ (notice.querySelector("[data-why]"));
    title.textContent = why || title.dataset.lost || "";
    const again = /** @type {HTMLElement} */ (notice.querySelector("[data-again]"));
    again.hidden = final;
    shot.again = final ? undefined : () => {
      shot.again = undefined;
      notice.remove();
      delete shot.thumb.dataset.state;
      shot.state = "waiting";
      this.#next();
    };
    again.addEventListener("click", () => shot.again?.());
    notice.querySelector("[data-drop]")?.addEventListener("click", () => {
      notice.remove();
      shot.thumb.remove();
      shot.told?.remove();
      shot.sending.drop();
      this.#shots = this.#shots.filter((each) => each !== shot);
      this.#part("sending").hidden = this.#shots.length === 0;
      this.#draw();
    });
    this.#part("failed").append(notice);
  }

  /** Send on what failed, as soon as the phone has a line again. */
  #goOn = () => {
    for (const shot of this.#shots) shot.again?.();
  };

  /** Ask before a photo that was not sent is lost. @param {Event} event */
  #hold = (event) => {
    if (this.#shots.some((shot) => shot.state !== "sent")) event.preventDefault();
  };

  /** @param {string} name */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-${name}]`));
  }
}

if (canSend()) customElements.define("photo-upload", PhotoUpload);
