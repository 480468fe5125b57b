/** The acts of a timestep, in their order, and what is looked at. */

export const ACTS = ["side by side", "multiply by W", "add b", "squash", "next word"];
export const BESIDE = 0;
export const WEIGH = 1;
export const ADD = 2;
export const SQUASH = 3;
export const ANSWER = 4;

/**
 * @typedef {object} Looked what is looked at
 * @property {number} timestep
 * @property {number} act
 * @property {number} unit
 * @property {boolean} one whether the two matrices stand side by side as one
 * @property {string} squash the name of the function that squashes the sums
 * @property {(value: number) => string} hue of a number
 * @property {(unit: number) => void} look at another unit
 *
 * @typedef {ReturnType<typeof import("./numbers.js").stepOf>} Numbers
 * @typedef {import("./numbers.js").Opened} Opened
 */
