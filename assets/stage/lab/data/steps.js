// @ts-nocheck
/** The axis of training steps that figures and scrubber share: it follows what has been trained, in few jumps. */

const LEAST = 50; // steps: a training of seconds does not jump about
const SHARE = 0.02; // of the planned steps
const FULL = 0.95; // the newest step is not drawn on the edge
const BEGIN_AGAIN = new Set(["", "stopped", "failed", "unknown"]);

/** Where the axis ends: the next 1, 2 or 5 · 10^k, all planned steps in the end, never before where it was. */
export function endOf(step, planned, before = 0) {
  const wanted = Math.max(step / FULL, SHARE * planned, LEAST);
  const power = 10 ** Math.floor(Math.log10(wanted));
  const next = [1, 2, 5, 10].map((factor) => factor * power).find((end) => end >= wanted);
  return Math.max(before, 1.2 * next >= planned ? planned : next);
}

export function stepAxis(lab) {
  const axis = { end: 1 };
  const reach = (step, before) => {
    axis.end = endOf(step, lab.longest(), before);
    for (const { run } of lab.runs) for (const course of [run.losses, run.norms]) course.axis = axis.end;
  };
  return Object.assign(axis, {
    /** There is news of the runs, or they go on as others. */
    follow: () => reach(lab.newest(), axis.end),
    /** Runs were started: those that have to begin again do not count. */
    anew: () => reach(Math.max(0, ...lab.runs.map(({ run }) => (BEGIN_AGAIN.has(run.state) ? 0 : run.step))), 0),
  });
}
