// @ts-check
/**
 * <code-scanner action="/kiosk/codes">: a scanner that types as a keyboard, on every screen of the kiosk. What it types
 * never lands in a field: keys are held for a moment, and typed then where a person pressed them. With an `action`, a code
 * is sent there, and its answer says where to go on; `[data-says]` shows what is wrong with it.
 */
import { readings } from "./key-layouts.js";

const BETWEEN_MS = 60; // a scanner presses a key every 2 to 30 ms
const KEYS_MIN = 16; // so many, each that soon after the last, nobody presses; the shortest of our codes is longer
const ENDS = ["Enter", "NumpadEnter", "Tab"];

class CodeScanner extends HTMLElement {
  /** @type {KeyboardEvent[]} held, the first first */
  held = [];

  connectedCallback() {
    this.stop = new AbortController();
    window.addEventListener("keydown", (event) => this.press(event), { capture: true, signal: this.stop.signal });
  }

  disconnectedCallback() {
    this.stop?.abort();
    clearTimeout(this.timer);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (!event.isTrusted || ["Shift", "CapsLock", "NumLock"].includes(event.key)) return;
    const last = this.held.at(-1);
    if (last && event.timeStamp - last.timeStamp > BETWEEN_MS) this.settle();
    const types = (event.key.length === 1 || event.key === "Dead") && event.key !== " ";
    if (types && !event.ctrlKey && !event.altKey && !event.metaKey) {
      swallow(event);
      if (event.repeat) return;
      this.held.push(event);
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.settle(), BETWEEN_MS);
    } else {
      if (ENDS.includes(event.code) && this.held.length >= KEYS_MIN) swallow(event);
      this.settle();
    }
  }

  /** What was held was a scan, or a person's own typing. */
  settle() {
    clearTimeout(this.timer);
    const keys = this.held;
    this.held = [];
    if (keys.length >= KEYS_MIN) void this.scan(keys);
    else for (const each of keys) type(each.key);
  }

  /** @param {KeyboardEvent[]} keys */
  async scan(keys) {
    const action = this.getAttribute("action");
    if (!action) return;
    const body = new URLSearchParams(readings(keys).map((text) => ["text", text]));
    const says = this.querySelector("[data-says]");
    try {
      const answer = await fetch(action, { method: "POST", body, headers: { Accept: "application/json" } });
      const told = await answer.json();
      if (!this.isConnected) return;
      if (answer.ok) location.replace(told.next);
      else if (says) says.textContent = told.title;
    } catch {
      if (says) says.textContent = this.getAttribute("lost");
    }
  }
}

/** @param {Event} event */
function swallow(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** Type a character where the focus is, as its key would have. @param {string} character */
function type(character) {
  const field = document.activeElement;
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) || character.length > 1) return;
  const [start, end] = [field.selectionStart ?? field.value.length, field.selectionEnd ?? field.value.length];
  if (field.maxLength >= 0 && field.value.length - (end - start) >= field.maxLength) return;
  field.setRangeText(character, start, end, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true, data: character, inputType: "insertText" }));
}

customElements.define("code-scanner", CodeScanner);
