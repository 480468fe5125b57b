/**
 * A text that is being written: what the model says comes next, and what is counted of it: dead ends, unknown pieces,
 * the longest run that stands in the text which the model read. Knows ids; no words and no page.
 */

import { written } from "../../../net/instruments/ngrams.js";

/** @typedef {import("../../../net/instruments/ngrams.js").NgramTable} NgramTable */

export const UNKNOWN_ID = 0;

export class Writer {
  /**
   * @param {NgramTable} table of the text that the model read
   * @param {number[]} begin ids that are read first
   * @param {number} order N of the table that writes, 0 if it does not
   * @param {((ids: number[]) => ArrayLike<number>) | null} says what another model says comes after these ids
   */
  constructor(table, begin, order, says) {
    this.table = table;
    this.begin = begin;
    this.order = order;
    this.says = says;
    this.ids = [...begin];
    this.deadEnds = 0; // windows after which nothing ever came
    this.unknown = 0; // times that the unknown piece was the likeliest; it is never drawn
    /** Where the longest run that stands in the text begins, and its length. @type {[number, number]} */
    this.copied = [0, 0];
    this.run = ""; // the last pieces, as many as the longest run has
    this.row = this.next();
  }

  /** How many pieces were written. */
  get length() {
    return this.ids.length - this.begin.length;
  }

  /** The last N − 1 pieces, or fewer where there are no more. */
  get window() {
    const { order, ids } = this;
    return order ? ids.slice(Math.max(ids.length + 1 - order, 0)) : [];
  }

  /** How many of the last pieces the table can use: less than its window after a dead end. */
  get used() {
    return this.order ? this.table.known(this.window, this.order).length : 0;
  }

  /** @param {number} id */
  write(id) {
    if (this.used < this.window.length) this.deadEnds++;
    if (this.unknownLeads) this.unknown++;
    this.ids.push(id);
    this.run += written([id]);
    if (this.table.text.includes(this.run)) this.copied = [this.length - this.run.length, this.run.length];
    else this.run = this.run.slice(1);
    this.row = this.next();
  }

  /** Whether the unknown piece is the likeliest of all. */
  get unknownLeads() {
    const { row } = this;
    return row[UNKNOWN_ID] > 0 && Array.from(row).every((share) => share <= row[UNKNOWN_ID]);
  }

  /** @returns {ArrayLike<number>} the probability of each piece after all that stands there */
  next() {
    return this.says ? this.says(this.ids) : this.table.probabilities(this.window, this.order);
  }
}
