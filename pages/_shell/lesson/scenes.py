"""A lesson in scenes: one is in sight, the others are a step away, and each has its address.

Two designs were compared: all scenes under one another on one long page, or one at a time. One at a time is
simpler and quicker: there is one score with one cursor and one set of single-letter keys, two scenes may
share a control (the sentence, the cell), what is not in sight is not computed, and a page run costs as much
as it did before. Reading on at the end of the page, Page Down and the strip lead to the next one
(`assets/stage/scenes.js`).

A scene's heading is what there is to take away. Where something can be predicted it would give the answer
away, so the scene's title stands there until the answer is told.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core import Reading
from pages._shell.caches.terms import with_terms
from pages._shell.lesson.frame import Guess, come_out, headline, predict, prose, reset, way_on
from pages._shell.lesson.sentences import Sentences, sentence_control
from pages._shell.plain import literal
from pages._shell.stage import show_scenes
from pages._shell.story import Scene, page
from pages._shell.visit.address import from_link, is_new, now_in_sight, report
from pages._shell.visit.choice import MOST_LETTERS, follow, meant_by
from pages._shell.visit.visitor import resettable
from pages._shell.words import either


@dataclass(frozen=True, slots=True)
class SceneFrame:
    """The frame of the scene that is in sight.

    Attributes:
        name: Its prose, "lesson/scene".
        place: Where its heading stands.
        title: What stands there before the heading may.
    """

    name: str
    place: DeltaGenerator
    title: str

    @property
    def key(self) -> str:
        """What the keys of its controls begin with."""
        return self.name.replace("/", "_")

    def controls(self) -> DeltaGenerator:
        """Return the row for its controls: three at most."""
        return st.container(horizontal=True, vertical_alignment="bottom", key=f"{self.key}_controls")

    def sentence(self, read_by: Sentences) -> Reading:
        """Ask for a sentence; it counts as one control."""
        with st.container():
            return sentence_control(read_by)

    def predict(self, answers: Mapping[str, str], **asked: Any) -> Guess:
        """Ask the scene's question; see `frame.predict`."""
        return predict(self.name, answers, **asked)

    def explain(
        self,
        guess: Guess,
        right: str,
        finished: bool,
        *,
        measured: str = "",
        came: str = "Measured",
        accepted: Sequence[str] = (),
        sections: Sequence[str] = ("explain",),
        heading: str = "heading",
        **values: Any,
    ) -> None:
        """Once the picture has been seen, say what came out, and put the claim in its place.

        Args:
            guess: What was predicted.
            right: The id of the right answer.
            finished: Whether the picture has been seen to its end, or there is nothing to watch.
            measured: What came out in words, if it is not what the right answer is called.
            came: How it came out: measured, or calculated; "" where what came out says it.
            accepted: Answers that count as right beside the `right` one.
            sections: The sections of its prose that are put together.
            heading: The section that holds the claim: what is claimed depends on what was measured.
            values: What stands in the gaps of all these.
        """
        if guess.pending:
            return
        if come_out(self.name, guess, right, finished, measured=measured, came=came, accepted=accepted):
            named = literal(measured or guess.labels[right])
            self.tell(sections=sections, heading=heading, right=named, **values)

    def tell(
        self, *, sections: Sequence[str] = ("explain",), heading: str = "heading", **values: Any
    ) -> None:
        """Put the claim above the picture, and below it what it rests on."""
        parts = prose(self.name)
        self.place.header(parts[heading].format(**values), anchor=False)
        st.header("What happened", anchor="what-happened")
        text = "\n\n".join(parts[section] for section in sections)
        st.markdown(with_terms(text).format(**values))

    def notes(self, **values: Any) -> None:
        """Offer how to read the picture, and the traps."""
        parts = prose(self.name)
        with st.expander(
            "How to read the picture, and what to be careful about", icon=":material/visibility:"
        ):
            text = f"{parts['read']}\n\n**Careful.** {parts['mind']}"
            st.markdown(with_terms(text).format(**values))


Show = Callable[[SceneFrame], None]


def lesson(name: str, shows: Mapping[str, Show]) -> None:
    """Put up a lesson: its title, the strip of its scenes, the one in sight, and the way on.

    Args:
        name: The lesson.
        shows: What shows each scene, by its name, in the order of the story.
    """
    with st.container(horizontal=True, vertical_alignment="bottom", key="lesson_title"):
        headline(name)
    scenes = page(name).scenes
    with st.container(horizontal=True, vertical_alignment="center", key="scenes_strip"):
        chosen = _chosen(name, scenes)
        reset(lambda: _forget(name))
    now_in_sight(chosen)
    at = [scene.name for scene in scenes].index(chosen)
    body, foot = st.container(gap="xsmall", key="scene"), st.container()
    with foot:  # first: a scene that waits for its networks ends the run
        _way_on(name, scenes[at + 1] if at + 1 < len(scenes) else None)
    with body:
        place = st.empty()
        place.header(scenes[at].title, anchor=False)
        shows[chosen](SceneFrame(f"{name}/{chosen}", place, scenes[at].title))
    _tell_the_address(scenes, chosen)  # what the scene put into it may mean another one


def scene_key(name: str) -> str:
    """Return under which key the session holds the scene of a lesson that is in sight."""
    return f"{name}_scene"


def _way_on(name: str, following: Scene | None) -> None:
    """Show the way to the scene that follows; after the last, to the next page."""
    if following is None:
        way_on(name)
        return
    st.button(
        f"Next: **{following.title}**",
        icon=":material/arrow_downward:",
        type="tertiary",
        key=f"{name}_next",
        on_click=_go,
        args=(name, following.name),
    )


def _go(name: str, scene: str) -> None:
    st.session_state[scene_key(name)] = scene


def _forget(name: str) -> None:
    """Take what the address says of scenes that are not in sight out of it, too."""
    for said in [said for said in st.query_params if said.startswith(f"{name}_")]:
        st.query_params.pop(said, None)


def _chosen(name: str, scenes: Sequence[Scene]) -> str:
    """Return the scene that the strip, the link or the visit chose; say so where there is no such scene."""
    key, titles = resettable(scene_key(name), scenes[0].name), {one.name: one.title for one in scenes}
    arriving, usual = is_new(key), _unsaid(scenes)
    words = from_link(key, "scene")
    if words is None and arriving and usual != scenes[0].name:
        words = []
    if words is not None:
        meant = meant_by(words[-1], titles) if words else usual
        if meant is None:
            report(
                f"The link says scene={words[-1][:MOST_LETTERS]}. Expected {either(list(titles))}; "
                f"“{scenes[0].title}” is shown."
            )
        st.session_state[key] = meant or scenes[0].name
    if st.session_state.get(key) not in titles:
        st.session_state[key] = scenes[0].name
    chosen = show_scenes(name, scenes, st.session_state[key], key=f"{name}_scenes", on_scene=_go)
    _tell_the_address(scenes, chosen)
    return chosen


def _unsaid(scenes: Sequence[Scene]) -> str:
    """Return the scene that the address means without naming one."""
    meant = [one.name for one in scenes if any(name in st.query_params for name in one.opened_by)]
    return meant[0] if meant else scenes[0].name


def _tell_the_address(scenes: Sequence[Scene], chosen: str) -> None:
    follow(("scene",), chosen, {one.name: one.title for one in scenes}, _unsaid(scenes))
