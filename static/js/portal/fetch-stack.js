// @ts-check
/** Carries tus-js-client's requests by fetch, for the service worker, which has no XMLHttpRequest. */

export class FetchStack {
  getName() {
    return "FetchStack";
  }

  /**
   * @param {string} method
   * @param {string} url
   */
  createRequest(method, url) {
    return new Carried(method, url);
  }
}

class Carried {
  /** @type {Record<string, string>} */
  #headers = {};
  #stop = new AbortController();
  /** @type {((bytes: number) => void) | undefined} */
  #progress;

  /**
   * @param {string} method
   * @param {string} url
   */
  constructor(method, url) {
    this.method = method;
    this.url = url;
  }

  getMethod() {
    return this.method;
  }

  getURL() {
    return this.url;
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  setHeader(name, value) {
    this.#headers[name] = value;
  }

  /** @param {string} name */
  getHeader(name) {
    return this.#headers[name];
  }

  /** @param {(bytes: number) => void} progress */
  setProgressHandler(progress) {
    this.#progress = progress;
  }

  /** @param {Blob | null} [body] */
  async send(body = null) {
    const { method, url } = this;
    const answer = await fetch(url, { method, body, headers: this.#headers, signal: this.#stop.signal });
    const text = await answer.text();
    if (body) this.#progress?.(body.size);
    return {
      getStatus: () => answer.status,
      getHeader: (/** @type {string} */ name) => answer.headers.get(name),
      getBody: () => text,
      getUnderlyingObject: () => answer,
    };
  }

  async abort() {
    this.#stop.abort();
  }

  getUnderlyingObject() {
    return this.#stop;
  }
}
