// @ts-check
/**
 * Tells a scanner that types as a keyboard from a person who types, by how fast keys follow each other. Keys that type a
 * character are kept from where they would land until it is clear whose they are, which takes a blink: a person's are
 * handed back then, one by one and in order; a scanner's together.
 *
 * A scanner presses a key every 1 to 40 ms and never holds one down. A person who types very fast presses one every
 * 80 ms; two or three may fall together, and all fingers of both hands at once are no scan of ours either: what follows
 * decides. A busy machine may tell of the end of a scan late: the moments of its keys say that it belongs to it.
 */

const BURST_KEYS = 6; // so many, on an average as soon after each other as BURST_MS: no fingers do that in a row
const BURST_MS = 30;
const SLOW_KEYS = 16; // so many without a pause, from a slow scanner

export const ROLLED_MS = 250; // where two keys followed each other at once, a third may be under way for so long
export const ENDS = new Set(["Enter", "Tab"]);
export const MODIFIERS = new Set(["Shift", "CapsLock", "NumLock", "AltGraph", "Alt", "Control", "Meta"]);

/**
 * A press with its moment, in ms, and where it would have landed.
 * @typedef {import("./key-layouts.js").Press & { at: number, target: EventTarget | null }} Key
 */

export class KeyBursts {
  /** @type {Key[]} kept, the first first */
  keys = [];
  isScan = false;
  /** @type {Key[]} of the last scan, as far as it was told */
  told = [];

  /**
   * @param {number} pause_ms what ends a burst
   * @param {(keys: Key[], told: Key[]) => void} onScan where the end of one comes late, again: with what was told of it
   * @param {(key: Key) => void} onTyped for each key of a person, in order
   */
  constructor(pause_ms, onScan, onTyped) {
    this.pause_ms = pause_ms;
    this.onScan = onScan;
    this.onTyped = onTyped;
  }

  /** Take a key that goes down. @param {KeyboardEvent} event */
  press(event) {
    if (MODIFIERS.has(event.key)) return;
    const last = this.keys.at(-1);
    if (last && event.timeStamp - last.at > this.pause_ms) this.settle();
    if (!this.keys.length) this.#resume(event);
    if (!this.isScan && (event.repeat || !this.#isCharacter(event))) {
      this.settle(); // what was kept comes before it
      return;
    }
    event.preventDefault();
    if (event.repeat) return;
    this.keys.push(keyOf(event));
    this.isScan ||= isByMachine(this.keys);
    if (this.isScan && ENDS.has(event.key)) this.settle();
    else this.#wait(event);
  }

  /** Hand on what was kept. */
  settle() {
    clearTimeout(this.timer);
    const { keys, isScan, told } = this;
    this.keys = [];
    this.isScan = false;
    if (!isScan) return keys.forEach(this.onTyped);
    this.told = keys;
    this.onScan(keys, told);
  }

  /** Hand on at once what is no scan so far. */
  hurry() {
    if (!this.isScan) this.settle();
  }

  /** Go on with the scan that was told already where a key is its, else begin anew. @param {KeyboardEvent} event */
  #resume(event) {
    const last = this.told.at(-1);
    this.isScan = last !== undefined && event.timeStamp - last.at <= this.pause_ms;
    if (this.isScan) this.keys = [...this.told];
    else this.told = [];
  }

  /** @param {KeyboardEvent} event after which key */
  #wait(event) {
    clearTimeout(this.timer);
    const behind_ms = Math.max(0, performance.now() - event.timeStamp); // then so are the next keys
    const ms = this.keys.length > 1 ? ROLLED_MS : this.pause_ms;
    this.timer = setTimeout(() => this.settle(), ms + behind_ms);
  }

  /** @param {KeyboardEvent} event */
  #isCharacter({ key, ctrlKey, altKey, metaKey }) {
    if (ctrlKey || altKey || metaKey) return false;
    return key === " " ? this.keys.length > 0 : key.length === 1 || key === "Dead"; // a space alone presses buttons
  }
}

/** Return what is kept of a key that goes down. @param {KeyboardEvent} event @returns {Key} */
export function keyOf(event) {
  const { code, key, shiftKey: shift, timeStamp: at } = event;
  return { code, key, shift, caps: event.getModifierState("CapsLock"), at, target: event.target };
}

/** Say whether no fingers press keys like these, by the moments at which they went down. @param {Key[]} keys */
export function isByMachine(keys) {
  const took_ms = keys[keys.length - 1].at - keys[0].at;
  return keys.length >= SLOW_KEYS || (keys.length >= BURST_KEYS && took_ms <= BURST_MS * (keys.length - 1));
}
