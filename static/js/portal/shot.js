// @ts-check
/**
 * A photo that was taken or chosen for a deposit: it is kept on the phone at once, then sent, and forgotten here once the
 * centre has it. Where nothing can be kept it is sent all the same.
 */

import { newName } from "../names.js";
import { forget, keep, note } from "./kept.js";
import { thumb } from "./thumb.js";
import { loaded } from "./tus.js";

/** @typedef {import("../sending.js").Failure} Failure */
/** @typedef {import("../sending.js").Sending} Sending */
/** @typedef {import("./kept.js").KeptPage} KeptPage */

const LOST = { why: "", final: false };

export class Shot {
  /** @type {"waiting" | "sending" | "held" | "sent" | "failed"} */
  state = "waiting";
  /** Bytes so far. */
  sent = 0;
  /**
   * What is said of it: first by the phone, then by the server.
   * @type {HTMLElement | undefined}
   */
  told;
  /**
   * Sends it on, where it failed and may succeed.
   * @type {(() => void) | undefined}
   */
  again;
  /** @type {Sending | undefined} */
  #sending;

  /**
   * @param {File} file
   * @param {string} paper the paper that it becomes a page of
   * @param {DOMStringMap} way into the deposit, as `web/sending.py` tells it
   * @param {KeptPage} [page] its record on the phone, where it is kept already
   */
  constructor(file, paper, way, page) {
    this.file = file;
    this.paper = paper;
    this.way = way;
    this.original = page?.original ?? newName();
    this.thumb = thumb(file);
    /** Whether it outlives this page. */
    this.isSafe = page !== undefined;
    /** @type {Promise<KeptPage | null>} its record on the phone; null where none could be made */
    this.kept = page ? Promise.resolve(page) : this.#keep();
  }

  /** Whether it is there, and the server looked at it and found it good: it may be handed over as it is. */
  get isGood() {
    return this.state === "sent" && this.told?.dataset.state === "good";
  }

  /** Whether it is on its way, or will be without anybody's doing. */
  get isGoing() {
    return ["waiting", "sending", "held"].includes(this.state);
  }

  /**
   * Send it, or go on with it. Resolve with null when it is safe there; at once where another tab or the worker
   * sent it, or the person added it to another deposit.
   * @param {() => void} draw is called whenever something has changed
   * @returns {Promise<Failure | null>}
   */
  async send(draw) {
    const page = await this.kept;
    if (!(await loaded())) return this.#wait();
    if (!page) return this.#go(draw, null);
    const { alone, waitsFor } = await import("./go-on.js");
    return alone(page.id, async (now) => {
      if (!waitsFor(now, page.deposit)) return null;
      const failure = await this.#go(draw, now);
      if (!failure) await note(page.id, { arrived: true });
      return failure;
    });
  }

  /** Leave it out: here, and what came of it there. */
  async drop() {
    this.#sending?.drop();
    const page = await this.kept;
    if (page) await forget(page.id);
  }

  /** Show how far it has come. */
  draw() {
    const bar = /** @type {HTMLProgressElement} */ (this.thumb.querySelector("progress"));
    bar.value = this.state === "sent" ? 1 : this.sent / Math.max(1, this.file.size);
  }

  async #keep() {
    const { deposit = null } = this.way;
    try {
      const page = await keep(this.file, { deposit, paper: this.paper, original: this.original });
      this.isSafe = true;
      return page;
    } catch {
      return null;
    }
  }

  /**
   * @param {() => void} draw
   * @param {KeptPage | null} page
   */
  async #go(draw, page) {
    const { Sending } = await import("../sending.js");
    this.#sending ??= new Sending(this.way, this.paper, this.file, {
      original: this.original,
      upload: page?.upload,
      begin: (upload) => page && note(page.id, { upload }),
    });
    const failure = await this.#sending.go({
      gone: (bytes) => {
        this.sent = bytes;
        this.state = "sending";
        draw();
      },
      held: () => {
        this.state = "held";
        draw();
      },
    });
    return failure && !failure.final && !failure.why ? this.#wait() : failure;
  }

  /** Wait for network, as long as it takes. */
  async #wait() {
    if (await this.kept) import("./lasting.js").then(({ last }) => last());
    return LOST;
  }
}
