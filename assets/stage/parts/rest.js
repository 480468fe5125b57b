/** What need not keep step with a drag or with typing is done when it rests. */

const QUIET = 400; // ms

/**
 * Return a function that does something once its calls have stopped.
 * @param {() => void} act
 * @param {number} [quiet] ms without a call
 */
export function atRest(act, quiet = QUIET) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, quiet);
  };
}

/**
 * Read an element of the page's own when the event that is handled has changed it: at once, and again once all is done.
 * @param {Element} element
 * @param {() => void} read
 */
export function onceChanged(element, read) {
  const watch = new MutationObserver(read);
  watch.observe(element, { attributes: true, subtree: true });
  setTimeout(() => {
    watch.disconnect();
    read();
  });
}
