"""What the scene of scores says: the right answer, its heading, and the findings over its charts."""

from __future__ import annotations

from collections.abc import Sequence

from core.figures.palette import NETWORKS
from core.instruments.ngrams import LONGEST_GRAM
from pages._scenes.guess.factors import factor
from pages._scenes.guess.scored import KNOWN, Scored, Source
from pages._shell.words import listed, percent, thousands

ANSWERS = {"none": "for no N", "two": "from N = 2 on", "four": "from N = 4 on", "all": "for every N"}
_FROM = {1: "all", 2: "two", 4: "four"}


def asked(text: Source, piece: str) -> str:
    """Return what is guessed."""
    if text == "gap":
        return "the last word of sentences with a gap"
    return f"{piece}s of unread {'parts of your text' if text == 'own' else 'pages of Moby-Dick'}"


def answer(better: Sequence[int]) -> str:
    """Return which answer is right, "other" if none is."""
    if not better:
        return "none"
    return _FROM.get(better[0], "other") if _to_the_end(better) else "other"


def when(better: Sequence[int]) -> str:
    """Return for which N the table is better.

    >>> [when(better) for better in ([], [1, 2, 3, 4, 5, 6], [3, 4, 5, 6], [2, 3])]
    ['for no N', 'for every N', 'from N = 3 on', 'for N = 2 and 3 alone']
    """
    right = answer(better)
    if right in ANSWERS:
        return ANSWERS[right]
    if _to_the_end(better) and len(better) > 1:
        return f"from N = {better[0]} on"
    return f"for N = {listed([str(n) for n in better])} alone"


def heading(text: Source, better: Sequence[int]) -> str:
    """Return the section of the claim."""
    if text == "own":
        return "heading own" if better else "heading own none"
    if text == "whale" and _to_the_end(better):
        return "heading"
    return "heading gap" if text == "gap" and not better else "heading else"


def reached(scored: Scored) -> str:
    """Return the finding over the chart of what each reaches."""
    if scored.text == "gap":
        return _far_back(scored)
    near = "Your text" if scored.text == "own" else "Near"
    if scored.better:
        won = when(scored.better).removesuffix(" on").removesuffix(" alone")
        said = f"{near}: the table wins {won}"
    else:
        said = f"{near}: the table never wins"
    return f"{said}; {tie(scored.ties)}" if scored.ties else said


def stored(scored: Scored) -> str:
    """Return the finding over the chart of what each stores."""
    last, (kind, most) = scored.stored[-1], max(scored.sizes.items(), key=lambda one: one[1])
    table = f"N = {len(scored.stored)}: the table stores {thousands(last)} numbers"
    times = factor(last / most)
    how = "as many as" if times == "1" else f"{times} ×"
    return f"{table}, {how} the {NETWORKS[kind].name}"


def sections(scored: Scored) -> list[str]:
    """Return the sections that say what came out on a text."""
    seldom = scored.text == "own" and round(min(scored.table), 2) < round(scored.table[-1], 2)
    return [
        f"explain {scored.text}",
        *(["explain own seldom"] if seldom else []),
        "explain stored",
        "explain published",
    ]


def _far_back(scored: Scored) -> str:
    """Return who has the word that a far one decides."""
    kinds, others = scored.carriers, max(*scored.table, *scored.window)
    if not kinds:
        return "Far back: nobody has it"
    shares = {percent(scored.reached[kind]) for kind in kinds}
    right = f"{min(shares)} %" if len(shares) == 1 else f"{min(shares)} to {max(shares)} %"
    only = "only " if others < KNOWN else ""
    return f"Far back: {only}{listed([NETWORKS[kind].name for kind in kinds])} ({right} right)"


def tie(ties: Sequence[int]) -> str:
    """Return for which N it is a tie."""
    return f"N = {listed([str(n) for n in ties])}: a tie"


def _to_the_end(better: Sequence[int]) -> bool:
    """Return whether the table stays better once it is."""
    return bool(better) and len(better) == LONGEST_GRAM + 1 - better[0]
