// @ts-check
/**
 * What stands in for the browser's push service in the demo, which asks nobody: an address that leads nowhere, with real
 * keys. What the phone would show is on the demo's page.
 */

const KEPT = "push-stand-in";

/** @param {string} host @returns {import("./push-switch.js").Phones} */
export function standingIn(host) {
  const unsubscribe = async () => localStorage.removeItem(KEPT);
  const found = async () => {
    const kept = localStorage.getItem(KEPT);
    return kept ? { ...JSON.parse(kept), unsubscribe } : null;
  };
  const made = async () => {
    const before = await found();
    if (before) return before;
    const pair = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, false, ["deriveBits"]);
    const p256dh = inText(new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey)));
    const auth = inText(crypto.getRandomValues(new Uint8Array(16)));
    const phone = { endpoint: `https://${host}/${crypto.randomUUID()}`, keys: { p256dh, auth } };
    localStorage.setItem(KEPT, JSON.stringify(phone));
    return { ...phone, unsubscribe };
  };
  return { found, made };
}

/** @param {Uint8Array} bytes base64url */
function inText(bytes) {
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}
