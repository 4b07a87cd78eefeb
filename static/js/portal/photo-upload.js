// @ts-check
/**
 * <photo-upload>: keeps each photo on the phone as soon as it is taken or chosen, and sends it, one after the other,
 * while a slip prints out as far as the bytes have gone. A photo that did not arrive stays on the phone, also when the
 * tab is killed, until it is sent on or left out.
 *
 * Without it the form inside is sent as it is. The words are all in the template. What is needed only once there is a
 * photo is brought then.
 */

import { newName } from "../names.js";
import { fileOf, kept } from "./kept.js";
import { Shot } from "./shot.js";
import { loaded } from "./tus.js";

const glances = () => import("./glances.js");

export class PhotoUpload extends HTMLElement {
  /** @type {Shot[]} */
  #shots = [];
  #busy = false;
  /** Whether files wait for somebody to say if they are one paper: they are neither kept nor sent yet. */
  #asking = false;

  connectedCallback() {
    const form = this.querySelector("form");
    const input = this.querySelector("input[type=file]");
    if (!(form instanceof HTMLFormElement) || !(input instanceof HTMLInputElement)) return;
    this.input = input;
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
    for (const way of [input, this.#part("open")]) way.addEventListener("click", this.#beforeCamera, { capture: true });
    this.addEventListener("viewfinder-live", () => this.#part("shoot").focus());
    this.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#part("close").click();
    });
    this.#part("close").addEventListener("click", () => this.#part("open").focus());
    addEventListener("beforeunload", this.#hold);
    addEventListener("online", this.#goOn);
    document.addEventListener("visibilitychange", this.#leave);
    this.#pickUp();
    if (input.files?.length) input.dispatchEvent(new Event("change")); // chosen before this came, over a slow line
  }

  disconnectedCallback() {
    removeEventListener("beforeunload", this.#hold);
    removeEventListener("online", this.#goOn);
    document.removeEventListener("visibilitychange", this.#leave);
  }

  /** Go on with what was kept for this deposit: by a tab that was killed, in a tunnel, for want of a network. */
  async #pickUp() {
    const mine = (await kept().catch(() => [])).filter((page) => page.deposit === this.dataset.deposit);
    if (mine.some((page) => page.arrived)) this.#settle();
    for (const page of mine) {
      if (!page.arrived) this.#add(new Shot(await fileOf(page), page.paper, this.dataset, page));
    }
    this.#next();
  }

  /** Open no camera before what was taken is on the disk: a phone may kill this tab for it. @param {Event} event */
  #beforeCamera = (event) => {
    loaded();
    const pending = this.#shots.filter((shot) => !shot.isSafe);
    if (!pending.length || !event.isTrusted) return;
    const way = /** @type {HTMLElement} */ (event.currentTarget);
    event.preventDefault();
    event.stopImmediatePropagation();
    Promise.all(pending.map((shot) => shot.kept)).then(() => way.click());
  };

  /** Ask whether several files are one paper. @param {File[]} files */
  #ask(files) {
    const question = this.#part("question");
    question.hidden = false;
    question.focus();
    this.#asking = true;
    this.#draw();
    for (const answer of ["together", "apart"]) {
      this.#part(answer).onclick = () => {
        question.hidden = true;
        this.#asking = false;
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
      const shot = new Shot(file, own, this.dataset);
      this.#add(shot);
      glances().then(({ lookAt }) => lookAt(this, shot));
      this.#warn(shot);
    }
    this.#next();
  }

  /** @param {Shot} shot */
  #add(shot) {
    this.#shots.push(shot);
    this.#part("thumbs").append(shot.thumb);
    this.#part("sending").hidden = false;
  }

  /** Say so where nothing is kept, or only as long as this window is open. @param {Shot} shot */
  async #warn(shot) {
    const { isPrivate } = await import("./lasting.js");
    if (!(await shot.kept) || (await isPrivate())) this.#part("forgets").hidden = false;
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
    if (!(await loaded()) && navigator.onLine) {
      this.#sendPlainly(shot);
      return;
    }
    const failure = this.#isFull() ? { why: this.dataset.full ?? "", final: true } : await shot.send(() => this.#draw());
    shot.thumb.removeAttribute("aria-busy");
    shot.state = failure ? "failed" : "sent";
    if (!failure) {
      glances()
        .then(({ glanceAt }) => glanceAt(this, shot))
        .finally(() => this.#draw());
    } else {
      const { complain } = await glances();
      const again = () => {
        shot.state = "waiting";
        this.#next();
      };
      complain(this, shot, failure, { again, drop: () => this.#drop(shot) });
    }
    this.#busy = false;
    if (!this.#shots.some((each) => each.state === "waiting")) this.#settle();
    this.#next();
  }

  /** Tell whether the deposit holds no more, known before a byte is sent. Each file is a page at least. */
  #isFull() {
    return this.#shots.filter((each) => each.state === "sent").length >= Number(this.dataset.pagesLeft);
  }

  /** Leave a photo to the form, where the script that sends by pieces does not come. @param {Shot} shot */
  #sendPlainly(shot) {
    const files = new DataTransfer();
    files.items.add(shot.file);
    /** @type {HTMLInputElement} */ (this.input).files = files.files;
    this.querySelector("form")?.setAttribute("autocomplete", "off"); // else who comes back finds it chosen once more
    const name = this.querySelector("[name=original_id]");
    if (name instanceof HTMLInputElement) name.value = shot.original; // what is kept and what the form sends are one
    removeEventListener("beforeunload", this.#hold);
    this.#part("sending").hidden = true;
    this.#part("plain").hidden = false;
  }

  /** Forget on the phone what the centre has. */
  async #settle() {
    const { settle, wayInto } = await import("./go-on.js");
    const way = await wayInto(this.dataset.deposit ?? "").catch(() => null);
    if (way) await settle(way).catch(() => {});
  }

  /** @param {Shot} shot */
  #drop(shot) {
    shot.drop();
    this.#shots = this.#shots.filter((each) => each !== shot);
    this.#part("sending").hidden = this.#shots.length === 0;
    this.#draw();
  }

  #draw() {
    for (const shot of this.#shots) shot.draw();
    const whole = this.#shots.reduce((sum, shot) => sum + shot.file.size, 0);
    const gone = this.#shots.reduce((sum, shot) => sum + (shot.state === "sent" ? shot.file.size : shot.sent), 0);
    const bar = this.querySelector(".progress");
    if (bar instanceof HTMLProgressElement) {
      bar.max = Math.max(1, whole);
      bar.value = gone;
    }
    const states = new Set(this.#shots.map((shot) => shot.state));
    const going = this.#shots.some((shot) => shot.isGoing);
    const says = this.#part("says");
    const now = states.has("held") ? "held" : going ? "sending" : states.has("failed") ? "failed" : "sent";
    const words = says.dataset[`${now}Words`] ?? "";
    if (this.#shots.length && says.textContent !== words) says.textContent = words;
    this.#part("next").hidden = this.#asking || going || !states.has("sent");
    this.#offerToSend(!this.#asking && this.#shots.length > 0 && this.#shots.every((shot) => shot.isGood));
    if (this.#shots.some((shot) => shot.state === "sent" && shot.paper !== this.paper)) {
      const link = this.#part("next").querySelector("a");
      if (link) link.href = link.dataset.overview ?? link.href;
    }
    if (this.#shots.length || this.#asking) this.#part("open").setAttribute("data-kind", "quiet");
    const lost = document.activeElement === document.body; // the camera that had the focus is closed
    if (lost && !this.#part("next").hidden) this.#part("overview").focus({ preventScroll: true });
  }

  /** Let the deposit be handed over from here, where there is nothing to look at again. @param {boolean} isGood */
  #offerToSend(isGood) {
    const template = /** @type {HTMLTemplateElement | null} */ (this.querySelector("template[data-sends]"));
    if (template?.dataset.clear !== "1") return; // a page that came before is to be looked at
    if (isGood && !this.#part("send")) template.after(template.content.cloneNode(true));
    this.#part("send")?.toggleAttribute("hidden", !isGood);
  }

  #viewfinder() {
    return /** @type {import("../viewfinder.js").PageViewfinder | null} */ (this.querySelector("page-viewfinder"));
  }

  /** Send on what failed, as soon as the phone has a line again. */
  #goOn = () => {
    for (const shot of this.#shots) shot.again?.();
  };

  /** Ask before a photo that was neither sent nor kept is lost. @param {Event} event */
  #hold = (event) => {
    if (this.#asking || this.#shots.some((shot) => shot.state !== "sent" && !shot.isSafe)) event.preventDefault();
  };

  /** Have the worker go on, where there is one, with what is not sent when the person looks elsewhere. */
  #leave = () => {
    if (document.hidden && this.#shots.some((shot) => shot.state !== "sent")) {
      import("./lasting.js").then(({ last }) => last());
    }
  };

  /** @param {string} name */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-${name}]`));
  }
}

customElements.define("photo-upload", PhotoUpload);
