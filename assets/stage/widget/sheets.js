/** What a widget has inside: its style sheets and networks. It is there before any module asks for something. */

import { takeFrom } from "../inside.js";

/** @type {Map<string, string | Uint8Array<ArrayBuffer>>} */
const files = new Map(Object.entries(/** @type {any} */ (globalThis).unrolledSheets ?? {}));
takeFrom(files);

/** Put a file beside the others. @param {string} address @param {DataView} bytes */
export function put(address, bytes) {
  files.set(address, new Uint8Array(/** @type {ArrayBuffer} */ (bytes.buffer), bytes.byteOffset, bytes.byteLength));
}
