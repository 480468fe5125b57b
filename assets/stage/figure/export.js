// @ts-nocheck
/** Taking a picture along: PNG, SVG and CSV of what is on the stage, made here in the browser, with its provenance. */

import { html } from "../svg.js";

function download(name, blob) {
  const link = html("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** The faces of the page's own font, as data, so that the picture looks the same elsewhere. */
export async function fontFace(family) {
  const wanted = family.split(",")[0].replaceAll('"', "").trim();
  for (const sheet of document.styleSheets) {
    let rules = [];
    try {
      rules = [...sheet.cssRules];
    } catch {
      continue;
    }
    const rule = rules.find(
      (one) =>
        one instanceof CSSFontFaceRule && one.style.fontFamily.includes(wanted) && one.style.fontStyle !== "italic",
    );
    const source = rule && /url\("?([^")]+)"?\)/.exec(rule.style.src)?.[1];
    if (!source) continue;
    const blob = await (await fetch(new URL(source, sheet.href ?? document.baseURI))).blob();
    const data = await new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.readAsDataURL(blob);
    });
    return `@font-face{font-family:"${wanted}";src:url(${data});font-weight:200 900}`;
  }
  return "";
}

export function asSvgBlob(text) {
  return new Blob([text], { type: "image/svg+xml" });
}

/** An SVG as a PNG, `scale` times its size. */
export async function rasterise(drawing, scale) {
  const address = URL.createObjectURL(drawing);
  const picture = new Image();
  picture.src = address;
  await picture.decode();
  const canvas = html("canvas", { width: picture.width * scale, height: picture.height * scale });
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

/** The clipboard, also where the page is not served over https and the browser hides its own way. */
async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = html("textarea", { readonly: true, style: "position:fixed;opacity:0" }, text);
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (!done) throw new Error("copy the address from the browser's address bar");
}

/** The menu of a picture. `make` gives png(scale), svg() and csv(), each a promise of a blob. */
export function saveAs(name, make) {
  const status = html("span", { class: "spoken", "aria-live": "polite" });
  const keep = async (file, content) => {
    download(file, await content);
    status.textContent = `${file} saved`;
  };
  const choices = [
    ["PNG", () => keep(`${name}.png`, make.png(1))],
    ["PNG, double size", () => keep(`${name}@2x.png`, make.png(2))],
    ["SVG", () => keep(`${name}.svg`, make.svg())],
    ["CSV, the numbers", () => keep(`${name}.csv`, make.csv())],
    [
      "Copy the link",
      async () => {
        await copy(location.href);
        status.textContent = "link copied";
      },
    ],
  ];
  const items = choices.map(([label, act]) => {
    const item = html("button", { type: "button", role: "menuitem" }, label);
    item.onclick = () => {
      menu.open = false;
      act().catch((error) => {
        status.textContent = `That did not work: ${error.message}`;
      });
    };
    return item;
  });
  const summary = html(
    "summary",
    {
      class: "key text",
      "aria-label": "Take along: picture, numbers, link",
      title: "Take along: picture, numbers, link",
    },
    "⤓",
  );
  const menu = html("details", { class: "menu" }, [
    summary,
    html("div", { role: "menu", class: "items" }, items),
    status,
  ]);
  menu.onkeydown = (event) => {
    const at = items.indexOf(menu.getRootNode().activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      summary.focus();
    } else if (menu.open && to !== undefined) items[(to + items.length) % items.length].focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
  return menu;
}
