/** A score on the page: the one scene whose cursor the address follows. */

import { ScoreEntry } from "../score/entry.js";
import { sheetOf } from "../styles.js";
import { entryOf } from "./entry.js";
import { stepOn } from "./onstage.js";

/** @typedef {import("../page.js").Component} Component */

const ofScore = await sheetOf("score/score.css");

/** @param {Component} component */
export function showScore(component) {
  stepOn(entryOf(component, ScoreEntry, ofScore));
}
