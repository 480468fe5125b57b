/** Which options of a control a picture of a saved page can draw: those whose networks are inside. */

/** @typedef {import("./types.d.ts").Node} Node */
/** @typedef {import("./types.d.ts").Saved} Saved */
/** @typedef {import("../types.d.ts").Others} Others */

/**
 * Whether a picture among these has what an option shows.
 * @param {Node[]} nodes
 * @param {Saved} file
 * @param {string} key of the control
 * @param {number} place of the option
 */
export function onOptions(nodes, file, key, place) {
  const all = nodes.flatMap(({ data }) => (data?.others ? [/** @type {Others} */ (JSON.parse(data.others))] : []));
  return all.some((others) => {
    const at = others.controls.indexOf(key);
    const option = at >= 0 && others.options[others.shown.with(at, place).join()];
    return option ? isInside(others, option.score, file) : false;
  });
}

/** @param {Others} others @param {Record<string, number>} changed @param {Saved} file */
function isInside({ values }, changed, file) {
  const networks = "networks" in changed ? /** @type {{ key: string }[]} */ (values[changed.networks]) : [];
  const described = "description" in changed ? [`descriptions/${values[changed.description]}`] : [];
  return networks.every(({ key }) => `networks/${key}` in file.files) && described.every((one) => one in file.told);
}
