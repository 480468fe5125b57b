/** What a presenter wants to know of the scene in sight, read from the page: it holds its prose, folded or not. */

const SCENE = ".st-key-scene";
const FOLDED = '[data-testid="stExpander"]';
const QUESTION = '[class*="_question"]';
const BESIDE = `${FOLDED}, ${QUESTION}, [class*="_controls"], [data-testid="stCaptionContainer"]`;

/**
 * @typedef {object} Told
 * @property {string} heading
 * @property {string} question "" where there is none
 * @property {{ text: string, right: boolean }[]} answers none is right before the result is shown
 * @property {string[]} happened what came out, with its numbers; nothing before
 * @property {string[]} notes how to read the picture, and what to be careful about
 */

/** @returns {Told} */
export function toldNow() {
  const scene = document.querySelector(SCENE);
  const all = (/** @type {string} */ names) => [...(scene?.querySelectorAll(names) ?? [])];
  const radios = all(`${QUESTION} [role="radio"]`).slice(0, -1); // the last one passes the question over
  const said = all('[data-testid="stMarkdown"] :is(p, li)').filter((one) => !one.closest(BESIDE));
  const [notes] = all(FOLDED);
  return {
    heading: textOf(scene?.querySelector("h2")),
    question: textOf(scene?.querySelector(`${QUESTION} [data-testid="stMarkdown"]`)),
    answers: radios.map((radio) => ({ text: textOf(radio), right: isTicked(radio) })),
    happened: said.map(textOf),
    notes: [...(notes?.querySelectorAll("p, li") ?? [])].filter((one) => !one.closest("summary")).map(textOf),
  };
}

/** Whether the page has ticked an answer (`_tick` in `pages/_shell/lesson/frame.py`). @param {Element} answer */
const isTicked = (answer) => getComputedStyle(answer, "::after").content.includes("✓");

/** The text of an element; a formula stands once. @param {Element | null | undefined} element */
function textOf(element) {
  if (!element) return "";
  const copy = /** @type {Element} */ (element.cloneNode(true));
  for (const twice of copy.querySelectorAll(".katex-mathml")) twice.remove();
  return copy.textContent.trim();
}
