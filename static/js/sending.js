// @ts-check
/**
 * Sends files into a deposit by resumable upload (tus 1.0): what a lost line cut off goes on where it stopped. Nothing
 * is kept here beyond the life of the page, and no file's name is sent.
 *
 * How, says `web/sending.py`: in the attributes of the element that sends, or to the service worker, which has none.
 */

import { newName } from "./names.js";

const ADDRESS = "/uploads";

/** After so long each the lost line is tried again; then the person is asked. */
const PAUSES_MS = [0, 1000, 2500];

/** A line without a sign of life for so long is lost: the server waits 30 s for bytes, and 15 s to look at the file. */
const SILENT_MS = 50_000;

/**
 * So much goes with the creation, one request instead of two. What is cut off there begins anew, since nobody knows its
 * address; so a photo of usual size does not.
 */
const AT_ONCE_BYTES = 256 * 1024;

/**
 * @typedef {object} Failure
 * @property {string} why a sentence; empty when the connection was lost
 * @property {boolean} final whether trying again is of no use
 *
 * @typedef {object} Way
 * @property {string} [permit]
 * @property {string} [deposit]
 * @property {string | number} [chunkBytes]
 * @property {string | number} [maxBytes]
 * @property {string} [tooLarge] the sentence for whoever would send more
 *
 * @typedef {object} Begun
 * @property {string} [original] the name under which it is sent
 * @property {string | null} [upload] the address at which it was begun
 * @property {(upload: string) => void} [begin] is told that address
 * @property {any} [stack] what carries requests where there is no XMLHttpRequest
 *
 * @typedef {object} Watch
 * @property {(bytes: number) => void} gone how many bytes are on their way or there
 * @property {() => void} held the line is lost, and tried again soon
 */

/** Return tus-js-client, once its script is there. */
const tus = () => /** @type {any} */ (globalThis).tus;

/** Tell whether files can be sent this way; where not, the form itself is sent. */
export function canSend() {
  return Boolean(tus()?.isSupported);
}

/** One file on its way. */
export class Sending {
  /** @type {any} */
  #upload = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #silence;
  #arrived = false;

  /**
   * @param {Way} way
   * @param {string} paper the paper that the file becomes a page of
   * @param {File} file
   * @param {Begun} [begun]
   */
  constructor(way, paper, file, { original = newName(), upload = null, begin, stack } = {}) {
    this.way = way;
    this.ids = { deposit: way.deposit, paper, original };
    this.file = file;
    this.begun = { upload, begin, stack };
  }

  /**
   * Send the file, or go on with it after a failure. Resolve with null when it is safe there.
   * @param {Watch} watch
   * @returns {Promise<Failure | null>}
   */
  async go(watch) {
    if (this.file.size > Number(this.way.maxBytes)) return { why: this.way.tooLarge ?? "", final: true };
    if (this.#arrived) return null;
    const failure = await this.#run(watch);
    clearTimeout(this.#silence);
    this.#arrived = failure === null;
    return failure;
  }

  /** Stop, and let the server forget what came of a file that is not whole. */
  drop() {
    clearTimeout(this.#silence);
    if (this.#arrived || !this.#upload) return;
    this.#upload.abort();
    if (this.#upload.url) tus().Upload.terminate(this.#upload.url, { headers: this.#headers(), retryDelays: null }).catch(() => {});
  }

  /**
   * @param {Watch} watch
   * @returns {Promise<Failure | null>}
   */
  #run(watch) {
    return new Promise((done) => {
      const upload = new (tus().Upload)(this.file, {
        endpoint: ADDRESS,
        uploadUrl: this.#upload ? this.#upload.url : this.begun.upload,
        ...(this.begun.stack ? { httpStack: this.begun.stack } : {}),
        onUploadUrlAvailable: () => this.begun.begin?.(this.#upload.url),
        headers: this.#headers(),
        metadata: this.ids,
        // A browser that sends a cut request again by itself (Chromium does), or a proxy that gathers it, wastes no more
        chunkSize: Number(this.way.chunkBytes),
        uploadDataDuringCreation: this.file.size <= AT_ONCE_BYTES,
        storeFingerprintForResuming: false,
        retryDelays: PAUSES_MS,
        onShouldRetry: (/** @type {any} */ error) => {
          if (!mendsItself(status(error))) return false;
          watch.held();
          listen();
          return true;
        },
        onAfterResponse: keepsItsPlace,
        onProgress: (/** @type {number} */ bytes) => {
          watch.gone(bytes);
          listen();
        },
        onSuccess: () => done(null),
        onError: (/** @type {any} */ error) => done(failure(error)),
      });
      const listen = () => {
        clearTimeout(this.#silence);
        this.#silence = setTimeout(() => {
          upload.abort();
          done({ why: "", final: false });
        }, SILENT_MS);
      };
      this.#upload = upload;
      listen();
      upload.start();
    });
  }

  #headers() {
    return { Authorization: `Bearer ${this.way.permit}` };
  }
}

/** @param {any} error @returns {number} the status of the answer; 0 where none came */
function status(error) {
  return error.originalResponse?.getStatus() ?? 0;
}

/**
 * Tell whether asking how far the file came, and going on, mends it: a lost line, another offset, an upload that is
 * still held. What the server cannot do just now (5xx) is told at once: nobody waits for an answer that is known.
 * @param {number} code
 */
function mendsItself(code) {
  return code === 0 || code === 409 || code === 423;
}

/**
 * Take a server that cannot say how far the file came for a lost line: tus-js-client would begin anew
 * (https://github.com/tus/tus-js-client/issues/895).
 * @param {any} request
 * @param {any} response
 */
function keepsItsPlace(request, response) {
  if (request.getMethod() === "HEAD" && response.getStatus() >= 500) throw new Error("no answer");
}

/**
 * Return what the server says. What it refused it would refuse again; but an upload that is gone (410) begins anew, and
 * what is too much now (429) goes on later.
 * @param {any} error
 * @returns {Failure}
 */
function failure(error) {
  const code = status(error);
  const final = code >= 400 && code < 500 && ![410, 429].includes(code) && !mendsItself(code);
  try {
    return { why: String(JSON.parse(error.originalResponse.getBody()).title ?? ""), final };
  } catch {
    return { why: "", final };
  }
}
