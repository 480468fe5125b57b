// @ts-nocheck
/** What is right, as shares of the exam: over all of it, and where the network was trained. Pure. */

/** A share as a whole number of percent. What comes from the server has five digits: a half is a half all the same. */
export const percent = (share) => Math.floor(100 * share + 0.501);

/** The share of right answers where the network was trained, or null: the mean over those points, as over all. */
export function whereTrained({ curve: { trained } }, frame) {
  const values = (frame?.curve ?? []).filter(([point]) => trained?.points.includes(point)).map(([, value]) => value);
  if (values.length === 0 || values.length < trained.points.length || values.includes(null)) return null;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
