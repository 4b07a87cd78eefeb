// @ts-check
/** What is said of photos on their way: by the phone itself, by the server, and where one did not arrive. */

/** @typedef {import("./shot.js").Shot} Shot */
/** @typedef {import("../sending.js").Failure} Failure */

/**
 * Say what the phone itself sees on a photo, while it is sent.
 * @param {HTMLElement} upload the element with the words
 * @param {Shot} shot
 */
export async function lookAt(upload, shot) {
  const { firstLook } = await import("./first-look.js");
  const fault = await firstLook(shot.file);
  const template = upload.querySelector(`template[data-fault="${fault}"]`);
  const told = template instanceof HTMLTemplateElement && template.content.firstElementChild?.cloneNode(true);
  if (told instanceof HTMLElement && !shot.told && shot.thumb.isConnected) say(upload, shot, told);
}

/**
 * Show what the server sees on a photo; of those before, what is good needs no more words.
 * @param {HTMLElement} upload
 * @param {Shot} shot
 */
export async function glanceAt(upload, shot) {
  const glances = part(upload, "glances");
  const answer = await fetch(`${glances.dataset.from}${shot.original}/glance`, {
    headers: { "HX-Request": "true" },
  }).catch(() => null);
  if (!answer?.ok || !shot.thumb.isConnected) return;
  const template = document.createElement("template");
  template.innerHTML = await answer.text();
  const told = template.content.querySelector(".glance");
  if (!(told instanceof HTMLElement)) return;
  for (const each of glances.querySelectorAll('[data-state="good"]')) each.remove();
  say(upload, shot, told);
}

/**
 * Say why a photo did not arrive, with what can be done.
 * @param {HTMLElement} upload
 * @param {Shot} shot
 * @param {Failure} failure
 * @param {{ again: () => void, drop: () => void }} acts
 */
export function complain(upload, shot, { why, final }, { again, drop }) {
  const template = /** @type {HTMLTemplateElement | null} */ (upload.querySelector("template[data-failure]"));
  const notice = /** @type {HTMLElement | undefined} */ (template?.content.firstElementChild?.cloneNode(true));
  if (!notice) return;
  shot.thumb.dataset.state = "need";
  const title = part(notice, "why");
  title.textContent = why || title.dataset.lost || "";
  part(notice, "again").hidden = final;
  shot.again = final
    ? undefined
    : () => {
        shot.again = undefined;
        notice.remove();
        delete shot.thumb.dataset.state;
        again();
      };
  part(notice, "again").addEventListener("click", () => shot.again?.());
  part(notice, "drop").addEventListener("click", () => {
    notice.remove();
    shot.thumb.remove();
    shot.told?.remove();
    drop();
  });
  part(upload, "failed").append(notice);
}

/**
 * @param {HTMLElement} upload
 * @param {Shot} shot
 * @param {HTMLElement} told
 */
function say(upload, shot, told) {
  if (shot.told?.isConnected) shot.told.replaceWith(told);
  else part(upload, "glances").append(told);
  shot.told = told;
  shot.thumb.dataset.state = told.dataset.state;
  if (told.dataset.state === "need") told.scrollIntoView({ block: "center" });
}

/**
 * @param {HTMLElement} of
 * @param {string} name
 */
function part(of, name) {
  return /** @type {HTMLElement} */ (of.querySelector(`[data-${name}]`));
}
