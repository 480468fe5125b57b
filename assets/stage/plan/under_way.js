/** The plan that is under way in this tab: where it stands, what the presenter is told, and the way along it. */

import { minutesIn } from "./format.js";
import { run, running, slideOf } from "./kept.js";

const MINUTE = 60_000; // ms

/** @typedef {{ place: string, time: string, skip: string[], next: string, notes: string, wrong: string }} Said */

/** What the presenter is told of the entry in sight; null where no plan is under way. */
export function entryNow() {
  const now = running();
  return now && { begun: now.begun, said: saidOf(now, Date.now()) };
}

/** @param {import("./kept.js").Running} running @param {number} at ms since 1970 @returns {Said} */
export function saidOf({ plan, at: place, begun }, at) {
  const { entries, title } = plan;
  const [all, gone] = [minutesIn(entries), (at - begun) / MINUTE];
  const late = Math.floor(gone - minutesIn(entries.slice(0, place + 1)));
  const skips = entries.slice(place + 1).filter(({ skip }) => skip);
  const left = Math.ceil(all - gone);
  const rest = left < 0 ? `${-left} over the end` : `${left} left`;
  const time = `${entries[place].minutes} minutes for this entry; ${rest} of ${all}`;
  const names = skips.map(({ title: called, minutes }) => `${called} (${minutes} min)`).join(", ");
  const can = names ? `You can skip: ${names}.` : "Nothing more is marked to be skipped.";
  const skip = late > 0 ? [`${late} min late. ${can}`] : [];
  return {
    place: `${title}, entry ${place + 1} of ${entries.length}`,
    time: `${time}.`,
    skip,
    next: entries[place + 1]?.title ?? "the end of the plan",
    notes: entries[place].notes,
    wrong: entries[place].wrong,
  };
}

/** Go along the plan; return whether one is under way. At its ends it stays. @param {number} by */
export function follow(by) {
  const now = running();
  if (!now) return false;
  const entry = now.plan.entries[now.at + by];
  if (!entry || !run({ ...now, at: now.at + by })) return true;
  location.assign(slideOf(entry.link));
  return true;
}

/** Whether Page Down goes along a plan in this tab. */
export const isUnderWay = () => running() !== null;

/** End the plan that is under way: Page Down goes through the lesson again. */
export const endPlan = () => void run(null);

/** Count the plan's minutes from now. */
export function beginAgain() {
  const now = running();
  if (now) run({ ...now, begun: Date.now() });
}
