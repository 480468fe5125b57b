"""What the scenes share: the controls, what the networks do on the sentence, and the score that shows it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import wraps

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core import Network, Reading, Trace, task
from core.spec import TaskName
from core.tasks import Task
from pages._scenes.lstm.rows import Rows
from pages._shell.caches.networks import trace_of, untrained
from pages._shell.caches.scores import board
from pages._shell.caches.sheets import NO_SENTENCE, Sheet
from pages._shell.lesson.choices import TaskControl, Weights, answer_called, network_choice, weights_choice
from pages._shell.lesson.frame import Guess, just_answered
from pages._shell.lesson.others import OfWeights, Shown, other_weights
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.sentences import Sentences, follow_sentence, sentence_control, sentence_key
from pages._shell.lesson.waiting import networks
from pages._shell.stage import show_score
from pages._shell.story import page

_WEIGHTS = "compared_weights"


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence, and who reads it.

    Attributes:
        task: What the network was trained for.
        sentences: What its sentence is asked with: the task, or a scene's own first sentence for it.
        reading: The sentence.
        weights: Whose weights are shown.
        of_weights: The networks of each choice of weights.
        readout: What the row of its answers is called.
        place: Where the scene stands: above the choice of another task.
    """

    task: Task
    sentences: Sentences
    reading: Reading
    weights: Weights
    of_weights: OfWeights
    readout: str
    place: DeltaGenerator

    @property
    def networks(self) -> tuple[Network, ...]:
        """The networks that are drawn."""
        return self.of_weights[self.weights]

    @property
    def trace(self) -> Trace:
        """What the first network that is drawn does on the sentence."""
        return trace_of(self.networks[0], self.reading)

    @property
    def before(self) -> Trace:
        """What it did before training."""
        return trace_of(self.of_weights["untrained"][0], self.reading)

    def show(
        self,
        rows: Rows,
        guess: Guess | None = None,
        *,
        key: str,
        asked: Callable[[Network, Reading], Collection[str]] | None = None,
        unit: int | None = None,
        timestep: int | None = None,
        plays: bool = True,
        opened: bool = False,
    ) -> bool:
        """Show the score of a scene; return whether its reader has come to the last word.

        Args:
            rows: What stands on it.
            guess: The scene's question, if it has one. What answers it is covered until then.
            key: Identity of the score on the page.
            asked: Says which words can be answered of a network and a sentence; without it, always the same.
            unit: The unit that the scene speaks of, told once the question is answered.
            timestep: The timestep that it speaks of.
            plays: Whether the score plays once it is answered; else it goes to that timestep at once.
            opened: Whether the lens stands open, because the scene is about one unit.
        """
        pending = guess is not None and guess.pending

        def covered(network: Network, reading: Reading) -> tuple[str, ...]:
            opens = pending or bool(asked and guess and guess.pends_on(asked(network, reading)))
            return rows.covered if opens else ()

        def sheet(shown: tuple[Network, ...], reading: Reading) -> Sheet:
            parts = ("apart", *rows.shown, *rows.more)
            return board(shown, reading, parts, name=rows.name, readout=self.readout, hidden=rows.more)

        samples = {one: covered(self.networks[0], self.task.read(one)) for one in self.task.samples if asked}
        play = just_answered() if plays else ""
        return show_score(
            sheet(self.networks, self.reading),
            key=key,
            veiled=rows.covered if pending else (),
            play=play,
            question=guess.asked if guess else "",
            field=sentence_key(self.sentences),
            others=other_weights(
                _WEIGHTS,
                self.weights,
                self.of_weights,
                lambda shown: Shown(sheet(shown, NO_SENTENCE), covered(shown[0], self.reading)),
            ),
            anew={one: staves for one, staves in samples.items() if staves and not pending},
            unit=None if pending else unit,
            timestep=None if pending or play else timestep,
            opened=opened,
        )


def with_reader(body: Callable[[SceneFrame, Read], None]) -> Callable[[SceneFrame], None]:
    """Return what shows a scene: its controls, and in its place what `body` makes of the sentence."""

    @wraps(body)
    def show(scene: SceneFrame) -> None:
        this = read(scene)
        with this.place:
            body(scene, this)

    return show


def read(
    scene: SceneFrame, first: Callable[[Task], Sentences] | None = None, of: TaskName | None = None
) -> Read:
    """Ask for sentence and weights, and below the scene for the task; return what is read, by whom.

    Args:
        scene: The scene.
        first: Says with what it asks for the sentence of a task, if its first one is its own.
        of: The task, where the scene is about one alone.
    """
    with scene.controls():
        typed, choices = st.columns([9, 5])
    place, below = st.container(gap="xsmall"), st.container(horizontal=True)
    with choices:
        weights = weights_choice(_WEIGHTS, ("trained", "untrained", "both"))
    with below:
        draws = page("lstm").draws
        control = TaskControl("lstm_task", "everyday", draws, formerly="sentiment")
        task_name = of or control.ask(["lstm"])
        specs = network_choice(task_name, ["lstm"], draws)
    with place:
        (learnt,) = networks(specs)
    fresh = untrained(learnt.spec)
    this = task(learnt.spec.task)
    sentences = first(this) if first else this
    if sentences is not this:
        follow_sentence(sentences, this)
    with typed:
        reading = sentence_control(sentences)
    of_weights: OfWeights = {"trained": (learnt,), "untrained": (fresh,), "both": (learnt, fresh)}
    return Read(this, sentences, reading, weights, of_weights, answer_called(task_name), place)
