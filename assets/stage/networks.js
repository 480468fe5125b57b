/**
 * The networks of the pages, each fetched once and kept under its key: it never changes. Knows no page.
 * A network that cannot be had is asked for anew the next time.
 */

import { fromFile } from "../net/file.js";

/** @typedef {import("../net/types.d.ts").Network} Network */

/** @type {Map<string, Network>} */
const known = new Map();
/** @type {Map<string, Promise<Network>>} */
const coming = new Map();

/**
 * Return the networks with these keys if all of them are here, else null.
 * @param {string[]} keys
 */
export function atHand(keys) {
  const networks = keys.map((key) => known.get(key));
  return networks.every((network) => network !== undefined) ? networks : null;
}

/**
 * Fetch those of the networks that are not here yet. The error says in a sentence what to do.
 * @param {string[]} keys
 */
export async function fetchNetworks(keys) {
  await Promise.all(keys.filter((key) => !known.has(key)).map(fetchOnce));
}

/** @param {string} key */
function fetchOnce(key) {
  let promise = coming.get(key);
  if (!promise) {
    promise = fetchNetwork(key).finally(() => coming.delete(key));
    coming.set(key, promise);
  }
  return promise;
}

/** @param {string} key */
async function fetchNetwork(key) {
  const address = new URL(`networks/${encodeURIComponent(key)}`, document.baseURI);
  const response = await fetch(address).catch(() => {
    throw new Error("The network could not be fetched: there is no connection to the server.");
  });
  if (!response.ok) throw new Error(response.status === 404 ? await response.text() : NO_ANSWER);
  const network = fromFile(new Uint8Array(await response.arrayBuffer()), key);
  known.set(key, network);
  return network;
}
const NO_ANSWER = "The network could not be fetched: the server is busy or was stopped.";
