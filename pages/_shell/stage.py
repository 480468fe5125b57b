"""The stage on a page: two components whose code is served from assets/stage, mounted with data."""

import hashlib
import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

import streamlit as st

from pages._shell.serve import stage_url

_CSS = (Path(__file__).parents[2] / "assets" / "stage" / "stage.css").read_text(encoding="utf-8")
_LOADER = """
const load = (data) => import(new URL(`${data.base}/mount.js`, document.baseURI).href);
export default function (component) {
  const { data, parentElement } = component;
  load(data).then((stage) => stage.%s(component)).catch((error) => {
    const sentence = document.createElement("p");
    sentence.className = "failed";
    sentence.textContent = `The picture could not be drawn (${error.message}). Reload the page; `
      + "if that does not help, the server has to be started again.";
    for (const child of [...parentElement.children]) if (child.tagName !== "STYLE") child.remove();
    parentElement.append(sentence);
    console.error(error);
  });
  return () => load(data).then((stage) => stage.unmount(parentElement)).catch(() => {});
}
"""
_SCORE = st.components.v2.component("unrolled_score", css=_CSS, js=_LOADER % "mountScore")
_FIGURE = st.components.v2.component("unrolled_figure", css=_CSS, js=_LOADER % "mountFigure")


def _nothing() -> None:
    """Take note of a state without doing anything: the rerun that follows reads it."""


def show_score(payload: dict[str, Any], *, key: str, veiled: Collection[str] = (), play: str = "") -> bool:
    """Show a score; return whether its reader has come to the last token since this picture was put up.

    Args:
        payload: What `core.figures.score.score` made, and its "signature".
        key: Identity of the element on the page.
        veiled: Ids of staves that stay covered until the reader has predicted.
        play: A new word here makes the score play by itself, once.
    """
    signature = f"{payload['signature']} {','.join(sorted(veiled))}"
    staves = [{**stave, "veiled": stave["id"] in veiled} for stave in payload["staves"]]
    shown = _SCORE(
        key=key,
        data={
            **payload,
            "staves": staves,
            "signature": signature,
            "veiled": bool(veiled),
            "base": stage_url(),
            "play": play,
        },
        on_finished_change=_nothing,
    )
    return bool(shown.finished == signature)


def show_figure(figure: Any, *, key: str, title: str, name: str, alt: str, caption: str) -> None:
    """Show a Plotly figure; zoom and element are kept while its data change."""
    plain = json.loads(figure.to_json())
    signature = hashlib.sha1(json.dumps(plain, sort_keys=True).encode(), usedforsecurity=False).hexdigest()
    _FIGURE(
        key=key,
        data={
            "figure": plain,
            "signature": signature,
            "title": title,
            "name": name,
            "alt": alt,
            "caption": caption,
            "base": stage_url(),
        },
    )
