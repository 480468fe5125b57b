/** The row of words above the staves; the cursor's word is bold. */

import { put, svg } from "../svg.js";

/**
 * @param {import("./stage.js").Stage} stage
 * @param {import("../types.d.ts").Token[]} tokens
 */
export function tokenRow(stage, tokens) {
  const root = svg("svg", { width: stage.width, height: stage.size("label") + stage.px(26) });
  stage.listen(root);
  /** @type {SVGGElement[]} */
  let boxes = [];
  /** @type {Element | null} */
  let bold = null;
  /** @type {import("../types.d.ts").Token[]} */
  let shown = [];
  let columnWidth = 0;
  /**
   * Show the words of a sentence; those that stand there already stay.
   * @param {import("../types.d.ts").Token[]} words
   */
  const read = (words) => {
    const stays = columnWidth === stage.columnWidth;
    /** @param {import("../types.d.ts").Token} token @param {number} timestep */
    const isThere = ({ text, known }, timestep) =>
      stays && shown[timestep]?.text === text && shown[timestep].known === known;
    const before = boxes;
    boxes = words.map((token, timestep) =>
      isThere(token, timestep) ? before[timestep] : word(stage, token, timestep),
    );
    [shown, columnWidth] = [words, stage.columnWidth];
    put(root, "width", stage.width);
    boxes.forEach((box, timestep) => {
      if (!before[timestep]) root.append(box);
      else if (box !== before[timestep]) before[timestep].replaceWith(box);
    });
    for (const box of before.slice(boxes.length)) box.remove();
  };
  read(tokens);
  return {
    root,
    read,
    /** @param {import("../cursor.js").Cursor} state */
    move({ timestep }) {
      if (bold) put(bold, "font-weight", 400);
      bold = boxes[timestep].firstElementChild;
      if (bold) put(bold, "font-weight", 700);
    },
  };
}

/**
 * @param {import("./stage.js").Stage} stage
 * @param {import("../types.d.ts").Token} token
 * @param {number} timestep
 */
function word(stage, { text, known }, timestep) {
  const [{ theme }, size, small] = [stage, stage.size("label"), stage.type.size("small")];
  const middle = { x: stage.x(timestep), "text-anchor": "middle" };
  const label = stage.fit(text, stage.columnWidth - 4, size);
  const parts = [
    svg("text", { ...middle, y: size + stage.px(6), "font-size": size, fill: theme.text, direction: "ltr" }, label),
  ];
  const below = { ...middle, y: size + stage.px(20), "font-size": small, fill: theme.faint };
  if (!known) parts.push(svg("text", below, "<unk>"));
  const title = svg("title", {}, known ? text : `${text}: not in the vocabulary, read as <unk>`);
  return svg("g", { class: "token" }, [...parts, title]);
}
