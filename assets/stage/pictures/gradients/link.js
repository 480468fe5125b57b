/** What a hand has chosen, in the address, so that a link shows the same; *Reset* takes it out again. */

const QUIET = 400; // ms that a hand rests before the address says where it is
const DIGITS = 3; // of a number in the address

/** @typedef {Record<string, string | number>} Choice */

/** Read a number between two ends. @param {readonly [low: number, high: number]} ends */
export const within =
  ([low, high]) =>
  (/** @type {string} */ said) => {
    const value = said.trim() ? Number(said) : NaN;
    return value >= low && value <= high ? value : undefined;
  };

/** Read one of some words. @param {string[]} words */
export const among = (words) => (/** @type {string} */ said) => (words.includes(said) ? said : undefined);

/**
 * Return what the address chooses, and what is usual where it says nothing, or nothing that can be chosen.
 * @template {Choice} C
 * @param {Record<keyof C, string>} names in the address
 * @param {C} usual
 * @param {Record<keyof C, (said: string) => string | number | undefined>} reads
 * @returns {C}
 */
export function linked(names, usual, reads) {
  const asked = new URL(location.href).searchParams;
  const chosen = Object.entries(usual).map(([one, value]) => [one, reads[one](asked.get(names[one]) ?? "") ?? value]);
  return Object.fromEntries(chosen);
}

/**
 * Return what lets the address say a choice, once the hand rests; what is usual it does not say.
 * @template {Choice} C
 * @param {Record<keyof C, string>} names in the address
 * @param {C} usual
 */
export function linker(names, usual) {
  const home = location.pathname;
  let timer = 0;
  /** @param {C} now */
  return (now) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (location.pathname !== home || location.protocol === "file:") return;
      const address = new URL(location.href);
      for (const [one, value] of Object.entries(usual)) {
        const chosen = now[one];
        const said = typeof chosen === "number" ? String(Number(chosen.toPrecision(DIGITS))) : chosen;
        if (chosen === value) address.searchParams.delete(names[one]);
        else address.searchParams.set(names[one], said);
      }
      if (address.href !== location.href) history.replaceState(history.state, "", address);
    }, QUIET);
  };
}
