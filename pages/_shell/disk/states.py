"""A scene as its reader may find it: before the answer, after each, and at other options of its controls.

Each state is one run of the page, by the link that restores it, so a file shows what the page would. Options
are followed one at a time from where the scene begins: what two of them show together is left to the full
tool.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1.element_tree import ElementTree

from pages._shell.disk.recording import Link, Visit
from pages._shell.disk.tree import Node, components, page_nodes

ANSWER: Final = "_guess"
"""What the keys of questions end with."""

SHOW: Final = "_guess_show"
"""What the key of the button ends with that passes a question over."""

AGAIN: Final = 0.2
"""Seconds after which a page that waits for networks is run once more."""

Watch = Callable[[], None]
"""Is called while a page waits for networks that are being trained; it may raise to give up."""


@dataclass
class State:
    """What a scene shows, and where its controls lead.

    Attributes:
        nodes: What stands on the page.
        link: What its address says.
        moves: The number of the state that each option leads to, by the key of the control.
    """

    nodes: list[Node]
    link: Link
    moves: dict[str, dict[int, int]] = field(default_factory=dict)


class Scenes:
    """Records the states of scenes.

    Args:
        session: What each visit holds beforehand.
        watch: Is called while networks are trained.
    """

    def __init__(self, session: Mapping[str, object], watch: Watch = lambda: None) -> None:
        self._session, self._watch = session, watch

    def states(self, page: str, link: Link, *, options: Collection[str] = ()) -> list[State]:
        """Return the states of the scene that a link shows, the one in which it begins first.

        Args:
            page: The name of the page.
            link: What the address says; an answer in it is left out.
            options: The keys of the controls whose other options are followed.
        """
        begin = {name: said for name, said in link.items() if not name.endswith(ANSWER)}
        found: list[State] = []
        first = self._answered(page, begin, found)
        for key, place, content in _options(self._tree(page, begin)[0], lambda one: one in options):
            led = self._answered(page, self._led(page, begin, _choose(key, content)), found)
            _join(found, first, led, _key(key), place)
        return found

    def shown(self, page: str, link: Link) -> State:
        """Return the one state that a link shows, answered or not."""
        tree, said = self._tree(page, link)
        return State(page_nodes(tree), said)

    def _answered(self, page: str, link: Link, found: list[State]) -> range:
        """Record a scene before and after each answer; return the numbers of its states."""
        begin = len(found)
        tree, said = self._tree(page, link)
        found.append(State(page_nodes(tree), said))
        ways = [
            *((key, place, _choose(key, content)) for key, place, content in _options(tree, _asks)),
            *((key, 0, _press(key)) for key in _passed_over(tree)),
        ]
        for key, place, touch in ways:
            after, told = self._tree(page, self._led(page, said, touch))
            found[begin].moves.setdefault(_key(key), {})[place] = len(found)
            found.append(State(page_nodes(after), told))
        for state in found[begin + 1 :]:
            state.moves |= {key: dict(places) for key, places in found[begin].moves.items()}
        return range(begin, len(found))

    def _led(self, page: str, link: Link, touch: WidgetState) -> Link:
        """Return the link that a page has after a hand on one of its controls."""
        visit = Visit(page, link, self._session)
        self._wait(visit)
        visit.run(touch)
        return visit.link

    def _tree(self, page: str, link: Link) -> tuple[ElementTree, Link]:
        visit = Visit(page, link, self._session)
        return self._wait(visit), visit.link

    def _wait(self, visit: Visit) -> ElementTree:
        """Run a page until it shows what it is about."""
        tree = visit.run()
        while any(kind == "unrolled_waiting" for kind, *_ in components(tree)):
            self._watch()
            time.sleep(AGAIN)
            tree = visit.run()
        return tree


def choices(tree: ElementTree) -> list[str]:
    """Return the keys of the controls of a page that offer a few options, without its questions."""
    return [key for key in (_key(one.proto.id) for one in _groups(tree)) if not _asks(key)]


def _join(found: list[State], first: range, led: range, key: str, place: int) -> None:
    """Let a control lead from the states of one option to those of another, and back, answer by answer."""
    for number in first:
        other = led[number - first[0]] if number - first[0] < len(led) else led[0]
        found[number].moves.setdefault(key, {})[place] = other
    for number in led:
        back = first[number - led[0]] if number - led[0] < len(first) else first[0]
        shown = next(node for node in _walk(found[first[0]].nodes) if node.get("key") == key)
        found[number].moves.setdefault(key, {})[shown["chosen"]] = back


def _walk(nodes: list[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _walk(node.get("kids", []))


def _groups(tree: ElementTree) -> list[Any]:
    return list(tree.get("button_group"))


def _options(tree: ElementTree, wanted: Callable[[str], bool]) -> list[tuple[str, int, str]]:
    """Return the options of the controls that are wanted, without those that stand chosen."""
    return [
        (one.proto.id, place, option.content)
        for one in _groups(tree)
        if wanted(_key(one.proto.id))
        for place, option in enumerate(one.proto.options)
        if place not in one.proto.default or _asks(_key(one.proto.id))
    ]


def _passed_over(tree: ElementTree) -> list[str]:
    buttons: Any = tree.get("button")
    return [one.proto.id for one in buttons if _key(one.proto.id).endswith(SHOW)]


def _asks(key: str) -> bool:
    return key.endswith(ANSWER)


def _key(identity: str) -> str:
    return identity.split("-", 2)[-1]


def _choose(identity: str, content: str) -> WidgetState:
    state = WidgetState(id=identity)
    state.string_array_value.data.append(content)
    return state


def _press(identity: str) -> WidgetState:
    return WidgetState(id=identity, trigger_value=True)
