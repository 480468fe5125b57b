"""The reach: how much of each answer's gradient arrives at each earlier word, in three networks."""

from core import Network, Reading, Trace, default_run, gradient_profile, paths, reach_map, task
from core.figures.palette import NETWORKS, SIGNALS
from core.instruments.summary import origin
from core.spec import KINDS
from pages._shell.caches.networks import trace_of, untrained
from pages._shell.lesson import findings
from pages._shell.lesson.scenes import SceneFrame
from pages._shell.lesson.waiting import networks
from pages._shell.stage import show_picture

FAR = 0.1
ANSWERS = {"one": "at most 1 word", "few": "2 to 5 words", "all": "to “dog” and farther"}


def show(scene: SceneFrame) -> None:
    """Show a triangle for each network: a row an answer, a column an earlier word."""
    specs = tuple(default_run(kind, "recall") for kind in KINDS)
    learnt = networks(specs)
    fresh = tuple(untrained(spec) for spec in specs)
    recall = task(specs[0].task)
    reading = recall.read(recall.probe)
    begin = origin(reading.words, recall.telling)
    target = fresh[0].classes.index(recall.probe_answer)
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
    )
    before, after = (_reached(of, reading, target) for of in (fresh, learnt))
    last = len(reading.words) - 1
    straight, rest, whole = _ways(trace_of(learnt[-1], reading), target, begin)
    scene.explain(
        guess,
        "one" if before["rnn"] < 2 else "few" if before["rnn"] < last - begin else "all",
        finished=True,
        heading="heading" if max(before["rnn"], before["gru"]) < before["lstm"] else "heading else",
        **{f"{kind}_before": str(words) for kind, words in before.items()},
        **{f"{kind}_after": str(words) for kind, words in after.items()},
        straight=f"{straight:.2g}",
        rest=f"{rest:.2g}",
        whole=f"{whole:.2g}",
        origin=reading.words[begin],
    )
    scene.notes()


def _reached(of: tuple[Network, ...], reading: Reading, target: int) -> dict[str, int]:
    """Return for each cell how many words back from the last one a tenth arrives at every word."""
    return {one.spec.model.kind: _back(trace_of(one, reading), target) for one in of}


def _back(trace: Trace, target: int) -> int:
    found = reach_map(trace, [*[None] * (len(trace) - 1), target])
    norms = found.hidden if found.cell_state is None else found.cell_state
    shares = norms[-1] / norms[-1, -1]
    far = [step for step, share in enumerate(shares[::-1]) if not share >= FAR]
    return (far[0] if far else len(shares)) - 1


def _ways(trace: Trace, target: int, begin: int) -> tuple[float, float, float]:
    """Return what of the gradient at a word came along the cell state, otherwise, and in all: as shares."""
    found = paths(gradient_profile(trace, target))
    last = found.total_norms[-1]
    ways = (found.straight_norms, found.rest_norms, found.total_norms)
    straight, rest, whole = (float(norms[begin] / last) for norms in ways)
    return straight, rest, whole


def _name(network: Network) -> str:
    kind = network.spec.model.kind
    return findings.LINES["lstm-cell" if kind == "lstm" else kind]


def _hue(network: Network) -> str:
    kind = network.spec.model.kind
    return SIGNALS["cell_state"] if kind == "lstm" else NETWORKS[kind].hue
