/** How a question is answered: one of some buttons, a number, an order. A place is answered in its picture. */

import { html } from "../svg.js";
import { typed } from "./judging.js";

/** @typedef {import("./types.d.ts").Asked} Asked */

/**
 * @typedef {object} Answers
 * @property {HTMLElement} element
 * @property {(marks: Record<string, "right" | "wrong">) => void} end no more can be answered; marks by id
 * @property {() => void} focus
 * @property {(key: string) => boolean} [key] whether a key was for it
 */

/** @param {import("./types.d.ts").ChoiceAsked} asked @param {(id: string) => void} answer @returns {Answers} */
export function choiceOf({ options }, answer) {
  const buttons = options.map(({ id, label }, at) =>
    html("button", { type: "button", class: "option", "data-id": id, onclick: () => answer(id) }, [
      html("kbd", { "aria-hidden": "true" }, String(at + 1)),
      html("span", {}, label),
    ]),
  );
  return {
    element: html("div", { class: "options", role: "group", "aria-label": "Answers" }, buttons),
    focus: () => buttons[0].focus({ preventScroll: true }),
    key(key) {
      const at = Number(key) - 1;
      if (!(at >= 0 && at < options.length)) return false;
      answer(options[at].id);
      return true;
    },
    end(marks) {
      for (const button of buttons) {
        const mark = marks[button.dataset.id ?? ""];
        button.disabled = true;
        if (!mark) continue;
        button.classList.add(mark);
        button.append(html("span", { class: "mark" }, mark === "right" ? "✓ right" : "✗ your answer"));
      }
    },
  };
}

/** @param {import("./types.d.ts").NumberAsked} asked @param {(value: number) => void} answer @returns {Answers} */
export function numberOf({ tolerance, unit }, answer) {
  const hint = tolerance ? `± ${Number(tolerance.toPrecision(1))} is near enough` : "a whole number";
  const note = html("span", { class: "hint" }, `${unit ? `${unit}, ` : ""}${hint}`);
  const field = html("input", {
    type: "text",
    inputmode: "text",
    autocomplete: "off",
    "aria-label": `Your number: ${hint}`,
    maxlength: 24,
    onkeydown: (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      event.stopPropagation(); // the next Enter goes on
      check();
    },
  });
  const check = () => {
    const value = typed(field.value);
    if (value !== null) return answer(value);
    const said = field.value.trim() ? `“${field.value.trim()}” is no number` : "Type a number";
    note.textContent = `${said}: such as 24, 0.35 or −1/2.`;
    note.classList.add("refused");
    field.setAttribute("aria-invalid", "true");
    field.focus();
  };
  const button = html("button", { type: "button", class: "check-it", onclick: check }, "Check");
  return {
    element: html("div", { class: "number" }, [field, button, note]),
    focus: () => field.focus({ preventScroll: true }),
    end(marks) {
      field.disabled = button.disabled = true;
      field.classList.add(Object.values(marks)[0] ?? "");
    },
  };
}

/** @param {import("./types.d.ts").OrderAsked} asked @param {(ids: string[]) => void} answer @returns {Answers} */
export function orderOf({ items, ends }, answer) {
  const rows = items.map(({ id, label }) => {
    const row = html("li", { "data-id": id, tabindex: 0 }, [
      html("span", { class: "grip", "aria-hidden": "true" }, "⠿"),
      html("span", { class: "what" }, label),
      moveButton("↑", `Move ${label} up`, () => move(row, -1)),
      moveButton("↓", `Move ${label} down`, () => move(row, 1)),
    ]);
    row.addEventListener("keydown", (event) => {
      if (event.target !== row || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
      event.preventDefault();
      event.stopPropagation();
      move(row, event.key === "ArrowUp" ? -1 : 1);
      row.focus();
    });
    draggable(row);
    return row;
  });
  const list = html("ol", { class: "order", "aria-label": `From “${ends[0]}” to “${ends[1]}”` }, rows);
  const say = html("span", { class: "spoken", role: "status" });
  const ids = () => [...list.children].map((row) => /** @type {HTMLElement} */ (row).dataset.id ?? "");
  /** @param {HTMLElement} row @param {number} by */
  const move = (row, by) => {
    const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    if (by < 0) other.before(row);
    else other.after(row);
    say.textContent = `Now number ${ids().indexOf(row.dataset.id ?? "") + 1} of ${items.length}`;
  };
  const begin = () => list.replaceChildren(...rows);
  const check = html("button", { type: "button", class: "check-it", onclick: () => answer(ids()) }, "Check");
  const undo = html("button", { type: "button", onclick: begin }, "As at first");
  return {
    element: html("div", { class: "ordering" }, [
      html("span", { class: "end" }, ends[0]),
      list,
      html("span", { class: "end" }, ends[1]),
      html("div", { class: "row" }, [check, undo, say]),
    ]),
    focus: () => rows[0].focus({ preventScroll: true }),
    end(marks) {
      check.parentElement?.remove();
      for (const button of list.querySelectorAll("button")) button.remove();
      list.inert = true;
      for (const row of rows) row.classList.add(marks[row.dataset.id ?? ""] ?? "told");
    },
  };
}

/** @param {string} sign @param {string} label @param {() => void} onclick */
const moveButton = (sign, label, onclick) => html("button", { type: "button", "aria-label": label, onclick }, sign);

/** Let a row of a list follow mouse and finger. @param {HTMLElement} row */
function draggable(row) {
  row.addEventListener("pointerdown", (event) => {
    if (event.button || (event.target instanceof Element && event.target.closest("button"))) return;
    row.setPointerCapture(event.pointerId);
    row.classList.add("held");
    const follow = (/** @type {PointerEvent} */ moved) => {
      const others = [...(row.parentElement?.children ?? [])].filter((one) => one !== row);
      const before = others.find((one) => {
        const { top, height } = one.getBoundingClientRect();
        return moved.clientY < top + height / 2;
      });
      if (before && before !== row.nextElementSibling) before.before(row);
      else if (!before && row.nextElementSibling) row.parentElement?.append(row);
    };
    const drop = () => {
      row.classList.remove("held");
      row.removeEventListener("pointermove", follow);
    };
    row.addEventListener("pointermove", follow);
    row.addEventListener("pointerup", drop, { once: true });
    row.addEventListener("pointercancel", drop, { once: true });
  });
}
