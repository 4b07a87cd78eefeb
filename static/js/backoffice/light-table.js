// @ts-check
/**
 * `<light-table>`: the arrows go from page to page, what is looked at follows, and the acts of the toolbar are about it.
 * With Shift an arrow moves the page one place. The mouse drags pages. Every act is a form that works without this.
 */

const AHEAD = 3; // previews fetched before they are looked at

let scrolled = 0; // how far, so that an act leaves the table where it was

class LightTable extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.at = 0;
    this.querySelector(".light-documents")?.addEventListener("scroll", (event) => {
      this.at = /** @type {Element} */ (event.target).scrollTop;
    }, { signal, passive: true });
    this.addEventListener("keydown", (event) => this.press(event), { signal });
    this.addEventListener("focusin", (event) => this.look(sheetOf(event.target)), { signal });
    this.addEventListener("click", (event) => this.click(event), { signal });
    for (const name of ["dragstart", "dragover", "dragleave", "drop", "dragend"]) {
      this.addEventListener(name, (event) => this.drag(/** @type {DragEvent} */ (event)), { signal });
    }
    this.addEventListener("htmx:configRequest", (event) => this.stay(event), { signal });
    this.querySelector("[data-copying]")?.removeAttribute("hidden");
    for (const each of this.querySelectorAll("select, [data-copies]")) each.toggleAttribute("hidden", true);
    this.look(this.current, true);
    queueMicrotask(() => this.settle()); // the table that this one replaces is still there, and has the focus
  }

  /** A table that is refreshed, because a page of it was made, looks at what is looked at by now. @param {Event} event */
  stay(event) {
    const { elt, path } = /** @type {CustomEvent} */ (event).detail;
    const at = this.current?.dataset.at;
    if (elt === this && at) /** @type {CustomEvent} */ (event).detail.path = path.replace(/\?at=.*$/, `?at=${at}`);
  }

  /** Be where the last table was. */
  settle() {
    const table = this.querySelector(".light-documents");
    if (table) table.scrollTop = scrolled;
    const { current } = this;
    if (current && (document.activeElement === document.body || document.activeElement === null)) {
      current.focus({ preventScroll: true });
    }
    current?.scrollIntoView({ block: "nearest" });
  }

  disconnectedCallback() {
    scrolled = this.at;
    this.stop?.abort();
  }

  /** @returns {HTMLAnchorElement[]} */
  get sheets() {
    return [...this.querySelectorAll("a.sheet")].map((each) => /** @type {HTMLAnchorElement} */ (each));
  }

  /** @returns {HTMLAnchorElement | null} */
  get current() {
    return this.querySelector("a.sheet[aria-current]");
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const sheet = sheetOf(event.target);
    if (!sheet || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: "up", ArrowDown: "down", Home: "first", End: "last" }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    if (event.shiftKey && typeof to === "number") this.step(sheet, to);
    else this.towards(sheet, to)?.focus();
  }

  /**
   * @param {HTMLAnchorElement} sheet
   * @param {number | string} to
   */
  towards(sheet, to) {
    const { sheets } = this;
    const at = sheets.indexOf(sheet);
    if (to === "first") return sheets[0];
    if (to === "last") return sheets.at(-1);
    if (typeof to === "number") return sheets[at + to];
    const here = sheet.getBoundingClientRect();
    const rows = sheets.map((each) => ({ each, box: each.getBoundingClientRect() }));
    const beyond = rows.filter(({ box }) => (to === "up" ? box.bottom <= here.top + 1 : box.top >= here.bottom - 1));
    if (beyond.length === 0) return undefined;
    const edge = to === "up" ? Math.max(...beyond.map(({ box }) => box.top)) : Math.min(...beyond.map(({ box }) => box.top));
    const row = beyond.filter(({ box }) => Math.abs(box.top - edge) < 2);
    return row.sort((one, other) => Math.abs(one.box.left - here.left) - Math.abs(other.box.left - here.left))[0].each;
  }

  /**
   * Make a page the one that is looked at, and the acts about it.
   * @param {HTMLAnchorElement | null} sheet
   * @param {boolean} [again]
   */
  look(sheet, again = false) {
    if (!sheet || (sheet === this.current && !again)) return;
    for (const each of this.sheets) {
      each.tabIndex = each === sheet ? 0 : -1;
      each.toggleAttribute("aria-current", each === sheet);
    }
    sheet.setAttribute("aria-current", "true");
    const [documentId] = (sheet.dataset.at ?? "").split(".");
    this.fill("at", sheet.dataset.at ?? "");
    this.fill("document", documentId);
    this.fill("before", "");
    const { sheets } = this;
    const at = sheets.indexOf(sheet);
    this.fill("then", (sheets[at + 1] ?? sheets[at - 1])?.dataset.at ?? "");
    const name = sheet.querySelector(".sheet-words");
    const number = this.querySelector("[data-current-name]");
    const template = sheet.parentElement?.querySelector("template");
    if (number && template) number.textContent = template.content.querySelector("dd")?.textContent ?? "";
    this.querySelector(".light-acts")?.setAttribute("data-kind", sheet.dataset.kind ?? "");
    this.querySelector(".light-new")?.toggleAttribute("hidden", sheet.dataset.kind !== "filed");
    this.copying = false;
    this.name(sheet.dataset.kind === "aside" ? "light-back" : "light-moves");
    const origin = this.querySelector("[data-origin]");
    if (origin && template) origin.replaceChildren(template.content.cloneNode(true));
    const image = this.querySelector("img[data-look]");
    if (image instanceof HTMLImageElement) show(image, sheet, name?.textContent ?? "");
    for (const each of sheets.slice(at + 1, at + 1 + AHEAD)) {
      if (each.dataset.preview) new Image().src = each.dataset.preview;
    }
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  fill(name, value) {
    for (const each of this.querySelectorAll(`form[id^="light-"] input[name="${name}"]`)) {
      /** @type {HTMLInputElement} */ (each).value = value;
    }
  }

  /** @param {MouseEvent} event */
  click(event) {
    const target = /** @type {Element} */ (event.target);
    const sheet = sheetOf(target);
    if (sheet && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      sheet.focus();
    }
    const step = target.closest("[data-step]");
    if (step) {
      event.preventDefault();
      if (this.current) this.step(this.current, Number(step.getAttribute("data-step")));
    }
    if (!target.closest("[data-copying]")) return;
    this.copying = !this.copying;
    this.name(this.copying ? "light-copies" : "light-moves");
    this.current?.focus();
  }

  /** Whether the next document that is named gets a copy. */
  get copying() {
    return this.querySelector("[data-copying]")?.getAttribute("aria-pressed") === "true";
  }

  set copying(on) {
    this.querySelector("[data-copying]")?.setAttribute("aria-pressed", String(on));
    const select = this.querySelector("#light-copies select");
    if (select instanceof HTMLSelectElement) select.disabled = on; // the button says which
  }

  /** Say what happens to the page when a document is named: by its form. @param {string} form */
  name(form) {
    for (const each of this.querySelectorAll("button[name=to]")) each.setAttribute("form", form);
  }

  /**
   * Move a page one place earlier or later in its document.
   * @param {HTMLAnchorElement} sheet
   * @param {number} by
   */
  step(sheet, by) {
    const section = sheet.closest("[data-document]");
    const theirs = [...(section?.querySelectorAll("a.sheet") ?? [])];
    const at = theirs.indexOf(sheet);
    if (!section || at + by < 0 || at + by >= theirs.length) return;
    this.put(section, theirs[by < 0 ? at - 1 : at + 2] ?? null);
  }

  /**
   * Move the page that is looked at into a document, before one of its pages or last.
   * @param {Element} section
   * @param {Element | null} before
   */
  put(section, before) {
    const button = section.querySelector("button[name=to]");
    if (!(button instanceof HTMLButtonElement)) return;
    this.fill("before", (before instanceof HTMLElement && before.dataset.at?.split(".")[1]) || "");
    button.setAttribute("form", "light-moves");
    button.click(); // not requestSubmit: htmx sends the name of a button that was clicked
  }

  /** @param {DragEvent} event */
  drag(event) {
    const sheet = sheetOf(event.target);
    if (event.type === "dragstart") {
      if (sheet?.draggable && event.dataTransfer) {
        sheet.focus();
        this.dragged = sheet;
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", sheet.dataset.at ?? "");
      }
      return;
    }
    for (const each of this.querySelectorAll("[data-drop]")) each.removeAttribute("data-drop");
    if (event.type === "dragend") this.dragged = undefined;
    const section = /** @type {Element} */ (event.target).closest?.("[data-document]");
    if (!this.dragged || !section) return;
    if (event.type === "dragover") {
      event.preventDefault();
      section.setAttribute("data-drop", "");
    } else if (event.type === "drop") {
      event.preventDefault();
      const over = sheet && sheet !== this.dragged ? sheet : null;
      const box = over?.getBoundingClientRect();
      const late = box && event.clientX > box.left + box.width / 2;
      const next = over?.closest("li")?.nextElementSibling?.querySelector("a.sheet") ?? null;
      const before = late ? (next === this.dragged ? null : next) : over;
      this.dragged = undefined;
      this.put(section, before);
    }
  }
}

/** @param {EventTarget | null} target */
function sheetOf(target) {
  const sheet = target instanceof Element ? target.closest("a.sheet") : null;
  return sheet instanceof HTMLAnchorElement ? sheet : null;
}

/**
 * @param {HTMLImageElement} image
 * @param {HTMLAnchorElement} sheet
 * @param {string} name
 */
function show(image, sheet, name) {
  const { preview, width, height } = sheet.dataset;
  image.hidden = !preview;
  if (!preview) return;
  image.width = Number(width);
  image.height = Number(height);
  image.alt = name.replace(/\s+/g, " ").trim();
  if (image.getAttribute("src") !== preview) image.src = preview;
}

customElements.define("light-table", LightTable);
