// @ts-nocheck
/** The lens: the equations of one timestep and one unit, with the numbers that stand in them. */

import { compact, format, subscript } from "../arrays.js";
import { diagram } from "./diagram.js";
import { html, put, say } from "../svg.js";

const SHOWN_PRODUCTS = 3;

/** `model`: kind, signals, parts, weights and inputs of the network that the lens looks into. */
export function lens(stage, model, covered) {
  const gates = model.gates;
  const title = html("h3");
  const words = html("p", { class: "where" });
  const picture = diagram(stage, model);
  const lines = html("ol", { class: "equations", role: "list" });
  const head = html(
    "tr",
    {},
    ["", "W_x·x", "W_h·h", "b", "sum", ""].map((text) => html("th", { scope: "col" }, text)),
  );
  const rows = gates.map((gate) => gateRow(gate, () => select(gate.name)));
  const numbers = html("table", { class: "numbers" }, [
    html("thead", {}, head),
    html(
      "tbody",
      {},
      rows.map(({ row }) => row),
    ),
  ]);
  const products = html("div", { class: "products" });
  const shapes = html("p", { class: "shapes" }, shapeLine(model));
  const root = html("aside", { class: "lens", "aria-label": "Lens: the equations of this timestep and unit" }, [
    html("header", {}, [title, words]),
    html(
      "div",
      { class: "body" },
      covered
        ? html("p", { class: "cover" }, "The equations open with your prediction.")
        : [picture.root, lines, numbers, products, shapes],
    ),
  ]);
  let selected = gates[0].name;
  let last = null;
  const select = (name) => {
    selected = name;
    if (last) update(last);
  };
  const update = (state) => {
    last = state;
    const { timestep: t, unit: j } = state;
    say(title, `timestep ${t + 1} · unit ${j + 1}`);
    say(words, `the network reads “${stage.words[t]}”${state.pinned ? " · pinned" : ""}`);
    if (covered) return;
    rows.forEach(({ row, cells }, index) => fill(row, cells, gates[index], t, j, selected));
    equations(lines, model, t, j);
    picture.move(state);
    listProducts(
      products,
      model,
      gates.find(({ name }) => name === selected),
      t,
      j,
    );
  };
  return { root, move: update };
}

function gateRow(gate, onclick) {
  const name = html(
    "button",
    {
      type: "button",
      class: "chip",
      style: `--hue:${gate.hue}`,
      title: `${gate.label}: show its largest products`,
      onclick,
    },
    gate.symbol,
  );
  const cells = Array.from({ length: 5 }, () => html("td"));
  return { row: html("tr", {}, [html("th", { scope: "row" }, name), ...cells]), cells };
}

function fill(row, cells, gate, t, j, selected) {
  const input = gate.input.at(t, j);
  const recurrent = gate.recurrent.at(t, j);
  const bias = gate.bias.at(j);
  const sum = input + recurrent + bias;
  const value = gate.value.at(t, j);
  [input, recurrent, bias, sum].forEach((number, index) => say(cells[index], compact(number)));
  say(cells[4], `${gate.squash}= ${format(value)}`);
  put(row, "aria-selected", gate.name === selected);
}

/** The lines under the table: how the gates make the new state. */
function equations(list, model, t, j) {
  const texts = model.equations(t, j);
  while (list.children.length < texts.length) list.append(html("li"));
  texts.forEach((text, index) => say(list.children[index], text));
}

/** Which numbers of x and h weigh most in this sum: weight × value, signed; the rest is summed up. */
function listProducts(root, model, gate, t, j) {
  const row = gate.offset * model.hiddenSize + j;
  const parts = [
    ["x", subscript(t + 1), model.weightInput.row(row), model.inputs.row(t)],
    ["h", subscript(t), model.weightHidden.row(row), t === 0 ? model.initial.row(0) : model.hidden.row(t - 1)],
  ];
  const lines = parts.flatMap(([letter, index, weights, values]) => {
    const all = Array.from(weights, (weight, place) => ({
      place,
      weight,
      value: values[place],
      product: weight * values[place],
    }));
    const largest = all.sort((a, b) => Math.abs(b.product) - Math.abs(a.product)).slice(0, SHOWN_PRODUCTS);
    const rest = all.slice(SHOWN_PRODUCTS).reduce((sum, { product }) => sum + product, 0);
    const named = largest.map(({ place, weight, value, product }) => [
      `${letter}${index} unit ${place + 1}`,
      `${compact(weight)} × ${compact(value)}`,
      compact(product),
    ]);
    return all.length > SHOWN_PRODUCTS
      ? [...named, [`${all.length - SHOWN_PRODUCTS} more of ${letter}${index}`, "", compact(rest)]]
      : named;
  });
  if (root.children.length === 0) root.append(html("h4"), html("table"));
  const inside = model.kind === "gru" && gate.name === "candidate" ? ", those of h before r·( … )" : "";
  say(root.children[0], `weight × value: the largest in ${gate.symbol}${inside}`);
  const table = root.children[1];
  while (table.children.length < lines.length)
    table.append(html("tr", {}, [html("th", { scope: "row" }), html("td"), html("td")]));
  lines.forEach((cells, line) => cells.forEach((text, place) => say(table.children[line].children[place], text)));
}

function shapeLine({ hiddenSize, inputs, kind, gates }) {
  const rows = gates.length * hiddenSize;
  const each = gates.length > 1 ? `, ${gates.length} gates of ${hiddenSize} rows` : "";
  return (
    `${kind.toUpperCase()}: x has ${inputs.columns} numbers, h has ${hiddenSize}. ` +
    `W_x is ${rows}×${inputs.columns}, W_h is ${rows}×${hiddenSize}${each}; ` +
    `side by side they are one matrix of ${rows}×${inputs.columns + hiddenSize}. The same numbers at every timestep.` +
    (kind === "gru" ? " PyTorch's convention: z near 1 keeps; textbooks often write it the other way round." : "")
  );
}
