/** All claims as a file that pandas and spreadsheets read. */

import { csvFile } from "../../parts/csv.js";
import { addressOf } from "./opened.js";

/** @typedef {import("./choices.js").Claim} Claim */

const COLUMNS = [
  ...[
    "id",
    "lesson",
    "scene",
    "claim",
    "lectures_say",
    "source_of_it",
    "verdict",
    "starts_that_bear_it",
    "starts",
    "share_low",
    "share_high",
  ],
  ...[
    "border",
    "strength_lowest",
    "strength_median",
    "strength_highest",
    "date",
    "processor",
    "seconds_again",
    "address",
  ],
];

/** @param {Claim} claim @param {string} base address of the app */
function row(claim, base) {
  const known = claim.points.filter((one) => one !== null).sort((a, b) => a - b);
  const middle = known.length >> 1;
  const median = known.length % 2 ? known[middle] : (known[middle - 1] + known[middle]) / 2;
  return [
    ...[
      claim.id,
      claim.lesson,
      claim.scene,
      claim.claim,
      claim.said,
      claim.source,
      claim.word,
      claim.bears,
      claim.count,
      claim.low,
      claim.high,
    ],
    ...[claim.least, known[0], known.length ? median : null, known.at(-1), claim.date, claim.processor, claim.seconds],
    new URL(addressOf(claim), base).href,
  ];
}

/** @param {Claim[]} claims @param {string} base address of the app */
export const claimsFile = (claims, base) =>
  csvFile(
    COLUMNS,
    claims.map((claim) => row(claim, base)),
    "Unrolled: what the lessons claim, as measured; a strength from the border on bears the claim",
  );
