// @ts-check
/**
 * `<row-keys>`: the keys that `data-down-key` and `data-up-key` name (or the arrows) go down and up the rows of its table;
 * Enter then follows the row's link.
 * A key that something in the row names in `data-row-key` presses it.
 */

class RowKeys extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    document.addEventListener("keydown", (event) => this.press(event), { signal: this.stop.signal });
    this.addEventListener("click", (event) => this.follow(event), { signal: this.stop.signal });
  }

  disconnectedCallback() {
    this.stop?.abort();
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const target = /** @type {Element} */ (event.target);
    if (event.ctrlKey || event.metaKey || event.altKey || target.matches("input:not([type=checkbox]), textarea, select")) return;
    const act = target.closest("tr")?.querySelector(`[data-row-key="${CSS.escape(event.key.toUpperCase())}"]`);
    if (target.matches("[data-row]") && act instanceof HTMLElement) {
      event.preventDefault();
      act.click();
      return;
    }
    const name = event.key.toUpperCase();
    const down = event.key === "ArrowDown" || name === this.dataset.downKey;
    const up = event.key === "ArrowUp" || name === this.dataset.upKey;
    if (!down && !up) return;
    const rows = /** @type {HTMLElement[]} */ ([...this.querySelectorAll("[data-row]")]);
    if (rows.length === 0) return;
    const row = document.activeElement?.closest("tr")?.querySelector("[data-row]"); // or the box beside it has the focus
    const here = rows.indexOf(/** @type {HTMLElement} */ (row));
    const next = here < 0 ? (down ? 0 : rows.length - 1) : Math.min(Math.max(here + (down ? 1 : -1), 0), rows.length - 1);
    event.preventDefault();
    rows[next].focus();
    rows[next].scrollIntoView({ block: "nearest" });
  }

  /** The whole row is a target for the mouse. @param {MouseEvent} event */
  follow(event) {
    const target = /** @type {Element} */ (event.target);
    if (target.closest("a, button, input, label") || getSelection()?.toString()) return;
    const link = /** @type {HTMLElement | null | undefined} */ (target.closest("tbody tr")?.querySelector("[data-row]"));
    link?.click();
  }
}

customElements.define("row-keys", RowKeys);
