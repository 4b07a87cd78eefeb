// @ts-check
/**
 * The htmx swap `next-desk`: puts the desk that answers a verdict in the place of the last one.
 *
 * As `outerHTML`, without what htmx does for transitions between elements of one id, and with the focus let go first:
 * the browser lays the page out at once when a focused element is removed, with both desks in it.
 */

/** @typedef {(style: string, target: Element, fragment: DocumentFragment | Element) => Element[] | false} Swap */

/** @type {Swap} */
function handleSwap(style, target, fragment) {
  const desk = fragment.firstElementChild;
  if (style !== "next-desk" || !desk) return false;
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  target.replaceWith(desk);
  return [desk];
}

// @ts-ignore - htmx is a script of its own, loaded before
htmx.defineExtension("next-desk", { handleSwap });
