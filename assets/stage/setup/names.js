/**
 * What a link hides and locks: `?hide=cell,samples&lock=sentence`. Controls of the page are Streamlit's and stand as
 * the server says (`pages/_shell/visit/address.py`); controls of pictures stand as `guard.js` says, under the words
 * that are written at them. The link is read once and counts for the whole visit.
 */

export const HIDE = "hide";
export const LOCK = "lock";
/** Pictures as a whole: one looks at them, and touches nothing. */
export const PICTURE = "picture";
const FORM = /^[a-z0-9_-]{1,60}$/;
const MOST = 40;

/** The names and keys that the pages themselves ask for; a test runs all scenes and compares. */
export const OF_PAGES = new Set(
  (
    "activation also analogy_made analogy_text back bias cell compared_weights counts_text cut gaps gates_out_train " +
    "gradients_weights grams guess_n learn_method learn_window length letters look layer method n network numbers on " +
    "own_look question reading reset rows samples sentence shape source start step_activation step_units task text " +
    "text_is units vectors vocabulary weights which who whose window words_whose"
  ).split(" "),
);

/** @typedef {"shown" | "locked" | "hidden"} Standing */

/**
 * Return how controls stand by their names, and what of a link is no name at all.
 * @param {URLSearchParams} asked
 */
export function readStandings(asked) {
  const found = /** @type {Map<string, Standing>} */ (new Map());
  const wrong = /** @type {string[]} */ ([]);
  for (const [name, standing] of /** @type {[string, Standing][]} */ ([
    [LOCK, "locked"],
    [HIDE, "hidden"],
  ])) {
    const said = asked.getAll(name).flatMap((text) => text.split(","));
    for (const one of said.map((text) => text.trim()).filter(Boolean)) {
      if (!FORM.test(one) || found.size >= MOST) wrong.push(one);
      else found.set(one, standing);
    }
  }
  return { found, wrong };
}

/** The name of a control from the words at it. @param {string} label */
export const nameOf = (label) =>
  label
    .replace(/\(.*$/s, "")
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 40);
