"""Vanishing gradients: their norm at every timestep, three cells on one sentence, and what it costs."""

import streamlit as st

from core import initial_network, task
from core.figures.score import provenance
from core.instruments.summary import share_kept
from core.spec import KINDS
from pages._shell.cache import accuracy_drawing, gradients, profile_of, trace_of
from pages._shell.lesson import explain, just_answered, notes, predict, title
from pages._shell.networks import exam_curves, network_control, networks, trained_control
from pages._shell.sentences import sentence_control
from pages._shell.stage import show_figure, show_score

title("gradients", "Vanishing gradients")
controls, choices = st.columns([5, 3])
with choices, st.container(horizontal=True):
    trained = trained_control()
    specs = network_control("recall", KINDS)
learnt = networks(specs)
shown = learnt if trained else tuple(initial_network(spec) for spec in specs)
recall = task(shown[0].spec.task)
with controls:
    sentence, reading = sentence_control(recall)
answers = trace_of(shown[-1], sentence).probabilities[-1]
target = recall.classes.index(recall.probe_answer) if sentence == recall.probe else int(answers.argmax())
profiles = {network.spec.model.kind: profile_of(network, sentence, target) for network in shown}
norms = {kind.upper(): profile.hidden for kind, profile in profiles.items()}
if (cell := profiles["lstm"].cell_state) is not None:
    norms["LSTM's cell state"] = cell
kept = {name: share_kept(norm) for name, norm in norms.items()}
state = "trained" if trained else "untrained"
guess = predict("gradients", list(kept), state=state)
right = max(kept, key=lambda name: kept[name])
left, beside = st.columns([5, 2])
with left:
    score = gradients(shown, sentence, target)
    finished = show_score(
        score, key="gradients_score", veiled=("profile",) if guess.pending else (), play=just_answered()
    )
with beside:
    sources = "; ".join(provenance(network) for network in learnt)
    show_figure(
        accuracy_drawing(exam_curves(specs), recall.spec),
        key="gradients_gap",
        title="What it costs" if trained else "What it costs, once trained",
        name="accuracy-by-gap",
        caption=f"Unrolled · {sources} · held-out sentences",
    )
explain(
    "gradients",
    guess,
    right,
    finished,
    timesteps=len(reading.words) - 1,
    answer=recall.classes[target],
    first=", ".join(f"{name} {norm[0]:.2g}" for name, norm in norms.items()),
    last=", ".join(f"{name} {norm[-1]:.2g}" for name, norm in norms.items()),
    kept=", ".join(f"{name} {share:.2g}" for name, share in kept.items()),
    state=state,
)
notes("gradients")
