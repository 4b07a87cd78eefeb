// @ts-check
/** The small picture of a file that is on its way; of one that the browser cannot draw, the kind. */

/**
 * @param {File} file
 * @returns {HTMLElement} an item of a list
 */
export function thumb(file) {
  const item = document.createElement("li");
  item.className = "thumb on-paper";
  if (/^image\/(jpeg|png|webp)$/.test(file.type)) {
    const image = document.createElement("img");
    image.alt = file.name;
    image.src = URL.createObjectURL(file);
    image.addEventListener("load", () => URL.revokeObjectURL(image.src), { once: true });
    item.append(image);
  } else {
    const name = document.createElement("span");
    name.className = "thumb-name";
    name.textContent = file.name.split(".").pop()?.toUpperCase() ?? "";
    item.append(name);
  }
  const bar = document.createElement("progress");
  bar.className = "thumb-progress";
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-hidden", "true"); // the one of all is told
  item.append(bar);
  return item;
}
