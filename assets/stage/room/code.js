/** How a class comes in: the five letters, the link, the QR code, large enough for a hall. */

import { html, say } from "../svg.js";
import { linkOf, nameOf } from "./line.js";

const OWN = new Set(["localhost", "127.0.0.1", "[::1]"]);
const ONLY_HERE =
  "This link works on this machine only. Open Unrolled under the address in your network, which the server says when " +
  "it starts (such as 192.168.0.7:8501), and open the room there.";

export class Code {
  /** @param {ShadowRoot} root @param {import("./kept.js").Kept} room @param {(sentence: string) => void} tell */
  constructor(root, { code, secret }, tell) {
    this.tell = tell;
    const link = linkOf(code);
    const drawn = new URL(`../rooms/${code}/code.svg?${new URLSearchParams({ link })}`, link);
    this.people = html("p", { class: "people" });
    const close = html(
      "button",
      { type: "button", class: "key text primary", onclick: () => this.turn(false) },
      "Close",
    );
    const device = html("button", { type: "button", class: "key text" }, "Copy the link of your second device");
    device.onclick = () => this.copy(linkOf(code, secret));
    this.dialog = html("dialog", { class: "room-code", "aria-label": `Come into the room ${code}` }, [
      html("div", { class: "two" }, [
        html("img", { src: drawn.href, alt: `QR code of ${link}` }),
        html("div", {}, [
          html("h2", {}, "Come in with your phone"),
          html("p", { class: "letters" }, code),
          html("p", { class: "link" }, nameOf(link)),
          this.people,
          ...(OWN.has(location.hostname) ? [html("p", { role: "note" }, ONLY_HERE)] : []),
        ]),
      ]),
      html("div", { class: "buttons" }, [close, device]),
    ]);
    this.dialog.addEventListener("keydown", (event) => event.stopPropagation());
    root.append(this.dialog);
  }

  get isOpen() {
    return this.dialog.open;
  }

  /** @param {boolean} [on] */
  turn(on = !this.isOpen) {
    if (on && !this.isOpen) this.dialog.showModal();
    else if (!on) this.dialog.close();
  }

  /** @param {string} text of how many are here */
  count(text) {
    say(this.people, text);
  }

  /** Whoever has this link presents: it is copied, and stands on no slide. @param {string} link */
  async copy(link) {
    try {
      await navigator.clipboard.writeText(link);
      this.tell("Copied. Who has this link presents, so send it to yourself only.");
    } catch {
      prompt("Copy this link. Who has it presents, so send it to yourself only.", link);
    }
    this.turn(false);
  }

  end() {
    this.dialog.remove();
  }
}
