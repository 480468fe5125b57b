"""After training: what learning has made of the same gradients, and where the answer's gradient is lost."""

from collections.abc import Collection, Mapping

import streamlit as st

from core import RunSpec, default_run
from core.spec import KINDS
from core.tasks import Task
from pages._scenes.gradients.back import VEILED, Back, back, columns, in_words, sentence, whose
from pages._scenes.gradients.beside import over_seeds, random_starts
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
from pages._shell.words import counted, written

WEIGHTS = "gradients_weights"
ROADS = ("rnn", "gru", "lstm-cell")
"""The line of each network along which its memory, and so its gradient, goes from word to word."""


def show(scene: SceneFrame) -> None:
    """Show the shares after training, and on demand those of networks from other random starts."""
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
    least = findings.smallest_shares({road: shares[road] for road in ROADS}) if way.distance else ["alike"]
    guess = scene.predict(
        {answer: findings.LINES[answer] for answer in (ROADS if way.distance else least)},
        old=findings.FORMERLY | {"lstm": "lstm-cell", "LSTM": "lstm-cell"},
        formerly="gradients_guess",
        origin=word,
    )
    veiled = VEILED if guess.pending else ()
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
    gates = findings.open_gates(way.traces[-1], way.begin)
    by_seeds = trained and _is_kept(specs, way, recall)
    if by_seeds and not guess.pending:
        random_starts()
    told = findings.trained_shares(shares, gates["held"], len(least) > 1)
    scene.explain(
        guess,
        least[0],
        finished,
        measured=findings.tie([findings.LINES[name] for name in least]),
        accepted=least,
        sections=_sections(trained, by_seeds, told if way.distance else []),
        heading=_heading(trained, shares),
        distance=counted(way.distance, "word"),
        origin=word,
        answer=literal(way.answer),
        kept=in_words(shares),
        sure=findings.chances(way.traces, way.target),
        **{name.replace("-", "_"): written(share, least=0) for name, share in shares.items()},
        **gates,
        **over_seeds(),
    )
    scene.notes(**over_seeds())


def _is_kept(specs: Collection[RunSpec], way: Back, recall: Task) -> bool:
    """Return whether what is shown was measured over seeds: the default recipes, on the first sentence."""
    return specs == tuple(map(default_run, KINDS)) and way.reading == recall.read(recall.probe)


def _heading(trained: bool, shares: Mapping[str, float]) -> str:
    """Return which heading the shares bear: the first where the RNN keeps under a tenth of what others do."""
    if not trained:
        return "heading before"
    return "heading" if shares["rnn"] < 0.1 * min(shares[road] for road in ROADS[1:]) else "heading else"


def _sections(trained: bool, by_seeds: bool, told: list[str]) -> list[str]:
    if not trained:
        return ["explain", "explain before"]
    return ["explain", *told, *(["explain seeds"] if by_seeds else [])]
