/**
 * What Streamlit calls, by way of each component's loader: show something in its place, and end what was shown there.
 * What that is for each kind of component stands in `entries`.
 */

import { showPath, showScenes, showText, showWaiting } from "./entries/around.js";
import { showByHand } from "./entries/byhand.js";
import { showCheck } from "./entries/check.js";
import { endAt } from "./entries/entry.js";
import { showFigure } from "./entries/figure.js";
import { showLab } from "./entries/lab.js";
import { showPicture } from "./entries/picture.js";
import { showScore } from "./entries/score.js";
import { comeIn } from "./room/arrival.js";

export const mountByHand = showByHand;
export const mountCheck = showCheck;
export const mountFigure = showFigure;
export const mountLab = showLab;
export const mountPath = showPath;
export const mountPicture = showPicture;
export const mountScenes = showScenes;
export const mountScore = showScore;
export const mountText = showText;
export const mountWaiting = showWaiting;
export const unmount = endAt;

void comeIn();
