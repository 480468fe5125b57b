/** A network that reads the sentence under the reader's hand, in the frame in which it is typed. Draws nothing. */

import { record } from "../../../net/trace.js";
import { hands, subscribe, take } from "../../hands.js";
import { atHand, fetchNetworks } from "../../networks.js";
import { isWaiting } from "../../sentence.js";

/** @typedef {import("../../../net/types.d.ts").Network} Network */
/** @typedef {import("../../../net/trace.js").Trace} Trace */

export class Reader {
  /**
   * @param {(trace: Trace) => void} read called with each sentence that was read
   * @param {(message: string) => void} failed
   */
  constructor(read, failed) {
    this.read = read;
    this.failed = failed;
    this.key = "";
    this.sentence = "";
    this.ended = false;
    this.unsubscribe = subscribe(() => this.again());
  }

  /**
   * Read a sentence of the page's with the network of this key.
   * @param {string} key
   * @param {string} sentence
   */
  async show(key, sentence) {
    Object.assign(this, { key, sentence });
    if (!isWaiting()) take({ sentence: null }); // what was typed has become the page's
    try {
      await fetchNetworks([key]);
    } catch (error) {
      return this.failed(/** @type {Error} */ (error).message);
    }
    if (!this.ended && this.key === key) this.again();
  }

  /** Read what is under the hand; of a text without a word the last picture stays. */
  again() {
    const networks = this.key ? atHand([this.key]) : null;
    if (!networks) return;
    try {
      this.read(record(networks[0], hands.sentence ?? this.sentence));
    } catch (error) {
      if (hands.sentence === null) throw error;
    }
  }

  end() {
    this.ended = true;
    this.unsubscribe();
  }
}
