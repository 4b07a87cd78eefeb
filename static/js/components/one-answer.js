// @ts-check
/**
 * Once the browser itself sends a form, its answer is the one that counts: what the page it leaves asks for by itself
 * (htmx) is not asked for, and an answer that is under way is not followed. Else the news that a deposit was received
 * would throw away the receipt's own page, to fetch it once more.
 */

import { isAct } from "./acts.js";

/** A form whose answer is a file leaves the page where it was. */
const LEAVING_MS = 10_000;

let leavingUntil = 0;

addEventListener("submit", (event) => {
  if (!event.defaultPrevented) leavingUntil = performance.now() + LEAVING_MS;
});
addEventListener("pageshow", () => (leavingUntil = 0));

for (const name of ["htmx:beforeRequest", "htmx:beforeOnLoad"]) {
  addEventListener(name, (event) => {
    if (performance.now() < leavingUntil && !isAct(/** @type {CustomEvent} */ (event))) event.preventDefault();
  });
}
