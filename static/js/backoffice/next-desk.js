// @ts-check
/**
 * The desk that follows a verdict. While a person thinks, what is held for them as the next is prepared here; it is shown
 * as soon as their verdict is on its way, beside the desk that it leaves, which is only hidden. The answer confirms it:
 * it brings what happened, and what the verdict changed of the next. Where the answer says anything else, or none comes,
 * the desk that was left is there again as it was.
 *
 * The htmx swap `next-desk` puts the answer's desk in the place of the last one, as `outerHTML` without transitions
 * between elements of one id, and with the focus let go first: the browser lays the page out at once when a focused
 * element is removed, with both desks in it.
 */

/**
 * @typedef {object} Prepared
 * @property {string} address
 * @property {string} title
 * @property {HTMLElement} desk
 * @property {Map<string, string>} said its parts, as they came
 * @property {number} until when it is no longer kept free, on the clock of `Date.now`
 */
/** @typedef {Map<string, string>} Said values of fields, by name */

const PARTS = [".desk-head", "#pages", "#profile"];
const SCREEN = "#desk-screen";
const TYPED = "input:not([type=hidden], [type=radio], [type=checkbox], [role=combobox]), textarea, select"; // a choice is made again
const SPARE_MILLISECONDS = 5000; // the verdict has to arrive while it is still held
const READ_MILLISECONDS = 400; // nobody has read a document sooner
const PAINT_MILLISECONDS = 100; // a frame may take so long on a slow machine

/** The address of what is held as the next, be it prepared already or not. */
let held = "";
/** @type {Prepared | null} */
let prepared = null;
/** What was typed on a desk that had to be left, by its address: it is there again with its desk. @type {Map<string, Said>} */
const typed = new Map();
/** When the last desk was shown, on the clock of `performance.now`. */
let seenAt = -Infinity;
/** @type {{ left: HTMLElement, next: Prepared, leftTitle: string, parts: Map<string, Element | null> } | null} */
let shown = null;

/** @param {Element} desk @returns {string} */
function addressOf(desk) {
  return desk.querySelector("[data-document]")?.getAttribute("data-document") ?? "";
}

/**
 * Prepare a desk.
 * @param {string} address @param {Document} answer @param {number} seconds for which it is held
 */
export function prepare(address, answer, seconds) {
  const desk = answer.querySelector(SCREEN);
  if (!(desk instanceof HTMLElement) || !desk.querySelector("form[data-decides]")) return;
  const said = new Map(PARTS.map((part) => [part, desk.querySelector(part)?.outerHTML ?? ""]));
  const until = Date.now() + seconds * 1000 - SPARE_MILLISECONDS;
  prepared = { address, title: answer.title, desk, said, until }; // it stays in its own document until it is shown
  restore(desk, typed.get(address));
}

/** Know what is held, before its desk is here. @param {string} address */
export function hold(address) {
  held = address;
}

/**
 * Let go of pictures that were never part of the page: Chromium keeps each that has a `srcset` in mind, with all that it
 * stands in, until it is taken out of the page.
 * @param {Iterable<Element>} pictures
 */
export function letGo(pictures) {
  for (const each of pictures) {
    document.body.append(each);
    each.remove();
  }
}

/** Give back what is held and is not what is looked at now. @param {string} address */
export function forget(address = held) {
  if (!address || address !== held) return;
  held = "";
  prepared = null;
  const now = document.querySelector("[data-document]");
  if (now?.getAttribute("data-document") === address) return;
  void fetch(`${address}/claim`, { method: "DELETE", keepalive: true }).catch(() => {}); // else its time runs out
}

/** Say whether a form says all that its verdict needs, as far as can be seen from here. @param {HTMLFormElement} form */
function isWhole(form) {
  const said = new FormData(form);
  const asked = [...form.querySelectorAll("[data-asked]:not([hidden])")].map((each) => each.getAttribute("data-asked"));
  return ["type_id", "beneficiary_id", ...asked].every((name) => name && said.get(name));
}

/** @param {HTMLElement} desk the one that is left */
function show(desk) {
  const next = prepared;
  if (!next || shown) return;
  prepared = null;
  held = "";
  seenAt = performance.now();
  shown = { left: desk, next, leftTitle: document.title, parts: new Map() };
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  desk.before(next.desk); // first: what is sought by its id is found there
  desk.hidden = true;
  next.desk.setAttribute("aria-busy", "true"); // until the verdict is confirmed
  next.desk.addEventListener("input", (event) => touch(next.desk, event));
  for (const part of PARTS) shown.parts.set(part, next.desk.querySelector(part));
  document.title = next.title;
  arrive(next.desk);
}

/** Let what is shown do what its attributes say. */
function wake() {
  // @ts-ignore - htmx is a script of its own, loaded before
  if (shown) htmx.process(shown.next.desk);
}

/** Say whether what is seen now has been seen for long enough to be meant. */
function isSeen() {
  return performance.now() - seenAt >= READ_MILLISECONDS;
}

/** Say whether the next desk has been seen for long enough to be meant, though the last verdict is still on its way. */
export function isRead() {
  return shown !== null && isSeen();
}

/** Remember that a field was typed in. @param {HTMLElement} desk @param {Event} event */
function touch(desk, event) {
  desk.dataset.touched = "";
  if (event.target instanceof HTMLElement && event.target.matches(TYPED)) event.target.dataset.touched = "";
}

/** Keep what was typed on a desk that has to be left. @param {Prepared} next */
function keep({ address, desk }) {
  const fields = /** @type {NodeListOf<HTMLInputElement>} */ (desk.querySelectorAll("[data-touched][name]"));
  if (fields.length) typed.set(address, new Map([...fields].map((each) => [each.name, each.value])));
}

/** Type it again. @param {HTMLElement} desk @param {Said} [said] */
function restore(desk, said) {
  for (const [name, value] of said ?? []) {
    const field = /** @type {HTMLInputElement | null} */ (desk.querySelector(`[name="${name}"]`));
    if (!field) continue;
    field.value = value;
    field.dataset.touched = desk.dataset.touched = "";
    field.closest("details")?.setAttribute("open", "");
  }
}

/** @param {HTMLElement} desk */
function arrive(desk) {
  window.scrollTo(0, 0);
  const first = desk.querySelector("[autofocus]");
  if (first instanceof HTMLElement) first.focus({ preventScroll: true });
}

/** Show again what was left. */
function goBack() {
  if (!shown) return;
  const { left, next, leftTitle } = shown;
  shown = null;
  // htmx would give the focus to the field of the same name, and what is typed on would fall into the document before
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  left.hidden = false;
  seenAt = -Infinity;
  keep(next);
  remove(next.desk);
  document.title = leftTitle;
  const ahead = left.querySelector("pages-ahead");
  if (ahead) ahead.replaceWith(ahead.cloneNode()); // it asks anew
  const head = left.querySelector("h1");
  head?.setAttribute("tabindex", "-1");
  head?.focus({ preventScroll: true }); // and is heard
}

/** @param {Element} desk */
function remove(desk) {
  // @ts-ignore - as above; it also ends what the desk listens to
  htmx.swap(desk, "", { swapStyle: "delete", swapDelay: 0, settleDelay: 0 });
}

/**
 * Take from the answer what is not yet shown, and leave alone what a person has touched meanwhile.
 * @param {Element} answered @param {HTMLElement} desk @param {Prepared} next @param {Map<string, Element | null>} parts
 */
function confirm(answered, desk, next, parts) {
  const came = [];
  desk.removeAttribute("aria-busy");
  for (const part of PARTS) {
    const [fresh, present] = [answered.querySelector(part), desk.querySelector(part)];
    if (!fresh || !present || present !== parts.get(part) || fresh.outerHTML === next.said.get(part)) continue;
    if (part === "#profile" && (desk.dataset.touched !== undefined || present.contains(document.activeElement))) continue;
    if (!present.contains(document.activeElement)) {
      for (const each of fresh.querySelectorAll("[autofocus]")) each.removeAttribute("autofocus");
    }
    for (const each of fresh.querySelectorAll("button[data-opens][hidden]")) each.removeAttribute("hidden");
    present.replaceWith(fresh);
    came.push(fresh);
  }
  const flash = answered.querySelector(".flash");
  if (flash) {
    desk.prepend(flash);
    came.push(flash);
  }
  return came;
}

/** @typedef {(style: string, target: Element, fragment: DocumentFragment | Element) => Element[] | false} Swap */

/** @type {Swap} */
function handleSwap(style, target, fragment) {
  const desk = fragment.firstElementChild;
  if (style !== "next-desk" || !desk) return false;
  if (shown && target === shown.next.desk) {
    const { left, next, parts } = shown;
    shown = null;
    typed.clear();
    remove(left);
    if (addressOf(desk) === next.address) {
      const came = confirm(desk, next.desk, next, parts);
      letGo(desk.querySelectorAll("img"));
      return came;
    }
  }
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  seenAt = performance.now();
  target.before(desk);
  remove(target);
  return [desk];
}

// @ts-ignore - htmx is a script of its own, loaded before
htmx.defineExtension("next-desk", { handleSwap });

document.addEventListener("htmx:configRequest", (event) => {
  const { headers, verb } = /** @type {CustomEvent} */ (event).detail;
  const next = shown?.next ?? prepared;
  if (next && next.until > Date.now() && verb === "post") headers["Guichet-Held"] = next.address.split("/").at(-1);
});

// The next desk is painted first: its verdict's work would take the processor from it
document.addEventListener("htmx:confirm", (event) => {
  const { elt, path, triggeringEvent, issueRequest } = /** @type {CustomEvent} */ (event).detail;
  const desk = leaves(elt, path);
  if (!desk || triggeringEvent?.submitter?.name) return; // htmx forgets a button with a word of its own once it is left
  event.preventDefault();
  show(desk);
  afterPaint(() => {
    wake();
    issueRequest(true);
  });
});

document.addEventListener("htmx:beforeSend", (event) => {
  const { elt, requestConfig } = /** @type {CustomEvent} */ (event).detail;
  const desk = leaves(elt, requestConfig.path);
  if (!desk) return;
  queueMicrotask(() => {
    show(desk); // once it is on its way
    wake();
  });
});

/**
 * Return the desk that a form's verdict leaves, where the next is prepared and the verdict will probably hold.
 * @param {Element} form @param {string} path
 */
function leaves(form, path) {
  const desk = form.closest(SCREEN);
  const decides = form instanceof HTMLFormElement && form.matches(".profile[data-decides]") && path.endsWith("/validation");
  const isHeld = !shown && prepared && prepared.until > Date.now();
  return decides && isHeld && desk instanceof HTMLElement && isWhole(form) ? desk : null;
}

/** @param {() => void} act */
function afterPaint(act) {
  let done = false;
  const once = () => {
    if (!done) act();
    done = true;
  };
  setTimeout(once, PAINT_MILLISECONDS); // a tab that nobody sees paints nothing
  requestAnimationFrame(() => requestAnimationFrame(once));
}

// One verdict at a time, and none on what nobody has looked at, as the second half of a double click would
for (const name of ["htmx:confirm", "submit"]) {
  document.addEventListener(
    name,
    (event) => {
      const form = /** @type {Element} */ (event.target);
      if (!form.matches("[data-decides]") || shown?.left.contains(form) || (!shown && isSeen())) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    { capture: true },
  );
}
document.addEventListener(
  "click",
  (event) => {
    if (event.detail < 2 || !(event.target instanceof Element)) return;
    if (!event.target.closest("[data-decides] [type=submit]")) return;
    event.preventDefault();
    event.stopPropagation();
  },
  { capture: true },
);

/** Tell whether a request is the verdict that is on its way: the desk that is left still asks for pages that are made. @param {Element} elt */
function isVerdict(elt) {
  return shown?.left.contains(elt) && elt.matches("[data-decides]");
}

document.addEventListener("htmx:beforeOnLoad", (event) => {
  const { detail } = /** @type {CustomEvent} */ (event);
  if (!shown || !isVerdict(detail.elt)) return;
  const { left } = shown;
  if (detail.xhr.getResponseHeader("HX-Redirect")) shown = null; // another page comes
  else if (detail.xhr.getResponseHeader("HX-Retarget") !== SCREEN) {
    goBack();
    detail.target = left.querySelector("#profile"); // where the other desk's was found
  }
});
for (const lost of ["htmx:sendError", "htmx:sendAbort", "htmx:timeout"]) {
  document.addEventListener(lost, (event) => {
    if (isVerdict(/** @type {CustomEvent} */ (event).detail.elt)) goBack();
  });
}
addEventListener("pagehide", () => forget());
addEventListener("beforeunload", (event) => {
  if (shown) event.preventDefault(); // whoever sees the next document believes that the last is decided
});
