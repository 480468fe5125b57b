"""What the scene on brackets measures and says: the nest it opens with, and what other starts came to."""

from typing import NamedTuple

from core import Network, record_batch
from core.experiments.lessons.gru_brackets import closes, due, knows_the_end, nests, said
from core.spec import KINDS
from core.tasks.brackets import OPENING
from pages._scenes.gru.seeds import ends_of, kept_values, middle_of

LINES = {"which": "which closes", "when": "when all are closed"}
"""What is measured of each cell, and what its lines are called after the cell."""


class Example(NamedTuple):
    """A nest that is shown.

    Attributes:
        kinds: Its brackets, as they open.
        wrong: How many of a network's answers on it are wrong.
        typical: Whether it is read as most are: its end is known, but not all brackets.
    """

    kinds: list[int]
    wrong: int
    typical: bool

    @property
    def told(self) -> str:
        """Which one it is, as a sentence."""
        answers = (
            f"{self.wrong} of its {2 * len(self.kinds)} answers {'is' if self.wrong == 1 else 'are'} wrong"
        )
        if not self.typical:
            return f"The text above is the first of them: {answers}."
        return f"The text above is one whose end it knows: {answers}, as many as in the middle one of these."


def typical(network: Network, deep: int) -> Example:
    """Return the nest of a depth that is shown: the middle one by wrong answers.

    Of those whose end alone is known, that is; where there is none it is the first of all.
    """
    texts = nests(deep)
    traces = record_batch(network, texts)
    wrong = [
        sum(one != right for one, right in zip(said(trace), due(words), strict=True))
        for words, trace in zip(texts, traces, strict=True)
    ]
    known = [at for at, trace in enumerate(traces) if knows_the_end(trace) and not closes(trace)]
    ranked = sorted(known, key=wrong.__getitem__)
    at = ranked[len(ranked) // 2] if ranked else 0
    return Example([OPENING.index(word) for word in texts[at][:deep]], wrong[at], bool(ranked))


def reach_said(kind: str, line: str) -> str:
    """Return how deep a cell reads from other random starts: "5 [4 to 6]"."""
    values = kept_values("gru/brackets")[f"{kind.upper()}, {line}"]
    return f"{middle_of(values)} [{ends_of(values)}]"


def starts_said(kind: str) -> str:
    """Return how deep a cell reads from so many random starts, as it stands below its name."""
    kept = kept_values("gru/brackets")
    which, when = (kept[f"{kind.upper()}, {line}"] for line in LINES.values())
    if not which:
        return ""
    return (
        f"of {len(which)} random starts half are right to depth {middle_of(which)}, "
        f"and half know the end to {middle_of(when)}"
    )


def fits_said() -> dict[str, str]:
    """Return of each cell between which ends the correlations of its unit lie."""
    kept = kept_values("gru/brackets/unit").values()
    return {
        f"{kind}_fit": f"{min(values):.2f} to {max(values):.2f}" if values else "not measured"
        for kind, values in zip(KINDS, kept, strict=True)
    }
