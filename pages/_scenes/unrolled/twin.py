"""Not gone, but mixed: a sentence with another subject, what is left of the difference, and what is read."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from pages._scenes.unrolled.three import ask
from pages._shell.caches.unrolled import twins
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.plain import literal
from pages._shell.stage import show_picture
from pages._shell.words import listed

ANSWERS = {
    "gone": "yes",
    "mixed": "no, but a reader fails",
    "kept": "no, and a reader finds both words",
}
"""What may become of the difference in the RNN: the ids are the verdicts of `core.figures.twins`."""

FORMERLY = {"none": "gone", "some": "mixed", "all": "mixed"}
HEADINGS = {"gone": "heading gone", "mixed": "heading", "kept": "heading kept"}
VERDICTS = {"gone": "gone", "mixed": "not gone, but mixed", "kept": "kept"}


def show(scene: SceneFrame) -> None:
    """Show the scene."""
    three = ask()
    told = twins(three.networks, three.reading)
    if len(told["words"]) - 1 <= told["at"]:
        scene.tell(sections=["explain nothing"], heading="heading nothing")
        scene.notes()
        return
    subject = told["subject"]
    other = usual(told["twins"], subject)
    guess = scene.predict(ANSWERS, old=FORMERLY, subject=subject, other=other)
    (shown,) = (twin["lines"] for twin in told["twins"] if twin["word"] == other)
    rnn = shown[0]
    said = "covered until you answer"
    if not guess.pending:
        said = "; ".join(f"{line['name']} {_end(line):.2f}, {VERDICTS[line['verdict']]}" for line in shown)
    show_picture(
        "twins",
        {**told, "chosen": other},
        key="unrolled_twins",
        name="twins",
        alt=f"What is left of the difference between {subject} and {other} after the last word: {said}",
        veiled=guess.pending,
    )
    became = Counter(twin["lines"][0]["verdict"] for twin in told["twins"])
    scene.explain(
        guess,
        rnn["verdict"],
        True,
        sections=["explain", f"explain {three.weights}"],
        heading="heading untrained" if three.weights == "untrained" else HEADINGS[rnn["verdict"]],
        subject=subject,
        other=other,
        ends=listed([f"{line['name']} {_end(line):.2f}" for line in shown]),
        read=listed([f"“{literal(found[-1])}”" for found in rnn["read"]]),
        became=listed([f"{name} for {became[kind]}" for kind, name in VERDICTS.items() if became[kind]]),
        count=len(told["twins"]),
        last=literal(told["words"][-1]),
    )
    scene.notes()


def usual(twins: Sequence[Mapping[str, Any]], subject: str) -> str:
    """Return a subject with which the RNN does what it does with most; of these, one that is read least."""
    verdicts = Counter(twin["lines"][0]["verdict"] for twin in twins)
    ((most, _),) = verdicts.most_common(1)

    def read(twin: Mapping[str, Any]) -> int:
        one, other = twin["lines"][0]["read"]
        return int(one[-1] == subject) + int(other[-1] == twin["word"])

    alike = [twin for twin in twins if twin["lines"][0]["verdict"] == most]
    return str(min(alike, key=read)["word"])


def _end(line: Mapping[str, Any]) -> float:
    """Return what is left at the end; NaN where there is no number."""
    return float(line["points"][-1][1]) if line["points"] else float("nan")
