"""The reach: how much of each answer's gradient arrives at each earlier word, in three networks."""

from collections.abc import Mapping
from math import nan
from operator import gt

import streamlit as st

from core import Network, Reading, Trace, default_run, gradient_profile, paths, reach_map, task
from core.experiments import experiment, kept
from core.figures.palette import NETWORKS, SIGNALS
from core.instruments.summary import origin, share_kept
from core.spec import KINDS
from pages._shell.caches.networks import trace_of, untrained
from pages._shell.lesson import findings
from pages._shell.lesson.proof import show_proof
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.sentences import answer_meant, sentence_key
from pages._shell.lesson.waiting import networks
from pages._shell.plain import literal
from pages._shell.stage import show_picture
from pages._shell.words import counted, written

FAR = 0.1
MANY = 6
PROOF = "gradients/reach"
ANSWERS = {"one": "at most 1 word", "few": "2 to 5 words", "all": "6 words or more"}


def show(scene: SceneFrame) -> None:
    """Show a triangle for each network: a row an answer, a column an earlier word; or the LSTM's two ways."""
    specs = tuple(default_run(kind, "recall") for kind in KINDS)
    recall = task(specs[0].task)
    learnt = networks(specs)
    with scene.controls():
        reading = scene.sentence(recall)
    fresh = tuple(untrained(spec) for spec in specs)
    begin = origin(reading.words, recall.telling)
    last = len(reading.words) - 1
    target = answer_meant(trace_of(learnt[-1], reading), reading, recall)
    guess = scene.predict(ANSWERS)
    show_picture(
        "gradients",
        {
            "picture": "reach",
            "sentence": reading.text,
            "target": target,
            "asked": begin,
            "networks": [
                {"name": _name(one), "hue": _hue(one), "untrained": one.key, "trained": other.key}
                for one, other in zip(fresh, learnt, strict=True)
            ],
        },
        key=f"{scene.key}_picture",
        name="reach",
        alt="How much of each answer's gradient arrives at each earlier word.",
        veiled=guess.pending,
        networks=(*fresh, *learnt),
        field=sentence_key(recall),
    )
    before, after = (_reached(of, reading, target) for of in (fresh, learnt))
    straight, rest, whole = _ways(trace_of(learnt[-1], reading), target, begin)
    found = over_seeds()
    scene.explain(
        guess,
        "one" if before["rnn"] < 2 else "few" if before["rnn"] < MANY else "all",
        finished=True,
        sections=("explain one",)
        if not last
        else ("explain", "explain ways")
        if begin < last
        else ("explain",),
        heading=_heading(before) if last else "heading one",
        **{f"{kind}_before": str(words) for kind, words in before.items()},
        **{f"{kind}_after": str(words) for kind, words in after.items()},
        straight=written(straight),
        rest=written(rest),
        whole=written(whole),
        origin=literal(reading.words[begin]),
        distance=counted(last - begin, "word"),
        **found,
    )
    if not guess.pending:
        with st.expander("The two ways in other random starts", icon=":material/scatter_plot:"):
            show_proof(PROOF)
    scene.notes(answer=literal(recall.vocabulary[target]))


def _heading(before: Mapping[str, int]) -> str:
    """Return which heading the words bear that a tenth of the gradient reaches back in each cell."""
    return "heading" if max(before["rnn"], before["gru"]) < before["lstm"] else "heading else"


def over_seeds() -> dict[str, str]:
    """Return in how many kept networks c alone brings a tenth, and in how many more than all other ways."""
    found = kept(experiment(PROOF))
    straight, rest, _ = (found.of(line.name) for line in found.experiment.lines)
    return {
        "seeds": str(len(found.seeds)),
        "carried": str(sum(share >= FAR for share in straight)),
        "more": str(sum(map(gt, straight, rest))),
    }


def _reached(of: tuple[Network, ...], reading: Reading, target: int) -> dict[str, int]:
    """Return for each cell how many words back from the last one a tenth arrives at every word."""
    return {one.spec.model.kind: _back(trace_of(one, reading), target) for one in of}


def _back(trace: Trace, target: int) -> int:
    found = reach_map(trace, [*[None] * (len(trace) - 1), target])
    norms = found.hidden if found.cell_state is None else found.cell_state
    shares = [share_kept(norms[-1], at) for at in range(len(trace))]
    far = [step for step, share in enumerate(shares[::-1]) if not share >= FAR]
    return max((far[0] if far else len(shares)) - 1, 0)


def _ways(trace: Trace, target: int, begin: int) -> tuple[float, float, float]:
    """Return what of the gradient at a word came along the cell state, otherwise, and in all: as shares."""
    found = paths(gradient_profile(trace, target))
    last = float(found.total_norms[-1])
    ways = (found.straight_norms, found.rest_norms, found.total_norms)
    straight, rest, whole = (float(norms[begin]) / last if last else nan for norms in ways)
    return straight, rest, whole


def _name(network: Network) -> str:
    kind = network.spec.model.kind
    return findings.LINES["lstm-cell" if kind == "lstm" else kind]


def _hue(network: Network) -> str:
    kind = network.spec.model.kind
    return SIGNALS["cell_state"] if kind == "lstm" else NETWORKS[kind].hue
