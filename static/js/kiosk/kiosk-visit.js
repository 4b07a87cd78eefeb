// @ts-check
/**
 * <kiosk-visit idle-seconds="60" warning-seconds="20">: watches for the person who has gone. After a while without a
 * touch it asks whether someone is still there; without an answer everything is wiped. With `leave-seconds` (the
 * receipt's screen) it wipes without asking, and a <progress data-leaving> shows how long that takes, counted from when
 * nothing is being printed any more. The server forgets
 * a visit of which it hears nothing, so it is told now and then that someone touches this screen.
 *
 * A <form data-wipe> wipes at once. To wipe: the server forgets the person, the browser what it kept of them, and the
 * start replaces this entry of the history, so that nothing is behind it. With a `service` on this machine the way there
 * leads over its empty page: the browser then ends the process of this one, and the pictures in its memory with it.
 */

const TICK_MS = 250;
const FORGET_MS = 5000;
const TELL_MS = 30000;
/** A service that has ended refuses at once; one that is busy printing is waited for: round it, the pictures would stay. */
const THERE_MS = 5000;
const TOUCHES = ["pointerdown", "keydown", "input"];

/** What the last screen said: a screen of a problem does not know it. */
const known = { idle: 60, warning: 20, service: "" };

export class KioskVisit extends HTMLElement {
  connectedCallback() {
    known.idle = Number(this.getAttribute("idle-seconds") ?? known.idle);
    known.warning = Number(this.getAttribute("warning-seconds") ?? known.warning);
    known.service = this.getAttribute("service") ?? known.service;
    this.leave = Number(this.getAttribute("leave-seconds") ?? 0);
    this.dialog = /** @type {HTMLDialogElement} */ (this.querySelector("dialog"));
    for (const answer of ["submit", "cancel"]) this.dialog.addEventListener(answer, this.#begin); // a touch, or Escape
    for (const touch of TOUCHES) document.addEventListener(touch, this.#touched, true);
    document.addEventListener("stay-anew", this.#touched);
    this.timer = setInterval(this.#look, TICK_MS);
    this.told = Date.now(); // the screen came from the server just now
    this.isTouched = false;
    this.#begin();
  }

  disconnectedCallback() {
    for (const touch of TOUCHES) document.removeEventListener(touch, this.#touched, true);
    document.removeEventListener("stay-anew", this.#touched);
    clearInterval(this.timer);
  }

  #begin = () => {
    this.until = Date.now() + (this.leave || known.idle) * 1000;
    this.asking = false;
  };

  /** Someone is there. While the question stands, only its answer counts. */
  #touched = () => {
    this.isTouched = true;
    if (!this.dialog?.open) this.#begin();
  };

  #look = () => {
    if (this.leave && document.querySelector("receipt-printer[printing]")) this.#begin();
    const left_ms = (this.until ?? 0) - Date.now();
    if (this.leave) this.#draw(left_ms / 1000 / this.leave);
    if (this.asking) this.#count(left_ms);
    if (this.isTouched && Date.now() - this.told > TELL_MS) this.#tell();
    if (left_ms > 0) return;
    if (this.leave || this.asking) wipe();
    else this.#ask();
  };

  #ask() {
    for (const open of document.querySelectorAll("dialog[open]")) /** @type {HTMLDialogElement} */ (open).close();
    this.asking = true;
    this.until = Date.now() + known.warning * 1000;
    this.#count(known.warning * 1000);
    this.dialog?.showModal();
  }

  #tell() {
    this.told = Date.now();
    this.isTouched = false;
    fetch("/kiosk/visit", { method: "PUT" }).catch(() => {}); // the next touch tells it again
  }

  /** @param {number} left_ms */
  #count(left_ms) {
    const figure = this.querySelector("[data-left]");
    if (figure) figure.textContent = String(Math.max(0, Math.ceil(left_ms / 1000)));
  }

  /** @param {number} share */
  #draw(share) {
    const bar = document.querySelector("progress[data-leaving]");
    if (bar instanceof HTMLProgressElement) bar.value = Math.max(0, share);
  }
}

let wiping = false;

/** Leave nothing behind, whatever the network does. */
export async function wipe() {
  if (wiping) return;
  wiping = true;
  stop(); // an answer that is on its way would be shown once more, or begin the visit anew by its cookie
  document.body.replaceChildren();
  document.title = "Guichet";
  const there = isThere(); // both are waited for at the same time: the screen is empty meanwhile
  try {
    const signal = AbortSignal.timeout(FORGET_MS);
    await fetch("/kiosk/visit/end", { method: "POST", redirect: "manual", signal });
  } catch {
    // The start forgets the person as well.
  }
  sessionStorage.clear();
  localStorage.clear();
  location.replace((await there) ? `${known.service}/aside` : "/kiosk");
}

/** Tell whether the service on this machine answers: a browser that is led to one that does not stays there. */
async function isThere() {
  if (!known.service) return false;
  const headers = { "Content-Type": "application/json" };
  const signal = AbortSignal.timeout(THERE_MS);
  return fetch(`${known.service}/there`, { method: "POST", headers, body: "{}", signal }).then(
    (answer) => answer.ok,
    () => false,
  );
}

document.addEventListener(
  "submit",
  (event) => {
    if (!(event.target instanceof HTMLFormElement) || !event.target.matches("[data-wipe]")) return;
    event.preventDefault();
    event.stopPropagation();
    wipe();
  },
  true,
);

customElements.define("kiosk-visit", KioskVisit);
