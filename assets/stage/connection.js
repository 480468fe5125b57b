/**
 * What every page needs beside its pictures, also where it has none.
 * Say why nothing comes: as long as its connection is refused, Streamlit shows a grey page and not a word.
 */

const PATIENCE = 8000;
const AGAIN = 4000;

/** Whether the page has its connection. */
const connected = () =>
  document.querySelector('[data-testid="stApp"]')?.getAttribute("data-test-connection-state") === "CONNECTED";

/** What the server says about connections of this page. */
async function reason() {
  const address = new URL("connection", document.baseURI);
  address.searchParams.set("origin", location.origin);
  try {
    return await (await fetch(address, { cache: "no-store" })).text();
  } catch {
    return "The server does not answer. This page tries again by itself.";
  }
}

const note = document.createElement("p");
note.setAttribute("role", "alert");
note.style.cssText =
  "position:fixed; inset:auto 1rem 1rem; z-index:1000000; margin:0; padding:1rem 1.2rem; border-radius:10px;" +
  "background:#7a2e0e; color:#fff; font:1rem/1.5 system-ui, sans-serif; overflow-wrap:anywhere";

/** Look again and again until the page has come; afterwards Streamlit tells by itself what it misses. */
async function look() {
  if (connected()) return note.remove();
  note.textContent = await reason();
  if (connected()) return note.remove();
  document.body.append(note);
  setTimeout(look, AGAIN);
}

setTimeout(look, PATIENCE);

const TAKEN = ["r", "c"];

/**
 * Streamlit's own keys of one letter: R runs the page again, C clears its cache. Who steers by voice sets them off by
 * accident (WCAG 2.1.4). Streamlit listens at the document: these letters end at the root below it, where ours listen.
 */
document.documentElement.addEventListener("keydown", (event) => {
  const { key, ctrlKey, metaKey, altKey } = event;
  if (!ctrlKey && !metaKey && !altKey && TAKEN.includes(key?.toLowerCase())) event.stopPropagation();
});

if (parent !== window) void import("./frame.js").then(({ tellHeight }) => tellHeight());
