/** What a page that was saved as one file has inside. It is there before any module asks for something. */

import { takeFrom } from "../inside.js";

/** @typedef {import("./types.d.ts").Saved} Saved */

const WIDTH = 4; // bytes of a number
const saved = /** @type {Saved} */ (/** @type {any} */ (globalThis).unrolledFile);

/**
 * A network's file: of its numbers the first bytes stand together, then the second ones and so on.
 * @param {[at: number, length: number, head: number]} place
 */
function fileAt([at, length, head]) {
  const file = saved.body.slice(at, at + length);
  const planes = file.slice(head);
  const many = planes.length / WIDTH;
  for (let one = 0; one < many; one++) {
    for (let plane = 0; plane < WIDTH; plane++) file[head + one * WIDTH + plane] = planes[plane * many + one];
  }
  return file;
}

/** @type {Map<string, string | Uint8Array<ArrayBuffer>>} */
const files = new Map(Object.entries(saved.sheets));
for (const [address, told] of Object.entries(saved.told)) files.set(address, JSON.stringify(told));
for (const [address, place] of Object.entries(saved.files)) files.set(address, fileAt(place));
takeFrom(files);

/** @returns {Saved} */
export const theFile = () => saved;
