"""The stage on a page: ten components whose code is served from assets/stage.

Each gets a list of two: the picture as JSON text, made once and cached, and a few words around it. (In a bare
dictionary Streamlit would hold every value against all kinds of data frames, and import pandas for it.)

The code of a component is a loader that imports `/stage/<hash>/mount.js`: ordinary modules with ordinary
imports, kept for ever by the browser and replaced when a file changes. All have one prefix, so each module is
loaded once a page, and scores and figures share the cursor. Style sheets are fetched the same way: what a
component is registered with, Streamlit sends with each message. The cursor never asks the server: it writes
`t` and `u` into the address by `history.replaceState`, what is done by hand as `hold` and `do`, and Streamlit
sends the whole query with the next rerun.

Modules that load do not keep the order of calls: of two imports of one module that are under way, Chromium
answers the later one first about as often as not. Streamlit ends a call that is overtaken at once, and one
that is shown when it has left the page. So the loader keeps the calls that have not been ended, shows the
last of them, and takes a picture down only once its element has left the page
(`tests/browser/test_mounting.py`).

`st.plotly_chart` rebuilds its element at every change; `figure.js` uses `Plotly.react` and copies Plotly's
style rules into the shadow root.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import chain

import streamlit as st

from core import Network
from core.figures.palette import palette
from core.spec.tasks import MOST_IN_A_FILE
from pages._shell.caches.sheets import Description, Drawing, Others, Sheet
from pages._shell.lab.orders import Order, new_orders
from pages._shell.lab.state import lab
from pages._shell.lesson.frame import fresh
from pages._shell.server.descriptions import descriptions
from pages._shell.server.networks import network_files
from pages._shell.server.stage_files import stage_url
from pages._shell.server.wanted import wanted
from pages._shell.story import Group, Page, Scene, Way
from pages._shell.visit.address import in_sight, standing
from pages._shell.visit.visitor import watcher

STREAM = "runs/events"
NO_OTHERS = Others()
NO_SENTENCES: Mapping[str, Collection[str]] = {}
_LOADER = """
const calls = new WeakMap();
const load = (data) => import(new URL(`${data.base}/mount.js`, document.baseURI).href);
export default function (streamlit) {
  const { data: [text, data], parentElement } = streamlit;
  const component = { ...streamlit, text, data };
  // Browsers keep no order among imports of one module that are under way, so an older call may come after a
  // newer one. Streamlit ends at once what was overtaken: the last that was not ended is the one to show.
  const others = () => (calls.get(parentElement) ?? []).filter((call) => call !== component);
  const settle = (stage) => {
    if (!parentElement.isConnected) return stage.unmount(parentElement);
    const shown = calls.get(parentElement).at(-1);
    return shown && stage.%s(shown);
  };
  const say = (error) => {
    const sentence = document.createElement("p");
    sentence.className = "failed";
    sentence.textContent = `The picture could not be drawn (${error.message}). Reload the page; `
      + "if that does not help, the server has to be started again.";
    parentElement.replaceChildren(sentence);
    console.error(error);
  };
  calls.set(parentElement, [...others().slice(-8), component]);
  load(data).then(settle).catch(say);
  return () => {
    calls.set(parentElement, others());
    load(data).then(settle).catch(() => {});
  };
}
"""
_SCORE = st.components.v2.component("unrolled_score", js=_LOADER % "mountScore")
_FIGURE = st.components.v2.component("unrolled_figure", js=_LOADER % "mountFigure")
_TEXT = st.components.v2.component("unrolled_text", js=_LOADER % "mountText")
_PATH = st.components.v2.component("unrolled_path", js=_LOADER % "mountPath")
_WAITING = st.components.v2.component("unrolled_waiting", js=_LOADER % "mountWaiting")
_BY_HAND = st.components.v2.component("unrolled_by_hand", js=_LOADER % "mountByHand")
_CHECK = st.components.v2.component("unrolled_check", js=_LOADER % "mountCheck")
_SCENES = st.components.v2.component("unrolled_scenes", js=_LOADER % "mountScenes")
_PICTURE = st.components.v2.component("unrolled_picture", js=_LOADER % "mountPicture")
_LAB = st.components.v2.component("unrolled_lab", js=_LOADER % "mountLab")


def _wants(*names: str) -> None:
    """Note which files of `assets/stage` the browser fetches for this page: the next one is told at once."""
    wanted().note(*in_sight(), names)


def _open(field: str) -> str:
    """Return the key of a sentence's field; "" where a link holds the sentence: no picture edits it then."""
    return field if standing("sentence", field) == "shown" else ""


def _nothing() -> None:
    """Take note of a state without doing anything: the rerun that follows reads it."""


def show_score(
    sheet: Sheet,
    *,
    key: str,
    veiled: Collection[str] = (),
    play: str = "",
    scene: str = "",
    backward: bool = False,
    question: str = "",
    field: str = "",
    others: Others = NO_OTHERS,
    anew: Mapping[str, Collection[str]] = NO_SENTENCES,
    unit: int | None = None,
    timestep: int | None = None,
    opened: bool = False,
) -> bool:
    """Show a score; return whether its reader has come to the last token since this picture was put up.

    Args:
        sheet: What stands on it.
        key: Identity of the element on the page.
        veiled: Ids of staves that stay covered until the reader has predicted.
        play: A new word here makes the score play by itself, once.
        backward: Whether it plays from the last token to the first, as gradients travel.
        scene: What it plays before it reads: "roll" rolls the network up and unrolls it; "apart" takes
            a step apart from the start.
        question: What the page asks; it stands on pictures that are taken along.
        field: The key of the control in which the sentence stands; what is typed there is read at once.
        others: What the other options of the page's controls would show; they are drawn when they are chosen.
        anew: The staves that would be covered again on some sentences, because the page asks anew there.
        unit: The unit to which the cursor is brought, once, because the page speaks of it.
        timestep: The timestep to which it is brought.
        opened: Whether the lens stands open, because the page is about one unit at one step. Else it is
            closed until the reader chooses a place: what is asked is about all of the picture.
    """
    network_files().show((*others.networks, *sheet.networks))
    descriptions().show(dict(one for one in (*others.descriptions, sheet.description) if one))
    signature = f"{sheet.signature} {','.join(sorted(veiled))}"
    around = {
        "signature": signature,
        "veiled": list(veiled),
        "base": stage_url(),
        "play": play,
        "scene": scene,
        "backward": backward,
        "fresh": fresh(),
        "question": question,
        "opened": opened,
        "field": _open(field),
        "others": others.text,
        "anew": {sentence: list(staves) for sentence, staves in anew.items()},
        **({} if unit is None else {"unit": unit}),
        **({} if timestep is None else {"timestep": timestep}),
        **({} if standing("rows") == "shown" else {"fixedRows": True}),
    }
    component = _SCORE(key=key, data=[sheet.text, around], on_finished_change=_nothing)
    return bool(component.finished == signature)


def show_figure(
    drawing: Drawing,
    *,
    key: str,
    title: str,
    name: str,
    caption: str,
    finding: str | None = None,
    veiled: bool = False,
) -> None:
    """Show a Plotly figure, or its place while `veiled`; zoom and element are kept while its data change.

    A finding stands large above the plot as soon as that is not covered.
    """
    text = drawing.text
    around = {
        "title": title,
        "finding": "" if veiled and finding else finding,
        "name": name,
        "alt": drawing.alt,
        "caption": caption,
        "veiled": veiled,
        "base": stage_url(),
    }
    signature = hashlib.sha1(f"{text} {around}".encode(), usedforsecurity=False).hexdigest()
    _FIGURE(key=key, data=[text, {**around, "signature": signature}])


_MOST_SENT_BACK, _BEGINNING = 20_000, 120


def show_text(text: str, *, key: str, low: int, high: int, on_text: Callable[[str], None]) -> None:
    """Show a field for a text of `low` to `high` characters; `on_text` is called when the reader sends one.

    What is too short or too long is told beside the field and stays there: it would not fit a message. Of a
    long text that is in use only the beginning is sent back, however often the page runs.
    """

    def sent() -> None:
        said = st.session_state[key].text
        if isinstance(said, str):
            on_text(said)

    long = len(text) > _MOST_SENT_BACK
    beginning = " ".join(text[:_BEGINNING].split()) if long else ""
    around = {
        "base": stage_url(),
        "low": low,
        "high": high,
        "most": MOST_IN_A_FILE,
        "characters": len(text),
        "beginning": beginning,
    }
    _wants("text.js")
    _TEXT(key=key, data=["" if long else text, around], on_text_change=sent)


def show_path(
    groups: Mapping[Group, Sequence[Page]], ways: Sequence[Way], *, key: str
) -> tuple[str, str] | None:
    """Show the pages as a path and the ways through it; return where the reader went from here.

    Args:
        groups: The pages of each part of the story.
        ways: The ways that take so many minutes.
        key: Identity of the element on the page.

    Returns:
        The name of the page and of its scene, "" for the page as such; None as long as nothing was chosen.
    """
    numbers = {page: number for number, page in enumerate(chain(*groups.values()), start=1)}
    lessons = [
        {
            "name": group,
            "pages": [
                {
                    "name": page.name,
                    "title": page.title,
                    "number": numbers[page],
                    "asks": page.card,
                    "scenes": [scene._asdict() for scene in page.scenes],
                }
                for page in pages
            ],
        }
        for group, pages in groups.items()
    ]
    through = [
        {
            "minutes": way.minutes,
            "about": way.about,
            "stops": [(page.name, scene.name if scene else "") for page, scene in way.stops],
        }
        for way in ways
    ]
    text = json.dumps({"groups": lessons, "ways": through}, separators=(",", ":"))
    _wants("story.js", "story.css")
    stop = _PATH(key=key, data=[text, {"base": stage_url()}], on_stop_change=_nothing).stop
    stops = {(page.name, scene) for page in numbers for scene in ("", *(one.name for one in page.scenes))}
    return next((one for one in stops if [*one] == stop), None)


def show_scenes(
    name: str, scenes: Sequence[Scene], shown: str, *, key: str, on_scene: Callable[[str, str], None]
) -> str:
    """Show the scenes of a lesson as a strip; return the one that is shown.

    Args:
        name: The lesson.
        scenes: Its scenes in their order.
        shown: The name of the one in sight.
        key: Identity of the element on the page.
        on_scene: Called with the lesson and the name of the scene that the reader went to.
    """
    names = [scene.name for scene in scenes]

    def went() -> None:
        if (scene := st.session_state[key].scene) in names:
            on_scene(name, scene)

    text = json.dumps([{"name": scene.name, "title": scene.title} for scene in scenes], separators=(",", ":"))
    around = {"base": stage_url(), "lesson": name, "shown": shown}
    _wants("scenes.js")
    _SCENES(key=key, data=[text, around], on_scene_change=went)
    return shown


def show_picture(
    kind: str,
    data: Mapping[str, object],
    *,
    key: str,
    name: str,
    alt: str,
    veiled: bool = False,
    networks: Sequence[Network] = (),
    descriptions_used: Sequence[Description] = (),
    field: str = "",
    stream: str = "",
    on_told: Callable[[object], None] | None = None,
) -> object:
    """Show a live picture that is no score; return the last small value that it told, None before.

    Args:
        kind: The module in `assets/stage/pictures`.
        data: What it draws; sent once, and again when it is another.
        key: Identity of the element on the page.
        name: What it is called when it is taken along.
        alt: What it shows, in words, for who does not see it.
        veiled: Whether it stays covered until the reader has predicted.
        networks: Those that the browser fetches for it, by their keys.
        descriptions_used: What else it fetches, by its hash, because it is long and stays the same.
        field: The key of the control in which its sentence stands: the page hears of what is typed there when
            the reader rests.
        stream: Where it asks the server by itself, as this visitor.
        on_told: Called with each value that it tells, before the page is run for it.
    """

    def told() -> None:
        if on_told:
            on_told(st.session_state[key].told)

    network_files().show(networks)
    descriptions().show(dict(descriptions_used))
    text = json.dumps(data, separators=(",", ":"))
    around = {"base": stage_url(), "kind": kind, "name": name, "alt": alt, "veiled": veiled, "fresh": fresh()}
    around["field"] = _open(field)
    if networks:
        around["recipes"] = "; ".join(dict.fromkeys(network.spec.label() for network in networks))
    if stream:
        around |= {"stream": stream, "watcher": watcher()}
    signature = hashlib.sha1(f"{text} {around}".encode(), usedforsecurity=False).hexdigest()
    _wants(f"pictures/{kind}.js", f"pictures/{kind}.css")
    picture = _PICTURE(key=key, data=[text, {**around, "signature": signature}], on_told_change=told)
    return picture.told


def show_by_hand(*, key: str) -> None:
    """Show a network whose weights are typed; the browser works everything out and asks nothing."""
    text = json.dumps({"palette": palette()}, separators=(",", ":"))
    _wants("byhand/byhand.js", "byhand/byhand.css")
    _BY_HAND(key=key, data=[text, {"base": stage_url(), "fresh": fresh()}])


def show_check(told: Mapping[str, object], *, key: str, networks: Sequence[Network]) -> None:
    """Show questions; the browser makes, asks and judges them, and asks nothing but `networks`, once each."""
    network_files().show(networks)
    text = json.dumps(told, separators=(",", ":"))
    _wants("check/check.js", "check/check.css")
    _CHECK(key=key, data=[text, {"base": stage_url(), "fresh": fresh()}])


def show_waiting(runs: Sequence[Mapping[str, object]], *, key: str, then: str = "") -> None:
    """Show how far runs are; once all have ended the browser says so, and this script is run again.

    The browser follows them by itself, over `pages._shell.server.runs`.

    Args:
        runs: Of each its key, what it is called (`short`), its hue and the scale of its task's `curve`.
        key: Identity of the element on the page.
        then: What comes once they have ended, in a sentence; without it, that the picture does.
    """
    asked = st.session_state["waited"] = st.session_state.get("waited", 0) + 1
    around = {"base": stage_url(), "stream": STREAM, "watcher": watcher(), "asked": asked}
    text = json.dumps({"runs": runs} | ({"then": then} if then else {}), separators=(",", ":"))
    _WAITING(key=key, data=[text, around], on_ended_change=_nothing)


def show_lab(
    text: str,
    *,
    key: str,
    on_order: Callable[[Order], None],
    again: str = "",
    play: str = "",
) -> str:
    """Show runs while they train, and their film; return how all have ended, "key:state key:state", or "".

    The browser follows the runs by itself, over `pages._shell.server.runs`; this script is not run for it.

    Args:
        text: `core.figures.lab.lab_board` as JSON.
        key: Identity of the element on the page.
        on_order: Called with each thing the reader orders, once, before the page is run again.
        again: A new word here makes the browser ask for the same runs anew, after they ended.
        play: A new word here plays the film by itself once all runs have ended.
    """
    around = {
        "base": stage_url(),
        "stream": STREAM,
        "watcher": watcher(),
        "fresh": fresh(),
        "play": play,
        "again": again,
    }
    signature = hashlib.sha1(f"{text} {around}".encode(), usedforsecurity=False).hexdigest()

    def ordered() -> None:
        orders, lab().orders_done = new_orders(st.session_state[key].order, lab().orders_done)
        for order in orders:
            on_order(order)

    data = [text, {**around, "signature": signature, "done": lab().orders_done}]
    _wants("lab/lab.js", "lab/lab.css")
    component = _LAB(key=key, data=data, on_order_change=ordered, on_ended_change=_nothing)
    return str(component.ended or "")
