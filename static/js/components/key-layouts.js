// @ts-check
/**
 * What a scanner types, whatever layout it was set to and whatever layout the machine has. A scanner types as a keyboard:
 * it presses the keys on which its own layout has a code's characters. Which keys those were, the browser says in
 * `KeyboardEvent.code`, by their place; so each layout that a scanner may be set to gives one reading. At most one of
 * them is a code of ours: no two layouts have all that such an address is made of on the same keys, unless the text is
 * the same too.
 */

const PLACES = [
  "Backquote Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal",
  "KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP BracketLeft BracketRight",
  "KeyA KeyS KeyD KeyF KeyG KeyH KeyJ KeyK KeyL Semicolon Quote Backslash",
  "IntlBackslash KeyZ KeyX KeyC KeyV KeyB KeyN KeyM Comma Period Slash",
]
  .join(" ")
  .split(" ");

/**
 * What stands on those keys, row by row, without Shift and with it. British is as American, Swiss as German, where our
 * codes are concerned.
 * @type {[string, string][]}
 */
const LAYOUTS = [
  ["`1234567890-=qwertyuiop[]asdfghjkl;'\\<zxcvbnm,./", '~!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"|>ZXCVBNM<>?'], // American
  ["²&é\"'(§è!çà)-azertyuiop^$qsdfghjklmùµ<wxcvbn,;:=", "³1234567890°_AZERTYUIOP¨*QSDFGHJKLM%£>WXCVBN?./+"], // Belgian
  ["²&é\"'(-è_çà)=azertyuiop^$qsdfghjklmù*<wxcvbn,;:!", "²1234567890°+AZERTYUIOP¨£QSDFGHJKLM%µ>WXCVBN?./§"], // French
  ["^1234567890ß´qwertzuiopü+asdfghjklöä#<yxcvbnm,.-", "°!\"§$%&/()=?`QWERTZUIOPÜ*ASDFGHJKLÖÄ'>YXCVBNM;:_"], // German
];

/** @type {Record<string, string>} the same in every layout */
const EVERYWHERE = { NumpadDivide: "/", NumpadSubtract: "-", NumpadDecimal: "." };

/**
 * What the codes of letters, cards and receipts are: an address of ours, with a signed word behind /l/ or /r/. The 27
 * characters of a signature (dossier/signing.py) are the last: a code of which the end is still to come is none.
 */
const OURS = /https?:\/\/[\w.:-]+(?:\/[\w.-]+)*\/[lr]\/[\w-]+\.[\w-]{27}$/;

/**
 * A key that was pressed, as the browser tells it.
 * @typedef {{ code: string, key: string, shift: boolean, caps: boolean }} Press
 */

/**
 * Return the code of ours that was typed; null where it was none.
 * @param {readonly Press[]} presses
 * @returns {string | null}
 */
export function codeIn(presses) {
  for (const text of readings(presses)) {
    const found = text.trim().match(OURS);
    if (found) return found[0];
  }
  return null;
}

/**
 * Say what a scanner may have typed: as each layout has it, then as the machine understood it. Some scanners answer Caps
 * Lock by turning Shift round, and some use it in place of Shift: so letters are read with and without it.
 * @param {readonly Press[]} presses
 * @returns {Generator<string>}
 */
function* readings(presses) {
  const ways = presses.some((each) => each.caps) ? [false, true] : [false];
  for (const layout of LAYOUTS) {
    for (const byCaps of ways) yield presses.map((each) => typed(layout, each, byCaps)).join("");
  }
  yield presses.map(({ key }) => (key.length === 1 ? key : "")).join("");
}

/**
 * @param {[string, string]} layout
 * @param {Press} press
 * @param {boolean} byCaps
 * @returns {string} empty where it has no such key
 */
function typed([plain, shifted], { code, key, shift, caps }, byCaps) {
  if (key === "Enter" || key === "Tab") return "\n";
  if (/^Numpad\d$/.test(code)) return code.slice(-1);
  const place = PLACES.indexOf(code);
  const character = plain[place] ?? EVERYWHERE[code] ?? "";
  const isTurned = byCaps && caps && /[a-z]/.test(character);
  return shift !== isTurned ? (shifted[place] ?? character) : character;
}
