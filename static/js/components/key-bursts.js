// @ts-check
/**
 * Tells a scanner that types as a keyboard from a person who types, by how fast keys follow each other. Keys that type a
 * character are kept from where they would land until it is clear whose they are, which takes a blink: a person's are
 * handed back then, one by one and in order; a scanner's together.
 *
 * A scanner presses a key every 1 to 40 ms and never holds one down. A person who types very fast presses one every
 * 80 ms; two or three may fall together, and all fingers of both hands at once are no scan of ours either: what follows
 * decides.
 */

const BURST_KEYS = 6; // so many, on an average as soon after each other as BURST_MS: no fingers do that in a row
const BURST_MS = 30;
const SLOW_KEYS = 16; // so many without a pause, from a slow scanner

export const MODIFIERS = new Set(["Shift", "CapsLock", "NumLock", "AltGraph", "Alt", "Control", "Meta"]);

/**
 * A press with its moment, in ms, and where it would have landed.
 * @typedef {import("./key-layouts.js").Press & { at: number, target: EventTarget | null }} Key
 */

export class KeyBursts {
  /** @type {Key[]} kept, the first first */
  keys = [];
  isScan = false;

  /**
   * @param {number} pause_ms what ends a burst
   * @param {(keys: Key[]) => void} onScan
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
    if (!this.isScan && (event.repeat || !this.#isCharacter(event))) {
      this.settle(); // what was kept comes before it
      return;
    }
    event.preventDefault();
    if (event.repeat) return;
    this.keys.push(keyOf(event));
    this.isScan ||= isByMachine(this.keys);
    clearTimeout(this.timer);
    // Where this machine is behind with its work, the next keys are late as well
    const behind_ms = Math.max(0, performance.now() - event.timeStamp);
    this.timer = setTimeout(() => this.settle(), this.pause_ms + behind_ms);
  }

  /** Hand on what was kept. */
  settle() {
    clearTimeout(this.timer);
    const { keys, isScan } = this;
    this.keys = [];
    this.isScan = false;
    if (isScan) this.onScan(keys);
    else keys.forEach(this.onTyped);
  }

  /** Hand on at once what is no scan so far. */
  hurry() {
    if (!this.isScan) this.settle();
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
