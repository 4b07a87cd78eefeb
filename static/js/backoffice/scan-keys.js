// @ts-check
/**
 * Tells a scanner's keys from a clerk's, without keeping a clerk's back from the field in which they type. By the moments
 * at which keys went down, as the machine noted them: a page that is busy learns of them late, and together.
 *
 * In a field keys land as ever; once they prove to be a scanner's, the field is as it was before the first, and what
 * follows lands nowhere. Outside of fields a key may do what cannot be taken back, so it waits there for a blink until no
 * other follows. Of a scanner's keys at most the first is ever acted upon, and that only where this page heard nothing
 * of the second for longer than a blink.
 */
import { ENDS, isByMachine, keyOf, MODIFIERS, ROLLED_MS } from "../components/key-bursts.js";

const FIELDS = "input:not([type=radio], [type=checkbox], [type=file]), textarea, select, [contenteditable]";

/** @type {WeakSet<Event>} keys of a clerk that waited: as good as if they were pressed now */
export const handedOn = new WeakSet();

/** @typedef {import("../components/key-bursts.js").Key} Key */
/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Field */

export class ScanKeys {
  /** @type {Key[]} of this burst, the first first */
  keys = [];
  /** @type {Key[]} those of them that wait */
  waiting = [];
  isScan = false;

  /**
   * @param {number} pause_ms what ends a burst
   * @param {(keys: Key[], where: Element | null) => void} onScan told again, with more, where the end of one comes late
   */
  constructor(pause_ms, onScan) {
    this.pause_ms = pause_ms;
    this.onScan = onScan;
  }

  /** Take a key that goes down, before anybody else does. @param {KeyboardEvent} event */
  press(event) {
    if (!event.isTrusted || MODIFIERS.has(event.key)) return;
    const last = this.keys.at(-1);
    if (!last || event.timeStamp - last.at > this.pause_ms) this.#begin();
    if (this.isScan) this.#swallow(event);
    else if (event.repeat || !isCharacter(event)) this.#begin();
    else this.#take(event);
  }

  /** Let what waits act at once: a touch does not wait for a blink. */
  hurry() {
    if (!this.isScan) this.#handOn();
  }

  /** Begin a burst: what waited of the one before was a person's. */
  #begin() {
    this.hurry();
    clearTimeout(this.timer);
    this.keys = [];
    this.isScan = false;
    this.where = document.activeElement;
    this.before = stateOf(this.where);
  }

  /** @param {KeyboardEvent} event */
  #take(event) {
    this.keys.push(keyOf(event));
    if (isByMachine(this.keys)) {
      this.isScan = true;
      this.waiting = [];
      putBack(this.where, this.before);
      this.#drop(event);
      this.#wait(ROLLED_MS, event);
    } else if (this.waiting.length || !document.activeElement?.matches(FIELDS)) {
      this.waiting.push(keyOf(event));
      this.#drop(event);
      this.#wait(this.keys.length > 1 ? ROLLED_MS : this.pause_ms, event);
    }
  }

  /** @param {KeyboardEvent} event */
  #swallow(event) {
    this.#drop(event);
    if (event.repeat) return;
    this.keys.push(keyOf(event));
    if (ENDS.has(event.key)) this.#end();
    else this.#wait(ROLLED_MS, event);
  }

  /** @param {KeyboardEvent} event */
  #drop(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  /** @param {number} ms @param {KeyboardEvent} event after which key */
  #wait(ms, event) {
    clearTimeout(this.timer);
    const behind_ms = Math.max(0, performance.now() - event.timeStamp); // then so are the next keys
    this.timer = setTimeout(() => this.#end(), ms + behind_ms);
  }

  /** Hand on what there is. The burst stands: a key that comes late still belongs to it. */
  #end() {
    clearTimeout(this.timer);
    if (this.isScan) this.onScan(this.keys, this.where ?? null);
    else this.#handOn();
  }

  #handOn() {
    clearTimeout(this.timer);
    const waiting = this.waiting;
    this.waiting = [];
    waiting.forEach(type);
  }
}

/** @param {KeyboardEvent} event */
function isCharacter({ key, ctrlKey, altKey, metaKey }) {
  return !(ctrlKey || altKey || metaKey) && key !== " " && (key.length === 1 || key === "Dead"); // a space presses buttons
}

/** Type a key where the keys are by now: the one before it may have led into a field. @param {Key} pressed */
function type({ key, code, shift }) {
  const here = document.activeElement ?? document.body;
  if (here.matches(FIELDS)) {
    // The one way to type into a field that heeds its longest length and can be undone
    document.execCommand("insertText", false, key.length === 1 ? key : "");
    return;
  }
  const again = new KeyboardEvent("keydown", { key, code, shiftKey: shift, bubbles: true, cancelable: true });
  handedOn.add(again);
  here.dispatchEvent(again);
}

/** @param {Element | null} field @returns {field is Field} */
function isField(field) {
  return (
    field instanceof HTMLTextAreaElement ||
    field instanceof HTMLSelectElement ||
    (field instanceof HTMLInputElement && field.matches(FIELDS))
  );
}

/** @param {Element | null} field */
function stateOf(field) {
  if (!isField(field)) return null;
  const [start, end] = field instanceof HTMLSelectElement ? [] : [field.selectionStart, field.selectionEnd];
  return { value: field.value, start, end };
}

/** @param {Element | null | undefined} field @param {ReturnType<typeof stateOf> | undefined} before */
function putBack(field, before) {
  if (!field || !before || !isField(field) || field.value === before.value) return;
  field.value = before.value;
  if (!(field instanceof HTMLSelectElement) && before.start != null && before.end != null) {
    field.setSelectionRange(before.start, before.end);
  }
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "historyUndo" }));
}
