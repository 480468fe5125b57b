/** Whether this tab is in a room: then what follows it, or presents in it, is fetched. Who is in none pays nothing. */

import { keepRoom, roomHere } from "./kept.js";

const FORM = /^[A-Z]{5}$/;

/** Go on in the room that this tab is in, or that its address names. */
export async function comeIn() {
  const named = new URL(location.href).searchParams.get("room")?.toUpperCase() ?? "";
  if (FORM.test(named) && roomHere()?.code !== named) keepRoom({ code: named, secret: "" });
  if (roomHere() && document.querySelector('[data-testid="stApp"]')) (await import("./room.js")).goOn();
}
