/** What moves in a scene, as a film of 1280 × 720. */

import { readTheme } from "../colour.js";
import { html } from "../svg.js";
import { Gif, HIGH, Video, WIDE } from "./encoding.js";
import { drawn, picturesInSight, wordsInSight } from "./scene.js";
import { sheetOf } from "./sheet.js";
import { seen, staged } from "./staging.js";
import { HEADINGS, asSvg, isDark, sheet, sourceOf } from "./taking.js";

const MOST_BYTES = 8e6;

/** @typedef {import("./button.js").About} About */
/** @typedef {import("./sheet.js").Asked} Asked */
/** @typedef {import("./encoding.js").Pixels} Pixels */
/** @typedef {{ signal: AbortSignal, progress: (done: number, of: number) => void }} Watched */

/**
 * Pictures that become a film.
 * @typedef {object} Reeled
 * @property {number} count
 * @property {(index: number) => Promise<Pixels>} at
 * @property {(index: number) => number} delay ms
 */

/**
 * Return what moves in the scene as a film, and what of it is left out; null where it was stopped.
 * @param {import("./reels.js").Reel} reel
 * @param {Asked} asked
 * @param {About} about
 * @param {Watched} watched
 * @param {boolean} video whether it is a WebM
 */
export async function film(reel, asked, about, watched, video) {
  const { parts } = reel;
  /** @type {Asked} */
  const wanted = { ...asked, ground: asked.ground === "clear" ? "white" : asked.ground, slide: true };
  const width = parts ? null : (await sheet(wanted, about)).column;
  const [shown, source] = [picturesInSight(), sourceOf(about)];
  const light = wanted.ground === "white" && isDark(shown[0].host);
  try {
    reel.at(0); // a lens that opens may take room
    await seen();
    return await staged(shown, { light, width }, async () => {
      /** @param {number} index */
      const at = async (index) => {
        reel.at(index);
        await seen();
        reel.at(index); // what plays by itself has begun
        const looks = { theme: readTheme(shown[0].host), headings: HEADINGS };
        const filmed = parts ? parts().map((host) => ({ host })) : shown;
        return pixelsOf(await sheetOf(drawn(filmed), wordsInSight(), source, wanted, looks));
      };
      const encoder = new URL(`${about.base}/../vendor/gifenc.esm.js`, document.baseURI).href;
      const made = await written({ ...reel, at }, watched, video ? new Video() : new Gif(encoder));
      return made && { ...made, said: [reel.said, made.said].filter(Boolean).join(" ") };
    });
  } finally {
    reel.back();
  }
}

/**
 * Write pictures into a file: all of them, or as many as it holds.
 * @param {Reeled} reeled
 * @param {Watched} watched
 * @param {Gif | Video} file
 * @returns {Promise<{ file: Blob, said: string } | null>}
 */
export async function written({ count, at, delay }, { signal, progress }, file) {
  try {
    await file.takeColours(await at(count - 1)); // of the last picture, which has all
    for (let index = 0; index < count; index++) {
      if (signal.aborted) return null;
      progress(index + 1, count);
      await file.add(await at(index), delay(index));
      if (file.size > MOST_BYTES && index < count - 1)
        return { file: await file.end(), said: tooLarge(index + 1, count) };
    }
    return { file: await file.end(), said: "" };
  } finally {
    file.close();
  }
}

/** @param {number} done @param {number} of */
const tooLarge = (done, of) =>
  `It ends after ${done} of ${of} pictures, at ${MOST_BYTES / 1e6} MB. Hide rows for the whole of it.`;

/** @param {import("./sheet.js").Sheet} made */
const pixelsOf = (made) => pixels(asSvg(made), WIDE / made.width);

/**
 * Return a drawing as the pixels of a film's picture, in the middle.
 * @param {Blob} drawing an SVG
 * @param {number} [scale] as large as there is room without
 * @param {string} [ground] around it
 */
export async function pixels(drawing, scale, ground = "#ffffff") {
  const address = URL.createObjectURL(drawing);
  const picture = new Image();
  picture.src = address;
  await picture.decode().finally(() => URL.revokeObjectURL(address));
  const by = scale ?? Math.min(WIDE / picture.width, HIGH / picture.height);
  const [width, height] = [picture.width * by, picture.height * by];
  const canvas = html("canvas", { width: WIDE, height: HIGH });
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
  pen.fillStyle = ground;
  pen.fillRect(0, 0, WIDE, HIGH);
  pen.drawImage(picture, (WIDE - width) / 2, (HIGH - height) / 2, width, height);
  return pen.getImageData(0, 0, WIDE, HIGH).data;
}
