// @ts-check
/** What makes sure that pages stay on the phone until they are sent, as far as this browser can. */

import { SYNC } from "./go-on.js";

/** Ask that the browser throws nothing away, and that it wakes the worker when there is network. */
export async function last() {
  navigator.storage?.persist?.().catch(() => {});
  try {
    const { sync } = /** @type {any} */ (await navigator.serviceWorker.ready);
    await sync.register(SYNC);
  } catch {
    // no worker, or no Background Sync: the page itself goes on when it is open and there is network
  }
}

/**
 * Tell whether this window forgets everything when it closes. Safari and Firefox say so by refusing a folder of files
 * of the page's own; Chromium does not tell.
 * @returns {Promise<boolean>}
 */
export async function isPrivate() {
  try {
    await navigator.storage?.getDirectory?.();
    return false;
  } catch {
    return true;
  }
}
