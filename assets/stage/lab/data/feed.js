// @ts-nocheck
/** The line to the server: reads its events, and comes back by itself when it breaks. */

const WAITS = [500, 1000, 2000, 4000];
const SILENCE = 25_000; // the server says something every ten seconds
const LOST = "The connection to the server is lost. Trying again; what is here stays.";

/** One event of a stream: its name and its data. */
export function parseEvent(text) {
  const event = { name: "message", data: "" };
  for (const line of text.split("\n")) {
    if (line.startsWith("data: ")) event.data += line.slice(6);
    else if (line.startsWith("event: ")) event.name = line.slice(7);
  }
  return event;
}

/** Read a stream to its end: `hear` gets every event that has data. */
async function read(response, hear, alive) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    alive();
    text += value;
    const pieces = text.split("\n\n");
    text = pieces.pop();
    for (const event of pieces.map(parseEvent)) if (event.data) hear(event);
  }
}

/**
 * Follow the runs of an address until all have ended. `hear(message)` gets what is said, `trouble(sentence)` what
 * is wrong, "" when it is right again. Returns how to end it.
 */
export function follow(address, hear, trouble) {
  let [closed, ended, tries, timer] = [false, false, 0, 0];
  let attempt = null;
  const again = (sentence) => {
    if (closed) return;
    trouble(sentence);
    timer = setTimeout(open, WAITS[Math.min(tries++, WAITS.length - 1)]);
  };
  async function open() {
    const line = new AbortController();
    attempt = line;
    let watchdog = 0;
    const alive = () => {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => line.abort(), SILENCE);
    };
    let sentence = LOST;
    try {
      alive();
      const response = await fetch(address, { signal: line.signal, cache: "no-store" });
      if (!response.ok) {
        if (response.status < 500 || response.status === 503) sentence = await response.text();
      } else {
        await read(
          response,
          ({ name, data }) => {
            if (closed) return;
            if (tries > 0) trouble("");
            tries = 0;
            if (name === "end") ended = true;
            else hear(JSON.parse(data));
          },
          alive,
        );
      }
    } catch {
      /* the sentence says it */
    }
    clearTimeout(watchdog);
    if (!ended) again(sentence);
  }
  trouble("");
  open();
  return () => {
    closed = true;
    clearTimeout(timer);
    attempt?.abort();
  };
}
