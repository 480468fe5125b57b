/** Pictures into a film: an animated GIF, which every program for slides plays, or a WebM. */

import { html } from "../svg.js";

export const WIDE = 1280;
export const HIGH = 720;
const COLOURS = 255; // one more is what stays as it was
const VIDEO = "video/webm";

/** @typedef {Uint8ClampedArray<ArrayBuffer>} Pixels of `WIDE` × `HIGH`, red, green, blue, opacity each */

/** Whether this browser can write a video. */
export const canRecord = () =>
  "MediaRecorder" in window && "captureStream" in HTMLCanvasElement.prototype && MediaRecorder.isTypeSupported(VIDEO);

/**
 * What the worker does. It is sent as its own text, because joined modules have no file of their own that a worker
 * could begin with: so it uses nothing of this module.
 * @param {any} gif the vendored encoder
 * @param {{ wide: number, high: number, colours: number }} size
 */
function works(gif, { wide, high, colours }) {
  const file = gif.GIFEncoder();
  /** @type {number[][]} */
  let palette = [];
  /** @type {Uint8Array | null} */
  let seen = null;
  /** @param {any} pixels @param {number} delay ms */
  const add = (pixels, delay) => {
    const clear = palette.length;
    /** @type {Uint8Array} */
    const places = gif.applyPalette(pixels, palette);
    const before = seen;
    const fresh = before ? places.map((place, at) => (place === before[at] ? clear : place)) : places;
    file.writeFrame(fresh, wide, high, {
      ...{ palette: before ? undefined : [...palette, [0, 0, 0]], delay, dispose: before ? 1 : -1, repeat: 0 },
      ...(before ? { transparent: true, transparentIndex: clear } : {}),
    });
    seen = places;
  };
  onmessage = ({ data: { pixels, delay } }) => {
    if (pixels && delay === undefined) palette = gif.quantize(pixels, colours);
    else if (pixels) add(pixels, delay);
    else file.finish();
    postMessage(pixels ? { size: file.bytesView().length } : { bytes: file.bytes() });
  };
  postMessage({ size: 0 });
}

/** A GIF that grows picture by picture, in a worker: the page stays alive. Of each only what is new is written. */
export class Gif {
  /** @param {string} encoder the address of the vendored one */
  constructor(encoder) {
    const size = JSON.stringify({ wide: WIDE, high: HIGH, colours: COLOURS });
    const text = `import * as gif from ${JSON.stringify(encoder)};\n(${works})(gif, ${size});`;
    const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
    this.worker = new Worker(address, { type: "module" });
    this.size = 0;
    this.begun = this.answer().finally(() => URL.revokeObjectURL(address));
  }

  /** What the worker says next. @returns {Promise<any>} */
  answer() {
    return new Promise((heard, failed) => {
      this.worker.onmessage = ({ data }) => heard(data);
      this.worker.onerror = () => failed(new Error("this browser does not let the film be written."));
    });
  }

  /** @param {Pixels | null} pixels @param {number} [delay] ms */
  async ask(pixels, delay) {
    await this.begun;
    const answer = this.answer();
    this.worker.postMessage({ pixels, delay }, pixels ? [pixels.buffer] : []);
    return answer;
  }

  /** Take the colours of a picture for all of them. @param {Pixels} pixels */
  async takeColours(pixels) {
    await this.ask(pixels);
  }

  /** @param {Pixels} pixels @param {number} delay ms */
  async add(pixels, delay) {
    this.size = (await this.ask(pixels, delay)).size;
  }

  /** @returns {Promise<Blob>} */
  async end() {
    const { bytes } = await this.ask(null);
    return new Blob([bytes], { type: "image/gif" });
  }

  close() {
    this.worker.terminate();
  }
}

/** A WebM that is recorded of a canvas while its pictures stand there: it takes as long as it plays. */
export class Video {
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
  async takeColours() {
    this.recorder.start(1000);
  }

  /** @param {Pixels} pixels @param {number} delay ms */
  async add(pixels, delay) {
    this.pen.putImageData(new ImageData(pixels, WIDE, HIGH), 0, 0);
    await new Promise((over) => setTimeout(over, delay));
    this.pen.putImageData(new ImageData(pixels, WIDE, HIGH), 0, 0); // a canvas that rests gives no picture
  }

  /** @returns {Promise<Blob>} */
  async end() {
    if (this.recorder.state !== "inactive") {
      const ended = new Promise((over) => (this.recorder.onstop = over));
      this.recorder.stop();
      await ended;
    }
    return new Blob(this.parts, { type: VIDEO });
  }

  close() {
    if (this.recorder.state !== "inactive") this.recorder.stop();
  }
}
