"""Train a network and let each instrument say what it sees: `python -m core [rnn|gru|lstm] [steps]`.

An example to copy from; every line of it works in a notebook. Where the package is installed it is called
`unrolled`: `python -m unrolled`.
"""

import sys
from dataclasses import replace
from typing import cast

import numpy as np

from . import (
    Clamp,
    Network,
    Replace,
    Trace,
    check_gradients,
    clip,
    cluster_order,
    default_run,
    difference,
    eigenvalues,
    find_units,
    fit_probe,
    gradient_profile,
    initial_network,
    jacobians,
    judge_probe,
    ledger,
    paths,
    reach_map,
    record,
    record_batch,
    saturation,
    task,
    train,
    truncation,
    weight_count,
)
from .instruments.labels import sentiment_so_far
from .spec import KINDS, Kind

SENTENCE = "the story was not very good but the film was lovely in the garden"


def main() -> None:
    """Train, read one sentence, ask."""
    kind = cast(Kind, sys.argv[1] if len(sys.argv) > 1 else "lstm")
    spec = default_run(kind, "sentiment")
    if len(sys.argv) > 2:
        spec = replace(spec, train=replace(spec.train, steps=int(sys.argv[2])))
    network = train(spec)
    print(f"{spec.label()}: network {network.key}, {network.size} weights")
    trace = record(network, SENTENCE)
    what_it_did(trace)
    what_the_gradient_says(trace)
    what_a_step_does(trace)
    if kind != KINDS[0]:
        what_is_in_memory(trace)
    what_an_operation_changes(trace)
    what_the_units_do(network)
    what_can_be_read(trace)


def what_it_did(trace: Trace) -> None:
    """Print the count of weights and the trace."""
    network = trace.network
    count = weight_count(network.spec.model, len(network.vocabulary), len(network.classes))
    print(f"\nWeights: {count.formula}\n       = {count.numbers} = {count.total}")
    print("\nTrace: means over the units, and the answer")
    names = list(trace.signals)
    print(f"{'':10}", *(f"{name:>12}" for name in names), f"{'answer':>10}")
    for t, word in enumerate(trace.words):
        means = (f"{trace[name][t].mean():12.2f}" for name in names)
        print(f"{word:10}", *means, f"{network.classes[trace.probabilities[t].argmax()]:>10}")


def what_the_gradient_says(trace: Trace) -> None:
    """Print profile, contributions, reach, truncation, clipping and the check."""
    profile = gradient_profile(trace, "positive")
    print(f"\nGradient profile of -log p(positive) = {profile.loss:.4f}")
    print("  norm of dL/dh:", *(f"{norm:.1e}" for norm in profile.hidden))
    if profile.cell_state is not None:
        print("  norm of dL/dc:", *(f"{norm:.1e}" for norm in profile.cell_state))
    shared = profile.contributions()["rnn.weight_hh_l0"]
    most = trace.words[shared.norms.argmax()]
    print(f"  W_hh: {len(trace)} summands make up dL/dW; the largest comes from “{most}”")
    reach = reach_map(trace).hidden
    half = [int((row[: i + 1] >= row[i] / 2).sum()) for i, row in enumerate(reach)]
    print("Reach: states with at least half the gradient of the answer's own:", *half)
    cut = truncation(trace, 5, "positive")
    error = f"{100 * cut.error['rnn.weight_hh_l0']:.1f} %"
    print(f"Truncated to windows of 5 (cut at {cut.cuts}): the gradient of W_hh is wrong by {error}")
    clipped = clip(profile.weight_gradients(), 0.01)
    print(f"Clipping: the norm is {clipped.norm_before:.2e} before and {clipped.norm_after:.2e} after")
    check = check_gradients(trace, "positive")
    verdict = "passes" if check.passes() else "fails"
    print(f"Finite differences on {len(check.rows)} weights: error {check.relative_error:.0e}, {verdict}")


def what_a_step_does(trace: Trace) -> None:
    """Print Jacobians and eigenvalues."""
    steps = jacobians(trace)
    print("\nJacobians: norm of dh_t/dh_t-1:", *(f"{norm:.2f}" for norm in steps.norms))
    print(f"  from the first state to the last: {steps.norms_to_last[0]:.1e}")
    if steps.pascanu_bound is not None:
        print(f"  never above {steps.pascanu_bound[0]:.1e} (Pascanu)")
    for gate in trace.parts:
        radius = np.abs(eigenvalues(trace.network, gate)).max()
        print(f"  largest eigenvalue of the recurrent matrix of {gate}: {radius:.2f}")


def what_is_in_memory(trace: Trace) -> None:
    """Print the ledger and the two ways of the gradient."""
    shares = ledger(trace).shares()
    told = ", ".join(f"{word} {100 * share:.0f} %" for word, share in zip(trace.words, shares, strict=False))
    print(f"\nLedger: who wrote what is in memory at the end: {told}")
    split = paths(gradient_profile(trace, "positive"))
    straight, rest = split.straight_norms[0], split.rest_norms[0]
    print(f"Paths back to the first word: straight {straight:.1e}, the rest {rest:.1e}")


def what_an_operation_changes(trace: Trace) -> None:
    """Print what becomes of the answer when a word is replaced, or a gate held."""
    gate = next(name for name in trace.parts)
    operations = (Replace(3, "really"), Clamp(gate, 0.0, start=6))
    for operation in operations:
        found = difference(trace, record(trace.network, SENTENCE, operations=[operation]))
        moved = found.answers[-1, 1]
        print(f"\nSurgery, {operation}:\n  p(positive) moves by {moved:+.3f}; states differ from", end=" ")
        print("nowhere" if found.first is None else f"“{trace.words[found.first]}” on")


def what_the_units_do(network: Network) -> None:
    """Print the unit that follows the sentiment, saturation and clusters."""
    asked = task(network.spec.task)
    sentences = [
        " ".join(network.vocabulary[i] for i in row[: last + 1])
        for row, last in zip(asked.exam(4).ids, asked.exam(4).last, strict=True)
    ]
    traces = record_batch(network, sentences)
    labels = [sentiment_so_far(trace.words) for trace in traces]
    found = find_units(traces, labels)
    first = find_units(record_batch(initial_network(network.spec), sentences), labels)
    r, before = found.held_out[found.best], first.held_out[first.best]
    print(f"\nUnit {found.best} follows the sentiment so far: r = {r:+.2f} on held-out sentences", end=" ")
    print(f"(untrained: {before:+.2f})")
    signal = next(iter(traces[0].signals))
    print(f"Saturation of {signal}:", *(f"{share:.2f}" for share in saturation(traces, signal)))
    together = cluster_order(np.concatenate([trace.hidden for trace in traces]))
    print("Units that go together stand together:", *together)


def what_can_be_read(trace: Trace) -> None:
    """Print what a probe reads at each word, and how often it is right on held-out sentences."""
    network = trace.network
    probe = fit_probe(network, "sentiment so far")
    told = zip(trace.words, probe.says(trace), strict=True)
    print("\nProbe: the sentiment so far, as read from the state:", ", ".join(f"{w}: {c}" for w, c in told))
    score = judge_probe(probe, network)
    chance = float(score.chance @ score.counts / score.counts.sum())
    print(f"  right at {100 * score.whole:.0f} % of the words of the exam, chance {100 * chance:.0f} %")


if __name__ == "__main__":
    main()
