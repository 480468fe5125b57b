/**
 * What a page asks for by its address: of the server, or of what it has inside. A page that was saved as one file has
 * all that it may ask for inside, and asks nobody else.
 */

const NOT_INSIDE = "This is not inside the file. The full tool has it.";

/** @type {Map<string, string | Uint8Array<ArrayBuffer>> | null} */
let inside = null;

/** Have all that is asked for taken from here. @param {Map<string, string | Uint8Array<ArrayBuffer>>} files */
export function takeFrom(files) {
  inside = files;
}

/** Whether the page is one file, and there is no server. */
export const isFile = () => inside !== null;

/**
 * Return the answer to an address.
 * @param {string} address as it is written
 * @param {string} base what it is relative to
 * @returns {Promise<Response>}
 */
export async function ask(address, base) {
  if (!inside) return fetch(new URL(address, base));
  const found = inside.get(address);
  return found === undefined ? new Response(NOT_INSIDE, { status: 404 }) : new Response(found);
}
