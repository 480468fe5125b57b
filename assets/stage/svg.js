/** Element makers. Text always becomes a text node, so a word can never become markup. */

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {Node | string} Child */

/**
 * Return an SVG element; attributes that are undefined are left out.
 * @template {keyof SVGElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string | number | undefined>} [attributes]
 * @param {Child | Child[]} [children]
 * @returns {SVGElementTagNameMap[Name]}
 */
export function svg(name, attributes = {}, children = []) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(key, String(value));
  }
  element.append(...(Array.isArray(children) ? children : [children]));
  return element;
}

/**
 * Return the drawing once more.
 * @template {SVGElement} Drawing
 * @param {Drawing} drawing
 */
export const copyOf = (drawing) => /** @type {Drawing} */ (drawing.cloneNode(true));

/**
 * Return an HTML element. An attribute is left out when undefined or false and stands empty when true; a name
 * that begins with "on" is a listener.
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, unknown>} [attributes]
 * @param {Child | Child[]} [children]
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function html(name, attributes = {}, children = []) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) Object.assign(element, { [key]: value });
    else if (value !== false && value !== undefined) element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...(Array.isArray(children) ? children : [children]));
  return element;
}

/**
 * A number that follows what is done: an output speaks by itself, which these do too often.
 * @param {Record<string, unknown>} [attributes]
 */
export const readout = (attributes = {}) => html("output", { "aria-live": "off", ...attributes });

/**
 * Set an attribute only when it differs: the browser then has nothing to repaint.
 * @param {Element} element
 * @param {string} key
 * @param {unknown} value
 */
export function put(element, key, value) {
  const text = String(value);
  if (element.getAttribute(key) !== text) element.setAttribute(key, text);
}

/**
 * Set a text only when it differs.
 * @param {Element} element
 * @param {string} text
 */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
