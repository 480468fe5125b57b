"""Where is the dog? The subject that a linear read-out finds in each network's state, after each word."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.figures.ink import lost_at, still_read
from pages._scenes.unrolled.three import Three, ask
from pages._shell.caches.probes import ink
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.sentences import sentence_key
from pages._shell.plain import literal
from pages._shell.stage import show_picture
from pages._shell.words import listed, percent

ANSWERS = {"all": "all three", "gated": "GRU and LSTM", "lstm": "only the LSTM", "none": "none of them"}
KEEPERS = {
    ("RNN", "GRU", "LSTM"): "all",
    ("GRU", "LSTM"): "gated",
    ("LSTM",): "lstm",
    (): "none",
}


def show(scene: SceneFrame) -> None:
    """Show the scene."""
    three = ask()
    weights = three.weights
    told = ink(three.networks, three.reading, lines=True)
    subject = literal(told["subject"])
    if not subject:
        picture(told, three, veiled=False)
        scene.tell(sections=["explain nothing"], heading="heading nothing")
        scene.notes()
        return
    keepers = tuple(row["name"] for row in told["rows"] if still_read(row))
    right = KEEPERS.get(keepers, "")
    guess = scene.predict(ANSWERS, subject=subject)
    seen = picture(told, three, veiled=guess.pending)
    scene.explain(
        guess,
        right,
        seen == " ".join(told["words"]),
        measured=listed(keepers) if keepers and right != "all" else ANSWERS.get(right, ""),
        sections=["explain", "explain untrained" if weights == "untrained" else "explain trained"],
        heading=_heading(right, weights),
        subject=subject,
        keepers=listed(keepers),
        each="; ".join(_found(row, told) for row in told["rows"]),
        often=", ".join(f"{line['name']} {percent(line['points'][-1][1])} %" for line in told["lines"]),
        lag=told["lines"][0]["points"][-1][0],
        chance=f"{percent(told['chance'])} %",
        says=listed([f"{row['name']} “{literal(row['says']['word'])}”" for row in told["rows"]]),
    )
    scene.notes(subject=subject)


def picture(told: Mapping[str, Any], three: Three, *, veiled: bool) -> object:
    """Show where the subject is; return the sentence that was read to its end, None before."""
    said = "what is read from each state is covered until you answer"
    if not veiled:
        said = "; ".join(_plainly(row) for row in told["rows"])
    return show_picture(
        "ink",
        told,
        key="unrolled_dog",
        name="where-is-the-dog",
        alt=f"“{' '.join(told['words'])}”: {said}",
        veiled=veiled,
        networks=three.networks,
        field=sentence_key(three.sentences),
    )


def _heading(right: str, weights: str) -> str:
    if weights == "untrained":
        return "heading untrained" if right == "none" else "heading else"
    return {"gated": "heading", "all": "heading all", "none": "heading none"}.get(right, "heading else")


def _found(row: Mapping[str, Any], told: Mapping[str, Any]) -> str:
    """Return how far the subject can be read in a row, in words for Markdown."""
    last, lost = row["read"][-1], lost_at(dict(row))
    of = f"{percent(last['of'] or 0)} %"
    subject = literal(told["subject"])
    if lost is None:
        return f"{row['name']}: “{subject}” after every word, at the end with {of}"
    where = literal(told["words"][lost])
    ends = f"at the end “{literal(last['word'])}” ({subject} {of})"
    return f"{row['name']}: something else for the first time after “{where}”, {ends}"


def _plainly(row: Mapping[str, Any]) -> str:
    read: Sequence[Any] = [one for one in row["read"] if one]
    if not read:
        return f"{row['name']}: no subject"
    right = sum(one["right"] for one in read)
    return f"{row['name']}: right after {right} of {len(read)} words, at the end “{read[-1]['word']}”"
