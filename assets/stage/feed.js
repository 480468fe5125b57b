/**
 * The line to the server on which runs are followed: reads its events, and comes back by itself when it breaks. The
 * browser's own EventSource cannot read the sentence of a refusal, nor say in a header who watches.
 */

const WAITS = [500, 1000, 2000, 4000];
const SILENCE = 25_000; // the server says something every ten seconds
const LOST = "The connection to the server is lost. Trying again; what is here stays.";

/**
 * One event of a stream: its name and its data.
 * @param {string} text
 */
export function parseEvent(text) {
  const event = { name: "message", data: "" };
  for (const line of text.split("\n")) {
    if (line.startsWith("data: ")) event.data += line.slice(6);
    else if (line.startsWith("event: ")) event.name = line.slice(7);
  }
  return event;
}

/**
 * Read a stream to its end: `hear` gets every event that has data.
 * @param {ReadableStream<Uint8Array<ArrayBuffer>>} body
 * @param {(event: { name: string, data: string }) => void} hear
 * @param {() => void} alive is called whenever something came
 */
async function read(body, hear, alive) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    alive();
    text += value;
    const pieces = text.split("\n\n");
    text = pieces.pop() ?? "";
    for (const event of pieces.map(parseEvent)) if (event.data) hear(event);
  }
}

/** @typedef {{ stream: string, watcher: string }} Line the address of a stream, and the name of this visit there */

/**
 * Follow runs until all have ended. Returns how to end it.
 * @param {string[]} keys of the runs
 * @param {Line} at
 * @param {(message: { runs: import("./lab/types.d.ts").News[] }) => void} hear gets what is said
 * @param {(sentence: string) => void} trouble gets what is wrong, "" when it is right again
 */
export const follow = (keys, at, hear, trouble) =>
  listen(
    keys.map((key) => ["key", key]),
    at,
    hear,
    trouble,
  );

/**
 * Listen to a stream until it ends. Returns how to end it.
 * @template Message
 * @param {string[][]} asked what the address names
 * @param {Line} at
 * @param {(message: Message) => void} hear gets what is said
 * @param {(sentence: string, status: number) => void} trouble gets what is wrong, "" when it is right again, and with
 *   which status the server said so; 0 when it said nothing
 */
export function listen(asked, { stream, watcher }, hear, trouble) {
  const address = new URL(`${stream}?${new URLSearchParams(asked)}`, document.baseURI).href;
  // An address stands in the logs of proxies. Without its kind, jupyter-server-proxy keeps a stream until it has ended.
  const headers = { "X-Watcher": watcher, Accept: "text/event-stream" };
  let [closed, ended, tries, timer] = [false, false, 0, 0];
  /** @type {AbortController | null} */
  let attempt = null;
  /** @type {(event: { name: string, data: string }) => void} */
  const take = ({ name, data }) => {
    if (closed) return;
    if (tries > 0) trouble("", 0);
    tries = 0;
    if (name === "end") ended = true;
    else hear(JSON.parse(data));
  };
  async function open() {
    const line = new AbortController();
    attempt = line;
    let watchdog = 0;
    const alive = () => {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => line.abort(), SILENCE);
    };
    let [sentence, status] = [LOST, 0];
    try {
      alive();
      const response = await fetch(address, { headers, signal: line.signal, cache: "no-store" });
      if (response.ok && response.body) await read(response.body, take, alive);
      else if (response.status < 500 || response.status === 503)
        [sentence, status] = [await response.text(), response.status];
    } catch {
      /* the sentence says it */
    }
    clearTimeout(watchdog);
    if (ended || closed) return;
    trouble(sentence, status);
    if (closed) return;
    timer = setTimeout(open, WAITS[Math.min(tries++, WAITS.length - 1)]);
  }
  trouble("", 0);
  open();
  return () => {
    closed = true;
    clearTimeout(timer);
    attempt?.abort();
  };
}
