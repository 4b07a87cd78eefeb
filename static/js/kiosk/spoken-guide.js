// @ts-check
/**
 * `<spoken-guide src="…/voices/fr.json">`: once its button is pressed, the kiosk says what stands on each screen, and on
 * which button or field the keys are, in recorded voices: a kiosk's browser may have none. It goes on until the button is
 * pressed again or the visit ends. Records of other languages stand beside that one. A text of which there is none (a
 * name, a number) is passed over.
 *
 * Each part that begins to sound is told as an event `said` with `detail: {text, lang}`.
 */

const ON = "spoken";
const CALM_MS = 120; // the focus comes to where it stays, and a notice to its last word
const NOT_READ = "script, style, template, svg, select, option, .visually-hidden, [hidden], [aria-hidden=true]";
const CONTROLS = "a, button, input, label, summary, video, iframe, progress";
const TELLS = "[role=status], [role=alert]";

/** @typedef {{ text: string, lang: string }} Part */

/** @type {Map<string, Promise<(text: string) => Blob | undefined>>} by language */
const voices = new Map();
let round = 0;
/** @type {HTMLAudioElement | undefined} */
let sounding;
/** @type {Element | null} */
let inDialog = null;
/** @type {WeakMap<Element, string>} what each place that tells said last */
const told = new WeakMap();
let source = new URL(location.href);
let timer = 0;
let isNew = false;

class SpokenGuide extends HTMLElement {
  connectedCallback() {
    source = new URL(this.getAttribute("src") ?? "", location.href);
    this.button = /** @type {HTMLButtonElement} */ (this.querySelector("button"));
    this.button.addEventListener("click", () => this.turn());
    this.show();
    isNew = true;
    soon();
  }

  turn() {
    if (isOn()) sessionStorage.removeItem(ON);
    else sessionStorage.setItem(ON, "yes"); // another language is another page; the end of a visit clears it
    this.show();
    isNew = true;
    if (isOn()) soon();
    else hush();
  }

  show() {
    this.button?.setAttribute("aria-pressed", String(isOn()));
  }
}

const isOn = () => sessionStorage.getItem(ON) !== null;

function hush() {
  round += 1;
  sounding?.pause();
}

/** Say what is new, once it is calm: a screen, a dialog, a notice, or where the keys are. */
function soon() {
  if (!isOn()) return;
  clearTimeout(timer);
  timer = setTimeout(() => void say(news()), CALM_MS);
}

/** @returns {Part[]} */
function news() {
  const at = document.activeElement;
  const dialog = document.querySelector("dialog[open]");
  const here = at && at !== document.body && !at.matches("main") ? ofControl(at) : [];
  if (dialog !== inDialog) {
    inDialog = dialog;
    if (dialog) return [...ofText(dialog), ...here];
  }
  const main = document.querySelector("main");
  if (isNew && main) {
    isNew = false;
    for (const each of document.querySelectorAll(TELLS)) told.set(each, wordsOf(each));
    return [...ofText(main), ...here];
  }
  const changed = [...document.querySelectorAll(TELLS)].filter((each) => wordsOf(each) !== (told.get(each) ?? ""));
  for (const each of changed) told.set(each, wordsOf(each));
  const notices = changed.flatMap((each) => ofText(each));
  return notices.length > 0 ? notices : here;
}

/** @param {Part[]} parts */
async function say(parts) {
  if (parts.length === 0) return;
  hush();
  const mine = round;
  for (const { text, lang } of parts) {
    const sound = (await voiceOf(lang))(text);
    if (mine !== round) return;
    if (sound) await play(sound, { text, lang });
    if (mine !== round) return;
  }
}

/**
 * @param {Blob} sound
 * @param {Part} part
 */
async function play(sound, part) {
  const address = URL.createObjectURL(sound);
  const audio = new Audio(address);
  sounding = audio;
  const over = new Promise((done) => {
    for (const end of ["ended", "pause", "error"]) audio.addEventListener(end, done, { once: true });
  });
  try {
    await audio.play();
    document.dispatchEvent(new CustomEvent("said", { detail: part }));
    await over;
  } catch {
    // nobody has touched this page yet, or there is no loudspeaker: the screen says the same
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** @param {string} lang */
function voiceOf(lang) {
  const known = voices.get(lang) ?? fetched(lang);
  voices.set(lang, known);
  return known;
}

/**
 * @param {string} lang
 * @returns {Promise<(text: string) => Blob | undefined>}
 */
async function fetched(lang) {
  try {
    const [index, sounds] = await Promise.all(
      [".json", ".bin"].map(async (ending) => {
        const answer = await fetch(new URL(lang + ending, source));
        if (!answer.ok) throw new Error(String(answer.status));
        return ending === ".json" ? answer.json() : answer.blob();
      }),
    );
    return (text) => {
      const place = index[text];
      return place && sounds.slice(place[0], place[0] + place[1], "audio/ogg; codecs=opus");
    };
  } catch {
    voices.delete(lang); // the network is away: it is tried again
    return () => undefined;
  }
}

/**
 * What can be read there, a part for each block, without what the keys come to by themselves.
 * @param {Element} place
 * @param {string} [passed] selector of what is left out
 * @returns {Part[]}
 */
function ofText(place, passed = CONTROLS) {
  /** @type {(Part & { block: Element })[]} */
  const parts = [];
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    const text = plain(walker.currentNode.textContent);
    if (!text || !parent || parent.closest(NOT_READ) || parent.getClientRects().length === 0) continue;
    const inner = passed ? parent.closest(passed) : null;
    if (inner && inner !== place && place.contains(inner)) continue;
    const [block, lang] = [blockOf(parent), langOf(parent)];
    const last = parts.at(-1);
    if (last && last.block === block && last.lang === lang) last.text += ` ${text}`;
    else parts.push({ block, text, lang });
  }
  return parts;
}

/**
 * What a control is called, and what is said about it.
 * @param {Element} control
 * @returns {Part[]}
 */
function ofControl(control) {
  const label = control.getAttribute("aria-label");
  const name = label ? [{ text: plain(label), lang: langOf(control) }] : [];
  const labels = "labels" in control ? [.../** @type {HTMLInputElement} */ (control).labels ?? []] : [];
  const words = name.length > 0 ? name : labels.length > 0 ? labels.flatMap((each) => ofText(each, "")) : named(control);
  const about = (control.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
  const further = about.map((id) => document.getElementById(id)).flatMap((each) => (each ? ofText(each) : []));
  return [...words, ...further];
}

/**
 * @param {Element} control a button or a link; one that shows an icon alone has its words for readers
 * @returns {Part[]}
 */
function named(control) {
  const seen = ofText(control, "");
  if (seen.length > 0) return seen;
  const text = plain(control.textContent);
  return text ? [{ text, lang: langOf(control) }] : [];
}

/** @param {Element} place */
const wordsOf = (place) => ofText(place).map((each) => each.text).join(" ");

/** @param {string | null} text */
const plain = (text) => (text ?? "").split(/\s+/).filter(Boolean).join(" ");

/** @param {Element} element */
const langOf = (element) => element.closest("[lang]")?.getAttribute("lang") ?? "";

/** @param {Element} element */
function blockOf(element) {
  let block = element;
  while (block.parentElement && getComputedStyle(block).display === "inline") block = block.parentElement;
  return block;
}

document.addEventListener("focusin", soon);
document.addEventListener("htmx:afterSettle", soon);
new MutationObserver((changes) => {
  const tells = (/** @type {Node} */ node) =>
    (node instanceof Element ? node : node.parentElement)?.closest(TELLS) !== null;
  if (changes.some(({ target }) => tells(target) || target instanceof HTMLDialogElement)) soon();
}).observe(document.documentElement, {
  subtree: true,
  childList: true,
  characterData: true,
  attributeFilter: ["hidden", "open"],
});

customElements.define("spoken-guide", SpokenGuide);
