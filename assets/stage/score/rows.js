/**
 * Which rows of a score are shown, and which of them large: what the reader chose, by the ids of staves. A row that
 * nobody chose is as its description says. Draws nothing.
 *
 * In a link: `?rows=ledger,-profile,hidden*`. A name alone shows a row, with "-" before it hides it, with "*" behind it
 * shows it large. What is no row of the page is left out.
 */

/** @typedef {import("../types.d.ts").Described} Described */
/** @typedef {import("../types.d.ts").StaveDescribed} StaveDescribed */
/** @typedef {import("../types.d.ts").RowShown} RowShown */

/** @typedef {"hidden" | "shown" | "large"} Look */
/** @typedef {Readonly<Record<string, Look>>} Rows what differs from the description, by id */

/** As the description says. @type {Rows} */
export const AS_AT_FIRST = Object.freeze({});

export const ROWS = "rows";
/** The name of a control that links said before; what it offered are rows now. */
export const ALSO = "also";
const MOST = 32; // rows in a link
const ONE_SIZE = new Set(["unrolled"]); // types of staves
const FORM = /^(?<off>-?)(?<id>[a-z][a-z0-9_-]{0,59})(?<large>\*?)$/;
/** @type {Record<string, string[]>} */
const OLD = {
  ledger: ["ledger", "ledger-untrained", "written", "written-untrained"],
  probe: ["probe-rnn", "probe-gru", "probe-lstm"],
};

/** @param {{ hidden?: boolean }} stave @returns {Look} */
const atFirst = ({ hidden }) => (hidden ? "hidden" : "shown");

/** @param {StaveDescribed} stave @param {Rows} rows @returns {Look} */
function lookOf(stave, rows) {
  const look = Object.hasOwn(rows, stave.id) ? rows[stave.id] : atFirst(stave);
  return look === "large" && ONE_SIZE.has(stave.type) ? "shown" : look;
}

/**
 * Return a description with the staves that are shown, and a list of all rows.
 * @param {Described} described
 * @param {Rows} rows
 * @returns {Described}
 */
export function arranged(described, rows) {
  const { staves, signals } = described;
  const listed = staves.map((stave) => {
    const { id, label, hue, note, about } = { ...("of" in stave ? signals[stave.of] : {}), ...stave };
    const told = { id, label, hue, about: about ?? note, enlarges: !ONE_SIZE.has(stave.type) };
    return { ...told, look: lookOf(stave, rows), atFirst: atFirst(stave) };
  });
  const shown = staves
    .filter((stave) => lookOf(stave, rows) !== "hidden")
    .map((stave) => (lookOf(stave, rows) === "large" ? { ...stave, large: true } : stave));
  return { ...described, staves: shown, rows: /** @type {RowShown[]} */ (listed) };
}

/**
 * Return what is chosen with another look of a row.
 * @param {Rows} rows
 * @param {{ id: string, atFirst: Look }} row
 * @param {Look} look
 * @returns {Rows}
 */
export function withLook(rows, { id, atFirst }, look) {
  const others = Object.entries(rows).filter(([other]) => other !== id);
  return Object.fromEntries(look === atFirst ? others : [...others, [id, look]]);
}

/**
 * Return what is chosen of the rows that a description has.
 * @param {Rows} rows
 * @param {Described} described
 * @returns {Rows}
 */
export function ofThese(rows, { staves }) {
  const kept = staves.filter((stave) => lookOf(stave, rows) !== atFirst(stave));
  return Object.fromEntries(kept.map(({ id }) => [id, rows[id]]));
}

/**
 * Return what a link chooses; what cannot be read is left out.
 * @param {URLSearchParams} asked
 * @returns {Rows}
 */
export function readRows(asked) {
  const old = asked.getAll(ALSO).flatMap((name) => (Object.hasOwn(OLD, name) ? OLD[name] : []));
  const names = asked.getAll(ROWS).flatMap((text) => text.split(","));
  /** @type {Record<string, Look>} */
  const rows = Object.fromEntries(old.map((id) => [id, "shown"]));
  for (const name of names.slice(0, MOST)) {
    const { off, id, large } = FORM.exec(name)?.groups ?? {};
    if (id) rows[id] = off ? "hidden" : large ? "large" : "shown";
  }
  return rows;
}

/**
 * Write what is chosen into an address, in the place of what it said.
 * @param {URL} address
 * @param {Rows} rows
 */
export function writeRows(address, rows) {
  const { searchParams } = address;
  const said = Object.entries(rows)
    .slice(0, MOST)
    .map(([id, look]) => ({ hidden: `-${id}`, shown: id, large: `${id}*` })[look])
    .join(",");
  if (!said && !searchParams.has(ROWS) && !searchParams.has(ALSO)) return;
  searchParams.delete(ALSO);
  searchParams.delete(ROWS);
  if (said) searchParams.set(ROWS, said);
  address.search = address.search.replaceAll("%2C", ","); // as it is in a query
}
