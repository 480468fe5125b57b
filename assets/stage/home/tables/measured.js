/** The tables of pictures of what was measured: by the server, or here from the numbers that it gave. */

import { atHand } from "../../networks.js";
import { counted } from "../../pictures/distance.js";
import { Sentences, descent } from "../../pictures/explode/descent.js";
import { cloudOf } from "../../pictures/gradients/cloud.js";
import { slopeAt } from "../../pictures/gradients/curves.js";
import { seenBy } from "../../pictures/gradients/reach.js";
import { STARTS, leftOf, statesOf } from "../../pictures/gradients/resting.js";
import { powers } from "../../pictures/gradients/unit.js";
import { walk } from "../../pictures/wall/unit.js";
import { SQUASH } from "../../../net/squash.js";

/** @typedef {import("./rows.js").Table} Table */

const WIDE = Array.from({ length: 81 }, (_, at) => (at - 40) / 10); // values at which functions are told

/** @type {Record<string, (data: any, now: any) => Table | null>} by what the picture of gradients is */
const GRADIENTS = {
  unit: (_, { w, unit }) => {
    if (unit !== "tanh") {
      const rows = [...new Set([0.9, 1, 1.1, w])].flatMap((one) => powers(one).map((left, step) => [one, step, left]));
      return [["w", "steps back", "left of the gradient"], rows];
    }
    const rows = STARTS.flatMap((start) => {
      const left = leftOf(w, start);
      return statesOf(w, start).map((state, step) => [w, start, step, state, left[step]]);
    });
    return [["w", "begins at", "steps", "state", "left of the gradient"], rows];
  },

  film: ({ words, lines }) => [
    ["network", "training step", "share of right answers", "timestep", "token", "share of the gradient"],
    lines.flatMap((/** @type {import("../../pictures/gradients/film.js").Line} */ { name, steps, shares, right }) =>
      steps.flatMap((step, at) =>
        words.map((/** @type {string} */ word, /** @type {number} */ t) => [
          ...[name, step, right[at], t + 1, word],
          shares[at][t],
        ]),
      ),
    ),
  ],

  gap: ({ panels, looks }) => [
    ["question", "measured over", "gap", "cell", "random start", "share right"],
    panels.flatMap((/** @type {import("../../pictures/gradients/gap.js").Panel} */ { title, across, points, starts }) =>
      Object.entries(starts).flatMap(([kind, all]) =>
        all.flatMap((shares, start) =>
          shares.map((share, at) => [title, across, points[at], looks[kind].name, start, share]),
        ),
      ),
    ),
  ],

  reach: ({ sentence, target, networks }, { weights }) => {
    const here = atHand(networks.map((/** @type {any} */ one) => one[weights]));
    if (!here) return null;
    const rows = here.flatMap((network, of) => {
      const { words, shares } = seenBy(network, sentence, target);
      return words.flatMap((word, answer) =>
        words
          .slice(0, answer + 1)
          .map((other, t) => [...[networks[of].name, weights, answer + 1, word, t + 1, other], shares.at(answer, t)]),
      );
    });
    return [["network", "weights", "answer after", "its token", "timestep", "token", "share of the gradient"], rows];
  },

  slopes: ({ words, shares }) => {
    const left = Object.entries(shares).flatMap(([name, all]) =>
      words.map((/** @type {string} */ word, /** @type {number} */ t) => [
        ...[name, null, null, null, t + 1, word],
        all[t],
      ]),
    );
    const names = /** @type {const} */ (["sigmoid", "tanh", "relu"]);
    const curves = names.flatMap((name) =>
      WIDE.map((a) => [name, a, SQUASH[name].value(a), slopeAt(name, a), null, "", null]),
    );
    return [
      ["function", "a", "value", "slope", "timestep", "token", "share of the gradient"],
      [...curves, ...left],
    ];
  },

  radius: ({ words, rnn, target, radii }, { at, activation }) => {
    const { sizes } = cloudOf(rnn, radii[at], activation, target);
    const rows = words.map((/** @type {string} */ word, /** @type {number} */ t) => [
      ...[radii[at], activation, t + 1, word],
      sizes[words.length - 1 - t][target],
    ]);
    return [["largest eigenvalue", "function", "timestep", "token", "share of the gradient"], rows];
  },

  explode: ({ network, sentences, rate, steps }, { activation, threshold }) => {
    const here = atHand([network]);
    if (!here) return null;
    const read = new Sentences(here[0], sentences, activation);
    const rows = [Infinity, threshold].flatMap((most) =>
      descent(read, rate, steps, most).map(({ norm, loss, right }, at) => [
        ...[Number.isFinite(most) ? most : null, at + 1, norm, loss, right],
      ]),
    );
    return [["threshold", "step", "norm of the gradient", "loss", "right answers"], rows];
  },

  wall: ({ model, threshold }, { weight, bias, steps }) => [
    ["threshold", "steps taken", "w", "b", "error", "norm of the gradient"],
    [Infinity, threshold].flatMap((most) =>
      walk(model, { weight, bias }, most, steps).map((one, at) => [
        ...[Number.isFinite(most) ? most : null, at, one.weight, one.bias, one.error, one.norm],
      ]),
    ),
  ],

  depth: ({ towers }) => [
    ["layers", "way past them", "measured", "layer or random start", "value"],
    Object.entries(towers).flatMap(([layers, all]) =>
      all.flatMap((/** @type {import("../../pictures/depth.js").Tower} */ { name, shares, right }) => [
        ...shares.map((share, layer) => [Number(layers), name, "share of the gradient below", layer, share]),
        ...right.map((count, start) => [Number(layers), name, "right answers", start, count]),
      ]),
    ),
  ],
};

/** @type {Record<string, (scene: any, data: any) => Table | null>} by the kind of a picture */
export const MEASURED = {
  gradients: ({ made }, data) => GRADIENTS[data.picture]?.(data, made.now) ?? null,

  growth: (_, { recurrent, window }) => [
    ["words", "weights of the recurrent network", "weights of a window as long"],
    window.map((/** @type {number} */ count, /** @type {number} */ words) => [words, recurrent, count]),
  ],

  ink: ({ data: { words, rows } }) => [
    ["network", "timestep", "token", "subject that is read", "probability", "right"],
    rows.flatMap((/** @type {import("../../pictures/ink.js").Row} */ { name, read }) =>
      read.map((one, t) => [
        ...[name, t + 1, words[t], one?.word ?? "", one?.share ?? null],
        one ? (one.right ? "yes" : "no") : "",
      ]),
    ),
  ],

  twins: (_, { words, twins }) => [
    ["twin", "network", "timestep", "token", "difference", "read here", "read in the twin"],
    twins.flatMap((/** @type {import("../../pictures/twins.js").Twin} */ { word, lines }) =>
      lines.flatMap(({ name, points, read: [own, other] }) =>
        points.map(([t, apart], at) => [word, name, t + 1, words[t], apart, own[at], other[at]]),
      ),
    ),
  ],

  kinds: ({ chosen }, { shapes, wirings }) => [
    ["shape", "share right, lowest of ten", "highest", "chosen", "timestep", "reads", "answers"],
    shapes.flatMap((/** @type {import("../../pictures/kinds.js").Shape} */ { id, label, low, high }) =>
      id === chosen
        ? wirings[id].columns.map((/** @type {any} */ { read, answer }, /** @type {number} */ t) => [
            ...[label, low, high, "yes", t + 1, read, answer],
          ])
        : [[label, low, high, "no", null, "", ""]],
    ),
  ],

  wiring: (_, { columns }) => [
    ["timestep", "reads", "answers", "note", "right would be"],
    columns.map((/** @type {import("../../pictures/wiring.js").Column} */ one, /** @type {number} */ t) => [
      ...[t + 1, one.read, one.answer, one.note, one.asked],
    ]),
  ],

  looks: (_, { read, written, weights }) => [
    ["written at", "writes", "read at", "looks at", "attention weight"],
    written.flatMap((/** @type {string} */ writes, /** @type {number} */ row) =>
      read.map((/** @type {string} */ letter, /** @type {number} */ at) => [
        ...[row + 1, writes, at + 1, letter],
        weights[row][at],
      ]),
    ),
  ],

  panels: (_, { panels }) => [
    ["panel", "row", "timestep", "token", "share", "tag"],
    panels.flatMap((/** @type {{ title: string, rows: import("../../pictures/panels.js").Row[] }} */ { title, rows }) =>
      rows.flatMap(({ words, shares, tags }, row) =>
        words.map((word, t) => [title, row + 1, t + 1, word, shares[t], tags?.[t] ?? ""]),
      ),
    ),
  ],

  wordbars: (_, { words, rows }) => [
    ["row", "timestep", "token", "share", "says"],
    rows.flatMap((/** @type {import("../../pictures/wordbars.js").Row} */ { label, shares, says }) =>
      words.map((/** @type {string} */ word, /** @type {number} */ t) => [label, t + 1, word, shares[t], says]),
    ),
  ],

  ladder: (_, { rungs, tasks }) => [
    ["cell", "task", "random start", "value"],
    Object.values(tasks).flatMap((/** @type {import("../../pictures/ladder.js").Task} */ { label, values }) =>
      values.flatMap((all, rung) => all.map((value, start) => [rungs[rung].name, label, start, value])),
    ),
  ],

  layered: (_, { words, answers, networks }) => [
    ["network", "layer", "timestep", "token", `probability of ${answers[1]}, read from its state`],
    networks.flatMap((/** @type {{ name: string, layers: import("../../pictures/layered.js").Layer[] }} */ one) =>
      one.layers.flatMap(({ shares }, layer) =>
        words.map((/** @type {string} */ word, /** @type {number} */ t) => [
          ...[one.name, layer + 1, t + 1, word],
          shares[t],
        ]),
      ),
    ),
  ],

  ablation: (_, { groups }) => [
    ["group", "cell", "random start", "share right"],
    groups.flatMap((/** @type {import("../../pictures/ablation.js").Group} */ { title, rows }) =>
      rows.flatMap(({ name, shares }) => shares.map((share, start) => [title, name, start, share])),
    ),
  ],

  seeds: (_, { kept, lines }) => [
    ["random start", ...lines.map((/** @type {{ name: string }} */ { name }) => name), "bears the claim"],
    (kept?.points ?? []).map((/** @type {import("../../pictures/seeds.js").Point} */ [seed, values, bears]) => [
      ...[seed, ...values],
      bears === null ? "" : bears ? "yes" : "no",
    ]),
  ],

  distance: ({ words }) => [
    ["words", "network", "steps from the first word to the last", "steps one after the other", "sums"],
    Object.entries(counted(words)).map(([name, { path, waits, sums }]) => [words, name, path, waits, sums]),
  ],
};
