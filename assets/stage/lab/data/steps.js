/** The axis of training steps that figures and scrubber share: it follows what has been trained, in few jumps. */

/** @typedef {import("../types.d.ts").Run} Run */

const LEAST = 50; // steps: a training of seconds does not jump about
const SHARE = 0.02; // of the planned steps
const FULL = 0.95; // the newest step is not drawn on the edge
/** @type {Set<import("../types.d.ts").State>} what has to begin again when it is started */
export const BEGIN_AGAIN = new Set(["", "stopped", "failed", "unknown"]);

/**
 * Where the axis ends: the next 1, 2 or 5 · 10^k, all planned steps in the end, never before where it was.
 * @param {number} step
 * @param {number} planned
 */
export function endOf(step, planned, before = 0) {
  const wanted = Math.max(step / FULL, SHARE * planned, LEAST);
  const power = 10 ** Math.floor(Math.log10(wanted));
  const next = [1, 2, 5].map((factor) => factor * power).find((end) => end >= wanted) ?? 10 * power;
  return Math.max(before, 1.2 * next >= planned ? planned : next);
}

export class StepAxis {
  end = 1;

  /**
   * There is news of the runs, or they go on as others.
   * @param {Run[]} runs
   * @param {number} planned steps, of the longest of them
   */
  follow(runs, planned) {
    this.#reach(runs, Math.max(0, ...runs.map(({ step }) => step)), planned, this.end);
  }

  /**
   * Runs were started: those that have to begin again do not count.
   * @param {Run[]} runs
   * @param {number} planned
   */
  anew(runs, planned) {
    const steps = runs.map(({ state, step }) => (BEGIN_AGAIN.has(state) ? 0 : step));
    this.#reach(runs, Math.max(0, ...steps), planned, 0);
  }

  /**
   * @param {Run[]} runs
   * @param {number} step
   * @param {number} planned
   * @param {number} before
   */
  #reach(runs, step, planned, before) {
    this.end = endOf(step, planned, before);
    for (const { losses, norms } of runs) losses.axis = norms.axis = this.end;
  }
}
