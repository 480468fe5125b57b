/**
 * What a student's hand does on a page that follows: it leaves the class by touching something, or, where the presenter
 * has locked the pages, touches nothing. Reading is neither: scrolling, notes, cards of terms.
 */

const ACTS = ["pointerdown", "mousedown", "click", "dblclick", "keydown", "beforeinput", "dragstart"];
const HOVERS = ["pointermove", "mousemove", "pointerover", "mouseover", "wheel", "touchmove"];
const TOUCHED =
  "button, a, input, textarea, select, label, canvas, [role]:not([role=note], [role=main], [role=region]), " +
  "[contenteditable], .score, .picture > *, .figure, .lab";
const READ = 'summary, [data-testid="stExpander"] summary, [data-testid="stMain"] a[target], dfn, .term';
const OTHERS = new Set(["Tab", "Escape", "Shift", "Control", "Alt", "Meta"]);
const SCROLLS = new Set(["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"]);
const FIELDS = "input, textarea, select, [role=radio], [role=slider], [role=listbox], [role=combobox]";

/** @typedef {"free" | "leave" | "refuse"} Rule what a touch does */

export class Touch {
  /**
   * @param {Element} own the bar of the room, which may always be touched
   * @param {() => Rule} rule
   * @param {(rule: Rule) => void} touched is called when somebody touched what is ruled so
   */
  constructor(own, rule, touched) {
    this.own = own;
    this.rule = rule;
    this.touched = touched;
    this.listening = new AbortController();
    const options = { signal: this.listening.signal, capture: true };
    for (const name of ACTS) addEventListener(name, (event) => this.acts(event), options);
    for (const name of HOVERS) addEventListener(name, (event) => this.hovers(event), { ...options, passive: true });
  }

  /** @param {Event} event */
  acts(event) {
    const rule = this.rule();
    if (rule === "free" || !event.isTrusted) return;
    if (scrolls(event)) return event.stopImmediatePropagation(); // no cursor moves, no other scene comes
    if (!this.isTouch(event)) return;
    if (rule === "leave") return this.touched(rule);
    event.stopImmediatePropagation();
    if (event.type !== "pointerdown") event.preventDefault(); // a finger that scrolls begins with it
    if (event.type === "click" || event.type === "keydown") this.touched(rule);
  }

  /** A mouse over a picture moves no cursor, and reading on at the end of a page leads nowhere. @param {Event} event */
  hovers(event) {
    if (this.rule() !== "free" && event.isTrusted && !event.composedPath().includes(this.own))
      event.stopImmediatePropagation();
  }

  /** @param {Event} event */
  isTouch(event) {
    const path = event.composedPath().filter((one) => one instanceof Element);
    if (path.includes(this.own)) return false;
    if (event instanceof KeyboardEvent) {
      const pressed = ["Enter", " "].includes(event.key);
      if (event.ctrlKey || event.metaKey || event.altKey || OTHERS.has(event.key)) return false;
      return !pressed || !path.some((one) => one.matches(READ));
    }
    if (event instanceof PointerEvent && event.type === "pointerdown" && event.pointerType !== "mouse") return false;
    return path.some((one) => one.matches(TOUCHED)) && !path.some((one) => one.matches(READ));
  }

  end() {
    this.listening.abort();
  }
}

/** Whether a key scrolls the page, and does nothing else by itself. @param {Event} event */
const scrolls = (event) =>
  event instanceof KeyboardEvent &&
  SCROLLS.has(event.key) &&
  !event.composedPath().some((one) => one instanceof Element && one.matches(FIELDS));
