// @ts-check
/**
 * What the service worker does with pages: sends what is kept when there is network again (Background Sync), and keeps
 * what another app shares with Guichet, apart until somebody says that it is theirs. A browser without Background Sync
 * runs the worker without this module.
 */

import "../../vendor/tus/tus.min.js";
import { FetchStack } from "./fetch-stack.js";
import { goOn, SYNC } from "./go-on.js";
import { forget, keep, kept } from "./kept.js";

const SHARED = "/shared";
const scope = /** @type {any} */ (self);

scope.addEventListener("sync", (/** @type {any} */ event) => {
  if (event.tag === SYNC) event.waitUntil(goOnWithAll());
});

scope.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  const shares = request.method === "POST" && new URL(request.url).pathname === SHARED;
  if (shares && isFromHere(request)) event.respondWith(take(request));
});

/**
 * Tell whether the phone's system or our own page may have posted this. Who names another site is left to the server,
 * which is told the sender by the browser; a worker is not. A site that names nobody cannot be told from the system:
 * so what is shared counts as nobody's.
 * @param {Request} request
 */
function isFromHere({ mode, destination, referrer }) {
  const ours = !referrer || referrer === "about:client" || new URL(referrer).origin === scope.location.origin;
  return ours && mode === "navigate" && destination === "document";
}

/**
 * Send what is kept for each deposit; one that cannot be asked for now holds up no other. Reject where some of it waits
 * for network: the browser then calls again.
 */
async function goOnWithAll() {
  const deposits = new Set((await kept()).map((page) => page.deposit));
  let left = 0;
  for (const deposit of deposits) {
    if (deposit) left += await goOn(deposit, new FetchStack()).then((went) => went.left, () => 1);
  }
  if (left) throw new Error("some wait for network");
}

/**
 * Keep what was shared, and show what is kept; where nothing can be kept, let the server take it.
 * @param {Request} request
 */
async function take(request) {
  const spare = request.clone();
  /** @type {string[]} */
  const taken = [];
  try {
    for (const file of (await request.formData()).getAll("photos")) {
      if (file instanceof File && file.size) taken.push((await keep(file, { shared: true })).id);
    }
    return Response.redirect("/kept", 303);
  } catch {
    for (const id of taken) await forget(id).catch(() => {});
    return fetch(spare);
  }
}
