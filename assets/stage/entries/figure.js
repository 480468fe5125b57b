/** A Plotly figure on the page. It is built anew when its data or the theme changed. */

import { Figure } from "../figure/figure.js";
import { closeMenu, hostOf, signatureOf } from "../page.js";
import { entryOf } from "./entry.js";

/** @typedef {import("../page.js").Root} Root */
/** @typedef {import("../page.js").Component} Component */

class FigureEntry {
  /** @param {Root} root */
  constructor(root) {
    this.host = hostOf(root);
    this.signature = "";
    this.scene = new Figure(root);
    closeMenu();
  }

  /** @param {Component} component */
  show(component) {
    const signature = signatureOf(component, this.host);
    if (this.signature === signature) return;
    this.signature = signature;
    this.scene.show({ ...component.data, figure: JSON.parse(component.text) });
  }

  repaint() {
    const { data } = this.scene;
    if (data) this.scene.show(data);
  }

  taken() {
    const { data } = this.scene;
    return data && { kind: "figure", name: data.name, from: "", numbers: this.scene.numbers() };
  }

  end() {
    this.scene.end();
  }
}

/** @param {Component} component */
export function showFigure(component) {
  entryOf(component, FigureEntry);
}
