"""What the browser needs to make questions: networks by name, what was measured, names of scenes."""

from collections.abc import Mapping
from typing import Any

from core import Network, RunSpec, default_run
from core.figures.palette import NETWORKS, palette
from core.spec import KINDS, Kind, TaskName
from pages._scenes.check.measured import shares
from pages._shell.caches.networks import untrained
from pages._shell.lesson.waiting import at_hand
from pages._shell.story import PAGES

LESSONS = ("Read", "Learn", "Remember")
"""The parts of the story whose pages have questions."""

GAMES: tuple[TaskName, ...] = ("total", "brackets")
AT_ONCE = 4
"""How many networks the page waits for at a time: a visitor may have eight runs, those of other pages too."""

PLAYERS: tuple[Kind, ...] = ("rnn", "lstm")
"""Whose networks play games that no lesson trains them for: `assets/stage/check/games`."""


def recipes() -> dict[str, RunSpec]:
    """Return the recipes of the trained networks that questions and games read, by name."""
    return {
        **{f"recall/{kind}": default_run(kind, "recall") for kind in KINDS},
        "everyday/gru": default_run("gru", "everyday"),
        "everyday/lstm": default_run("lstm", "everyday"),
        **{f"{name}/{kind}": default_run(kind, name) for name in GAMES for kind in PLAYERS},
    }


def trained() -> dict[str, Network]:
    """Return those of the networks that are trained, by name; asks for none."""
    found = {name: at_hand([spec]) for name, spec in recipes().items()}
    return {name: networks[0] for name, networks in found.items() if networks}


def untrained_ones() -> dict[str, Network]:
    """Return the networks that are read as they are before training, by name."""
    return {f"recall/{kind}/untrained": untrained(default_run(kind, "recall")) for kind in KINDS}


def told(found: Mapping[str, Network]) -> dict[str, Any]:
    """Return what the page tells the browser, once: hues, keys of networks, what was measured, titles."""
    return {
        "palette": palette(),
        "looks": {kind: look.hue for kind, look in NETWORKS.items()},
        "networks": {name: network.key for name, network in {**found, **untrained_ones()}.items()},
        "measured": shares(),
        "lessons": [
            {
                "name": page.name,
                "title": page.title,
                "scenes": {scene.name: scene.title for scene in page.scenes},
            }
            for page in PAGES
            if page.group in LESSONS
        ],
    }
