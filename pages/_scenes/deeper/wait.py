"""Word by word: one direction answers at once, two are right once later words are heard."""

from collections.abc import Sequence
from statistics import median
from typing import Any

from core import Network
from core.experiments.lessons.deeper import Course, clue_before, clue_behind, of_meanings, said_of_kinds
from core.instruments import record_batch
from core.tasks.two_sided import AND, CLUES, KINDS, NOUNS, ROWS
from pages._scenes.deeper.seeds import kept_values
from pages._scenes.deeper.sentences import HEARD, MEANINGS
from pages._shell.caches.deeper import waited
from pages._shell.lesson.proof import show_proof
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.sentences import follow_sentence, sentence_key
from pages._shell.lesson.waiting import networks
from pages._shell.plain import literal
from pages._shell.stage import show_picture
from pages._shell.words import counted, percent

NAMES = ("one direction", "two directions")
ANSWERS = {"one": NAMES[0], "two": NAMES[1], "both": "both", "neither": "neither"}
CAPTION = (
    f"Two LSTMs, trained on the same {ROWS} sentences. After each word both answer for all that was heard; "
    "pale: the clue has not come; a dark edge: another answer than before."
)


def courses_on(network: Network, words: Sequence[str]) -> dict[int, Course]:
    """Return what a network says of each noun while the words come in, and what is right, by its place."""
    places = [at for at, word in enumerate(words) if word.lower() in NOUNS]
    traces = record_batch(network, [words[: count + 1] for count in range(len(words))]) if places else ()
    told = kinds_told(words)
    return {
        at: Course(tuple(said_of_kinds(trace, at) for trace in traces[at:]), right=told[at]) for at in places
    }


def kinds_told(words: Sequence[str]) -> list[str]:
    """Return what clues say of the noun at each word: a kind, or "" if they say nothing or both."""
    low = [word.lower() for word in words]
    sides = zip(clue_before(low), clue_behind(low), strict=True)
    told = [set(KINDS) & {before, behind} for before, behind in sides]
    return [one.pop() if len(one) == 1 else "" for one in told]


def show(scene: SceneFrame) -> None:
    """Show the answers of both networks word by word, and ask who takes one back."""
    found = networks(of_meanings(0), quiet=True, names=NAMES)
    follow_sentence(HEARD, MEANINGS)
    with scene.controls():
        reading = scene.sentence(HEARD)
    words = reading.words
    courses = [courses_on(network, words) for network in found]
    if not courses[0]:
        _picture(scene, found, words, "", veiled=False)
        scene.tell(sections=("explain nothing",), heading="heading nothing")
        scene.notes()
        return
    guess = scene.predict(ANSWERS)
    back = [[at for at, course in of.items() if course.taken_back] for of in courses]
    well = [{at for at, course in of.items() if course.answers[-1] == course.right} for of in courses]
    known = [at for at, course in courses[0].items() if course.right]
    told = ". ".join(
        f"{name.capitalize()}: {len(good)} of {len(known)} right, "
        f"{len(taken)} of {counted(len(courses[0]), 'answer')} taken back"
        for name, good, taken in zip(NAMES, well, back, strict=True)
    )
    _picture(scene, found, words, told, veiled=guess.pending)
    right = {(True, True): "both", (True, False): "one", (False, True): "two"}.get(
        (bool(back[0]), bool(back[1])), "neither"
    )
    kept = kept_values("deeper/wait")
    at_once, _, two_once, two_back, two_end = (percent(median(values or [0])) for values in kept.values())
    mean, most = waited(found[1])
    corrected = [at for at in back[1] if at in well[1] - well[0]]
    values: dict[str, Any] = {
        "told": told,
        "nouns": counted(len(courses[0]), "noun"),
        "one_once": at_once,
        "two_once": two_once,
        "two_back": two_back,
        "two_end": two_end,
        "mean": f"{mean:.1f}",
        "most": most,
        "noun": literal(words[corrected[0]]) if corrected else "",
        "waits": counted(courses[1][corrected[0]].waits, "word") if corrected else "",
    }
    better = corrected and not well[0] - well[1]
    scene.explain(guess, right, finished=True, heading="heading" if better else "heading other", **values)
    if not guess.pending:
        show_proof("deeper/wait")
    scene.notes()


def _picture(
    scene: SceneFrame, found: Sequence[Network], words: Sequence[str], told: str, *, veiled: bool
) -> None:
    show_picture(
        "heard",
        {
            "networks": [
                {"key": network.key, "name": name} for network, name in zip(found, NAMES, strict=True)
            ],
            "kinds": KINDS,
            "nouns": NOUNS,
            "clues": CLUES,
            "end": AND,
            "sentence": " ".join(words),
            "caption": CAPTION,
        },
        key=f"{scene.key}_picture",
        name="word-by-word",
        alt="Two networks hear a sentence word by word, covered until you answer." if veiled else f"{told}.",
        veiled=veiled,
        networks=found,
        field=sentence_key(HEARD),
    )
