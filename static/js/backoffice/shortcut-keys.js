// @ts-check
/**
 * `<shortcut-keys>`: the key that an element names in `aria-keyshortcuts` presses it (or goes into it, where it is a
 * field). Off inside fields; where a dialog is open, its own keys alone. A person's own keys stand there already
 * (backoffice/keys).
 *
 * Also opens the dialog that a `[data-opens]` names, once there is what it asks for (`hx-get`; where that fails, the link
 * leads to a page of its own), and closes it by `[data-closes]`.
 */

const FIELDS = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";

const BUTTONS = "[type=file], [type=checkbox]"; // fields that are pressed, not typed in

/** @param {KeyboardEvent} event */
function nameOf(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  if (event.key === "=") return "+"; // the same key without Shift
  if (/^Digit[1-9]$/.test(event.code)) return event.code.slice(-1); // on a Belgian keyboard figures need Shift
  return event.key.length === 1 ? event.key.toUpperCase() : event.key;
}

/** @param {HTMLDialogElement} dialog */
function show(dialog) {
  if (!dialog.open) dialog.showModal();
}

/**
 * @param {Element} opener
 * @param {HTMLDialogElement} dialog
 */
function showOnceFilled(opener, dialog) {
  const asking = new AbortController();
  const { signal } = asking;
  const filled = () => {
    asking.abort();
    show(dialog);
  };
  const answered = (/** @type {Event} */ event) => {
    const { status } = /** @type {CustomEvent} */ (event).detail.xhr;
    if (status >= 200 && status < 300) return; // htmx calls successful what it swaps, and it swaps what is refused too
    asking.abort();
    if (opener instanceof HTMLAnchorElement) location.assign(opener.href);
  };
  dialog.addEventListener("htmx:afterSettle", filled, { signal });
  opener.addEventListener("htmx:afterRequest", answered, { signal });
}

class ShortcutKeys extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    document.addEventListener("keydown", (event) => this.press(event), { signal });
    document.addEventListener("click", (event) => this.open(event), { signal });
    for (const each of document.querySelectorAll("button[data-opens][hidden]")) each.removeAttribute("hidden");
  }

  disconnectedCallback() {
    this.stop?.abort();
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const name = nameOf(event);
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.defaultPrevented || name === null || event.repeat) return;
    if (target.matches(FIELDS)) {
      if (name === "Escape") target.blur();
      return;
    }
    const dialog = document.querySelector("dialog[open]");
    if (name === "Enter" && target.closest("a, button, summary, label, [role=option]")) return;
    const found = [...(dialog ?? document).querySelectorAll(`[aria-keyshortcuts="${CSS.escape(name)}"]`)];
    const element = /** @type {HTMLElement | undefined} */ (
      found.find((each) => each.checkVisibility() && !(/** @type {HTMLButtonElement} */ (each).disabled))
    );
    if (!element) return;
    event.preventDefault();
    if (element.matches("[type=radio]")) {
      element.focus(); // Enter and the arrows go on from there
      element.click();
    } else if (element instanceof HTMLInputElement && !element.matches(BUTTONS)) {
      element.focus();
      element.select();
    } else element.click();
    // What a key unfolds is for whoever has both hands on the keys: they type on in its first field
    const unfolded = element.matches("summary") && element.parentElement;
    if (unfolded instanceof HTMLDetailsElement && unfolded.open) {
      /** @type {HTMLElement | null} */ (unfolded.querySelector(`:is(${FIELDS}):not([type=hidden])`))?.focus();
    }
  }

  /** @param {MouseEvent} event */
  open(event) {
    const target = /** @type {Element} */ (event.target);
    const opener = target.closest("[data-opens]");
    const closer = target.closest("[data-closes]");
    const dialog = opener
      ? document.getElementById(opener.getAttribute("data-opens") ?? "")
      : closer && closer.closest("dialog");
    if (!(dialog instanceof HTMLDialogElement)) return;
    event.preventDefault();
    if (!opener) dialog.close();
    else if (opener.hasAttribute("hx-get")) showOnceFilled(opener, dialog);
    else show(dialog);
  }
}

customElements.define("shortcut-keys", ShortcutKeys);
