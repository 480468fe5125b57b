/**
 * What a browser keeps of rooms: the one that this tab is in, the name under which its reader votes, and the secrets of
 * the rooms that were opened here. Where it refuses to keep anything, a page knows it until it is loaded anew.
 */

const [HERE, NAME, PRESENTED] = ["unrolled-room", "unrolled-room-name", "unrolled-room-presented"];

/** @typedef {{ code: string, secret: string }} Kept a room; the secret is "" for who follows */

/** @type {Map<string, string>} */
const memory = new Map();

/** @param {Storage} storage @param {string} key */
function read(storage, key) {
  try {
    return storage.getItem(key) ?? memory.get(key) ?? "";
  } catch {
    return memory.get(key) ?? "";
  }
}

/** @param {Storage} storage @param {string} key @param {string} value "" forgets it */
function write(storage, key, value) {
  memory.set(key, value);
  try {
    if (value) storage.setItem(key, value);
    else storage.removeItem(key);
  } catch {
    // it is known as long as the page stands
  }
}

/** @param {string} text @returns {Kept | null} */
function roomOf(text) {
  try {
    const { code, secret } = JSON.parse(text);
    return typeof code === "string" && typeof secret === "string" ? { code, secret } : null;
  } catch {
    return null;
  }
}

/** A storage that may be refused. @param {"sessionStorage" | "localStorage"} name @returns {Storage} */
function storageOf(name) {
  try {
    return window[name];
  } catch {
    return /** @type {Storage} */ ({});
  }
}

/** Random letters and digits that nobody guesses; also where a page came by http. @param {number} bytes */
export const random = (bytes) =>
  [...crypto.getRandomValues(new Uint8Array(bytes))].map((one) => one.toString(16).padStart(2, "0")).join("");

/** The room that this tab is in. */
export const roomHere = () => roomOf(read(storageOf("sessionStorage"), HERE));

/** @param {Kept} room */
export function keepRoom(room) {
  write(storageOf("sessionStorage"), HERE, JSON.stringify(room));
  if (room.secret) write(storageOf("localStorage"), PRESENTED, JSON.stringify(room));
}

/** This tab is in no room any more. @param {boolean} [gone] whether there is no such room for anybody */
export function forgetRoom(gone = false) {
  if (gone && presented()?.code === roomHere()?.code) write(storageOf("localStorage"), PRESENTED, "");
  write(storageOf("sessionStorage"), HERE, "");
}

/** The room that was opened in this browser last. */
export const presented = () => roomOf(read(storageOf("localStorage"), PRESENTED));

/** The name under which this browser votes: two tabs are one person. */
export function myName() {
  const known = read(storageOf("localStorage"), NAME);
  if (/^[0-9a-f]{32}$/.test(known)) return known;
  const name = random(16);
  write(storageOf("localStorage"), NAME, name);
  return name;
}
