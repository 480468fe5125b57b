/**
 * A network out of its file: `from_file` of `core/network/files.py`.
 *
 * safetensors with recipe and words in the header. Sizes are checked before anything is parsed, then the header, the
 * recipe, and last the name, kind and shape of every weight. Weights that are not finite are taken as they are. Of the
 * recipe only what the equations need is checked: the rest is core's.
 */

import { modelOf } from "./model.js";
import { Refusal, shown } from "./refusal.js";
import { weightShapes } from "./shapes.js";
import { shortened } from "./text.js";

/** @typedef {import("./types.d.ts").Network} Network */

const MOST_BYTES = 80 * 2 ** 20;
const MOST_HEADER = 4 * 2 ** 20;
const PREFIX = 8;
const FORMAT = "1";
const LONGEST_NAME = 80;
const USUAL_STEPS = 500;
const UNREADABLE = /^[\p{C}\p{Z}]$/u;
const DTYPE = "F32";
const TYPES = ["BOOL", "U8", "I8", "I16", "U16", "F16", "BF16", "I32", "U32", DTYPE, "F64", "I64", "U64"];
const DAMAGED = "The weights in the file are damaged or cut off. Download it again.";

/**
 * Read what core's `to_file` wrote.
 * @param {Uint8Array} bytes
 * @param {string} [key] the one under which the file was asked for
 * @returns {Network}
 */
export function fromFile(bytes, key) {
  const { header, start } = headerOf(bytes);
  const metadata = metadataOf(header);
  const spec = specOf(metadata.spec);
  const step = stepOf(metadata.step, spec);
  const name = checkedName(metadata.name);
  const vocabulary = wordsOf(metadata, "vocabulary");
  const classes = wordsOf(metadata, "classes");
  if (metadata.answer !== "class" && metadata.answer !== "number")
    throw new Refusal(`answer is ${shown(metadata.answer)}; choose one of class, number.`);
  const shapes = weightShapes(spec.model, vocabulary.length, classes.length);
  const weights = weightsOf(bytes.subarray(start), header, shapes);
  return { spec, step, weights, vocabulary, classes, answer: metadata.answer, name, key };
}

/** @param {Uint8Array} bytes */
function headerOf(bytes) {
  if (!bytes.length) throw new Refusal("The file is empty.");
  if (bytes.length > MOST_BYTES)
    throw new Refusal(`The file has ${size(bytes.length)}; a network has at most ${size(MOST_BYTES)}.`);
  if (bytes[PREFIX] !== "{".charCodeAt(0))
    throw new Refusal("The file is no safetensors file. Choose one that was downloaded here.");
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset, PREFIX).getBigUint64(0, true));
  if (length > MOST_HEADER) throw new Refusal(`The header claims ${size(length)}; the most is ${size(MOST_HEADER)}.`);
  const start = PREFIX + length;
  if (start > bytes.length)
    throw new Refusal("The file ends in the middle of its header; it was cut off. Download it again.");
  const header = parsed(bytes.subarray(PREFIX, start));
  if (header === undefined) throw new Refusal("The file is no safetensors file: its header is no JSON.");
  return { header, start };
}

/** @param {Record<string, any>} header */
function metadataOf(header) {
  const metadata = header.__metadata__;
  if (typeof metadata !== "object" || metadata === null || !("unrolled" in metadata))
    throw new Refusal("The file was not written by this app: its header has no “unrolled”, so no recipe.");
  if (metadata.unrolled !== FORMAT)
    throw new Refusal(`The file has format ${shown(metadata.unrolled)}; this version of the app reads '${FORMAT}'.`);
  for (const key of ["spec", "step", "name"])
    if (typeof metadata[key] !== "string") throw new Refusal(`The file is broken: its header has no ${key}.`);
  return metadata;
}

/** @param {string} text */
function specOf(text) {
  const values = parsed(text);
  if (values === undefined) throw new Refusal("The recipe cannot be used. It is no readable JSON.");
  if (typeof values !== "object" || values === null || typeof values.task?.name !== "string")
    throw new Refusal(`The recipe cannot be used. run is ${shown(values)}; expected model, task, train, seed.`);
  return { model: modelOf(values.model ?? {}), task: values.task, train: values.train ?? {}, seed: values.seed ?? 0 };
}

/**
 * @param {Record<string, any>} metadata
 * @param {string} name
 * @returns {string[]}
 */
function wordsOf(metadata, name) {
  if (!("vocabulary" in metadata))
    throw new Refusal("The file is from before words were kept with a network. Open it on the page Train first.");
  const words = typeof metadata[name] === "string" ? parsed(metadata[name]) : undefined;
  if (words === undefined) throw new Refusal(`The file is broken: its header has no list of words as ${name}.`);
  if (!Array.isArray(words) || !words.length)
    throw new Refusal(`The file is broken: its header has ${shown(words)} as ${name}, and no words.`);
  const wrong = words.find((word) => typeof word !== "string" || !word || shortened(word) !== word);
  if (wrong !== undefined) throw new Refusal(`${name} has ${shown(wrong)}; expected a word of 1 to 64 characters.`);
  if (new Set(words).size < words.length) throw new Refusal(`${name} has a word twice; give every word once.`);
  return words;
}

/**
 * @param {string} text
 * @param {import("./types.d.ts").Spec} spec
 */
function stepOf(text, { train }) {
  const most = typeof train.steps === "number" ? train.steps : USUAL_STEPS;
  if (!/^\d{1,15}$/.test(text) || Number(text) > most)
    throw new Refusal(`step is ${shown(text)}; the recipe in the file has steps from 0 to ${most}.`);
  return Number(text);
}

/** @param {string} name */
function checkedName(name) {
  const letters = Array.from(name);
  if (!name.trim() || letters.length > LONGEST_NAME || letters.some((one) => one !== " " && UNREADABLE.test(one)))
    throw new Refusal(`The name is ${shown(name)}; choose one line of 1 to ${LONGEST_NAME} readable characters.`);
  return name;
}

/**
 * Return the arrays of a file, which are those that are expected, by name and shape.
 * @param {Uint8Array} bytes behind the header
 * @param {Record<string, any>} header
 * @param {Map<string, number[]>} shapes
 */
function weightsOf(bytes, header, shapes) {
  const named = Object.keys(header).filter((name) => name !== "__metadata__");
  const missing = [...shapes.keys()].filter((name) => !Object.hasOwn(header, name));
  if (missing.length) throw new Refusal(`The file has no weights ${listed(missing)}, which its recipe needs.`);
  const extra = named.filter((name) => !shapes.has(name));
  if (extra.length) throw new Refusal(`The file has weights ${listed(extra)}, which its recipe has no place for.`);
  const weights = new Map();
  let end = 0;
  for (const [name, shape] of shapes) {
    const own = bytesOf(bytes, name, header[name], shape);
    weights.set(name, { shape, data: new Float64Array(new Float32Array(own.buffer)) });
    end += own.length;
  }
  if (end !== bytes.length) throw new Refusal(DAMAGED);
  return weights;
}

/**
 * Return a copy of the bytes of one array, which begins where float32 may.
 * @param {Uint8Array} bytes
 * @param {string} name
 * @param {any} its what the header says of it
 * @param {number[]} shape that the recipe needs
 */
function bytesOf(bytes, name, its, shape) {
  const sides = its?.shape;
  const [from, to] = Array.isArray(its?.data_offsets) ? its.data_offsets : [];
  const whole = Array.isArray(sides) && [...sides, from, to].every((one) => Number.isInteger(one) && one >= 0);
  if (!whole || !TYPES.includes(its.dtype) || from > to || to > bytes.length) throw new Refusal(DAMAGED);
  if (its.dtype !== DTYPE) throw new Refusal(`${name} holds numbers of type ${its.dtype}; a network has ${DTYPE}.`);
  if (to - from !== 4 * sides.reduce((count, side) => count * side, 1)) throw new Refusal(DAMAGED);
  if (String(sides) !== String(shape))
    throw new Refusal(`${name} has shape ${tuple(sides)}; the recipe in the file needs ${tuple(shape)}.`);
  return bytes.slice(from, to);
}

/** @param {number[]} sides */
const tuple = (sides) => `(${sides.join(", ")}${sides.length === 1 ? "," : ""})`;

/**
 * Return what a JSON text says; undefined if it is none.
 * @param {string | Uint8Array} text
 */
function parsed(text) {
  try {
    return JSON.parse(typeof text === "string" ? text : new TextDecoder("utf-8", { fatal: true }).decode(text));
  } catch {
    return undefined;
  }
}

/** @param {string[]} names */
function listed(names) {
  const rest = names.length > 3 ? ` and ${names.length - 3} more` : "";
  return names.slice(0, 3).map(shown).join(", ") + rest;
}

/** @param {number} count of bytes */
function size(count) {
  if (count >= 2 ** 50) return "an endless number of bytes";
  for (const [power, unit] of /** @type {const} */ ([
    [40, "TB"],
    [30, "GB"],
    [20, "MB"],
  ]))
    // prettier-ignore
    if (count >= 2 ** power) return `${Number((count / 2 ** power).toPrecision(3))} ${unit}`;
  return `${count} bytes`;
}
