"""Vanishing gradients: their norm at every timestep, three cells on one sentence, and what it costs."""

import streamlit as st

from core import task
from core.figures.gradient_staves import INSTRUMENTS
from core.figures.score import provenance
from core.instruments.summary import origin, share_kept
from core.spec import KINDS
from pages._shell.cache import accuracy_drawing, gradients, profile_of, trace_of, untrained
from pages._shell.lesson import findings
from pages._shell.lesson.choices import network_choice, weights_choice
from pages._shell.lesson.frame import explain, just_answered, notes, predict, title
from pages._shell.lesson.others import OfWeights, other_gradients
from pages._shell.lesson.sentences import answer_meant, sentence_control, sentence_key
from pages._shell.lesson.waiting import exam_curves, networks
from pages._shell.plain import literal
from pages._shell.stage import show_figure, show_score
from pages._shell.story import page
from pages._shell.words import counted

VEILED = ("shares", *INSTRUMENTS, *map("probe-{}".format, KINDS))

title("gradients")
controls, choices = st.columns([5, 3])
with choices, st.container(horizontal=True):
    trained = (weights := weights_choice("weights")) == "trained"
    specs = network_choice("recall", KINDS, page("gradients").draws)
learnt = networks(specs)
of_weights: OfWeights = {"trained": learnt, "untrained": tuple(untrained(spec) for spec in specs)}
drawn_networks = of_weights[weights]
recall = task(drawn_networks[0].spec.task)
with controls:
    reading = sentence_control(recall)
target = answer_meant(trace_of(drawn_networks[-1], reading), reading, recall)
norms = findings.norms_by_line([profile_of(network, reading, target) for network in drawn_networks])
begin = origin(reading.words, recall.telling)
distance = len(reading.words) - 1 - begin
shares = {name: share_kept(norm, begin) for name, norm in norms.items()}
best = findings.largest_shares(shares) if distance else ["alike"]
guess = predict(
    "gradients",
    {answer: findings.LINES[answer] for answer in (shares if distance else best)},
    old={label: answer for answer, label in findings.LINES.items()},
    origin=literal(reading.words[begin]),
)
traces = [trace_of(network, reading) for network in drawn_networks]
veiled = VEILED if guess.pending else ()
left, beside = st.columns([5, 2])
with left:
    finished = show_score(
        gradients(drawn_networks, reading, target),
        key="gradients_score",
        veiled=veiled,
        play=just_answered(),
        backward=True,
        question=guess.asked,
        field=sentence_key(recall),
        others=other_gradients(weights, of_weights, reading, recall, veiled),
    )
with beside:
    show_figure(
        accuracy_drawing(exam_curves(specs), recall.spec),
        key="gradients_gap",
        title="What it costs" if trained else "What it costs, once trained",
        name="accuracy-by-gap",
        caption=f"Unrolled · {'; '.join(map(provenance, learnt))} · held-out sentences",
        veiled=guess.pending,
    )
    st.caption(literal(findings.curve_note(specs, recall)))
gates = findings.open_gates(trace_of(drawn_networks[-1], reading), begin)
explain(
    "gradients",
    guess,
    best[0],
    finished,
    measured=findings.tie([findings.LINES[name] for name in best]),
    accepted=best,
    sections=["explain", *findings.gradient_found(shares if distance else {}, trained, gates["held"])],
    distance=counted(distance, "word"),
    origin=literal(reading.words[begin]),
    answer=drawn_networks[-1].classes[target],
    kept=", ".join(f"{findings.LINES[name]} {share:.2g}" for name, share in shares.items()),
    sure=findings.chances(traces, target),
    **gates,
)
notes("gradients")
