"""The widget: a score, its networks, and what is read back from it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import anywidget
import traitlets

from ..figures.template import STEPS
from ..instruments import Operation
from ..network import Network
from ..network.files import to_file
from .joined import whole
from .operations import operations_of

ASSETS: Final = Path(__file__).resolve().parents[2] / "assets"
FIRST: Final = "stage/widget/widget.js"
_SHEET: Final = re.compile(r'sheetOf\("([\w/]+\.css)"\)')


@cache
def module() -> str:
    """Return the modules of the browser as one, with their style sheets.

    Raises:
        FileNotFoundError: if they are not there.
    """
    if not (ASSETS / FIRST).exists():
        raise FileNotFoundError(
            "The widget's modules are not part of the installed package; work in a clone of the repository."
        )
    modules = {
        path.relative_to(ASSETS).as_posix(): path.read_text("utf-8")
        for folder in ("stage", "net")
        for path in sorted((ASSETS / folder).rglob("*.js"))
    }
    code = whole(modules, FIRST, []).replace("import.meta.url", '"file:///"')  # a blob's is no base of others
    sheets = {name: (ASSETS / "stage" / name).read_text("utf-8") for name in sorted({*_SHEET.findall(code)})}
    sizes = " ".join(f"--{step}: {ratio}rem;" for step, ratio in STEPS.items())
    sheets["widget/widget.css"] += f":host {{ {sizes} --px: calc(1rem / 16); }}"
    return "\n".join(
        [
            f"globalThis.unrolledSheets = {json.dumps(sheets)};",
            code,
            f'export default {{ render: modules["{FIRST}"].render }};',
        ]
    )


class ScoreWidget(anywidget.AnyWidget):  # type: ignore[misc,unused-ignore]
    """A score in a notebook.

    Attributes:
        timestep: Where the cursor stands, from 0; may be set.
        unit: Which unit it is at, from 0; may be set.
        sentence: What is read, as it was typed last.
    """

    timestep = traitlets.Int(0).tag(sync=True)
    unit = traitlets.Int(0).tag(sync=True)
    sentence = traitlets.Unicode("").tag(sync=True)
    _told = traitlets.Unicode("").tag(sync=True)
    _networks = traitlets.Dict().tag(sync=True)
    _hand = traitlets.Dict().tag(sync=True)

    @classmethod
    def of(cls, told: Mapping[str, Any], networks: Sequence[Network], hand: Mapping[str, Any]) -> ScoreWidget:
        """Return the widget of a score.

        Args:
            told: The score (`core.figures.score`).
            networks: Those that it draws.
            hand: What is done by hand, and the twin, as the browser has them.
        """
        return cls(
            _esm=module(),
            _told=json.dumps(told),
            _networks={network.key: to_file(network, f"network {network.key}") for network in networks},
            _hand=dict(hand),
            sentence=told["sentence"],
        )

    @property
    def held(self) -> tuple[Operation, ...]:
        """What is held, switched off or erased now: operations for `record`."""
        return operations_of(self._hand.get("operations", []))
