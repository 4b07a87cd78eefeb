// @ts-check
/**
 * `<held-keys>`: a key that is pressed while a region of the desk is on its way to be replaced waits for the new one, and
 * is pressed then. While a verdict is on its way, a key waits that is meant for the next document, which is seen already;
 * others are let fall: they were meant for the document before, or for one that nobody can have read yet.
 */
import { isRead } from "./next-desk.js";
import { handedOn } from "./scan-keys.js";

const REGIONS = "#profile, #pages, #light, #refusal, #sending";
const FIELDS = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable], dialog, dialog *";
const NAMES = ["Escape", "Backspace", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];
const PATIENCE_MILLISECONDS = 2000; // after so long nobody expects a key to do anything any more

/** @type {Map<XMLHttpRequest, boolean>} requests under way, and whether each is a verdict */
const underway = new Map();
/** @type {{ key: KeyboardEvent, place: Element | null }[]} with the desk that was seen when it was pressed */
let held = [];

const place = () => document.querySelector(".desk-screen:not([hidden])");

/** @param {Event} event */
function begin(event) {
  const { elt, target, xhr } = /** @type {CustomEvent} */ (event).detail;
  const decides = elt.matches("[data-decides]");
  if (underway.has(xhr) || (!decides && !target?.matches(REGIONS))) return;
  if (decides) held = [];
  underway.set(xhr, decides);
  xhr.addEventListener("loadend", () => end(xhr)); // also where the desk that asked has left meanwhile
}

/** @param {XMLHttpRequest} xhr */
function end(xhr) {
  underway.delete(xhr);
  queueMicrotask(press); // the new region's own elements have come to life by then
}

/** @param {KeyboardEvent} event */
function hold(event) {
  if (!(event.isTrusted || handedOn.has(event)) || !underway.size || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key.length > 1 && !NAMES.includes(event.key)) return;
  if (/** @type {Element} */ (event.target).matches(FIELDS)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (![...underway.values()].includes(true) || isRead()) held.push({ key: event, place: place() });
}

function press() {
  while (document.querySelector("held-keys") && held.length && !underway.size) {
    const next = held.shift();
    if (!next || next.place !== place() || performance.now() - next.key.timeStamp > PATIENCE_MILLISECONDS) continue;
    const { code, key, shiftKey } = next.key;
    const again = new KeyboardEvent("keydown", { bubbles: true, cancelable: true, code, key, shiftKey });
    (document.activeElement ?? document.body).dispatchEvent(again);
  }
}

class HeldKeys extends HTMLElement {}

customElements.define("held-keys", HeldKeys);

// Once for all desks of a tab: two of them stand in the page while a verdict is on its way
window.addEventListener("keydown", hold, { capture: true });
document.addEventListener("htmx:beforeSend", begin);
