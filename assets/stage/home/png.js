/** Words inside a PNG file: where it comes from, as text that other programs show. */

const SIGNATURE = 8; // bytes
const HEADER = 25; // bytes of the first chunk

/** @type {Uint32Array | null} */
let table = null;

/** The check sum of a chunk. @param {Uint8Array} bytes */
function checkOf(bytes) {
  table ??= Uint32Array.from({ length: 256 }, (_, number) => {
    let value = number;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
    return value >>> 0;
  });
  let sum = 0xffffffff;
  for (const byte of bytes) sum = table[(sum ^ byte) & 255] ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}

/**
 * A chunk of international text. @param {string} name @param {string} text
 */
function chunkOf(name, text) {
  const body = new TextEncoder().encode(`iTXt${name}\0\0\0\0\0${text}`);
  const chunk = new Uint8Array(body.length + 8);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, body.length - 4);
  chunk.set(body, 4);
  view.setUint32(body.length + 4, checkOf(body));
  return chunk;
}

/**
 * Return a PNG file with texts in it, by their names.
 * @param {Blob} file
 * @param {Record<string, string>} texts
 */
export async function withTexts(file, texts) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const at = SIGNATURE + HEADER;
  const chunks = Object.entries(texts).map(([name, text]) => chunkOf(name, text));
  return new Blob([bytes.slice(0, at), ...chunks, bytes.slice(at)], { type: "image/png" });
}
