// @ts-check
/**
 * What a clerk's own eyes would time: from a key that decides to the frame in which the next document's page is painted
 * and its form can be typed in. Told over `told(json)`, also where the browser went to another page in between.
 */
{
  const STARTED = "clerk-pressed";
  const LOOK_MILLISECONDS = 10;
  /** The desk that is seen: the one that was left may still be there, hidden, until its verdict is confirmed. */
  const desk = () => document.querySelector("#desk-screen:not([hidden])");
  const of = () => desk()?.querySelector("#profile form.profile")?.getAttribute("action") ?? "";

  /** The next document's picture is in the page, its form is upgraded, and neither waits for anything. */
  const ready = (/** @type {string} */ last) => {
    const image = desk()?.querySelector(".desk-page .stage img");
    const action = of();
    return (
      action.endsWith("/validation") &&
      action !== last &&
      image instanceof HTMLImageElement &&
      image.complete &&
      image.naturalWidth > 0 &&
      desk()?.querySelector("#profile .combo:not([hidden]) [role=combobox]") &&
      !desk()?.querySelector(".desk-acts .button:disabled") &&
      image
    );
  };

  /** @type {WeakMap<Element, number>} when the browser says that a picture was on the screen, on this page's clock */
  const shown = new WeakMap();
  new PerformanceObserver((seen) => {
    for (const each of /** @type {any[]} */ (seen.getEntries())) if (each.element) shown.set(each.element, each.renderTime);
  }).observe({ type: "element", buffered: true });
  /** A picture is timed from the moment at which it is in the page, before anything of it is painted. */
  new MutationObserver(() => {
    for (const each of document.querySelectorAll(".desk-page .stage img:not([elementtiming])"))
      each.setAttribute("elementtiming", "page");
  }).observe(document, { childList: true, subtree: true });

  const watch = () => {
    const { at, last } = JSON.parse(sessionStorage.getItem(STARTED) ?? "{}");
    let typedAt = 0; // when the form could be typed in
    const look = () => {
      const image = ready(last);
      if (image) typedAt ||= performance.now();
      const shownAt = image ? shown.get(image) : undefined;
      if (shownAt === undefined) return;
      changes.disconnect();
      clearInterval(timer);
      sessionStorage.removeItem(STARTED);
      const taken = performance.timeOrigin + Math.max(shownAt, typedAt) - at;
      const typed = /** @type {HTMLInputElement} */ (desk()?.querySelector(".combo [name=type_id]")).value !== "";
      // @ts-ignore - the test's own door
      window.told(JSON.stringify({ taken, typed }));
    };
    const changes = new MutationObserver(look);
    changes.observe(document, { childList: true, subtree: true });
    const timer = setInterval(look, LOOK_MILLISECONDS);
  };

  addEventListener(
    "keydown",
    (event) => {
      if (!event.isTrusted || event.key !== "v" || sessionStorage.getItem(STARTED)) return;
      sessionStorage.setItem(STARTED, JSON.stringify({ at: performance.timeOrigin + event.timeStamp, last: of() }));
      watch();
    },
    { capture: true },
  );
  if (sessionStorage.getItem(STARTED)) addEventListener("DOMContentLoaded", () => watch());
}
