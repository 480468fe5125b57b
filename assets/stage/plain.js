/** Bytes of a file as plain text: which encoding it has is found out; what is no text is refused in a sentence. */

import { counted, thousands } from "./parts/words.js";

/** A sentence for the reader about a file that cannot be used. */
export class NoText extends Error {}

const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g;

/**
 * Return the text of a file and what has to be said about it. Ends of lines are "\n"; a byte-order mark is left out.
 * @param {Uint8Array} bytes
 * @param {string} name
 * @returns {{ text: string, note: string }}
 */
export function plainText(bytes, name) {
  if (!bytes.length) throw new NoText(`“${name}” is empty. Choose a file with text in it.`);
  const { text, note } = decoded(bytes);
  if (text.includes("\0") || 10 * (text.match(CONTROL)?.length ?? 0) > text.length)
    throw new NoText(`“${name}” is no plain text. Save the text as .txt (UTF-8) and open that file.`);
  if (!text.trim()) throw new NoText(`“${name}” has no words in it, only spaces. Choose a file with text in it.`);
  return { text: text.replace(/\r\n?/g, "\n"), note };
}

/**
 * Read a file, if it is not far too long.
 * @param {File} file
 * @param {number} most characters that can be used
 */
export async function readPlain(file, most) {
  const range = `at most ${thousands(most)} characters are read. Cut the text down.`;
  if (file.size > 4 * most) throw new NoText(`“${file.name}” has ${(file.size / 1e6).toFixed(1)} MB: ${range}`);
  const { text, note } = plainText(new Uint8Array(await file.arrayBuffer()), file.name);
  if (text.length > most) throw new NoText(`“${file.name}” has ${counted(text.length, "character")}: ${range}`);
  return { text, note };
}

/**
 * Decode UTF-8, or UTF-16 with its mark; all else is taken for Latin-1, in which every byte is a letter.
 * @param {Uint8Array} bytes
 */
function decoded(bytes) {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return { text: new TextDecoder("utf-16le").decode(bytes), note: "" };
  if (first === 0xfe && second === 0xff) return { text: new TextDecoder("utf-16be").decode(bytes), note: "" };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), note: "" };
  } catch {
    const text = new TextDecoder("windows-1252").decode(bytes);
    return { text, note: "It is not UTF-8, so it was read as Latin-1: look whether its letters are right." };
  }
}
