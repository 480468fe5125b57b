/** The plan of one's own, in this browser, and the plan that is under way in this tab. */

import { fromFile, isFull, toFile } from "./format.js";

const [KEPT, RUNNING] = ["unrolled-plan", "unrolled-plan-running"];
const MINUTES = 5; // of a scene that was just added
export const REFUSED =
  "This browser keeps nothing for this page (its storage is refused), so a plan cannot be kept here.";

/** @typedef {import("./format.js").Plan} Plan */
/** @typedef {{ plan: Plan, at: number, begun: number }} Running `begun` in ms since 1970 */

/** @returns {Plan} */
export const EMPTY = () => ({ title: "My plan", entries: [] });

/** The plan of one's own; an empty one where nothing readable is kept. @returns {Plan} */
export function kept() {
  try {
    return fromFile(localStorage.getItem(KEPT) ?? "", () => true).plan;
  } catch {
    return EMPTY();
  }
}

/** Keep a plan; return whether the browser did. @param {Plan} plan */
export function keep(plan) {
  try {
    localStorage.setItem(KEPT, toFile(plan));
    return true;
  } catch {
    return false;
  }
}

/**
 * Put a scene at the end of one's own plan; return what came of it in a sentence.
 * @param {string} link @param {{ lesson: string, scene: string, title?: string }} about
 */
export function addEntry(link, { lesson, scene, title = "" }) {
  const plan = kept();
  if (isFull(plan)) return "Your plan is full: take an entry out of it first.";
  const called = title || [lesson, scene].filter(Boolean).join(": ");
  plan.entries.push({ link: slideless(link), title: called, minutes: MINUTES, notes: "", wrong: "", skip: false });
  if (!keep(plan)) return REFUSED;
  return `Added to your plan, as entry ${plan.entries.length}. Plans stand under “Try and prove”.`;
}

/** A link without what the plan itself says: whether it is a slide. @param {string} link */
const slideless = (link) => link.replaceAll(/([?&])present=1(&|$)/g, "$1").replace(/[?&]$/, "");

/** The plan under way in this tab; null where there is none. @returns {Running | null} */
export function running() {
  try {
    const told = JSON.parse(sessionStorage.getItem(RUNNING) ?? "null");
    const { plan } = fromFile(told.file, () => true);
    const at = Math.min(Math.max(Math.trunc(told.at) || 0, 0), plan.entries.length - 1);
    return plan.entries.length ? { plan, at, begun: Number(told.begun) || Date.now() } : null;
  } catch {
    return null;
  }
}

/** Let a plan be under way, or none; return whether the browser keeps it. @param {Running | null} now */
export function run(now) {
  try {
    if (now) sessionStorage.setItem(RUNNING, JSON.stringify({ ...now, file: toFile(now.plan), plan: undefined }));
    else sessionStorage.removeItem(RUNNING);
    return true;
  } catch {
    return false;
  }
}

/**
 * Note in this tab that something is so, or no more; where the browser keeps nothing, nothing is noted.
 * @param {string} name
 * @param {boolean} is
 */
export function note(name, is) {
  try {
    if (is) sessionStorage.setItem(name, "1");
    else sessionStorage.removeItem(name);
  } catch {
    // whoever loads the page again begins anew
  }
}

/** @param {string} name */
export function isNoted(name) {
  try {
    return sessionStorage.getItem(name) === "1";
  } catch {
    return false;
  }
}

/** The address of an entry as a slide, relative to the page it is opened from. @param {string} link */
export function slideOf(link) {
  const [path, query] = link.slice(1).split("?");
  return new URL(`./${path}?${query ? `${query}&` : ""}present=1`, location.href).href;
}
