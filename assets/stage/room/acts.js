/** What slide mode does for a class; the room's modules come with the first key. */

/** @returns {import("../slides/tools.js").Act[]} */
export const classActs = () => [
  { key: "q", name: "Class", about: "code and QR of the class; opens a room", act: open },
  { key: "a", name: "Ask", about: "ask the class; then show what it said", act: ask },
];

const open = async () => (await import("./room.js")).openOrSay();
const ask = async () => (await import("./room.js")).askClass();

/** Whether a card of the room is open, which Escape closes. */
export const isCardOpen = () =>
  [...document.querySelectorAll(".room-bar, .room-refused")].some((one) =>
    one.shadowRoot?.querySelector("dialog[open]"),
  );
