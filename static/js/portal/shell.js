// @ts-check
/** Lets the phone keep the portal's shell. Where it cannot, nothing is missing. */

if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register("/service-worker.js", { scope: "/", updateViaCache: "none" }).catch(() => {});
}
