// @ts-check
/**
 * <code-scanner action="/kiosk/codes" pause-ms="60">: a scanner that types as a keyboard, on every screen of the kiosk.
 * What it types never lands in a field. With an `action`, a code of ours is sent there, and the answer says where to go
 * on; what has not the form of one never leaves this machine. Of its parts, the one whose `data-when` names what came of
 * it is shown, until a touch.
 */
import { KeyBursts } from "../components/key-bursts.js";
import { codeIn } from "../components/key-layouts.js";

const SHOWN_MS = 20000;
const PAUSE_MS = 60; // the last screen's word holds on the screen of a problem, which does not know the setting

const FOREIGN = "bad-token"; // as the server calls it
const LOST = "lost";
const NEEDLESS = "needless";

// A screen may be swapped in the middle of a scan, so keys are not watched by the element
const bursts = new KeyBursts(PAUSE_MS, scanned, type);
window.addEventListener("keydown", (event) => bursts.press(event), true);
window.addEventListener("pointerdown", () => bursts.hurry(), true); // what was typed is there before a button is

export class CodeScanner extends HTMLElement {
  /** @type {AbortController | null} */
  asking = null;

  connectedCallback() {
    bursts.pause_ms = Number(this.getAttribute("pause-ms") ?? bursts.pause_ms);
    this.leaving = new AbortController();
    document.addEventListener("pointerdown", () => this.#show(null), { signal: this.leaving.signal });
  }

  disconnectedCallback() {
    this.leaving?.abort();
    this.asking?.abort();
    clearTimeout(this.timer);
  }

  /**
   * Go on with a code that was scanned; null is none of ours.
   * @param {string | null} code
   * @param {boolean} isLonger than it was told before: its end came late
   */
  async scanned(code, isLonger) {
    const action = this.getAttribute("action");
    if (!action) this.#show(NEEDLESS);
    else if (!code) this.#show(FOREIGN);
    else if (!this.asking || isLonger) await this.#ask(action, code);
  }

  /** @param {string} action @param {string} code */
  async #ask(action, code) {
    this.asking?.abort();
    const asking = new AbortController();
    this.asking = asking;
    try {
      const body = new URLSearchParams({ code });
      const headers = { Accept: "application/json" };
      const answer = await fetch(action, { method: "POST", body, headers, signal: asking.signal });
      const told = await answer.json();
      if (answer.ok) location.replace(told.next);
      else this.#show(String(told.type).split(":").at(-1) ?? LOST);
    } catch {
      if (!asking.signal.aborted) this.#show(LOST);
    } finally {
      if (this.asking === asking) this.asking = null;
    }
  }

  /** @param {string | null} what null shows nothing */
  #show(what) {
    clearTimeout(this.timer);
    const parts = /** @type {HTMLElement[]} */ ([...this.querySelectorAll("[data-when]")]);
    const known = parts.some((part) => part.dataset.when === what) ? what : what && LOST;
    for (const part of parts) part.hidden = part.dataset.when !== known;
    if (what) this.timer = setTimeout(() => this.#show(null), SHOWN_MS);
  }
}

/**
 * @param {import("../components/key-bursts.js").Key[]} keys
 * @param {import("../components/key-bursts.js").Key[]} told of the same scan before
 */
function scanned(keys, told) {
  const here = /** @type {CodeScanner | null} */ (document.querySelector("code-scanner"));
  const code = codeIn(keys);
  if (told.length === 0 || code !== codeIn(told)) void here?.scanned(code, told.length > 0);
}

/** Type a person's key where it would have landed. @param {import("../components/key-bursts.js").Key} key */
function type({ key, target: field }) {
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) || key.length > 1) return;
  if (!field.isConnected || field.readOnly || field.disabled) return;
  const [start, end] = [field.selectionStart ?? field.value.length, field.selectionEnd ?? field.value.length];
  if (field.maxLength >= 0 && field.value.length - (end - start) >= field.maxLength) return;
  field.setRangeText(key, start, end, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true, data: key, inputType: "insertText" }));
}

customElements.define("code-scanner", CodeScanner);
