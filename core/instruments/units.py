"""Units: who follows a label, who is saturated, who goes with whom, who changes the answer, who carries.

A unit is chosen on every other sentence and judged on those in between: with many units, one of them follows
anything on the sentences it was chosen on. Compare with an untrained network, too.
"""

from collections.abc import Sequence, Sized
from dataclasses import dataclass
from typing import cast

import numpy as np

from ..arrays import Bools, Floats, Ints
from ..equations.contribution import norms
from ..equations.squash import ends
from ..spec.limits import check_word, shown
from .layer_trace import check_layer
from .trace import Trace

NEAR = 0.1
"""How near to an end of its range a saturated value stands."""


@dataclass(frozen=True, slots=True, eq=False)
class UnitSearch:
    """How each unit (H,) goes with a label: on the sentences it is chosen on, and on the others.

    `chosen_on` and `held_out` are Pearson correlations in [-1, 1], NaN for a unit that never changes.
    `separation` is there for labels of two values: the chance that a random timestep of the higher label has
    the higher value in the unit (the area under the ROC curve), on the other sentences.
    """

    signal: str
    chosen_on: Floats
    held_out: Floats
    separation: Floats | None

    @property
    def ranking(self) -> Ints:
        """Units from the one that goes with the label best to the worst, as chosen."""
        return np.argsort(-np.nan_to_num(np.abs(self.chosen_on)), kind="stable").astype(np.int64)

    @property
    def best(self) -> int:
        """The unit that was chosen."""
        return int(self.ranking[0])


@np.errstate(all="ignore")
def find_units(
    traces: Sequence[Trace],
    labels: Sequence[Sequence[float] | Floats],
    signal: str | None = None,
    layer: int = -1,
    reverse: bool = False,
) -> UnitSearch:
    """Find the unit that follows a label.

    Args:
        traces: Sentences read by one network, at least two.
        labels: For each of them a number a word, NaN where the label says nothing.
        signal: Which signal; None for the cell state if there is one, else the hidden state.
        layer: 0 is the lowest, -1 the top one.
        reverse: Whether the direction that reads from the end is meant.

    Raises:
        ValueError: if there are too few sentences, the labels do not fit them or never change, or there is no
            such signal.
    """
    if not isinstance(labels, Sized):
        raise ValueError(f"labels is {shown(labels)}; give a row of labels for each sentence.")  # noqa: TRY004
    if len(traces) != len(labels) or len(traces) < 2:
        raise ValueError(
            f"There are {len(traces)} sentences and {len(labels)} rows of labels; give at least two of each, "
            "as many of one as of the other."
        )
    numbers = [np.asarray(row, np.float64) for row in labels]
    for trace, row in zip(traces, numbers, strict=True):
        if row.shape != (len(trace),):
            raise ValueError(f"A sentence of {len(trace)} words has {row.size} labels; give one a word.")
    first = traces[0].layer(layer, reverse)
    signal = ("hidden" if first.cell_state is None else "cell_state") if signal is None else signal
    check_word("signal", signal, tuple(first.signals))
    values = [trace.layer(layer, reverse)[signal] for trace in traces]
    halves = []
    for part in (slice(0, None, 2), slice(1, None, 2)):
        x, y = np.concatenate(values[part]), np.concatenate(numbers[part])
        said = ~np.isnan(y)
        if np.ptp(y[said]) == 0 if said.any() else True:
            raise ValueError("The labels of half the sentences never change; give sentences where they do.")
        halves.append((x[said], y[said]))
    (x, y), (x_out, y_out) = halves
    two = len(np.unique(np.concatenate([y, y_out]))) == 2
    separation = _separation(x_out, y_out == y_out.max()) if two else None
    return UnitSearch(signal, correlation(x, y), correlation(x_out, y_out), separation)


@np.errstate(all="ignore")
def correlation(values: Floats, label: Floats) -> Floats:
    """Return Pearson's correlation of each column of (N, H) with (N,); NaN where a column never changes."""
    return cast(Floats, (_standard(values).T @ _standard(label[:, None]))[:, 0].clip(-1, 1))


def saturation(traces: Sequence[Trace], signal: str, layer: int = -1, reverse: bool = False) -> Floats:
    """Return for each unit the share of timesteps at which a signal stands within 0.1 of an end of its range.

    Gates lie between 0 and 1, candidates and hidden states between -1 and 1 (Karpathy et al. 2016). Order
    units by it with `np.argsort`.

    Raises:
        ValueError: if there are no sentences, no such signal, or it has no ends.
    """
    if not traces:
        raise ValueError("There are no sentences. Give at least one.")
    check_word("signal", signal, tuple(traces[0].layer(layer, reverse).signals))
    low, high = ends(traces[0].network.spec.model, signal)
    if not np.isfinite([low, high]).all():
        raise ValueError(f"{signal} has no ends to be near to; choose a gate, a candidate or a tanh state.")
    values = np.concatenate([trace.layer(layer, reverse)[signal] for trace in traces])
    return cast(Floats, ((values < low + NEAR) | (values > high - NEAR)).mean(axis=0))


@np.errstate(all="ignore")
def effect_on_answer(trace: Trace, layer: int = -1, reverse: bool = False) -> Floats:
    """Return for each unit (H,) what it adds to the answer after the last word.

    The answer is the margin, the logit of the likeliest class minus that of the second, or the number. The
    effect is the gradient of it by what the layer hands up, times that, summed over the words. Where the
    readout takes the last state as it is, that is (w_best - w_second)_j h_j. It is exact for the top layer
    with any pooling, because the answer is linear there: with plain connections the effects of all
    directions and the difference of the biases add up to the margin. Of a lower layer, and of a decoder with
    attention, whose weights depend on the states, it is the first-order share.

    Raises:
        ValueError: if the network has no such layer or direction.
    """
    model = trace.network.spec.model
    check_layer(model, layer, reverse)
    forward = trace.forward
    slope = np.zeros_like(forward.logits)
    last = trace.logits[-1]
    best = 0 if trace.network.answer == "number" else int(last.argmax())
    slope[-1, 0, best] = 1
    others = np.delete(np.arange(last.size), best)
    if others.size:
        slope[-1, 0, others[last[others].argmax()]] = -1
    layer %= model.layers
    d_outputs = forward.unpooled(slope @ forward.weights["readout.weight"])
    asked = forward.stack.backward(d_outputs, lowest=layer).places[layer, reverse].asked[:, 0]
    return cast(Floats, (asked * forward.stack.scans[layer, reverse].hidden[1:, 0]).sum(axis=0))


@np.errstate(all="ignore")
def difference_carried(
    trace: Trace, twin: Trace, signal: str = "hidden", layer: int = -1, reverse: bool = False
) -> Floats:
    """Return for each unit (H,) how much of the difference between two sentences it carries.

    It is the root mean square of the difference over the words that both have, by position. To carry is to
    keep: a unit that differs at many words comes before one that differs once; a maximum would not tell them
    apart.

    Raises:
        ValueError: if the networks differ in units, or there is no such layer, direction or signal.
    """
    left, right = trace.layer(layer, reverse), twin.layer(layer, reverse)
    for one in (left, right):
        check_word("signal", signal, tuple(one.signals))
    a, b = left[signal], right[signal]
    if a.shape[1] != b.shape[1]:
        raise ValueError(
            f"The networks have {a.shape[1]} and {b.shape[1]} units; compare networks of one shape."
        )
    words = min(len(a), len(b))
    return cast(Floats, norms(np.ascontiguousarray((a[:words] - b[:words]).T)) / np.sqrt(words))


@np.errstate(all="ignore")
def cluster_order(values: Floats) -> Ints:
    """Return an order of the units (H,) in which those that go together stand together.

    Clusters of (N, H) are merged by average linkage, distance 1 - |correlation|; the leaves of the tree are
    then read from left to right. Units that never change come last.

    Raises:
        ValueError: if the values are not rows of units.
    """
    if values.ndim != 2 or not values.size:
        raise ValueError(f"values have shape {values.shape}; give rows of units, (N, H).")
    constant = np.ptp(values, axis=0) == 0
    standard = _standard(values)
    likeness = np.nan_to_num(np.abs(standard.T @ standard))
    distance = 1 - likeness
    clusters = {unit: [unit] for unit in np.flatnonzero(~constant).tolist()}
    while len(clusters) > 1:
        names = list(clusters)
        among = distance[np.ix_(names, names)].copy()
        np.fill_diagonal(among, np.inf)
        a, b = (names[int(place)] for place in np.unravel_index(among.argmin(), among.shape))
        sizes = len(clusters[a]), len(clusters[b])
        merged = (sizes[0] * distance[a] + sizes[1] * distance[b]) / sum(sizes)
        distance[a], distance[:, a] = merged, merged
        clusters[a] = _joined(clusters[a], clusters.pop(b), likeness)
    order = [unit for members in clusters.values() for unit in members]
    return np.array(order + np.flatnonzero(constant).tolist(), np.int64)


def _standard(values: Floats) -> Floats:
    """Return columns (N, H) of mean 0 and norm 1, NaN where a column never changes or is not finite.

    They are first made small, so that squares of neither large nor tiny numbers are lost.
    """
    constant = np.ptp(values, axis=0) == 0
    values = values / np.abs(values).max(axis=0)
    values = values - values.mean(axis=0)
    values = values / np.abs(values).max(axis=0)
    return cast(Floats, np.where(constant, np.nan, values / np.sqrt((values * values).sum(axis=0))))


def _joined(left: list[int], right: list[int], likeness: Floats) -> list[int]:
    """Join two rows of units at their closest ends."""
    ways = [(a, b) for a in (left, left[::-1]) for b in (right, right[::-1])]
    best = max(ways, key=lambda way: float(likeness[way[0][-1], way[1][0]]))
    return best[0] + best[1]


def _separation(values: Floats, higher: Bools) -> Floats:
    """Return the area under the ROC curve for each column, ties counting half."""
    ups, downs = values[higher], values[~higher]
    wins = np.empty(values.shape[1])
    for unit in range(values.shape[1]):
        low = np.sort(downs[:, unit])
        below = np.searchsorted(low, ups[:, unit], side="left")
        not_above = np.searchsorted(low, ups[:, unit], side="right")
        wins[unit] = (below + not_above).sum() / (2 * len(ups) * len(downs))
    return wins
