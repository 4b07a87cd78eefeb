// @ts-check
/**
 * What a clerk's own eyes would time: from a key that decides to the frame in which the next document's page is painted
 * and its form can be typed in. Told over `told(json)`, also where the browser went to another page in between.
 */
{
  const STARTED = "clerk-pressed";
  const of = () => document.querySelector("#profile form.profile")?.getAttribute("action") ?? "";

  /** The next document's picture is in the page, its form is upgraded, and neither waits for anything. */
  const ready = (/** @type {string} */ last) => {
    const image = document.querySelector(".desk-page .stage img");
    const action = of();
    return (
      action.endsWith("/validation") &&
      action !== last &&
      image instanceof HTMLImageElement &&
      image.complete &&
      image.naturalWidth > 0 &&
      document.querySelector("#profile .combo:not([hidden]) [role=combobox]") !== null &&
      !document.querySelector(".desk-acts .button:disabled") &&
      image
    );
  };

  const painted = () =>
    new Promise((done) => {
      requestAnimationFrame(() => {
        const channel = new MessageChannel(); // comes after the frame was drawn
        channel.port1.onmessage = done;
        channel.port2.postMessage(0);
      });
    });

  const watch = async () => {
    const { at, last } = JSON.parse(sessionStorage.getItem(STARTED) ?? "{}");
    const look = async () => {
      const image = ready(last);
      if (!image) {
        requestAnimationFrame(() => void look());
        return;
      }
      await image.decode();
      await painted();
      sessionStorage.removeItem(STARTED);
      const taken = performance.timeOrigin + performance.now() - at;
      const typed = /** @type {HTMLInputElement} */ (document.querySelector(".combo [name=type_id]")).value !== "";
      // @ts-ignore - the test's own door
      window.told(JSON.stringify({ taken, typed }));
    };
    await look();
  };

  addEventListener(
    "keydown",
    (event) => {
      if (!event.isTrusted || event.key !== "v" || sessionStorage.getItem(STARTED)) return;
      sessionStorage.setItem(STARTED, JSON.stringify({ at: performance.timeOrigin + event.timeStamp, last: of() }));
      void watch();
    },
    { capture: true },
  );
  if (sessionStorage.getItem(STARTED)) addEventListener("DOMContentLoaded", () => void watch());
}
