/** A score as a film, a picture a word: an animated GIF, which every program for slides plays. */

import { readTheme } from "../colour.js";
import { cursor, move } from "../cursor.js";
import { rasterise } from "../figure/export.js";
import { html } from "../svg.js";
import { drawn, picturesInSight, wordsInSight } from "./scene.js";
import { sheetOf } from "./sheet.js";
import { staged } from "./staging.js";
import { HEADINGS, asSvg, isDark, sheet, sourceOf } from "./taking.js";

const [WIDE, HIGH] = [1280, 720];
const COLOURS = 255; // one more is what stays as it was
const A_WORD = 700; // ms
const AT_THE_END = 2200;
const MOST_WORDS = 48;
const VIDEO = "video/webm";
const MOST_BYTES = 8e6;

/** @typedef {import("./button.js").About} About */
/** @typedef {import("./sheet.js").Asked} Asked */
/** @typedef {{ signal: AbortSignal, progress: (done: number, of: number) => void }} Watched */

/** Whether this browser can write a video. */
export const canRecord = () =>
  "MediaRecorder" in window && "captureStream" in HTMLCanvasElement.prototype && MediaRecorder.isTypeSupported(VIDEO);

/** Whether the scene is one that plays word by word. */
export const canPlay = () => picturesInSight().some(({ taken }) => taken.kind === "score") && cursor.length > 1;

/**
 * Return the score of the scene as a GIF or a WebM of 1280 × 720, played from its first word to its last.
 * @param {Asked} asked
 * @param {About} about
 * @param {Watched} watched
 * @param {boolean} [video] whether it is a WebM, which takes as long as it plays
 */
export async function film(asked, about, { signal, progress }, video = false) {
  const { length, timestep } = cursor;
  if (length > MOST_WORDS)
    throw new Error(`a film takes ${MOST_WORDS} words at most, and here are ${length}. Shorten the sentence.`);
  /** @type {Asked} */
  const wanted = { ...asked, ground: asked.ground === "clear" ? "white" : asked.ground, slide: true };
  const { column } = await sheet(wanted, about);
  const shown = picturesInSight();
  const light = wanted.ground === "white" && isDark(shown[0].host);
  const times = Array.from({ length }, (_, index) => (cursor.direction < 0 ? length - 1 - index : index));
  const file = video ? new Video() : new Gif(await encoderOf(about));
  try {
    await staged(shown, { light, width: column }, async () => {
      /** @param {number} time */
      const at = async (time) => {
        move({ timestep: time });
        await new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)));
        const looks = { theme: readTheme(shown[0].host), headings: HEADINGS };
        return pixelsOf(await sheetOf(drawn(shown), wordsInSight(), sourceOf(about), wanted, looks));
      };
      file.takeColours(await at(times[times.length - 1])); // of the last picture, which has all
      for (const [index, time] of times.entries()) {
        if (signal.aborted) return;
        progress(index + 1, length);
        await file.add(await at(time), index === length - 1 ? AT_THE_END : A_WORD);
        if (file.size > MOST_BYTES)
          throw new Error(`the film grows beyond ${MOST_BYTES / 1e6} MB. Hide rows, or shorten the sentence.`);
      }
    });
  } finally {
    move({ timestep });
  }
  const made = await file.end(); // a video that was stopped ends, too
  return signal.aborted ? null : made;
}

/** @param {About} about */
const encoderOf = (about) => import(new URL(`${about.base}/../vendor/gifenc.esm.js`, document.baseURI).href);

/** @param {import("./sheet.js").Sheet} made */
async function pixelsOf(made) {
  const picture = await createImageBitmap(await rasterise(asSvg(made), WIDE / made.width));
  const canvas = html("canvas", { width: WIDE, height: HIGH });
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
  pen.drawImage(picture, 0, 0);
  return pen.getImageData(0, 0, WIDE, HIGH).data;
}

/** A GIF that grows picture by picture; of each only what is new is written. */
class Gif {
  /** @param {any} encoder the vendored one */
  constructor(encoder) {
    this.encoder = encoder;
    this.file = encoder.GIFEncoder();
    this.palette = /** @type {number[][]} */ ([]);
    this.seen = /** @type {Uint8Array | null} */ (null);
  }

  get size() {
    return this.file.bytesView().length;
  }

  /** Take the colours of a picture for all of them. @param {Uint8ClampedArray} pixels */
  takeColours(pixels) {
    this.palette = this.encoder.quantize(pixels, COLOURS);
  }

  /** @param {Uint8ClampedArray} pixels @param {number} delay ms */
  add(pixels, delay) {
    const { palette, seen } = this;
    const clear = palette.length;
    /** @type {Uint8Array} */
    const places = this.encoder.applyPalette(pixels, palette);
    const fresh = seen ? places.map((place, at) => (place === seen[at] ? clear : place)) : places;
    this.file.writeFrame(fresh, WIDE, HIGH, {
      ...{ palette: seen ? undefined : [...palette, [0, 0, 0]], delay, dispose: seen ? 1 : -1, repeat: 0 },
      ...(seen ? { transparent: true, transparentIndex: clear } : {}),
    });
    this.seen = places;
  }

  end() {
    this.file.finish();
    return new Blob([this.file.bytes()], { type: "image/gif" });
  }
}

/** A WebM that is recorded of a canvas while its pictures stand there. */
class Video {
  constructor() {
    this.canvas = html("canvas", { width: WIDE, height: HIGH });
    this.pen = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    this.parts = /** @type {Blob[]} */ ([]);
    this.recorder = new MediaRecorder(this.canvas.captureStream(10), { mimeType: VIDEO, videoBitsPerSecond: 4e6 });
    this.recorder.ondataavailable = ({ data }) => this.parts.push(data);
  }

  get size() {
    return this.parts.reduce((sum, { size }) => sum + size, 0);
  }

  /** It has all colours. */
  takeColours() {
    this.recorder.start(1000);
  }

  /** @param {Uint8ClampedArray<ArrayBuffer>} pixels @param {number} delay ms */
  async add(pixels, delay) {
    this.pen.putImageData(new ImageData(pixels, WIDE, HIGH), 0, 0);
    await new Promise((over) => setTimeout(over, delay));
    this.pen.putImageData(new ImageData(pixels, WIDE, HIGH), 0, 0); // a canvas that rests gives no picture
  }

  async end() {
    const ended = new Promise((over) => (this.recorder.onstop = over));
    this.recorder.stop();
    await ended;
    return new Blob(this.parts, { type: VIDEO });
  }
}
