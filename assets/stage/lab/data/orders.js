// @ts-nocheck
/** What the reader orders of the runs: numbered, and said again with the next until the server has answered. */

const ANSWERED_WITHIN = 10_000; // ms; an order that nobody heard is not given any more

/** `say(orders)` sends all that are not answered: Streamlit may keep the last message only. */
export function makeOrders(say) {
  let [open, given] = [[], 0];
  return {
    give(what) {
      const now = performance.now();
      open = [...open.filter(({ at }) => now - at < ANSWERED_WITHIN), { at: now, order: { n: ++given, ...what } }];
      say(open.map(({ order }) => order));
    },
    answered(done) {
      given = Math.max(given, done);
      open = open.filter(({ order }) => order.n > done);
    },
  };
}
