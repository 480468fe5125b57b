/**
 * Runs pieces of the browser's code without a browser. Each line that comes in is {module, body, given}: the body sees
 * the module's exports as `m`, what is given as `g`, and `stage(name)`, which imports another module. The line that
 * goes out is {value} or {error}.
 */

import { createInterface } from "node:readline";

const STAGE = new URL("../../assets/stage/", import.meta.url);
const Body = (async () => {}).constructor;

const stage = (name) => import(new URL(`${name}.js`, STAGE));

for await (const line of createInterface({ input: process.stdin })) {
  const { module, body, given } = JSON.parse(line);
  let answer;
  try {
    answer = { value: await new Body("m", "g", "stage", body)(await stage(module), given, stage) };
  } catch (error) {
    answer = { error: error.stack };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
