// @ts-check
/**
 * What a small grey picture of the tray tells: whether something moved, whether something lies there that did not, and
 * whether print on it is sharp. Pictures are of one byte a pixel, row by row; distances are in levels of 255.
 */

/** @typedef {{ levels: Uint8Array, width: number, height: number }} Grey */

const CELL = 10; // pixels of a side: a hundred of them make the noise of a sensor a tenth
const MOVED_LEVELS = 6; // one cell that differs by more has moved: a finger at the edge fills three
const OTHER_LEVELS = 9;
const OTHER_SHARE = 0.04; // an identity card fills 7 % of a tray that is as large as two sheets
const NUDGES = [-2, 0, 2]; // pixels, of 160: a paper that was pushed by 4 mm is the same paper
const BLOCK = 16;
const SHARPEST_SHARE = 0.03; // of blocks: a card, or three lines on an empty sheet
const SHARP_LEVELS = 22;

/**
 * Turn a canvas's pixels into a grey picture (luma of BT.601).
 * @param {ImageData} pixels
 * @returns {Grey}
 */
export function grey({ data, width, height }) {
  const levels = new Uint8Array(width * height);
  for (let at = 0, from = 0; at < levels.length; at += 1, from += 4) {
    levels[at] = (data[from] * 77 + data[from + 1] * 150 + data[from + 2] * 29) >> 8;
  }
  return { levels, width, height };
}

/**
 * Tell whether anything moved between two pictures of one size, be it at a corner.
 * @param {Grey} before
 * @param {Grey} now
 */
export function moved(before, now) {
  return share(before, now, 0, 0, MOVED_LEVELS) > 0;
}

/**
 * Tell whether something else lies there. Neither a nudge nor a lamp makes something else of a paper.
 * @param {Grey} known
 * @param {Grey} now
 */
export function isOther(known, now) {
  if (known.width !== now.width || known.height !== now.height) return true;
  return NUDGES.every((down) => NUDGES.every((right) => share(known, now, right, down, OTHER_LEVELS) > OTHER_SHARE));
}

/**
 * Return how sharp the sharpest print is, in levels: the deviation of the Laplacian in blocks of a picture some 640 pixels
 * wide, of which 3 % have more. Sharp print has 29 and more, a shaken photo 14 at most. Veins of wood may have 28: sharpness
 * alone does not tell a paper from a table.
 * @param {Grey} picture
 */
export function sharpness({ levels, width, height }) {
  const found = [];
  for (let top = 1; top + BLOCK < height; top += BLOCK) {
    for (let left = 1; left + BLOCK < width; left += BLOCK) {
      let [sum, squares] = [0, 0];
      for (let y = top; y < top + BLOCK; y += 1) {
        for (let x = left, at = y * width + left; x < left + BLOCK; x += 1, at += 1) {
          const edge = levels[at - 1] + levels[at + 1] + levels[at - width] + levels[at + width] - 4 * levels[at];
          sum += edge;
          squares += edge * edge;
        }
      }
      const mean = sum / BLOCK ** 2;
      found.push(squares / BLOCK ** 2 - mean * mean);
    }
  }
  found.sort((one, other) => other - one);
  return Math.sqrt(found[Math.floor(found.length * SHARPEST_SHARE)] ?? 0);
}

/** @param {Grey} picture */
export const isSharp = (picture) => sharpness(picture) > SHARP_LEVELS;

/**
 * Return which share of cells differs, when the second picture is moved by so many pixels. A lamp that makes the whole of
 * it lighter is left out.
 * @param {Grey} one
 * @param {Grey} other
 * @param {number} right
 * @param {number} down
 * @param {number} most levels that a cell may differ by, in the mean of its pixels
 */
function share(one, other, right, down, most) {
  const { width, height } = one;
  const lighter = mean(other) - mean(one);
  let [cells, differ] = [0, 0];
  for (let top = Math.max(0, -down); top + CELL + Math.max(0, down) <= height; top += CELL) {
    for (let left = Math.max(0, -right); left + CELL + Math.max(0, right) <= width; left += CELL) {
      let sum = 0;
      for (let y = top; y < top + CELL; y += 1) {
        for (let x = left, at = y * width + left; x < left + CELL; x += 1, at += 1) {
          sum += Math.abs(other.levels[at + down * width + right] - one.levels[at] - lighter);
        }
      }
      cells += 1;
      if (sum > most * CELL ** 2) differ += 1;
    }
  }
  return differ / cells;
}

/** @param {Grey} picture */
function mean({ levels }) {
  let sum = 0;
  for (const level of levels) sum += level;
  return sum / levels.length;
}
