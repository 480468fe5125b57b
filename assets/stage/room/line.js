/** What a browser sends to its room. */

/**
 * @typedef {object} Sent
 * @property {boolean} ok
 * @property {number} status 0 when the server did not answer
 * @property {string} text what the server said
 */

/**
 * Send something to the server's rooms.
 * @param {string} where below `rooms`
 * @param {string} who the name of a student, or the presenter's secret; it stands in no address
 * @param {object} [message] without one, something is asked for
 * @returns {Promise<Sent>}
 */
export async function send(where, who, message) {
  const headers = { "X-Watcher": who };
  const method = message ? "POST" : "GET";
  const body = message && JSON.stringify(message);
  try {
    const response = await fetch(new URL(`rooms${where}`, base()), { method, headers, body, cache: "no-store" });
    return { ok: response.ok, status: response.status, text: await response.text() };
  } catch {
    return { ok: false, status: 0, text: "The server does not answer. Try again." };
  }
}

/** Where all pages stand side by side. */
export const base = () => new URL("./", document.baseURI);

/** A link as it is read out and typed. @param {string} link */
export const nameOf = (link) => link.replace(/^https?:\/\//, "");

/** The link of a room; with the secret, that of a second device of its presenter. @param {string} code */
export const linkOf = (code, secret = "") => `${new URL(`join/${code}`, base())}${secret && `#present=${secret}`}`;
