// @ts-check
/**
 * Keeps the shell (styles, scripts, drawings, the page without network) so that the portal opens anywhere.
 * It keeps no page of a person: whatever is not in the list goes to the network and nowhere else.
 * `self.SHELL` is written above this text by the server (version, offline, files); for a browser with Background Sync,
 * the import of `worker-kept.js` too.
 */

const scope = /** @type {any} */ (self);
const { version, offline, files } = scope.SHELL;
const KEPT = `shell-${version}`;

scope.addEventListener("install", (/** @type {any} */ event) => {
  event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll([...files, offline])).then(() => scope.skipWaiting()));
});

scope.addEventListener("activate", (/** @type {any} */ event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name))))
      .then(() => scope.clients.claim()),
  );
});

scope.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const path = new URL(request.url).pathname;
  if (request.mode === "navigate") {
    const ours = !/^\/(backoffice|kiosk)(\/|$)|\/pdf$/.test(path);
    if (ours) event.respondWith(fetch(request).catch(() => caches.match(offline)));
  } else if (files.includes(path)) {
    event.respondWith(caches.match(path).then((found) => found ?? fetch(request)));
  }
});
