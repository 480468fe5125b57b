/** The page's question, as a class is asked it; its answers are Streamlit's. */

import { toldNow } from "../slides/told.js";

const ANSWERS = '.st-key-scene [class*="_question"] [role="radio"], [class*="_question"] [role="radio"]';

/** @returns {HTMLElement[]} the last one passes the question over */
const answers = () => [...document.querySelectorAll(ANSWERS)].filter((one) => one instanceof HTMLElement);

/** What the scene in sight is called; "" on a page without scenes. */
export function sceneNow() {
  const roots = [...document.querySelectorAll('[data-testid="stBidiComponentIsolated"]')].map((one) => one.shadowRoot);
  const found = roots.map((root) => root?.querySelector(".scenes [aria-current] .scenes-title")).find(Boolean);
  return found?.textContent ?? "";
}

/** Whether the page has a question, and it is answered or passed over. */
export const isAnswered = () => answers().some((one) => one.ariaChecked === "true");

/** Whether a class can be asked. */
export const canAsk = () => answers().length > 2;

/** The question and its answers in words; null where there is none. */
export function asked() {
  if (!canAsk()) return null;
  const { question, answers: labels } = toldNow();
  return { question: question.replace(/^Predict\.\s*/, ""), answers: labels.map(({ text }) => text) };
}

/** Which answer came out, once the page shows it; -1 before. */
export const cameOut = () => toldNow().answers.findIndex(({ right }) => right);

/**
 * Answer the page's question, as long as it is open: as its reader voted, or pass it over.
 * @param {number | null} vote
 */
export function answer(vote) {
  const offered = answers();
  if (!offered.length || isAnswered()) return;
  (vote === null ? offered.at(-1) : offered[vote])?.click();
}
