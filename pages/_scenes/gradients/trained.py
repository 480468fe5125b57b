"""After training: what learning has made of the same gradients, in one network a cell and over ten seeds."""

from collections.abc import Collection

import streamlit as st

from core import RunSpec, default_run
from core.spec import KINDS
from core.tasks import Task
from pages._scenes.gradients.back import VEILED, Back, back, columns, in_words, sentence, whose
from pages._scenes.gradients.beside import cost, seeds
from pages._scenes.gradients.kept import over_seeds
from pages._shell.caches.networks import untrained
from pages._shell.caches.scores import gradients
from pages._shell.lesson import findings
from pages._shell.lesson.choices import weights_choice
from pages._shell.lesson.frame import just_answered
from pages._shell.lesson.others import OfWeights, other_gradients
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.sentences import sentence_key
from pages._shell.lesson.waiting import networks
from pages._shell.plain import literal
from pages._shell.stage import show_score
from pages._shell.words import counted

WEIGHTS = "gradients_weights"


def show(scene: SceneFrame) -> None:
    """Show the shares after training, what they are from seed to seed, and what it costs."""
    with scene.controls():
        typed, choices = columns()
    with choices, st.container(horizontal=True):
        weights = weights_choice(WEIGHTS)
        specs = whose()
    learnt = networks(specs)
    of_weights: OfWeights = {"trained": learnt, "untrained": tuple(untrained(spec) for spec in specs)}
    with typed:
        recall, reading = sentence(specs)
    way = back(of_weights[weights], reading, recall)
    shares, word, trained = way.shares(), literal(way.word), weights == "trained"
    best = findings.largest_shares(shares) if way.distance else ["alike"]
    answers = {answer: findings.LINES[answer] for answer in (shares if way.distance else best)}
    guess = scene.predict(
        {**answers, "depends": "it depends"},
        old=findings.FORMERLY,
        formerly="gradients_guess",
        origin=word,
    )
    veiled = VEILED if guess.pending else ()
    left, right = st.columns([5, 2])
    with left:
        finished = show_score(
            gradients(way.networks, reading, way.target),
            key="gradients_score",
            veiled=veiled,
            play=just_answered(),
            backward=True,
            question=guess.asked,
            field=sentence_key(recall),
            others=other_gradients(WEIGHTS, weights, of_weights, reading, recall, veiled),
        )
    with right:
        seeds(guess.pending)
        cost(specs, learnt, recall, trained=trained, veiled=guess.pending)
    gates = findings.open_gates(way.traces[-1], way.begin)
    by_seeds = trained and _is_kept(specs, way, recall)
    lines = findings.tie([findings.LINES[name] for name in best])
    scene.explain(
        guess,
        "depends" if by_seeds else best[0],
        finished,
        measured=f"it depends on the random start; here {lines}" if by_seeds else lines,
        accepted=["depends"] if by_seeds else best,
        sections=_sections(trained, findings.trained_shares(shares, gates["held"]) if way.distance else []),
        heading="heading" if by_seeds else "heading else" if trained else "heading before",
        distance=counted(way.distance, "word"),
        origin=word,
        answer=way.answer,
        kept=in_words(shares),
        sure=findings.chances(way.traces, way.target),
        **gates,
        **over_seeds(),
    )
    scene.notes()


def _is_kept(specs: Collection[RunSpec], way: Back, recall: Task) -> bool:
    """Return whether what is shown was measured over seeds: the default recipes, on the first sentence."""
    return specs == tuple(map(default_run, KINDS)) and way.reading == recall.read(recall.probe)


def _sections(trained: bool, told: list[str]) -> list[str]:
    return ["explain", *told, "explain seeds"] if trained else ["explain", "explain before"]
