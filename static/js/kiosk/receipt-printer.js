// @ts-check
/**
 * <receipt-printer number="…">: prints the receipt inside it once, by itself; a `[data-print]` button prints it again.
 * Chromium started with --kiosk-printing does so without a question.
 */

const KEY = "printed";

export class ReceiptPrinter extends HTMLElement {
  connectedCallback() {
    const number = this.getAttribute("number") ?? "";
    document.querySelector("[data-print]")?.addEventListener("click", () => print());
    if (sessionStorage.getItem(KEY) === number) return; // another language, the same receipt
    sessionStorage.setItem(KEY, number);
    requestAnimationFrame(() => requestAnimationFrame(() => print()));
  }
}

customElements.define("receipt-printer", ReceiptPrinter);
