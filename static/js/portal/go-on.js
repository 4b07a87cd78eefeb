// @ts-check
/**
 * Sends on what is kept on the phone for a deposit, and forgets it here once the centre has it. Runs in a page and in
 * the service worker; of all that run at once, one has a page in hand.
 */

import { forget, fileOf, kept, keptNow, note } from "./kept.js";
import { Sending } from "../sending.js";

/** @typedef {import("../sending.js").Way & { originals: string[] }} Answer without a permit, the deposit takes no more */
/** @typedef {import("./kept.js").KeptPage} KeptPage */

/** The name of the Background Sync by which a browser that has it wakes the worker when there is network. */
export const SYNC = "kept";

/**
 * Ask the way into a deposit, and which files it holds. Resolve with null where it is not that of whoever is here.
 * Reject where there is no answer.
 * @param {string} deposit
 * @returns {Promise<Answer | null>}
 */
export async function wayInto(deposit) {
  const answer = await fetch(`/deposits/${deposit}/sending`, { headers: { Accept: "application/json" } });
  if (answer.ok) return answer.json();
  if (answer.status >= 500 || answer.status === 429) throw new Error("not now");
  return null;
}

/**
 * Forget the pages that the centre has: those whose upload finished, and those whose last answer was lost. Both are
 * forgotten only after the deposit was asked anew.
 * @param {Answer} way
 */
export async function settle(way) {
  for (const page of await kept()) {
    if (page.deposit === way.deposit && (page.arrived || way.originals.includes(page.original))) await forget(page.id);
  }
}

/**
 * Do something with a kept page while nobody else does; `act` gets it as it stands then, undefined where it is gone.
 * @template T
 * @param {string} id
 * @param {(page: KeptPage | undefined) => Promise<T>} act
 * @returns {Promise<T>}
 */
export async function alone(id, act) {
  const now = async () => act(await keptNow(id));
  return navigator.locks ? navigator.locks.request(`kept:${id}`, now) : now();
}

/**
 * Tell whether a page, as it stands now, still waits for a deposit: it may have been added to another, or be there.
 * @param {KeptPage | undefined} page
 * @param {string | null} deposit
 * @returns {page is KeptPage}
 */
export function waitsFor(page, deposit) {
  return page !== undefined && !page.arrived && page.deposit === deposit;
}

/**
 * @typedef {object} Went
 * @property {number} left how many pages still wait for network
 * @property {string[]} refusals the centre's sentences about those that it will not take
 */

/**
 * Send what is kept for a deposit, in the order in which it was taken. Reject where there is no answer.
 * @param {string} deposit
 * @param {any} [stack] what carries requests where there is no XMLHttpRequest
 * @returns {Promise<Went>}
 */
export async function goOn(deposit, stack) {
  const way = await wayInto(deposit);
  /** @type {Went} */
  const went = { left: 0, refusals: [] };
  if (!way) return went;
  await settle(way);
  if (!way.permit) return went;
  for (const { id } of (await kept()).filter((page) => page.deposit === deposit)) {
    const failure = await alone(id, async (page) => (waitsFor(page, deposit) ? send(way, page, stack) : null));
    if (failure?.final) went.refusals.push(failure.why);
    else if (failure) went.left += 1;
  }
  const after = await wayInto(deposit);
  if (after) await settle(after);
  return went;
}

/**
 * @param {Answer} way
 * @param {KeptPage} page
 * @param {any} stack
 */
async function send(way, page, stack) {
  const begun = {
    original: page.original,
    upload: page.upload,
    begin: (/** @type {string} */ upload) => note(page.id, { upload }),
    stack,
  };
  const failure = await new Sending(way, page.paper, await fileOf(page), begun).go({ gone: () => {}, held: () => {} });
  if (!failure) await note(page.id, { arrived: true });
  return failure;
}
