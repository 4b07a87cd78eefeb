// @ts-check
/**
 * `<scan-field for="beneficiary_id" or="slip" pause-ms="60">`: a scanner that types as a keyboard, of any layout at a
 * machine of any. Whatever has the keys, a code of ours is found in the choice (combo-box.js) whose field is named first;
 * where the keys are in the second, it lands there whole. What else a scanner types lands nowhere, and presses nothing. Of
 * its parts, the one whose `data-scan` names what came of a scan is shown until the next key or touch: `foreign`, or
 * `needless` where there is no such field just now.
 */
import { codeIn } from "../components/key-layouts.js";
import { ComboBox } from "./combo-box.js";
import { ScanKeys } from "./scan-keys.js";

const PAUSE_MS = 60; // each screen says its own

class ScanField extends HTMLElement {
  connectedCallback() {
    keys.pause_ms = Number(this.getAttribute("pause-ms"));
  }

  /** @param {import("./scan-keys.js").Key[]} pressed @param {Element | null} where the keys were */
  scanned(pressed, where) {
    const code = codeIn(pressed);
    const [first, second] = ["for", "or"].map((name) => document.getElementById(this.getAttribute(name) ?? ""));
    const choice = first?.closest("combo-box");
    this.show(null);
    if (!code) this.show("foreign");
    else if (second instanceof HTMLInputElement && where === second) second.value = code;
    else if (choice instanceof ComboBox) choice.find(code);
    else this.show("needless");
  }

  /** @param {string | null} what null shows nothing */
  show(what) {
    for (const part of this.querySelectorAll("[data-scan]")) {
      /** @type {HTMLElement} */ (part).hidden = part.getAttribute("data-scan") !== what;
    }
  }
}

const here = () => /** @type {ScanField | null} */ (document.querySelector("scan-field"));
const keys = new ScanKeys(PAUSE_MS, (pressed, where) => here()?.scanned(pressed, where));

/** @param {KeyboardEvent} event */
function press(event) {
  const field = here();
  if (!field) return;
  keys.press(event);
  if (!keys.isScan) field.show(null);
}

function touch() {
  keys.hurry();
  here()?.show(null);
}

// Once for all screens of a tab, and before whoever else listens (room.js): each takes only what no scanner typed
window.addEventListener("keydown", press, true);
window.addEventListener("pointerdown", touch, true);
customElements.define("scan-field", ScanField);
