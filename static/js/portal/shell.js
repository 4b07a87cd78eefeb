// @ts-check
/**
 * Lets the phone keep the portal's shell. Where it cannot, nothing is missing.
 *
 * The worker of a browser with Background Sync is a module, and also sends what is kept and takes what is shared;
 * the others (of which one runs no modules there) keep the shell alone.
 */

const OPTIONS = /** @type {const} */ ({ scope: "/", updateViaCache: "none" });

if ("serviceWorker" in navigator) {
  const plain = () => navigator.serviceWorker.register("/service-worker.js", OPTIONS);
  const whole = () => navigator.serviceWorker.register("/service-worker.js?kept", { ...OPTIONS, type: "module" });
  const keep = () => ("SyncManager" in globalThis ? whole().catch(plain) : plain()).catch(() => {});
  // Not while the page is still being shown: the worker reads as much script as the page does
  if (document.readyState === "complete") keep();
  else addEventListener("load", keep, { once: true });
}
