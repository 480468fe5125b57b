"""Rolled up and unrolled: one cell is used for every word, so a longer sentence needs no more weights."""

from pages._scenes.unrolled.reader import ask
from pages._shell.caches.networks import trace_of
from pages._shell.caches.unrolled import weights_by_length
from pages._shell.lesson.findings import answer_found, blocks_of, other_weights, squashed_sum
from pages._shell.lesson.frame import just_answered
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.sentences import sentence_key
from pages._shell.stage import show_picture, show_score
from pages._shell.words import counted, listed, percent, thousands

ANSWERS = {"same": "the same", "twice": "twice as many", "four": "four times"}
PARTS = ("apart", "unrolled", "readout", "hidden")
SHARING = "sharing"
"""What is covered until the question is answered: how many weights there are, and how often they are used."""


def show(scene: SceneFrame) -> None:
    """Show the scene."""
    chosen = ask()
    network, this, reading = chosen.network, chosen.task, chosen.reading
    count = len(reading.words)
    guess = scene.predict(
        ANSWERS,
        old={label: answer for answer, label in ANSWERS.items()},
        formerly="unrolled_guess",
        boxes="1 box" if count == 1 else f"{count} boxes",
        words=counted(count, this.piece),
        twice=counted(2 * count, this.piece),
    )
    veiled = (SHARING,) if guess.pending else ()
    show_score(
        chosen.sheet(PARTS),
        key="unrolled_score",
        play=just_answered(),
        scene="roll",
        question=guess.asked,
        field=sentence_key(this),
        others=chosen.others(PARTS, veiled),
        veiled=veiled,
    )
    last = trace_of(network, reading).answers[-1]
    says = network.classes[int(last.argmax())]
    sections = ["explain", f"explain {chosen.kind}"]
    if reading == this.read(this.probe) and this.answer == "class":
        sections.append(f"explain {answer_found(says, last.max(), this.probe_answer)}")
    growth = weights_by_length(network, count)
    scene.explain(
        guess,
        "same",
        True,
        sections=sections,
        weights=thousands(network.size),
        words=counted(count, this.piece),
        twice=counted(2 * count, this.piece),
        w_x=thousands(network.weights["rnn.weight_ih_l0"].size),
        w_h=thousands(network.weights["rnn.weight_hh_l0"].size),
        w_y=thousands(network.weights["readout.weight"].size),
        cell=chosen.kind.upper(),
        blocks=blocks_of(network.spec.model),
        others=listed(other_weights(network.spec.model)),
        squashed=squashed_sum(network.spec.model),
        says=says,
        sure=f"{percent(last.max())} %",
        answer=this.probe_answer,
        window=thousands(growth["window"][count]),
        window_twice=thousands(growth["window"][2 * count]),
        smaller=growth["smaller"],
    )
    if not guess.pending:
        cell, here, twice = chosen.kind.upper(), growth["window"][count], growth["window"][2 * count]
        show_picture(
            "growth",
            {**growth, "cell": cell, "pieces": f"{this.piece}s", "count": count},
            key="unrolled_growth",
            name="weights-by-length",
            alt=f"The {cell} has {thousands(network.size)} weights at every length. A network that sees all "
            f"words at once has {thousands(here)} here and {thousands(twice)} for twice as many.",
        )
    scene.notes(units=network.spec.model.hidden_size)
