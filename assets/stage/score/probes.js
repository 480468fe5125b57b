/** The probes of a score's networks: fetched when a row first asks for one, and again when the reader says so. */

import { fetchProbe, probeAtHand } from "../networks.js";

const FITTED = "The probe is fitted …";

/** @typedef {import("../types.d.ts").FittedProbe} FittedProbe */
/** @typedef {import("../types.d.ts").Missing} Missing */

/** @typedef {{ of: (key: string) => FittedProbe | Missing }} ProbeSource */

/** @implements {ProbeSource} */
export class Probes {
  /** @param {() => void} changed called when one has come, or cannot be had */
  constructor(changed) {
    this.changed = changed;
    /** @type {Set<string>} */
    this.asked = new Set();
    /** @type {Map<string, string>} */
    this.failed = new Map();
  }

  /**
   * Return the probe of a network, or why it is not there; one that nobody has asked for yet is fetched.
   * @param {string} key of the network
   */
  of(key) {
    const [found, message] = [probeAtHand(key), this.failed.get(key)];
    if (found) return found;
    if (message !== undefined) return { message, again: () => this.again(key) };
    if (!this.asked.has(key)) this.fetch(key);
    return { message: FITTED };
  }

  /** @param {string} key */
  again(key) {
    this.failed.delete(key);
    this.changed();
  }

  /** @param {string} key */
  async fetch(key) {
    this.asked.add(key);
    try {
      await fetchProbe(key);
    } catch (error) {
      this.failed.set(key, /** @type {Error} */ (error).message);
    }
    this.asked.delete(key);
    this.changed();
  }
}
