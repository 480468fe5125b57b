/** Behind a room's link: keep which room it is, and go to where its presenter is. The secret stands behind the #. */

import { keepRoom } from "./kept.js";

const link = document.querySelector("#go");

if (link instanceof HTMLAnchorElement) {
  const secret = new URLSearchParams(location.hash.slice(1)).get("present") ?? "";
  const code = link.dataset.code ?? "";
  keepRoom({ code, secret });
  const address = new URL(link.href);
  if (!sessionStorageKeeps(code)) address.searchParams.set("room", code);
  location.replace(address);
}

/** Whether the next page will know of it. @param {string} code */
function sessionStorageKeeps(code) {
  try {
    return sessionStorage.getItem("unrolled-room")?.includes(code) ?? false;
  } catch {
    return false;
  }
}
