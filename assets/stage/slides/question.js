/** The question of the page: its answers are Streamlit's, and a key presses them as a hand does. */

const QUESTION = '[class*="_question"]'; // the frame that `pages/_shell/lesson/frame.py` puts around it
const ANSWERS = `${QUESTION} [role="radio"]`;
const BUTTON = `${QUESTION} .stButton button`; // of a question with several fields

/** @returns {HTMLElement[]} the answers in their order; the last one passes the question over */
const answers = () => [...document.querySelectorAll(ANSWERS)].filter((one) => one instanceof HTMLElement);

/** Choose an answer by its number, from 1. @param {number} number */
export function choose(number) {
  const offered = answers();
  if (number < offered.length) offered[number - 1].click();
}

/** Have the result shown without an answer, as long as the question is open. */
export function pass() {
  const offered = answers();
  const button = document.querySelector(BUTTON);
  if (!offered.length && button instanceof HTMLElement) button.click();
  else if (!offered.some((one) => one.ariaChecked === "true")) offered.at(-1)?.click();
}
