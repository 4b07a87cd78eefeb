// @ts-check
/**
 * `<read-aloud>`: a button that reads the screen aloud, in the voice of each part's own language, and stops at the next
 * touch, at Escape and when the screen is left. It shows itself only where the browser has a voice for the screen's language.
 */

const SKIPPED = "script, style, template, svg, select, option, .visually-hidden, [hidden]";

class ReadAloud extends HTMLElement {
  connectedCallback() {
    if (!("speechSynthesis" in window)) return;
    const button = /** @type {HTMLButtonElement} */ (this.querySelector("button"));
    const label = /** @type {HTMLElement} */ (button.querySelector("span"));
    const words = { off: label.textContent ?? "", on: button.dataset.stop ?? "" };
    this.show = (/** @type {boolean} */ on) => {
      button.setAttribute("aria-pressed", String(on));
      button.title = label.textContent = on ? words.on : words.off;
    };
    this.offer();
    speechSynthesis.addEventListener("voiceschanged", () => this.offer());
    button.addEventListener("click", () => (button.getAttribute("aria-pressed") === "true" ? this.stop() : this.read()));
    addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.stop();
    });
    addEventListener("pagehide", () => this.stop());
    speechSynthesis.cancel(); // what the last screen had yet to say
  }

  offer() {
    this.hidden = !voiceFor(document.documentElement.lang);
  }

  read() {
    const parts = sentences(/** @type {HTMLElement} */ (document.querySelector("main")));
    speechSynthesis.cancel();
    parts.forEach(({ text, lang }, index) => {
      const said = new SpeechSynthesisUtterance(text);
      said.lang = lang;
      said.voice = voiceFor(lang) ?? null;
      if (index === parts.length - 1) said.addEventListener("end", () => this.show?.(false));
      speechSynthesis.speak(said);
    });
    this.show?.(parts.length > 0);
  }

  stop() {
    speechSynthesis.cancel();
    this.show?.(false);
  }
}

/** @param {string} lang */
function voiceFor(lang) {
  return speechSynthesis.getVoices().find((voice) => voice.lang.toLowerCase().split(/[-_]/)[0] === lang);
}

/**
 * What can be seen, in the order of the page: a part for each block, with the language in which it is written.
 * @param {HTMLElement} main
 */
function sentences(main) {
  /** @type {{ block: Element, text: string, lang: string }[]} */
  const parts = [];
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent?.trim();
    const parent = walker.currentNode.parentElement;
    if (!text || !parent || parent.closest(SKIPPED) || parent.getClientRects().length === 0) continue;
    const block = blockOf(parent);
    const lang = parent.closest("[lang]")?.getAttribute("lang") ?? "";
    const last = parts.at(-1);
    if (last && last.block === block && last.lang === lang) last.text += ` ${text}`;
    else parts.push({ block, text, lang });
  }
  return parts;
}

/** @param {Element} element */
function blockOf(element) {
  let block = element;
  while (block.parentElement && getComputedStyle(block).display === "inline") block = block.parentElement;
  return block;
}

customElements.define("read-aloud", ReadAloud);
