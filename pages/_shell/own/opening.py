"""Opening a network: its files, which array was taken for what, and what the files do not say."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, get_args

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from core.network.files import from_file
from core.network.imports import Imports, Match, Row, Words, arrays_of, built, match, vocabulary_of
from core.network.imports.stored import Stored
from core.spec import Activation, Readout
from pages._shell.own import keys
from pages._shell.own.shown import show
from pages._shell.plain import literal
from pages._shell.server.uploads import let_go, why_refused
from pages._shell.words import counted

MOST_LETTERS: Final = 2000
_READ_FROM: Final[Mapping[Readout, str]] = {
    "each": "the state after each word",
    "last": "the last state of each direction",
    "mean": "the mean of all states",
    "max": "the largest of all states",
}
_ONE_LAYER: Final = (
    "embedding.weight", "rnn.weight_ih_l0", "rnn.weight_hh_l0", "rnn.bias_ih_l0", "rnn.bias_hh_l0",
    "readout.weight", "readout.bias",
)  # fmt: skip
_ZEROS: Final = "none (zeros)"
_HOW: Final = """
Take a model of `nn.Embedding`, `nn.RNN`, `nn.GRU` or `nn.LSTM`, and `nn.Linear`; save weights and words:

```python
torch.save(model.state_dict(), "model.pt")
open("vocabulary.txt", "w").write("\\n".join(words))  # in the order of their ids
```

Of a Keras model (`Embedding`, `SimpleRNN`, `GRU` or `LSTM`, `Dense`):
`model.save("model.keras")` or `model.save_weights("model.weights.h5")`. Its activations
and directions have to be the usual ones of Keras: a model (`.keras`, `.h5`) with others is refused; a file of
weights alone does not say them.

A file that was downloaded here has its words in it. Nothing in a file is executed. This server keeps the
network for whoever has its link.
"""


def open_control() -> None:
    """Ask for the files of a network, show what is what in them, and open it."""
    files = st.session_state.setdefault(keys.FILES, 0)
    if refused := why_refused():
        st.error(literal(refused), icon=":material/upload_file:")
    left, right = st.columns(2)
    weights = left.file_uploader(
        "Weights (.pt, .safetensors, .keras, .h5, .npz, at most 24 MB)",
        type=["safetensors", "pt", "pth", "keras", "h5", "npz"],
        key=keys.field("weights", files),
    )
    words = right.file_uploader(
        "Vocabulary (one word a line, or JSON)", type=["txt", "json"], key=keys.field("words", files)
    )
    if weights is None:
        st.markdown(_HOW)
        return
    try:
        _look_into(weights, words, files)
    except ValueError as refusal:
        st.error(literal(str(refusal)), icon=":material/upload_file:")


def _look_into(weights: UploadedFile, words: UploadedFile | None, files: int) -> None:
    """Show what the files have in them; a ValueError is told by who calls."""
    data = weights.getvalue()
    if _is_ours(data):
        _open(Imports(from_file(data).network, ()), weights, words)
    arrays, by_hand = arrays_of(data), _by_hand(weights)
    if words is None:
        st.info(_words_wanted(arrays), icon=":material/list:")
        return
    known = vocabulary_of(words.getvalue())
    try:
        found = match(arrays, len(known.words), by_hand, **_unsaid(arrays, files))
    except ValueError as refusal:
        st.error(literal(str(refusal)), icon=":material/upload_file:")
        _correction(arrays, _ONE_LAYER, by_hand, files)
        return
    _what_is_what(found)
    _correction(arrays, [row.role for row in found.rows], by_hand, files)
    _finish(arrays, found, known, weights, words, files)


def _unsaid(arrays: Mapping[str, Stored], files: int) -> dict[str, Any]:
    """Ask for what no array says, and return it as options of the model."""
    left, right = st.columns(2)
    readout = left.selectbox(
        "The answer is read from",
        get_args(Readout),
        format_func=lambda one: _READ_FROM[one],
        key=keys.field("readout", files),
    )
    recurrent = [one for one in arrays.values() if "weight_hh" in one.name and len(one.shape) == 2]
    options = {"readout": readout}
    if any(one.shape[0] == one.shape[1] for one in recurrent):
        options["activation"] = right.selectbox(
            "An RNN’s states are squashed by", get_args(Activation), key=keys.field("activation", files)
        )
    return options


def _what_is_what(found: Match) -> None:
    """Show which array was taken for which weight, with its shape."""
    model = found.model
    ways = "both directions" if model.bidirectional else "one direction"
    st.markdown(
        f"**{model.kind.upper()}**, {counted(model.layers, 'layer')}, {ways}, "
        f"{counted(model.hidden_size, 'unit')}, {counted(model.embedding_size, 'number')} a word, "
        f"{counted(found.classes, 'answer')}."
    )
    rows = "\n".join(map(_line, found.rows))
    with st.expander(
        "Which array was taken for what", expanded=bool(found.problems), icon=":material/checklist:"
    ):
        st.markdown(f"| weight | shape | array in the file | |\n|---|---|---|---|\n{rows}")


def _line(row: Row) -> str:
    array = f"{literal(row.array)} {literal(str(row.shape))}" if row.array else _ZEROS
    mark = ":material/check:" if row.fits else ":material/error: does not fit"
    return f"| {literal(row.role)} | {literal(str(row.needs))} | {array} | {mark} |"


def _by_hand(weights: UploadedFile) -> dict[str, str | None]:
    """Return which array is which weight, as far as the visitor said so of this file."""
    said: tuple[str, dict[str, str | None]] = st.session_state.get(keys.BY_HAND, ("", {}))
    if said[0] != weights.file_id:
        said = st.session_state[keys.BY_HAND] = (weights.file_id, {})
    return said[1]


def _correction(
    arrays: Mapping[str, Stored], roles: Sequence[str], by_hand: dict[str, str | None], files: int
) -> None:
    """Let the visitor say which array is which weight."""
    with st.expander("Say it by hand", expanded=bool(by_hand), icon=":material/edit:"):
        one, other, button = st.columns([2, 3, 1], vertical_alignment="bottom")
        at, beside = keys.field("role", files), keys.field("array", files)
        one.selectbox("Weight", roles, key=at)
        other.selectbox(
            "is the array",
            [None, *arrays],
            format_func=lambda name: _ZEROS if name is None else f"{name} {arrays[name].shape}",
            key=beside,
        )

        def take() -> None:
            by_hand[st.session_state[at]] = st.session_state[beside]

        button.button("Take it", on_click=take, key=keys.field("take", files))
        if by_hand:
            said = "; ".join(f"{role} is {name or _ZEROS}" for role, name in by_hand.items())
            st.caption(literal(f"By hand: {said}."))
            st.button("Forget what was said by hand", on_click=by_hand.clear, key=keys.field("forget", files))


def _finish(
    arrays: Mapping[str, Stored],
    found: Match,
    known: Words,
    weights: UploadedFile,
    words: UploadedFile,
    files: int,
) -> None:
    """Say what does not fit; if all does, ask for the names of the answers and open the network."""
    for problem in found.problems:
        st.warning(literal(problem), icon=":material/rule:")
    named = st.text_input(
        "Names of the answers, with commas between them (may be left empty)",
        max_chars=MOST_LETTERS,
        key=keys.field("classes", files),
    )
    agreed = not found.unused
    if found.unused:
        unused = ", ".join(f"{name} {arrays[name].shape}" for name in found.unused[:8])
        more = f" and {len(found.unused) - 8} more" if len(found.unused) > 8 else ""
        agreed = st.checkbox(
            literal(f"Leave out {unused}{more}: the answers here do without"), key=keys.field("unused", files)
        )
    ready = agreed and not found.problems
    if st.button("Look into it", type="primary", disabled=not ready, key=keys.field("open", files)):
        classes = [one.strip() for one in named.split(",") if one.strip()] or None
        _open(built(arrays, found, known, classes, weights.name), weights, words)


def _open(brought: Imports, weights: UploadedFile, words: UploadedFile | None) -> None:
    """Show a network, and forget the files that it came from."""
    show(brought)
    for file in filter(None, (weights, words)):
        let_go(file)
    st.session_state[keys.FILES] += 1
    st.rerun()


def _words_wanted(arrays: Mapping[str, Stored]) -> str:
    """Say how many words the vocabulary needs, as far as the arrays tell."""
    try:
        row = match(arrays, 0).rows[0]
    except ValueError:
        row = None
    if row is None or row.array is None or row.shape is None:
        return "Choose the vocabulary, too."
    return literal(f"Choose the vocabulary, too: {row.array} has {row.shape[0]:,} rows, one for each word.")


def _is_ours(data: bytes) -> bool:
    """Whether a file was written by this app: then it has its words in it."""
    length = int.from_bytes(data[:8], "little")
    return data[8:9] == b"{" and b'"unrolled"' in data[8 : 8 + min(length, 4096)]
