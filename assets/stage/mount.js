// @ts-nocheck
/** What Streamlit calls: build a scene once, rebuild it only when its data or the theme changed, end it cleanly. */

import { readTheme } from "./colour.js";
import { cursor, move, subscribe } from "./cursor.js";
import { buildFigure } from "./figure/figure.js";
import { pause } from "./player.js";
import { buildScore } from "./score/score.js";

const scenes = new WeakMap();
let onStage = null;

document.addEventListener("keydown", (event) => onStage?.scene?.keydown(event));

/** Keep the address in step with the cursor, without a message to the server and without history entries. */
let timer = 0;
function remember() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (!onStage?.build || cursor.playing) return; // only a score has a cursor in its address
    const address = new URL(location.href);
    address.searchParams.set("t", cursor.timestep + 1);
    address.searchParams.set("u", cursor.unit + 1);
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  }, 400);
}
/** Without a score, timestep and unit mean nothing: the last page's may have come along, or be about to. */
function forget() {
  clearTimeout(timer);
  const address = new URL(location.href);
  if (!address.searchParams.has("t") && !address.searchParams.has("u")) return;
  for (const name of ["t", "u"]) address.searchParams.delete(name);
  history.replaceState(history.state, "", address);
}
subscribe((_, changed) => (changed.timestep || changed.unit || changed.playing) && remember());

/** On a phone Streamlit's menu stays open over the page that was chosen in it; a new picture closes it. */
function closeMenu() {
  if (innerWidth > 768) return;
  document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click();
}

const signatureOf = (component, host) => `${component.data.signature} ${Object.values(readTheme(host)).join()}`;

export function mountScore(component) {
  const root = component.parentElement;
  const host = root.host ?? root;
  let entry = scenes.get(root);
  if (!entry) {
    entry = { width: 0 };
    scenes.set(root, entry);
    closeMenu();
    arrive();
    entry.watcher = new ResizeObserver(() => {
      if (Math.abs(host.clientWidth - entry.width) > 2) requestAnimationFrame(entry.build);
    });
  }
  if (entry.fresh !== undefined && entry.fresh !== component.data.fresh) {
    pause();
    move({ timestep: 0, unit: 0, pinned: false, phase: 1, unrolled: 1, lit: "", chosen: [] });
  }
  entry.fresh = component.data.fresh;
  entry.component = component;
  entry.build = () => {
    if (!host.clientWidth || entry.ended) return;
    entry.scene?.stop();
    entry.width = host.clientWidth;
    entry.signature = signatureOf(entry.component, host);
    const { text, data: around } = entry.component;
    const data = { ...JSON.parse(text), ...around, play: around.play && entry.played !== around.play };
    entry.played = around.play;
    if (around.backward && !entry.scene && cursor.timestep === 0 && !new URL(location.href).searchParams.has("t"))
      move({ timestep: data.tokens.length - 1 });
    entry.scene = buildScore(root, data, (name, value) => {
      if (entry.sent === value) return;
      entry.sent = value;
      entry.component.setStateValue(name, value);
    });
  };
  const plays = component.data.play && entry.played !== component.data.play;
  if (plays || entry.signature !== signatureOf(component, host)) {
    pause();
    entry.build();
    if (!entry.scene) requestAnimationFrame(entry.build);
  }
  entry.watcher.observe(host);
  onStage = entry;
  remember(); // an address that a page gave itself knows no cursor
}

/** Where a link or the last page left the cursor; what does not fit is brought inside by the cursor itself. */
function arrive() {
  const asked = new URL(location.href).searchParams;
  const number = (name) => (/^\d{1,4}$/.test(asked.get(name) ?? "") ? Number(asked.get(name)) - 1 : undefined);
  move({
    length: 1e4,
    units: 1e4,
    timestep: number("t") ?? cursor.timestep,
    unit: number("u") ?? cursor.unit,
    pinned: false,
    playing: false,
    phase: 1,
    unrolled: 1,
    lit: "",
    chosen: [],
  });
}

export function mountFigure(component) {
  const root = component.parentElement;
  const host = root.host ?? root;
  const entry = scenes.get(root) ?? {};
  if (!scenes.has(root)) closeMenu();
  const signature = signatureOf(component, host);
  scenes.set(root, entry);
  if (entry.signature === signature) return;
  entry.signature = signature;
  entry.scene?.stop();
  entry.scene = buildFigure(root, { ...component.data, figure: JSON.parse(component.text) });
}

/** The lab is fetched by the page that shows it. Its scene outlives every new set of runs: what is known stays. */
export async function mountLab(component) {
  const root = component.parentElement;
  const host = root.host ?? root;
  const entry = scenes.get(root) ?? {};
  if (!scenes.has(root)) closeMenu();
  scenes.set(root, entry);
  entry.component = component;
  const { buildLab } = await import("./lab/lab.js");
  if (entry.ended || entry.component !== component) return; // modules that load do not keep the order of calls
  entry.scene ??= buildLab(root, (kind, name, value) => {
    const { setStateValue, setTriggerValue } = entry.component;
    if (kind === "trigger") setTriggerValue(name, value);
    else setStateValue(name, value);
  });
  const theme = Object.values(readTheme(host)).join();
  const { signature, done } = component.data;
  entry.scene.answered(done);
  if (entry.signature !== signature) entry.scene.show(JSON.parse(component.text), component.data);
  else if (entry.theme !== theme) entry.scene.repaint();
  Object.assign(entry, { signature, theme });
  onStage = entry;
  forget();
}

export async function mountText(component) {
  const root = component.parentElement;
  const entry = scenes.get(root) ?? {};
  scenes.set(root, entry);
  entry.component = component;
  const { buildText } = await import("./text.js");
  if (entry.ended || entry.component !== component) return;
  entry.scene ??= buildText(root, (text) => entry.component.setTriggerValue("text", text));
  entry.scene.show({ text: component.text, ...component.data });
}

export async function mountCards(component) {
  const root = component.parentElement;
  const entry = scenes.get(root) ?? {};
  scenes.set(root, entry);
  entry.component = component;
  const { buildCards } = await import("./cards.js");
  if (entry.ended || entry.component !== component) return;
  entry.scene ??= buildCards(root, (name) => entry.component.setTriggerValue("page", name));
  entry.scene.show(JSON.parse(component.text));
}

export function unmount(root) {
  const entry = scenes.get(root);
  if (!entry) return;
  entry.ended = true;
  entry.watcher?.disconnect();
  if (entry.scene?.end) entry.scene.end();
  else entry.scene?.stop();
  if (onStage === entry) {
    pause();
    onStage = null;
  }
  scenes.delete(root);
}
