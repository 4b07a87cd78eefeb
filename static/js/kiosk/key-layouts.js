// @ts-check
/**
 * What a scanner types, whatever layout it was set to and whatever layout the machine has. A scanner types as a keyboard:
 * it presses the keys on which its own layout has a code's characters. Which keys those were, the browser says in
 * `KeyboardEvent.code`, by their place; so each layout that a scanner may be set to gives one reading. Which of them is
 * right, the code's signature says.
 */

const PLACES = [
  "Backquote Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal",
  "KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP BracketLeft BracketRight",
  "KeyA KeyS KeyD KeyF KeyG KeyH KeyJ KeyK KeyL Semicolon Quote Backslash",
  "IntlBackslash KeyZ KeyX KeyC KeyV KeyB KeyN KeyM Comma Period Slash",
]
  .join(" ")
  .split(" ");

/** What stands on the keys, row by row as above: without Shift, and with it. Accents that wait for a letter are no part of codes. */
const LAYOUTS = {
  us: ["`1234567890-=qwertyuiop[]asdfghjkl;'\\<zxcvbnm,./", '~!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"|>ZXCVBNM<>?'],
  be: ["²&é\"'(§è!çà)-azertyuiop^$qsdfghjklmùµ<wxcvbn,;:=", "³1234567890°_AZERTYUIOP¨*QSDFGHJKLM%£>WXCVBN?./+"],
  fr: ["²&é\"'(-è_çà)=azertyuiop^$qsdfghjklmù*<wxcvbn,;:!", "²1234567890°+AZERTYUIOP¨£QSDFGHJKLM%µ>WXCVBN?./§"],
  de: ["^1234567890ß´qwertzuiopü+asdfghjklöä#<yxcvbnm,.-", "°!\"§$%&/()=?`QWERTZUIOPÜ*ASDFGHJKLÖÄ'>YXCVBNM;:_"],
};

/** @typedef {{ code: string, shiftKey: boolean, key: string }} Press a key that was pressed, as the browser tells it */

/** @param {readonly [string, string] | string[]} layout @param {Press} press @returns {string} empty where it has no such key */
function typed(layout, { code, shiftKey }) {
  if (/^Numpad\d$/.test(code)) return code.slice(-1);
  return layout[shiftKey ? 1 : 0]?.[PLACES.indexOf(code)] ?? "";
}

/**
 * Return what a scanner may have typed, each reading once: as each layout says, then as the machine itself understood it.
 * @param {Press[]} presses
 */
export function readings(presses) {
  const texts = Object.values(LAYOUTS).map((layout) => presses.map((each) => typed(layout, each)).join(""));
  return [...new Set([...texts, presses.map((each) => each.key).join("")])];
}
