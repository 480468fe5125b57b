/** The live pictures of lessons, each fetched by the scene that shows it. */

/**
 * @typedef {object} Picture
 * @property {(data: any, around: any) => void} show
 * @property {(event: KeyboardEvent) => void} [keydown]
 * @property {() => import("./home/reels.js").Training | null} [training] a training that it shows step by step
 * @property {() => void} [end]
 */

/** @typedef {(value: unknown) => void} Tell what it tells the server, or, of a link, where its reader goes */

/** @typedef {new (root: import("./page.js").Root, tell: Tell, go: Tell) => Picture} Makes */

/** @type {Record<string, () => Promise<{ Picture: Makes }>>} */
export const PICTURES = {
  ablation: () => import("./pictures/ablation.js"),
  analogy: () => import("./pictures/analogy.js"),
  belt: () => import("./pictures/belt.js"),
  beside: () => import("./pictures/beside.js"),
  blend: () => import("./pictures/blend.js"),
  brackets: () => import("./pictures/brackets.js"),
  claims: () => import("./pictures/claims.js"),
  company: () => import("./pictures/company.js"),
  conventions: () => import("./pictures/conventions.js"),
  counting: () => import("./pictures/counting.js"),
  distance: () => import("./pictures/distance.js"),
  glossary: () => import("./pictures/glossary.js"),
  gradients: () => import("./pictures/gradients.js"),
  growth: () => import("./pictures/growth.js"),
  heard: () => import("./pictures/heard.js"),
  ink: () => import("./pictures/ink.js"),
  kinds: () => import("./pictures/kinds.js"),
  ladder: () => import("./pictures/ladder.js"),
  layered: () => import("./pictures/layered.js"),
  learning: () => import("./pictures/learning.js"),
  loop: () => import("./pictures/loop.js"),
  meeting: () => import("./pictures/meeting.js"),
  reset: () => import("./pictures/reset.js"),
  seeds: () => import("./pictures/seeds.js"),
  plans: () => import("./pictures/plans.js"),
  onehot: () => import("./pictures/onehot.js"),
  looks: () => import("./pictures/looks.js"),
  sizes: () => import("./pictures/sizes.js"),
  start: () => import("./pictures/start.js"),
  step: () => import("./pictures/step.js"),
  through: () => import("./pictures/through.js"),
  panels: () => import("./pictures/panels.js"),
  twins: () => import("./pictures/twins.js"),
  units: () => import("./pictures/units.js"),
  valence: () => import("./pictures/valence.js"),
  wiring: () => import("./pictures/wiring.js"),
  wordbars: () => import("./pictures/wordbars.js"),
  guess_draw: () => import("./pictures/guess_draw.js"),
  guess_look: () => import("./pictures/guess_look.js"),
  guess_sentence: () => import("./pictures/guess_sentence.js"),
};
