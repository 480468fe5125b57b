/** A row of answers of which one is chosen. */

import { html } from "../svg.js";

let choices = 0;

/**
 * Return a row of answers of which one is chosen; the first is at first.
 * @param {string} label
 * @param {[value: string, text: string][]} options
 */
export function choice(label, options) {
  choices += 1;
  const name = `home-${choices}`;
  const fields = options.map(([value], index) => html("input", { type: "radio", name, value, checked: index === 0 }));
  const rows = options.map(([, text], index) => html("label", {}, [fields[index], text]));
  const root = html("fieldset", {}, [html("legend", {}, label), ...rows]);
  return {
    root,
    value: () => fields.find(({ checked }) => checked)?.value ?? options[0][0],
  };
}
