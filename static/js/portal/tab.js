// @ts-check
/** The name of this browser tab: as long as it lasts, what was taken in it is shown in it. It says nothing of anybody. */

import { newName } from "../names.js";

const KEY = "tab";

/** Where the browser keeps nothing for a tab, it is another one with each page. */
const unkept = newName();

/** Return the name of this tab. @returns {string} */
export function thisTab() {
  try {
    const name = sessionStorage.getItem(KEY) ?? unkept;
    sessionStorage.setItem(KEY, name);
    return name;
  } catch {
    return unkept;
  }
}
