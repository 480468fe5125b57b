/** Networks on their way to a picture. */

import { fetchNetworks } from "../networks.js";
import { say } from "../svg.js";

/**
 * Whether networks have come; where one has not, an element of the picture says why.
 * @param {string[]} keys
 * @param {HTMLElement} place
 */
export async function came(keys, place) {
  try {
    await fetchNetworks(keys);
    return true;
  } catch (error) {
    say(place, /** @type {Error} */ (error).message);
    return false;
  }
}
