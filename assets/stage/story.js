/**
 * The story as a path: every lesson with what it asks, in the parts of the story, and the ways through it that take so
 * and so many minutes, scene by scene. What was seen in this browser has a tick. All are links.
 */

import { seen, whenSeen } from "./seen.js";
import { html } from "./svg.js";

/** @typedef {{ name: string, title: string }} Scene */
/** @typedef {{ name: string, title: string, number: number, asks: string, scenes: Scene[] }} Lesson */
/** @typedef {[page: string, scene: string]} Stop a scene; "" is a page as a whole */
/** @typedef {{ minutes: number, about: string, stops: Stop[] }} Way */
/** @typedef {{ groups: { name: string, pages: Lesson[] }[], ways: Way[] }} Told */

/** A click with one of these is the browser's: it opens a tab or a window. */
const isOwn = (/** @type {MouseEvent} */ click) => !(click.ctrlKey || click.metaKey || click.shiftKey || click.altKey);

/** Minutes of the way that was chosen last, 0 for the whole path; who comes back from a scene finds it again. */
const chosen = { minutes: 0 };

/** @param {Stop} stop */
const addressOf = ([page, scene]) => `./${page}${scene && `?scene=${encodeURIComponent(scene)}`}`;

export class Story {
  /** @param {import("./page.js").Root} root @param {(stop: Stop) => void} go */
  constructor(root, go) {
    this.go = go;
    this.told = /** @type {Told} */ ({ groups: [], ways: [] });
    this.ways = html("div", { class: "story-ways", role: "group", "aria-label": "Ways through" });
    this.about = html("p", { class: "story-about" });
    this.list = html("nav", { class: "story-path", "aria-label": "Lessons" });
    root.append(html("div", { class: "story" }, [this.ways, this.about, this.list]));
    this.listening = new AbortController();
    whenSeen(() => this.draw(), this.listening.signal);
  }

  /** @param {Told} told */
  show(told) {
    this.told = told;
    this.draw();
  }

  draw() {
    const way = this.told.ways.find(({ minutes }) => minutes === chosen.minutes);
    const been = seen();
    this.ways.replaceChildren(this.key(0, "Every lesson"), ...this.told.ways.map((one) => this.key(one.minutes)));
    this.about.replaceChildren(...(way ? [`${way.about} `, this.next(way, been)] : []));
    this.list.replaceChildren(
      ...this.told.groups.flatMap(({ name, pages }) => {
        const rows = pages.flatMap((page) => (way ? this.stopsOn(page, way, been) : [this.row(page, been)]));
        const part = html("section", { "aria-label": name }, [html("h3", {}, name), html("ol", {}, rows)]);
        return rows.length ? [part] : [];
      }),
    );
  }

  /** @param {number} minutes @param {string} [text] */
  key(minutes, text = `${minutes} minutes`) {
    const press = () => {
      chosen.minutes = minutes;
      this.draw();
      this.pressed?.focus();
    };
    return html("button", { type: "button", "aria-pressed": String(minutes === chosen.minutes), onclick: press }, text);
  }

  /** @returns {HTMLButtonElement | null} */
  get pressed() {
    return this.ways.querySelector('[aria-pressed="true"]');
  }

  /** The first scene of a way that was not seen yet. @param {Way} way @param {ReturnType<typeof seen>} been */
  next({ stops }, been) {
    const left = stops.find(([page, scene]) => !been[page]?.includes(scene));
    const [page, scene] = left ?? stops[0];
    const lesson = this.told.groups.flatMap(({ pages }) => pages).find(({ name }) => name === page);
    const title = lesson?.scenes.find(({ name }) => name === scene)?.title ?? lesson?.title ?? "";
    const begun = stops.some((stop) => been[stop[0]]?.includes(stop[1]));
    const verb = !left ? "You have been everywhere. Once more" : begun ? "Go on with" : "Begin with";
    return this.link([page, scene], { class: "story-next" }, `${verb}: ${title}`);
  }

  /** A lesson as a row: all of it is a link. @param {Lesson} lesson @param {ReturnType<typeof seen>} been */
  row({ name, title, number, asks, scenes }, been) {
    const had = scenes.filter((scene) => been[name]?.includes(scene.name)).length;
    const whole = scenes.length ? had === scenes.length : been[name]?.includes("") === true;
    const part = scenes.length && had && !whole ? `${had} of ${scenes.length} scenes seen` : "";
    const many = scenes.length > 1 ? `${scenes.length} scenes` : "";
    return html("li", {}, [
      this.link([name, ""], { class: "story-lesson" }, [
        mark(whole, number),
        html("strong", {}, title),
        html("span", { class: "story-asks" }, asks),
        html("span", { class: "story-count" }, whole ? "" : part || many),
      ]),
    ]);
  }

  /**
   * The scenes of a lesson that a way leads through.
   * @param {Lesson} lesson
   * @param {Way} way
   * @param {ReturnType<typeof seen>} been
   */
  stopsOn({ name, title, scenes }, { stops }, been) {
    const on = stops.flatMap(([page, scene], index) => (page === name ? [{ scene, number: index + 1 }] : []));
    if (!on.length) return [];
    const links = on.map(({ scene, number }) => {
      const called = scenes.find((one) => one.name === scene)?.title ?? title;
      const had = been[name]?.includes(scene) === true;
      return this.link([name, scene], { class: "story-scene" }, [mark(had, number), html("span", {}, called)]);
    });
    return [html("li", { class: "story-stops" }, [html("strong", {}, title), html("div", {}, links)])];
  }

  /**
   * @param {Stop} stop
   * @param {Record<string, unknown>} attributes
   * @param {import("./svg.js").Child | import("./svg.js").Child[]} children
   */
  link(stop, attributes, children) {
    const follow = (/** @type {MouseEvent} */ click) => {
      if (!isOwn(click)) return;
      click.preventDefault();
      this.go(stop);
    };
    return html("a", { ...attributes, href: addressOf(stop), onclick: follow }, children);
  }

  end() {
    this.listening.abort();
  }
}

/** The number of a lesson or scene, or a tick where one has been. @param {boolean} had @param {number} number */
function mark(had, number) {
  const text = had
    ? [html("span", { "aria-hidden": "true" }, "✓"), html("span", { class: "spoken" }, "seen: ")]
    : String(number);
  return html("span", { class: had ? "story-mark story-had" : "story-mark" }, text);
}
