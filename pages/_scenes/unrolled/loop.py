"""A loop by hand is the built-in layer; batches, windows, and which states come out."""

import streamlit as st

from core import default_run, task
from pages._shell.caches.unrolled import loop
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.sentences import sentence_control
from pages._shell.lesson.subjects import Subjects
from pages._shell.lesson.waiting import networks
from pages._shell.server.networks import network_files
from pages._shell.stage import show_picture
from pages._shell.words import scientific, thousands

BATCH, WINDOW = 3, 6
"""What is shown at first: rows, and words in each."""

BY_HAND = """h, states = np.zeros({units}), []
for x in embedded:              # (window, {inputs})
    h = np.tanh(W_x @ x + W_h @ h + b)
    states.append(h)            # all of them ...
last = h                        # ... or only the last"""

BUILT_IN = """layer = torch.nn.RNN({inputs}, {units}, batch_first=True)
states, last = layer(embedded)  # embedded: (batch, window, {inputs})
# states: (batch, window, {units}); last: (1, batch, {units})
# Keras: SimpleRNN({units}, return_sequences=True) gives states,
#        SimpleRNN({units}) gives last, as (batch, {units})"""


def show(scene: SceneFrame) -> None:
    """Show the scene."""
    (network,) = networks([default_run("rnn", "recall")])
    recall = task(network.spec.task)
    reading = sentence_control(Subjects(recall, "loop", probe=" ".join(recall.samples[1:5])))
    network_files().show((network,))
    told = loop(network, reading)
    units = told["units"]
    answers = {
        "all": thousands(BATCH * WINDOW * units),
        "last": thousands(BATCH * units),
        "one": thousands(units),
    }
    guess = scene.predict(answers, batch=BATCH, window=WINDOW, units=units)
    show_picture(
        "loop",
        {**told, "batch": BATCH, "window": WINDOW},
        key="unrolled_loop",
        name="batches-and-windows",
        alt=f"A batch of rows of the text goes into the layer, {told['embedding']} numbers for each word; "
        f"{units} numbers come out for each word, or for each row"
        + ("." if guess.pending else f": {answers['all']}, or {answers['last']} for the last words alone."),
        veiled=guess.pending,
    )
    scene.explain(
        guess,
        "last",
        True,
        came="Calculated",
        batch=BATCH,
        window=WINDOW,
        inputs=told["embedding"],
        units=units,
        all=answers["all"],
        last=answers["last"],
        apart=scientific(told["apart"]),
    )
    if not guess.pending:
        sizes = {"units": units, "inputs": told["embedding"]}
        hand, layer = st.columns(2)
        hand.code(BY_HAND.format(**sizes), language="python")
        layer.code(BUILT_IN.format(**sizes), language="python")
    scene.notes(units=units)
