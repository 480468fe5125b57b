"""Boards: which staves stand on a page, for one network or for several on the same sentence."""

from collections.abc import Sequence
from typing import Any

from ..instruments.gradient import GradientProfile
from ..instruments.trace import Trace
from .score import score
from .staves import heat_stave, lines_stave, profile_stave, readout_stave, unrolled_stave

LINES = "lines-"


def board(
    trace: Trace,
    parts: Sequence[str],
    *,
    name: str,
    readout: str,
    lens: bool = True,
    against: Trace | None = None,
) -> dict[str, Any]:
    """Return a score of one network on one sentence.

    Args:
        trace: The network on the sentence.
        parts: Staves from top to bottom: "unrolled", "readout", "lines-<signal>" or a signal.
        name: Of the picture, for files.
        readout: Label of the readout's stave.
        lens: Whether the equations stand beside it.
        against: Another network on the same sentence; each of its signals stands below its twin.
    """
    staves = []
    for part in parts:
        staves.append(_stave(trace, part, readout))
        if against is not None:
            staves.append(_named(_stave(against, part, readout), against))
    traces = [trace] if against is None else [trace, against]
    return score(traces, staves, name=name, lens=trace if lens else None)


def gradient_board(
    traces: Sequence[Trace], profiles: Sequence[GradientProfile], *, name: str
) -> dict[str, Any]:
    """Return the gradient norms of several networks on one sentence, and their hidden states below."""
    lines = []
    for trace, profile in zip(traces, profiles, strict=True):
        kind = trace.network.spec.model.kind
        lines.append((kind, "hidden", profile))
        if profile.cell_state is not None:
            lines.append((kind, "cell_state", profile))
    target = profiles[0].target
    answer = traces[0].network.classes[target] if isinstance(target, int) else f"{target:g}"
    states = [
        _named(heat_stave(trace, "hidden"), trace, trace.network.spec.model.kind.upper()) for trace in traces
    ]
    return score(traces, [profile_stave(lines, answer), *states], name=name)


def _stave(trace: Trace, part: str, readout: str) -> dict[str, Any]:
    if part == "unrolled":
        return unrolled_stave(trace)
    if part == "readout":
        return readout_stave(trace, readout)
    if part.startswith(LINES):
        return lines_stave(trace, part.removeprefix(LINES))
    return heat_stave(trace, part)


def _named(stave: dict[str, Any], trace: Trace, name: str = "") -> dict[str, Any]:
    """Tell a stave from its twin of another network."""
    name = name or ("untrained" if trace.network.step == 0 else "other")
    named = stave | {"id": f"{stave['id']}-{name.lower()}", "note": "", "hint": ""}
    return named | {text: f"{stave[text]}, {name}" for text in ("label", "rolled") if text in stave}
