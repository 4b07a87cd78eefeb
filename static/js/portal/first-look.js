// @ts-check
/**
 * A first look at a photo on the phone itself, before a byte is sent: whether it is dark or not sharp. It only tells;
 * what counts is what the server sees. A browser that cannot do this, or a file that it cannot draw, is told nothing.
 */

const LONG_SIDE = 1200; // pixels: blur shows, and a phone of ten years does it in a tenth of a second
const BLOCK = 32;
const INK_VARIANCE = 120; // of a block with letters or an edge; of less, nothing can be said
const BLOCKS_MIN = 7;
const SHARPEST_SHARE = 0.2; // the ground of a sharp photo may be out of focus
const SHARP_MIN = 0.15; // of generated photos, blurred ones have 0.02 to 0.04, the others 0.69 and more
const LIGHT_MIN = 85; // of the lightest tenth, 0 to 255: dark ones have 40, the others 116 and more

/**
 * Return what is wrong with a photo as far as a phone can tell.
 * @param {File} file
 * @returns {Promise<"dark" | "blur" | null>}
 */
export async function firstLook(file) {
  try {
    const { light, sharp } = measured(await greys(file));
    if (light < LIGHT_MIN) return "dark";
    return sharp !== null && sharp < SHARP_MIN ? "blur" : null;
  } catch {
    return null;
  }
}

/** @param {File} file @returns {Promise<{ grey: Float32Array, width: number, height: number }>} */
async function greys(file) {
  const whole = await createImageBitmap(file);
  const by = Math.min(1, LONG_SIDE / Math.max(whole.width, whole.height));
  const width = Math.round(whole.width * by);
  const height = Math.round(whole.height * by);
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  if (!brush) throw new Error("no canvas");
  brush.imageSmoothingQuality = "high";
  brush.drawImage(whole, 0, 0, width, height);
  whole.close();
  const { data } = brush.getImageData(0, 0, width, height);
  const grey = new Float32Array(width * height);
  for (let at = 0; at < grey.length; at += 1) {
    grey[at] = 0.299 * data[4 * at] + 0.587 * data[4 * at + 1] + 0.114 * data[4 * at + 2];
  }
  return { grey, width, height };
}

/**
 * Return how light the lightest tenth is, and how sharp the sharpest blocks with ink are (null: there are too few):
 * the variance of the Laplacian by that of the light, whatever the amount of ink.
 * @param {{ grey: Float32Array, width: number, height: number }} picture
 */
function measured({ grey, width, height }) {
  const sharpness = [];
  for (let top = 0; top + BLOCK <= height; top += BLOCK) {
    for (let left = 0; left + BLOCK <= width; left += BLOCK) {
      const light = new Spread();
      const edges = new Spread();
      for (let y = Math.max(1, top); y < Math.min(top + BLOCK, height - 1); y += 1) {
        for (let x = Math.max(1, left); x < Math.min(left + BLOCK, width - 1); x += 1) {
          const at = y * width + x;
          light.add(grey[at]);
          edges.add(grey[at - 1] + grey[at + 1] + grey[at - width] + grey[at + width] - 4 * grey[at]);
        }
      }
      if (light.variance > INK_VARIANCE) sharpness.push(edges.variance / light.variance);
    }
  }
  sharpness.sort((one, other) => other - one);
  const lights = grey.slice().sort();
  return {
    light: lights[Math.floor(lights.length * 0.9)],
    sharp: sharpness.length < BLOCKS_MIN ? null : sharpness[Math.floor(sharpness.length * SHARPEST_SHARE)],
  };
}

/** The variance of numbers as they come. */
class Spread {
  count = 0;
  sum = 0;
  squares = 0;

  /** @param {number} value */
  add(value) {
    this.count += 1;
    this.sum += value;
    this.squares += value * value;
  }

  get variance() {
    const mean = this.sum / Math.max(1, this.count);
    return this.squares / Math.max(1, this.count) - mean * mean;
  }
}
