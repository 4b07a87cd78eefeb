// @ts-check
/** Tells what a person did from what a page asks by itself, by htmx. */

const ACTS = ["submit", "click", "change", "keydown"];

/** @param {CustomEvent} event of htmx */
export function isAct(event) {
  return ACTS.includes(event.detail.requestConfig?.triggeringEvent?.type);
}
