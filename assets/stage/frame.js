/**
 * In a frame of another page: tell that page how high this one is, as often as it changes. Streamlit's page scrolls
 * inside, so the frame's own document is always as high as the frame. The page outside needs five lines
 * (`assets/deploy/course_page.html`); it learns a number and nothing else.
 */

const CONTENT = '[data-testid="stMainBlockContainer"]';

let [told, watched] = [0, /** @type {Element | null} */ (null)];

/** Tell the height, where it is another. */
function tell() {
  const content = document.querySelector(CONTENT);
  if (!content) return;
  if (content !== watched) {
    if (watched) sizes.unobserve(watched);
    sizes.observe((watched = content)); // another page of the app brings another one
  }
  const above = content.getBoundingClientRect().top + (content.closest('[data-testid="stMain"]')?.scrollTop ?? 0);
  const height = Math.ceil(above + content.getBoundingClientRect().height);
  if (height === told) return;
  told = height;
  parent.postMessage({ unrolled: "height", height }, "*");
}

const sizes = new ResizeObserver(tell);

/** Begin, and go on as long as the page is there. */
export function tellHeight() {
  new MutationObserver(tell).observe(document.body, { childList: true, subtree: true });
  tell();
}
