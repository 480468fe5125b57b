/** A row a cell: its name and the unit that is shown, what that does, and what is said of it. */

import { html } from "../svg.js";

/**
 * @param {{ name: string, unit: number, symbol: string }} cell
 * @param {{ chart: Element, said: (Element | string)[] } | null} shown null while it is covered
 */
export function cellRow({ name, unit, symbol }, shown) {
  const label = html("div", { class: "cells-name" }, [
    html("b", {}, name),
    html("span", {}, `unit ${unit + 1} of ${symbol}`),
  ]);
  if (!shown) return html("div", { class: "cells-row" }, [label, html("div", { class: "cells-hidden" }, "?")]);
  return html("div", { class: "cells-row" }, [
    label,
    html("div", { class: "cells-chart" }, shown.chart),
    html("div", { class: "cells-said" }, shown.said),
  ]);
}
