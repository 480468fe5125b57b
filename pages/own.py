"""A network of one's own: its files are opened here, and it is looked into like those of the lessons."""

import streamlit as st

from core.figures.score import provenance
from core.network.files import to_file
from pages._shell.caches.scores import own_board
from pages._shell.lesson.frame import explain, just_answered, notes, predict, title
from pages._shell.lesson.sentences import sentence_control, sentence_key
from pages._shell.own.opening import open_control
from pages._shell.own.shown import (
    layer_choice,
    lesson_about,
    look_choice,
    network_shown,
    sentences_for,
    stand_in,
    weights_by_part,
)
from pages._shell.plain import literal
from pages._shell.stage import show_score
from pages._shell.words import counted, listed, thousands

PARTS = {"vectors": "its word vectors", "layers": "its recurrent layers", "readout": "its readout"}

title("own")
brought = network_shown()
with st.expander("Open a network", expanded=brought is None, icon=":material/upload_file:"):
    open_control()
network, sentences = stand_in() if brought is None else (brought.network, sentences_for(brought.network))
model = network.spec.model
if brought is None:
    st.caption(literal(f"Until you open one, you see one that was trained here: {provenance(network)}."))
else:
    st.caption(literal(" ".join([f"{provenance(network)}.", *brought.notes])))
controls, choices = st.columns([5, 3])
with choices, st.container(horizontal=True):
    look = look_choice(model)
    layer, reverse = layer_choice(model)
with controls:
    reading = sentence_control(sentences)
counts = weights_by_part(network)
most = max(counts.values())
largest = [part for part, count in counts.items() if count == most]
guess = predict(
    "own", PARTS, old={label: part for part, label in PARTS.items()}, weights=thousands(network.size)
)
finished = show_score(
    own_board(network, reading.text, layer=layer, reverse=reverse, look=look),
    key=f"own_score_{look}" if look else "own_score",
    play=just_answered(),
    question=guess.asked,
    field=sentence_key(sentences),
    opened=True,
)
if look:
    lesson_about(look, model)
st.download_button(
    "Download this network",
    data=lambda: to_file(network, "network of your own"),
    file_name=f"unrolled-{network.key}.safetensors",
    mime="application/octet-stream",
    icon=":material/download:",
    on_click="ignore",
    help="Weights and words in one file, which this page opens again. So does the link, as long as this "
    "server keeps the network.",
)
explain(
    "own",
    guess,
    largest[0],
    True,
    measured=listed([PARTS[part] for part in largest]),
    accepted=largest,
    weights=thousands(network.size),
    words=thousands(len(network.vocabulary)),
    numbers=model.embedding_size,
    answers=thousands(len(network.classes)),
    stacked=counted(model.layers * len(model.directions), "recurrent layer"),
    units=model.hidden_size,
    **{part: thousands(count) for part, count in counts.items()},
)
notes("own")
