/** What the reader orders of the runs: numbered, said again until the server has answered, single steps in a row. */

import { sharedKey } from "./runs.js";

/** @typedef {import("../types.d.ts").Order} Order */
/** @typedef {import("../types.d.ts").Run} Run */

const ANSWERED_WITHIN = 10_000; // ms; an order that nobody heard is not given any more
const DONE_SOON = 4000; // ms after which an order that was not answered may be given again
const MOST_STEPS = 20; // single steps that are still to be taken, of somebody who clicks faster than they are

/** The orders of all runs. `say(orders)` sends all that are not answered: Streamlit may keep the last message only. */
export class Orders {
  /** @type {{ at: number, order: Order & { n: number } }[]} */
  #open = [];
  #given = 0;
  /** @type {Map<string, OrdersOfRun>} */
  #runs = new Map();
  #say;

  /** @param {(orders: (Order & { n: number })[]) => void} say */
  constructor(say) {
    this.#say = say;
  }

  /**
   * The orders for a run; what is still to be taken stays when it goes on as somebody's own.
   * @param {Run} run
   */
  of(run) {
    const key = sharedKey(run.key);
    const found = this.#runs.get(key) ?? new OrdersOfRun(this, run);
    this.#runs.set(key, found);
    found.run = run;
    return found;
  }

  /** See what became of all runs. */
  follow() {
    for (const orders of this.#runs.values()) orders.follow();
  }

  /** @param {Order} what */
  give(what) {
    const now = performance.now();
    this.#open = this.#open.filter(({ at }) => now - at < ANSWERED_WITHIN);
    this.#open.push({ at: now, order: { n: ++this.#given, ...what } });
    this.#say(this.#open.map(({ order }) => order));
  }

  /** @param {number} done the number of the last order that the server has taken */
  answered(done) {
    this.#given = Math.max(this.#given, done);
    this.#open = this.#open.filter(({ order }) => order.n > done);
  }
}

/**
 * The orders for one run: each is given once until something comes of it, and single steps that are asked for while
 * one is under way are taken after it.
 */
export class OrdersOfRun {
  /** Whether it takes single steps. */
  stepping = false;
  /** @type {Run} */
  run;
  #orders;
  #steps = 0;
  #at = 0;
  /** @type {Order["do"] | null} */
  #asked = null;
  /** @type {string} what the run was when the order was given */
  #from = "";

  /**
   * @param {Orders} orders
   * @param {Run} run
   */
  constructor(orders, run) {
    this.#orders = orders;
    this.run = run;
  }

  /** Whether an order was given of which nothing has come yet. */
  get open() {
    return this.#asked !== null;
  }

  /**
   * @param {Order["do"]} what
   * @param {Partial<Order>} more
   */
  give(what, more = {}) {
    const again = this.#asked === what && performance.now() - this.#at < DONE_SOON;
    this.stepping = what === "step";
    if (this.stepping && (again || this.run.state !== "paused")) {
      this.#steps = Math.min(this.#steps + 1, MOST_STEPS);
      return;
    }
    this.#steps = 0;
    if (!again) this.#send(what, more);
  }

  /** See what became of the run, and order the next of the single steps once it has taken one. */
  follow() {
    if (this.#asked !== null && this.#from !== this.#now) this.#asked = null;
    if (this.#steps === 0 || this.#asked !== null || this.run.state !== "paused") return;
    this.#steps -= 1;
    this.#send("step", {});
  }

  get #now() {
    return `${this.run.state} ${this.run.step}`;
  }

  /**
   * @param {Order["do"]} what
   * @param {Partial<Order>} more
   */
  #send(what, more) {
    [this.#asked, this.#at, this.#from] = [what, performance.now(), this.#now];
    this.#orders.give({ do: what, key: this.run.key, ...more });
  }
}
