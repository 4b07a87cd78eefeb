// @ts-check
/**
 * Moves through the kiosk without a trace: htmx swaps screens in place, and what needs a fresh page (another language)
 * replaces the present entry of the history. There is no menu to open and nothing to drag; nothing is copied either, since
 * the next person could paste it.
 */

import { wipe } from "./kiosk-visit.js";
import { goTo } from "./network-watch.js";

document.addEventListener(
  "click",
  (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[hreflang], a[data-fresh]") : null;
    if (!(link instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    event.stopPropagation();
    goTo(link.href);
  },
  true,
);

for (const unwanted of ["contextmenu", "dragstart", "drop", "copy", "cut", "paste"]) {
  document.addEventListener(unwanted, (event) => event.preventDefault(), true);
}

// A new screen is read from its beginning, and keys go to it; the start, wherever it was reached from, begins afresh.
document.addEventListener("htmx:afterSettle", (event) => {
  if (/** @type {CustomEvent} */ (event).detail?.target !== document.body) return;
  if (document.querySelector(".attract") && location.pathname !== "/kiosk") {
    wipe();
    return;
  }
  const wanted = document.querySelector("main [autofocus]") ?? document.querySelector("main");
  if (wanted instanceof HTMLElement) wanted.focus();
});
