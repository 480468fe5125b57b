"""Write lessons as files: `python -m pages._shell.disk build/site`, or one alone with `--only lstm/gates`."""

from __future__ import annotations

import argparse
import logging
import sys
import time
from pathlib import Path

from core.jobs import HOUSE, desk
from pages._shell.disk.lessons import lesson_file
from pages._shell.disk.site import LESSONS, write_site
from pages._shell.disk.states import Scenes

_CONTEXT = "streamlit.runtime.scriptrunner_utils.script_run_context"
"""What warns at each run that no browser has asked for it; its level is set anew by settings."""

EVERY = 5.0
"""Seconds after which it is said again what is being trained."""


def main() -> int:
    """Write what is asked for; return 0."""
    asks = argparse.ArgumentParser(prog="python -m pages._shell.disk", description=__doc__)
    asks.add_argument("folder", type=Path, help="where the files are written")
    asks.add_argument("--only", default="", metavar="LESSON[/SCENE]", help="one lesson, or one scene, alone")
    asked = asks.parse_args()
    lesson, _, scene = asked.only.partition("/")
    known = {one.name: [place.name for place in one.scenes] for one in LESSONS}
    if lesson and (lesson not in known or (scene and scene not in known[lesson])):
        asks.error(
            f"there is no “{asked.only}”; expected one of {', '.join(known)}, alone or with a scene of it"
        )
    logging.getLogger(_CONTEXT).disabled = True
    with desk():
        scenes = Scenes({"watcher": HOUSE}, Progress())
        if not lesson:
            sizes = write_site(asked.folder, scenes, _say)
            _say(
                ", ".join(
                    f"{name.removesuffix('.html')} {size / 1000:.0f} kB" for name, size in sizes.items()
                )
            )
        else:
            asked.folder.mkdir(parents=True, exist_ok=True)
            path = asked.folder / f"{asked.only.replace('/', '-')}.html"
            path.write_text(lesson_file(lesson, scenes, only=scene, told=_say), "utf-8")
            _say(f"{path}: {path.stat().st_size / 1000:.0f} kB")
    return 0


class Progress:
    """Says now and then how far the networks are that a page waits for."""

    def __init__(self) -> None:
        self._said = 0.0

    def __call__(self) -> None:
        """Say it, unless it was said just now."""
        if time.monotonic() - self._said < EVERY:
            return
        self._said = time.monotonic()
        for view in desk().known().values():
            if view.active and view.history:
                at = view.history[-1].step
                _say(f"   training {view.spec.label()}: step {at} of {view.spec.train.steps}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
