/** Element makers. Text always becomes a text node, so a word can never become markup. */

const SVG = "http://www.w3.org/2000/svg";

export function svg(name, attributes = {}, children = []) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...[].concat(children));
  return element;
}

export function html(name, attributes = {}, children = []) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element[key] = value;
    else if (value !== false && value !== undefined) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...[].concat(children));
  return element;
}

/** A number that follows what is done: an output speaks by itself, which these do too often. */
export const readout = (attributes = {}) => html("output", { "aria-live": "off", ...attributes });

/** Set an attribute only when it differs: the browser then has nothing to repaint. */
export function put(element, key, value) {
  const text = String(value);
  if (element.getAttribute(key) !== text) element.setAttribute(key, text);
}

export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
