/**
 * What the glossary says, fetched once a page. A picture may be missing as long as its network is trained: then it is
 * asked for again the next time somebody wants to see.
 */

import { ask } from "../inside.js";

/** @typedef {import("../types.d.ts").Term} Term */

/** @type {Promise<Term[]> | null} */
let coming = null;

/** All terms. The error says in a sentence what to do. @returns {Promise<Term[]>} */
export function terms() {
  coming ??= fetched().then(
    (told) => {
      if (told.some(({ picture }) => !picture)) coming = null;
      return told;
    },
    (error) => {
      coming = null;
      throw error;
    },
  );
  return coming;
}

/** @returns {Promise<Term[]>} */
async function fetched() {
  const response = await ask("terms", document.baseURI).catch(() => null);
  if (!response?.ok) throw new Error("The glossary could not be fetched: there is no connection to the server.");
  return response.json();
}
