// @ts-check
/**
 * Keeps pages on the phone until the centre has them: in IndexedDB, so that a killed tab loses none. The bytes stand as
 * ArrayBuffers, one record a chunk, since Safari has lost Blobs there. Nothing says who the person is, and no file's
 * name is kept.
 *
 * Runs in a page and in the service worker. Each act opens the database anew: a phone that was put away closes it.
 *
 * @typedef {object} KeptPage
 * @property {string} id of this record
 * @property {string | null} deposit for which it was taken; null while there is none
 * @property {string | null} tab in which it was taken, where that was before there was a deposit
 * @property {boolean} shared whether another app shared it, and nobody said yet that it is theirs
 * @property {string} paper of which it is a page
 * @property {string} original the name under which it is sent
 * @property {string} type as the browser says it
 * @property {number} size in bytes
 * @property {number} taken when, in milliseconds
 * @property {boolean} whole whether all of its bytes are here
 * @property {string | null} upload the address at which it is being sent
 * @property {boolean} arrived whether the upload finished
 */

import { newName } from "../names.js";

const NAME = "guichet";
const PAGES = "pages";
const CHUNKS = "chunks";
const CHUNK_BYTES = 512 * 1024;

/** What was begun so long ago and is not whole was cut off by a killed tab: its bytes are of no use. */
const HALF_MS = 3_600_000;

/** When the last page was taken here: no two at once, since what stands in this order is a paper. */
let latest = 0;

/** Name of the channel on which pages and worker tell each other that something changed. */
const CHANNEL = "kept";

/**
 * Keep a file; resolve with its record once all of it is on the disk. Reject where this browser keeps nothing, or has
 * no room.
 * @param {Blob} file
 * @param {{ deposit?: string | null, tab?: string | null, shared?: boolean, paper?: string, original?: string }} [of]
 * @returns {Promise<KeptPage>}
 */
export async function keep(file, of = {}) {
  const { deposit = null, tab = null, shared = false, paper = newName(), original = newName() } = of;
  latest = Math.max(Date.now(), latest + 1);
  /** @type {KeptPage} */
  const page = {
    id: newName(),
    deposit,
    tab,
    shared,
    paper,
    original,
    type: file.type,
    size: file.size,
    taken: latest,
    whole: false,
    upload: null,
    arrived: false,
  };
  await write((stores) => stores[PAGES].put(page));
  try {
    for (let at = 0; at < file.size; at += CHUNK_BYTES) {
      const bytes = await file.slice(at, at + CHUNK_BYTES).arrayBuffer(); // before the transaction, which would end
      await write((stores) => stores[CHUNKS].put({ page: page.id, at, bytes }));
    }
    page.whole = true;
    await write((stores) => stores[PAGES].put(page));
  } catch (error) {
    await forget(page.id).catch(() => {});
    throw error;
  }
  tell();
  return page;
}

/** Return the pages that are kept, in the order in which they were taken. @returns {Promise<KeptPage[]>} */
export async function kept() {
  /** @type {KeptPage[]} */
  const all = await read(PAGES, (store) => store.getAll());
  const late = Date.now() - HALF_MS;
  for (const page of all) if (!page.whole && page.taken < late) await forget(page.id);
  return all.filter((page) => page.whole).sort((one, other) => one.taken - other.taken);
}

/** Return a page as it is kept now; undefined where it is not any more. @param {string} id */
export async function keptNow(id) {
  /** @type {KeptPage | undefined} */
  const page = await read(PAGES, (store) => store.get(id));
  return page;
}

/** Return the bytes of a kept page. @param {KeptPage} page @returns {Promise<File>} */
export async function fileOf(page) {
  /** @type {{ bytes: ArrayBuffer }[]} */
  const chunks = await read(CHUNKS, (store) => store.getAll(chunksOf(page.id)));
  return new File(
    chunks.map((chunk) => chunk.bytes),
    "photo",
    { type: page.type },
  );
}

/**
 * Note something of a kept page; nothing where it is not kept any more.
 * @param {string} id
 * @param {Partial<KeptPage>} facts
 */
export async function note(id, facts) {
  await write((stores) => {
    const asked = stores[PAGES].get(id); // in the same transaction: what was forgotten meanwhile must not come back
    asked.onsuccess = () => asked.result && stores[PAGES].put({ ...asked.result, ...facts });
  });
}

/** Forget a page and its bytes. @param {string} id */
export async function forget(id) {
  await write((stores) => {
    stores[PAGES].delete(id);
    stores[CHUNKS].delete(chunksOf(id));
  });
  tell();
}

/** Tell the other pages and the worker that something changed. */
function tell() {
  if (!("BroadcastChannel" in globalThis)) return;
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage("");
  channel.close();
}

/** Hear of what changes, here and in other tabs. @param {() => void} heard */
export function listen(heard) {
  if ("BroadcastChannel" in globalThis) new BroadcastChannel(CHANNEL).addEventListener("message", heard);
}

/** @param {string} id */
function chunksOf(id) {
  return IDBKeyRange.bound([id, 0], [id, Number.MAX_SAFE_INTEGER]);
}

/** @returns {Promise<IDBDatabase>} */
function opened() {
  return new Promise((done, failed) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore(PAGES, { keyPath: "id" });
      asked.result.createObjectStore(CHUNKS, { keyPath: ["page", "at"] });
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
}

/**
 * @param {string} store
 * @param {(store: IDBObjectStore) => IDBRequest} ask
 * @returns {Promise<any>}
 */
async function read(store, ask) {
  const database = await opened();
  try {
    return await new Promise((done, failed) => {
      const asked = ask(database.transaction(store).objectStore(store));
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => failed(asked.error);
    });
  } finally {
    database.close();
  }
}

/**
 * Write in one transaction; resolve once it is on the disk.
 * @param {(stores: Record<string, IDBObjectStore>) => void} change
 * @returns {Promise<void>}
 */
async function write(change) {
  const database = await opened();
  try {
    await new Promise((done, failed) => {
      const transaction = database.transaction([PAGES, CHUNKS], "readwrite", { durability: "strict" });
      transaction.oncomplete = () => done(undefined);
      transaction.onabort = () => failed(transaction.error);
      change({ [PAGES]: transaction.objectStore(PAGES), [CHUNKS]: transaction.objectStore(CHUNKS) });
    });
  } finally {
    database.close();
  }
}
