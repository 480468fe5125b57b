// @ts-nocheck
/** What is right, as shares of the exam: over all of it, and where the network was trained. Pure. */

/** The share of right answers where the network was trained, or null: the mean over those points, as over all. */
export function whereTrained({ curve: { trained } }, frame) {
  const values = (frame?.curve ?? []).filter(([point]) => trained?.points.includes(point)).map(([, value]) => value);
  if (values.length === 0 || values.length < trained.points.length || values.includes(null)) return null;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
