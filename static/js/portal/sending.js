// @ts-check
/** Sends one file to a deposit, and says how far it is and what went wrong. */

/**
 * @typedef {object} Failure
 * @property {string} why a sentence; empty when the connection was lost
 * @property {boolean} final whether trying again is of no use
 */

/**
 * Resolve with null when the file is safe there. A request that can tell its progress: fetch cannot.
 * @param {URL} address of the deposit's originals, with the paper
 * @param {string} original the name of the file, the same at each attempt
 * @param {File} file
 * @param {(bytes: number) => void} gone
 * @returns {Promise<Failure | null>}
 */
export function sendFile(address, original, file, gone) {
  const body = new FormData();
  body.set("original_id", original);
  body.set("photos", file, file.name);
  const request = new XMLHttpRequest();
  return new Promise((done) => {
    request.upload.addEventListener("progress", (event) => gone(Math.min(event.loaded, file.size)));
    request.addEventListener("load", () => done(request.status === 201 ? null : told(request)));
    for (const lost of ["error", "abort", "timeout"]) {
      request.addEventListener(lost, () => done({ why: "", final: false }));
    }
    request.open("POST", address);
    request.setRequestHeader("Accept", "application/json");
    request.send(body);
  });
}

/** Return a UUID, also where the page has no TLS (a local network) and so no `crypto.randomUUID`. */
export function newName() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/**
 * Return what the server says; what it refused it would refuse again, what it could not do (429 too) it may do later.
 * @param {XMLHttpRequest} request
 * @returns {Failure}
 */
function told(request) {
  const final = request.status >= 400 && request.status < 500 && request.status !== 429;
  try {
    return { why: String(JSON.parse(request.responseText).title ?? ""), final };
  } catch {
    return { why: "", final };
  }
}
