// @ts-check
/** Brings tus-js-client when the first page is there to be sent: it is more than all other scripts of the camera. */

const ADDRESS = new URL("../../vendor/tus/tus.min.js", import.meta.url).href;

/** @type {Promise<boolean> | undefined} */
let coming;

/** Resolve with whether its script is there; another call tries again. */
export function loaded() {
  if ("tus" in globalThis) return Promise.resolve(true);
  coming ??= new Promise((done) => {
    const script = document.createElement("script");
    script.src = ADDRESS;
    script.addEventListener("load", () => done(true));
    script.addEventListener("error", () => {
      coming = undefined;
      script.remove();
      done(false);
    });
    document.head.append(script);
  });
  return coming;
}
