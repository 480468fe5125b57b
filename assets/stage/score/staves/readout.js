// @ts-nocheck
/** What the network would say after each token: its likeliest classes, their probabilities as bars; or a number. */

import { put, svg } from "../../svg.js";

export function readout(stage, { label, symbol, hue, best, note, reveal, number }) {
  const row = stage.fontSize + 9;
  const count = best[0].length;
  const height = count * row + 14;
  const width = stage.columnWidth - 5;
  const columns = best.map((guesses, timestep) => {
    const left = stage.x(timestep) - width / 2;
    return svg(
      "g",
      {},
      guesses.flatMap(([word, probability], rank) =>
        bar(stage, { left, width, row, rank, word, probability, hue, number }),
      ),
    );
  });
  const root = svg("svg", { width: stage.width, height, role: "img", "aria-label": label }, columns);
  root.onpointermove = (event) => event.pointerType === "mouse" && stage.follow(event, root);
  root.onclick = (event) => stage.pin(event, root);
  return {
    root,
    height,
    label,
    symbol,
    hue,
    note,
    move(state) {
      columns.forEach((column, timestep) => {
        const open = !reveal || timestep < state.timestep || (timestep === state.timestep && state.phase > 0.75);
        put(column, "opacity", open ? (timestep === state.timestep || !reveal ? 1 : 0.62) : 0);
      });
    },
    rows: () =>
      best.flatMap((guesses, row) =>
        guesses
          .filter(([word]) => word)
          .map(([word, probability], rank) => [
            row,
            number ? label : `${label} ${rank + 1}: ${word}`,
            "",
            probability ?? NaN,
          ]),
      ),
  };
}

function bar(stage, { left, width, row, rank, word, probability, hue, number }) {
  const y = 6 + rank * row;
  const size = stage.fontSize - 2;
  const text = stage.fit(word, width - 4, size);
  return [
    svg("rect", { x: left, y, width, height: row - 4, rx: 3, fill: stage.theme.empty }),
    svg("rect", {
      x: left,
      y,
      width: number || probability === null ? 0.5 : Math.max(width * probability, 0.5),
      height: row - 4,
      rx: 3,
      fill: hue,
      opacity: 0.4,
    }),
    svg(
      "text",
      {
        x: left + 3,
        y: y + row / 2 + size * 0.34 - 2,
        "font-size": size,
        fill: stage.theme.text,
        "font-weight": number || probability > 0.5 ? 600 : 400,
      },
      text,
    ),
    svg("title", {}, number || probability === null ? word : `${word}: ${(probability * 100).toFixed(1)} %`),
  ];
}
