"""A tag for every word: whether "teddy" is a person is said by the next one, which comes too late."""

from collections.abc import Sequence
from typing import Any

from core import Network, task
from core.tasks.tagging import NAMES, SURNAMES, THINGS, VERBS
from pages._scenes.shapes.measured import recipe, score_of
from pages._shell.caches.networks import trace_of
from pages._shell.lesson.proof import show_proof
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.waiting import networks
from pages._shell.plain import literal
from pages._shell.stage import show_picture
from pages._shell.words import percent

ANSWERS = {"half": "about half", "most": "about three in four", "all": "nearly always"}
DIRECTIONS = {
    False: ("one direction", "reads from the left"),
    True: ("two directions", "read from both ends"),
}
GUESSED, SURE = 0.62, 0.9
"""Shares of right answers that are still called half, and that are called nearly always."""

BEFORE, AFTER = 1, 3
"""Words that are drawn before and after the name."""

MOST = 10
"""Words that are drawn of a sentence in which no name means two things."""

OTHER = dict(zip((*SURNAMES, *THINGS), (*THINGS, *SURNAMES), strict=True))
"""What turns a person into a thing behind the same name, and the other way round."""


def show(scene: SceneFrame) -> None:
    """Show how probable a person is at each word of two sentences, in one direction and in two."""
    specs = [recipe("lstm", "tagging", bidirectional=both) for both in DIRECTIONS]
    learnt = networks(specs)
    with scene.controls():
        reading = scene.sentence(task(specs[0].task))
    guess = scene.predict(ANSWERS)
    sentences = [reading.words, *([twin] if (twin := turned(reading.words)) else [])]
    one, both = map(score_of, specs)
    often = {False: one, True: both}
    panels = [
        {
            "title": label,
            "note": f"{note}: right at the name in {percent(often[way])} % of many",
            "rows": [_row(network, words) for words in sentences],
        }
        for network, (way, (label, note)) in zip(learnt, DIRECTIONS.items(), strict=True)
    ]
    twins = " Below: the same name before the other second word." if len(sentences) > 1 else ""
    caption = f"Bar: how probable “person” is at this word. Dashed line: 50 %, a coin.{twins}"
    show_picture(
        "panels",
        {"panels": panels, "even": 0.5, "unit": " %", "caption": caption},
        alt=_in_words(panels),
        key=f"{scene.key}_picture",
        name="tags",
        veiled=guess.pending,
    )
    right = "half" if one < GUESSED else "all" if one > SURE else "most"
    place = place_of_name(reading.words)
    scene.explain(
        guess,
        right,
        True,
        measured=f"in {percent(one)} % of many test sentences",
        heading="heading" if right == "half" else "heading other",
        one=percent(one),
        both=percent(both),
        name=literal(reading.words[place] if place is not None else NAMES[0]),
    )
    if not guess.pending:
        show_proof("shapes/tags")
    scene.notes()


def place_of_name(words: Sequence[str]) -> int | None:
    """Return where the first name stands, None where there is none."""
    return next((place for place, word in enumerate(words) if word.lower() in NAMES), None)


def turned(words: Sequence[str]) -> tuple[str, ...] | None:
    """Return the sentence in which the name means the other: a thing for a person, a person for a thing.

    None where the word behind the name does not say which of them it is.
    """
    place = place_of_name(words)
    if place is None or place + 1 == len(words) or words[place + 1].lower() not in OTHER:
        return None
    before, (second, *after) = words[: place + 1], words[place + 1 :]
    if after and after[0].lower() in VERBS:
        after[0] = VERBS[1 - VERBS.index(after[0].lower())]
    return (*before, OTHER[second.lower()], *after)


def _row(network: Network, words: Sequence[str]) -> dict[str, Any]:
    """Return words with the probability of a person at each, as the picture takes them.

    Around a name that means two things; where there is none, all words, with the tag of each.
    """
    reading = network.read(" ".join(words))
    shares = trace_of(network, reading).probabilities[:, network.classes.index("person")]
    place = place_of_name(reading.words)
    strong = network.spec.model.bidirectional
    if place is None:
        drawn, says, tags = slice(0, MOST), "", ["1" if share > 0.5 else "0" for share in shares[:MOST]]
        marks = [at for at, tag in enumerate(tags) if tag == "1"]
    else:
        first = max(place - BEFORE, 0)
        drawn, marks, tags = slice(first, first + BEFORE + 1 + AFTER), [place - first], []
        sure = max(shares[place], 1 - shares[place]) > GUESSED
        says = ("person" if shares[place] > 0.5 else "no person") if sure else "cannot tell"
    return {
        "words": list(words[drawn]),
        "shares": [round(float(share), 4) for share in shares[drawn]],
        "marks": marks,
        "tags": tags,
        "says": says,
        "strong": strong,
    }


def _in_words(panels: Sequence[dict[str, Any]]) -> str:
    found = [
        f"“{' '.join(row['words'])}”: {row['says'] or ' '.join(row['tags'])}"
        for panel in panels
        for row in panel["rows"]
    ]
    half = len(found) // len(panels)
    told = [
        f"{panel['title']}: {'; '.join(found[half * at : half * (at + 1)])}"
        for at, panel in enumerate(panels)
    ]
    return f"Whether the name is a person, or 1 for each word of a name. {'. '.join(told)}."
