/**
 * The networks of the pages, their probes and what describes a picture of them, each fetched once and kept under its
 * key: they never change. Knows no page. What cannot be had is asked for anew the next time.
 */

import { fromFile } from "../net/file.js";
import { ask } from "./inside.js";

/** @typedef {import("../net/types.d.ts").Network} Network */

/** @typedef {import("./types.d.ts").Described} Described */
/** @typedef {import("./types.d.ts").FittedProbe} FittedProbe */
/** @typedef {import("./types.d.ts").Told} Told */

/** @type {Map<string, Network>} */
const known = new Map();
/** @type {Map<string, FittedProbe>} */
const probes = new Map();
/** @type {Map<string, Partial<Described>>} */
const descriptions = new Map();
/** What is under way, by its address. @type {Map<string, Promise<void>>} */
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
  await Promise.all(keys.filter((key) => !known.has(key)).map(fetchNetwork));
}

/** @param {string} key */
function fetchNetwork(key) {
  return once(`networks/${encodeURIComponent(key)}`, "The network", async (response) => {
    known.set(key, fromFile(new Uint8Array(await response.arrayBuffer()), key));
  });
}

/**
 * Return all of what a page tells of a picture: its description and what is of the sentence; null if the former is not
 * here yet. Without a key it came whole.
 * @param {Told} told
 * @returns {Described | null}
 */
export function wholeOf(told) {
  if (!told.description) return /** @type {Described} */ (told);
  const described = descriptions.get(told.description);
  return described ? /** @type {Described} */ ({ ...described, ...told }) : null;
}

/** Fetch a description. The error says in a sentence what to do. @param {string} key */
export async function fetchDescription(key) {
  if (descriptions.has(key)) return;
  await once(`descriptions/${encodeURIComponent(key)}`, "The picture", async (response) => {
    descriptions.set(key, await response.json());
  });
}

/** Return the probe of a network if it is here. @param {string} key of the network */
export const probeAtHand = (key) => probes.get(key);

/**
 * Fetch the probe of a network; the server fits it when it is first asked for. The error says in a sentence what to do.
 * @param {string} key of the network
 */
export function fetchProbe(key) {
  return once(`networks/${encodeURIComponent(key)}/probe`, "The probe", async (response) => {
    probes.set(key, await response.json());
  });
}

/**
 * Fetch what is at an address and do something with it; once, for all who ask meanwhile.
 * @param {string} address
 * @param {string} what is fetched, in words
 * @param {(response: Response) => Promise<void>} use
 */
function once(address, what, use) {
  let promise = coming.get(address);
  if (!promise) {
    promise = answerOf(address, what)
      .then(use)
      .finally(() => coming.delete(address));
    coming.set(address, promise);
  }
  return promise;
}

/** @param {string} address @param {string} what */
async function answerOf(address, what) {
  const response = await ask(address, document.baseURI).catch(() => {
    throw new Error(`${what} could not be fetched: there is no connection to the server.`);
  });
  if (response.ok) return response;
  if (response.status === 404) throw new Error(await response.text());
  throw new Error(`${what} could not be fetched: the server is busy or was stopped.`);
}
