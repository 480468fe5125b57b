"""A few modules of the browser that import one another, now and later."""

from __future__ import annotations

MODULES = {
    "stage/mount.js": (
        'import { move, place as where } from "./parts/cursor.js";\n'
        "/** @typedef {import('./page.js').Root} Root */\n"
        "export async function late() {\n"
        '  return [await import("./lab/lab.js"), await import("./text.js")];\n'
        "}\n"
        "export const step = () => (move(), where());\n"
    ),
    "stage/parts/cursor.js": (
        'import { one } from "../../net/one.js";\n'
        "let at = 0;\n"
        "export function move() {\n  at += one;\n}\n"
        "export const place = () => at;\n"
        'export const here = new URL("a.css", import.meta.url).href;\n'
    ),
    "net/one.js": "export const one = 1;\n",
    "stage/lab/lab.js": (
        'import { here, place } from "../parts/cursor.js";\nimport { count } from "../shared.js";\n'
        "export const tell = () => [place(), count(), here];\n"
    ),
    "stage/text.js": 'import { count } from "./shared.js";\nexport class Text {\n  count = count;\n}\n',
    "stage/shared.js": "let times = 0;\nexport const count = () => ++times;\n",
}
