/** The pages as cards, in the order of the story. All of a card is a link. */

import { html } from "./svg.js";

/** @typedef {{ name: string, title: string, text: string }} Card */

/** A click with one of these is the browser's: it opens a tab or a window. */
const isOwn = (/** @type {MouseEvent} */ click) => !(click.ctrlKey || click.metaKey || click.shiftKey || click.altKey);

/**
 * Put up cards; `go` gets the name of the page that was chosen.
 * @param {ShadowRoot | Element} root
 * @param {(name: string) => void} go
 */
export function buildCards(root, go) {
  const list = html("nav", { class: "cards", "aria-label": "Lessons" });
  root.append(list);
  /** @param {Card} card */
  function link({ name, title, text }) {
    const follow = (/** @type {MouseEvent} */ click) => {
      if (!isOwn(click)) return;
      click.preventDefault();
      go(name);
    };
    return html("a", { href: `./${name}`, onclick: follow }, [html("strong", {}, title), html("span", {}, text)]);
  }
  return {
    /** @param {Card[]} cards */
    show(cards) {
      list.replaceChildren(...cards.map(link));
    },
  };
}
