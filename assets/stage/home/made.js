/** What the server makes of the scene in sight: one HTML file, a notebook, lines of Python (`server/taken.py`). */

/** @typedef {import("./button.js").About} About */

export const MADE = /** @type {const} */ ({
  file: { kind: "page.html", ending: ".html", label: "One HTML file" },
  notebook: { kind: "notebook.ipynb", ending: ".ipynb", label: "Notebook" },
  lines: { kind: "lines.py", ending: ".py", label: "Copy as Python" },
});

/**
 * Have something made of the scene at the address of this page.
 * @param {(typeof MADE)[keyof typeof MADE]} what
 * @param {About} about
 * @param {AbortSignal} signal
 * @returns {Promise<Blob>}
 */
export async function made({ kind }, { lesson, scene }, signal) {
  const at = new URLSearchParams(location.search);
  at.set("scene", scene);
  const address = new URL(`taken/${kind}?${new URLSearchParams({ page: lesson, at: String(at) })}`, document.baseURI);
  const answer = await fetch(address, { signal }).catch((error) => {
    throw error.name === "AbortError" ? error : new Error("there is no connection to the server.");
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.blob();
}
