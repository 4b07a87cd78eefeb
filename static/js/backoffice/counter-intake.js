// @ts-check
/**
 * <counter-intake> around a form with files: whatever comes into its file field (chosen, photographed) or is dropped on the
 * page is sent at once, one file after another, each under a name of its own, so that a second try is the same file. What
 * is not taken is said in [data-refusals]. The pages beside it are asked for anew (<quiet-fields>).
 */

class CounterIntake extends HTMLElement {
  connectedCallback() {
    this.form = /** @type {HTMLFormElement} */ (this.querySelector("form"));
    this.field = /** @type {HTMLInputElement} */ (this.querySelector("input[type=file]"));
    this.refusals = /** @type {HTMLElement} */ (this.querySelector("[data-refusals]"));
    this.state = /** @type {HTMLElement} */ (this.querySelector("[data-sending]"));
    /** @type {File[]} */
    this.waiting = [];
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    this.field.addEventListener("change", () => this.take(this.field?.files), { signal });
    document.addEventListener("dragover", (event) => this.over(event), { signal });
    document.addEventListener("drop", (event) => this.drop(event), { signal });
    this.addEventListener("viewfinder-live", () => this.#button("shoot")?.focus(), { signal });
    this.querySelector(".no-script")?.remove();
    this.take(this.field.files); // what was chosen before this came: its button is gone
  }

  disconnectedCallback() {
    this.leaving?.abort();
  }

  /** @param {DragEvent} event */
  over(event) {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  }

  /** @param {DragEvent} event */
  drop(event) {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    this.take(event.dataTransfer.files);
  }

  /** @param {FileList | null | undefined} files */
  take(files) {
    if (!files?.length || !this.field) return;
    this.refusals?.replaceChildren();
    this.waiting?.push(...files);
    this.field.value = "";
    void this.send();
  }

  async send() {
    if (this.isSending) return;
    this.isSending = true;
    for (let file = this.waiting?.shift(); file; file = this.waiting?.shift()) {
      this.tell(1 + (this.waiting?.length ?? 0));
      await this.sendOne(file);
      document.querySelector("quiet-fields")?.dispatchEvent(new Event("refresh"));
    }
    this.isSending = false;
    this.tell(0);
  }

  /** @param {File} file */
  async sendOne(file) {
    const form = /** @type {HTMLFormElement} */ (this.form);
    const together = /** @type {HTMLInputElement} */ (form.elements.namedItem("together"));
    if (file.size > Number(this.dataset.maxBytes)) {
      this.refuse(file, this.state?.dataset.tooLarge ?? "");
      return;
    }
    const body = new FormData();
    body.append("original_id", crypto.randomUUID());
    if (together.checked) body.append("together", "1");
    body.append("files", file);
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
      if (!answer.ok) this.refuse(file, /** @type {{ title: string }} */ (await answer.json()).title);
    } catch {
      this.refuse(file, this.state?.dataset.lost ?? "");
    }
  }

  /** @param {File} file @param {string} words */
  refuse(file, words) {
    const line = document.createElement("li");
    line.className = "field-error";
    const name = document.createElement("bdi");
    name.textContent = file.name;
    const told = document.createElement("span");
    told.append(name, `: ${words}`);
    line.append(told);
    this.refusals?.append(line);
  }

  /** @param {number} files on their way */
  tell(files) {
    if (this.state) this.state.textContent = files ? (this.state.dataset.words ?? "").replace("{files}", String(files)) : "";
  }

  /** @param {string} name */
  #button(name) {
    return /** @type {HTMLElement | null} */ (this.querySelector(`[data-${name}]`));
  }
}

customElements.define("counter-intake", CounterIntake);
