/**
 * Links to terms in the prose of a page: dotted, and a click opens the term's card at the word. Without a script they
 * lead to the page of the glossary, and with Ctrl or the middle button they still do.
 *
 * The card's code and what the glossary says come once the page is at rest, so that neither holds up a picture.
 */

const TERM = ':is(a[href*="glossary?term="], a[data-term])';

const REST = 4000; // ms after the first picture of a visit

const LOOK = `
${TERM} {
  color: inherit !important;
  text-decoration: underline dotted 1.5px color-mix(in srgb, currentColor 55%, transparent) !important;
  text-underline-offset: 0.22em;
}
${TERM}:hover { text-decoration-color: currentColor !important; }
.unrolled-term {
  position: fixed;
  inset: auto;
  margin: 0;
  padding: 0;
  overflow: auto;
  border: 1px solid var(--st-border-color, #ccc);
  border-radius: 12px;
  color: var(--st-text-color);
  background: var(--st-background-color, #fff);
  box-shadow: 0 10px 34px rgba(0, 0, 0, 0.2);
}`;

/** @type {Element | null} */
let dressed = null;

/** @param {Event} event */
function linkOf(event) {
  const [target] = event.composedPath(); // it may stand in a picture
  const found = target instanceof Element ? target.closest(TERM) : null;
  return found instanceof HTMLAnchorElement ? found : null;
}

/** @param {MouseEvent} event */
async function clicked(event) {
  const link = linkOf(event);
  if (!link || !dressed || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  event.stopPropagation();
  const { openCard } = await import("./card.js");
  await openCard(link, link.dataset.term ?? new URL(link.href).searchParams.get("term") ?? "", dressed);
}

/** The pointer or the keyboard comes near a term. @param {Event} event */
function near(event) {
  const link = linkOf(event);
  if (!link) return;
  link.setAttribute("aria-haspopup", "dialog");
  fetchAll();
}

/** Have everything at hand: no card then waits for the server. */
async function fetchAll() {
  const { terms } = await import("./told.js");
  await Promise.all([import("./card.js"), terms()]).catch(() => {});
}

/**
 * Do so by itself where a page has terms, for who touches one before any pointer is near; the names in its pictures
 * become links then.
 */
async function atRest() {
  if (!document.querySelector(TERM)) return;
  await fetchAll();
  const [{ linkNames }, { terms }] = await Promise.all([import("./names.js"), import("./told.js")]);
  await terms().then(linkNames, () => {}); // without a connection names stay as they are
}

/** Follow the links of the page. @param {Element} host a component's place, which has the theme's colours */
export function followTerms(host) {
  const first = !dressed;
  dressed = host;
  if (!first) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(LOOK);
  document.adoptedStyleSheets.push(sheet);
  document.addEventListener("click", clicked, true);
  setTimeout(atRest, REST);
  for (const comes of ["pointerover", "focusin"]) document.addEventListener(comes, near, true);
}
