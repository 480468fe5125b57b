/**
 * Names in pictures that the glossary explains. A picture asks here for what it writes; a page with a glossary has the
 * terms in it made into links, and where there is none a name is only text.
 */

/** @typedef {(text: string) => (string | HTMLElement)[]} Maker */

/** @type {Maker} */
let make = (text) => [text];

/** What a name of ours is written as. @param {string} text */
export const named = (text) => make(text);

/** Have the names that are written from now on made by another hand. @param {Maker} maker */
export function nameBy(maker) {
  make = maker;
}
