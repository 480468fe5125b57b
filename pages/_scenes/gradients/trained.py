"""After training: what learning has made of the same gradients, in one network a cell and over ten seeds."""

import streamlit as st

from core import default_run
from core.figures.score import provenance
from core.spec import KINDS
from pages._scenes.gradients.back import VEILED, back, columns, in_words, sentence, whose
from pages._scenes.gradients.kept import DATE, SEEDS, TRAINED, UNTRAINED
from pages._shell.caches.gradients import accuracy_drawing, shares_drawing
from pages._shell.caches.networks import untrained
from pages._shell.caches.scores import gradients
from pages._shell.lesson import findings
from pages._shell.lesson.choices import weights_choice
from pages._shell.lesson.frame import just_answered
from pages._shell.lesson.others import OfWeights, other_gradients
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.sentences import sentence_key
from pages._shell.lesson.waiting import exam_curves, networks
from pages._shell.plain import literal
from pages._shell.stage import show_figure, show_score
from pages._shell.words import counted

WEIGHTS = "gradients_weights"


def show(scene: SceneFrame) -> None:
    """Show the shares after training, what they are from seed to seed, and what it costs."""
    with scene.controls():
        typed, choices = columns()
    with choices, st.container(horizontal=True):
        trained = (weights := weights_choice(WEIGHTS)) == "trained"
        specs = whose()
    learnt = networks(specs)
    of_weights: OfWeights = {"trained": learnt, "untrained": tuple(untrained(spec) for spec in specs)}
    with typed:
        recall, reading = sentence(specs)
    way = back(of_weights[weights], reading, recall)
    shares, word = way.shares(), literal(way.word)
    best = findings.largest_shares(shares) if way.distance else ["alike"]
    usual = specs == tuple(default_run(kind) for kind in KINDS) and reading == recall.read(recall.probe)
    answers = {answer: findings.LINES[answer] for answer in (shares if way.distance else best)}
    guess = scene.predict(
        {**answers, "depends": "it depends"},
        old={label: answer for answer, label in findings.LINES.items()},
        formerly="gradients_guess",
        origin=word,
    )
    veiled = VEILED if guess.pending else ()
    left, beside = st.columns([5, 2])
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
    with beside:
        show_figure(
            shares_drawing(UNTRAINED, TRAINED),
            key="gradients_seeds",
            title="Ten seeds, at “dog”",
            name="shares-by-seed",
            caption=f"Unrolled · default recipes, seeds 0 to {SEEDS - 1} · measured {DATE}",
            veiled=guess.pending,
        )
        show_figure(
            accuracy_drawing(exam_curves(specs), recall.spec),
            key="gradients_gap",
            title="What it costs" if trained else "What it costs, once trained",
            name="accuracy-by-gap",
            caption=f"Unrolled · {'; '.join(map(provenance, learnt))} · held-out sentences",
            veiled=guess.pending,
        )
        st.caption(literal(findings.curve_note(specs, recall)))
    gates = findings.open_gates(way.traces[-1], way.begin)
    by_seeds = trained and usual
    lines = findings.tie([findings.LINES[name] for name in best])
    scene.explain(
        guess,
        "depends" if by_seeds else best[0],
        finished,
        measured=f"it depends on the seed; here {lines}" if by_seeds else lines,
        accepted=["depends"] if by_seeds else best,
        sections=[
            "explain",
            *(findings.trained_shares(shares, gates["held"]) if trained and way.distance else []),
            *([] if trained else ["explain before"]),
            *(["explain seeds"] if trained else []),
        ],
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


def over_seeds() -> dict[str, str]:
    """Return what is told of the ten networks of each cell: the ends between which their shares lie."""
    least = min(*TRAINED["gru"], *TRAINED["lstm-cell"])
    ends = {line: f"{_low(min(found))} to {max(found):.2g}" for line, found in TRAINED.items()}
    return {
        "seeds": str(SEEDS),
        "least": f"{least:.2g}",
        "rnn": ends["rnn"],
        "gru": ends["gru"],
        "lstm": ends["lstm"],
        "cell": ends["lstm-cell"],
    }


def _low(share: float) -> str:
    return f"{share:.2g}" if share >= 0.01 else f"{share:.1g}"
