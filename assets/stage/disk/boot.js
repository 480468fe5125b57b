/** Unpacks a page that was saved as one file, and starts it. It stands in the page as it is, so it imports nothing. */

const OLD = "This browser is too old to unpack the page. One of 2023 or later opens it.";
const SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;,=>?@^_`{|}~"; // of base 85

/** The bytes that stand in an element, four for each five signs. @param {HTMLElement} element */
function bytesOf(element) {
  const text = element.textContent ?? "";
  const values = new Map([...SIGNS].map((sign, value) => [sign, value]));
  const view = new DataView(new ArrayBuffer((text.length / 5) * 4));
  for (let at = 0; at < text.length; at += 5) {
    let value = 0;
    for (let place = at; place < at + 5; place++) value = value * 85 + (values.get(text[place]) ?? 0);
    view.setUint32((at / 5) * 4, value);
  }
  return new Uint8Array(view.buffer, 0, Number(element.dataset.bytes));
}

/** What the page says, and the files beside it. @param {HTMLElement} element */
async function unpacked(element) {
  const stream = new Blob([bytesOf(element)]).stream().pipeThrough(new DecompressionStream("gzip"));
  const whole = await new Response(stream).arrayBuffer();
  const length = new DataView(whole).getUint32(0, true);
  const told = JSON.parse(new TextDecoder().decode(new Uint8Array(whole, 4, length)));
  return { ...told, body: new Uint8Array(whole, 4 + length) };
}

try {
  const file = await unpacked(/** @type {HTMLElement} */ (document.getElementById("inside")));
  Object.assign(globalThis, { unrolledFile: file });
  const script = document.createElement("script");
  script.type = "module";
  script.textContent = file.code;
  document.head.append(script);
} catch (error) {
  const place = document.getElementById("page");
  place?.append("DecompressionStream" in globalThis ? `The page could not be unpacked: ${error}` : OLD);
}

export {}; // it is a module
