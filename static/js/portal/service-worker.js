// @ts-check
/**
 * Keeps the shell (styles, scripts, drawings, the page without network) so that the portal opens anywhere, and shows a
 * sentence when there is news.
 * It keeps no page of a person: whatever is not in the list goes to the network and nowhere else.
 * `self.SHELL` is written above this text by the server (version, offline, files, icon, sentences); for a browser with
 * Background Sync, the import of `worker-kept.js` too.
 */

const scope = /** @type {any} */ (self);
const { version, offline, files, icon, sentences } = scope.SHELL;
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

// A message names a sentence by its code, and what a tap opens; the words stand here, so that none of them is sent.
scope.addEventListener("push", (/** @type {any} */ event) => {
  const { code = "", language = "", path = "/" } = event.data?.json() ?? {};
  const options = { body: sentences[code]?.[language] ?? "", lang: language, dir: "auto", icon, tag: path, data: { path } };
  event.waitUntil(scope.registration.showNotification("Guichet", { ...options, renotify: true }));
});

scope.addEventListener("notificationclick", (/** @type {any} */ event) => {
  event.notification.close();
  event.waitUntil(open(new URL(event.notification.data.path, scope.location.origin)));
});

scope.addEventListener("pushsubscriptionchange", (/** @type {any} */ event) => event.waitUntil(move(event)));

/** Show a page of ours: where it is open already, there. @param {URL} url */
async function open(url) {
  if (url.origin !== scope.location.origin) return;
  const windows = await scope.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = windows.find((/** @type {any} */ each) => each.url === url.href);
  await (there ? there.focus() : scope.clients.openWindow(url.href));
}

/** Say what the phone's address is now; without the former one, the next page that opens offers to switch it on. */
async function move(/** @type {any} */ { oldSubscription, newSubscription }) {
  if (!oldSubscription) return;
  const made = newSubscription ?? (await scope.registration.pushManager.subscribe(oldSubscription.options));
  const { endpoint, keys } = made.toJSON();
  const body = new URLSearchParams({ former: oldSubscription.endpoint, endpoint, ...keys });
  await fetch("/push/subscriptions/change", { method: "POST", body, headers: { Accept: "application/json" } });
}
