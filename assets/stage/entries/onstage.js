/** The scene that has the keys and the cursor: one a page. The address follows its cursor and what is held. */

import { cursor, subscribe } from "../cursor.js";
import { hands, subscribe as subscribeToHands } from "../hands.js";
import { LENS } from "../page.js";
import { pause } from "../player.js";
import { NAMES, writeHand } from "../score/hand/link.js";
import { allows } from "../setup/guard.js";

const QUIET = 400; // ms that the cursor rests before the address says where it is

/** @typedef {import("./entry.js").Entry} Entry */

/** @type {Entry | null} */
let onStage = null;
let home = ""; // where the score on stage was put up: who goes back has left before the page has
let timer = 0;

const root = document.documentElement; // some letters go no further (`connection.js`)
root.addEventListener("keydown", (event) => allows(event) && onStage?.keydown?.(event));

/** Give a scene the keys, and its cursor the address. @param {Entry} entry */
export function stepOn(entry) {
  onStage = entry;
  home = location.pathname;
  remember(); // an address that a page gave itself knows no cursor
}

/** Give a scene without timestep and unit the keys. @param {Entry} entry */
export function stepOnWithoutCursor(entry) {
  onStage = entry;
  forget();
}

/** Take the keys from a scene that ends. @param {Entry} entry */
export function stepOff(entry) {
  if (onStage !== entry) return;
  pause();
  onStage = null;
}

/** Keep the address in step with the cursor and what is held, without a message to the server or history entries. */
function remember() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (onStage?.hasCursor === false) return remember(); // its picture is on the way
    if (!onStage?.hasCursor || cursor.playing || location.pathname !== home) return;
    const address = new URL(location.href);
    address.searchParams.set("t", String(cursor.timestep + 1));
    address.searchParams.set("u", String(cursor.unit + 1));
    if (cursor.operation >= 0) address.searchParams.set("op", String(cursor.operation + 1));
    else address.searchParams.delete("op");
    if (cursor.opened) address.searchParams.set(LENS, "1");
    else address.searchParams.delete(LENS);
    writeHand(address, hands);
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  }, QUIET);
}
subscribe((_, changed) => {
  if (changed.timestep || changed.unit || changed.operation || changed.opened || changed.playing) remember();
});
subscribeToHands(remember);

/** Without a score, timestep and unit mean nothing: the last page's may have come along, or be about to. */
function forget() {
  clearTimeout(timer);
  const address = new URL(location.href);
  const names = ["t", "u", "op", LENS, ...NAMES].filter((name) => address.searchParams.has(name));
  if (!names.length) return;
  for (const name of names) address.searchParams.delete(name);
  history.replaceState(history.state, "", address);
}
