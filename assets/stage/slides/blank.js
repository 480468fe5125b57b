/** A dark screen: the class looks at who speaks. Any key or a press brings the picture back. */

import { html } from "../svg.js";

export class Blank {
  constructor() {
    const label = "The screen is blank; any key brings the picture back";
    this.root = html("button", {
      type: "button",
      class: "blank",
      hidden: true,
      "aria-label": label,
    });
    this.root.onclick = () => this.lift();
  }

  get isDown() {
    return !this.root.hidden;
  }

  drop() {
    this.root.hidden = false;
  }

  lift() {
    this.root.hidden = true;
  }
}
