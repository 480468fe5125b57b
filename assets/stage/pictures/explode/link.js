/** Threshold and function in the address, so that a link shows the same run; *Reset* takes both out of it. */

const NAMES = { threshold: "gradients_threshold", activation: "gradients_function" };
const QUIET = 400; // ms that a hand rests before the address says where it is

/** @typedef {import("../../../net/types.d.ts").Activation} Activation */
/** @typedef {{ threshold: number, activation: Activation }} Choice */

/**
 * Return what the address chooses, and what is usual where it says nothing, or nothing that can be chosen.
 * @param {Choice} usual
 * @param {[low: number, high: number]} range of the threshold
 * @param {string[]} activations
 * @returns {Choice}
 */
export function linked(usual, [low, high], activations) {
  const asked = new URL(location.href).searchParams;
  const threshold = Number(asked.get(NAMES.threshold) ?? NaN);
  const activation = asked.get(NAMES.activation) ?? "";
  return {
    threshold: threshold >= low && threshold <= high ? threshold : usual.threshold,
    activation: activations.includes(activation) ? /** @type {Activation} */ (activation) : usual.activation,
  };
}

/**
 * Return what lets the address say a choice, once the hand rests; what is usual it does not say.
 * @param {Choice} usual
 */
export function linker(usual) {
  const home = location.pathname;
  let timer = 0;
  /** @param {Choice} now */
  return (now) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (location.pathname !== home) return;
      const address = new URL(location.href);
      for (const [key, name] of Object.entries(NAMES)) {
        const one = /** @type {keyof Choice} */ (key);
        const said = typeof now[one] === "number" ? String(Number(now[one].toPrecision(3))) : String(now[one]);
        if (now[one] === usual[one]) address.searchParams.delete(name);
        else address.searchParams.set(name, said);
      }
      if (address.href !== location.href) history.replaceState(history.state, "", address);
    }, QUIET);
  };
}
