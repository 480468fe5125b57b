"""The weight count: a formula, the formula with its numbers in it, and the sum.

E numbers in a word's vector (V words), H units, G blocks in the cell's weights, K classes; a layer above the
first reads what the layers below hand on. PyTorch keeps two biases a unit, b_ih and b_hh, of which only the
sum matters; lectures count one.
"""

from dataclasses import dataclass, replace

from ..network.shapes import gates, peeping
from ..spec import ModelSpec
from ..spec.limits import check_bool, shown, within


@dataclass(frozen=True, slots=True)
class CountLine:
    """One summand: what it is, as a formula, with numbers, and the sum."""

    what: str
    formula: str
    numbers: str
    count: int


@dataclass(frozen=True, slots=True)
class WeightCount:
    """All summands of a network."""

    lines: tuple[CountLine, ...]

    @property
    def formula(self) -> str:
        """The formula, as "V·E + 4·H·(E + H) + ..."."""
        return " + ".join(line.formula for line in self.lines)

    @property
    def numbers(self) -> str:
        """The same with numbers."""
        return " + ".join(line.numbers for line in self.lines)

    @property
    def total(self) -> int:
        """The number of weights."""
        return sum(line.count for line in self.lines)

    def part(self, *names: str) -> int:
        """Return the number of weights in the lines whose description begins with one of these words."""
        return sum(line.count for line in self.lines if line.what.startswith(names))


def weight_count(
    model: ModelSpec,
    words: int,
    classes: int,
    *,
    embedding_size: int | None = None,
    hidden_size: int | None = None,
    one_hot: bool = False,
    one_bias: bool = False,
) -> WeightCount:
    """Count the weights of a network.

    Args:
        model: The network.
        words: Size of the vocabulary, V.
        classes: Number of classes of the readout, K; 0 for none.
        embedding_size: E, if it is another than the model's, of any size.
        hidden_size: H, if it is another than the model's, of any size.
        one_hot: Whether words enter as one-hot columns: there is no embedding, and E is V.
        one_bias: Count one bias a unit and gate, as lectures do, instead of PyTorch's two.

    Raises:
        ValueError: if a size is no whole number from 1 on.
    """
    units = model.hidden_size if hidden_size is None else hidden_size
    vector = words if one_hot else model.embedding_size if embedding_size is None else embedding_size
    for name, size in (("words", words), ("hidden_size", units), ("embedding_size", vector)):
        if not within(size, 1):
            raise ValueError(f"{name} is {shown(size)}; choose a whole number from 1 on.")
    if not within(classes, 0):
        raise ValueError(f"classes is {shown(classes)}; choose a whole number from 0 on.")
    check_bool("one_hot", one_hot)
    check_bool("one_bias", one_bias)
    lines = [] if one_hot else [CountLine("embedding", "V·E", f"{words}·{vector}", words * vector)]
    for layer in range(model.layers):
        lines += _layer(model, layer, vector, units, 1 if one_bias else 2)
    for layer in range(model.layers if model.decoder else 0):
        again = replace(model, initial_state="zeros")
        lines += [
            CountLine(f"{line.what} of the decoder", line.formula, line.numbers, line.count)
            for line in _layer(again, layer, vector, units, 1 if one_bias else 2)
        ]
    if classes:
        below, symbol = _below(model, model.layers, vector, units)
        count = classes * (below + 1)
        lines.append(CountLine("readout", f"K·({symbol} + 1)", f"{classes}·({below} + 1)", count))
    return WeightCount(tuple(lines))


def _layer(model: ModelSpec, layer: int, vector: int, units: int, biases: int) -> list[CountLine]:
    blocks, ways = len(gates(model)), len(model.directions)
    below, symbol = _below(model, layer, vector, units)
    times, twice = ("2·", " in both directions") if ways == 2 else ("", "")
    where = f"layer {layer + 1}{twice}"

    def line(what: str, formula: str, numbers: str, count: int) -> CountLine:
        return CountLine(f"{what}, {where}", f"{times}{formula}", f"{times}{numbers}", ways * count)

    many = "" if blocks == 1 else f"{blocks}·"
    lines = [
        line(
            "matrices",
            f"{many}H·({symbol} + H)",
            f"{many}{units}·({below} + {units})",
            blocks * units * (below + units),
        ),
        line("biases", f"{biases * blocks}·H", f"{biases * blocks}·{units}", biases * blocks * units),
    ]
    peepholes = len(peeping(model))
    if peepholes:
        lines.append(line("peepholes", f"{peepholes}·H", f"{peepholes}·{units}", peepholes * units))
    if model.initial_state != "zeros":
        states = 2 if model.kind == "lstm" else 1
        lines.append(line("initial state", f"{states}·H", f"{states}·{units}", states * units))
    if model.connection == "highway":
        wide = ways * units
        symbol = "2H" if ways == 2 else "H"
        formula, numbers = f"{symbol}·({symbol} + 1)", f"{wide}·({wide} + 1)"
        lines.append(CountLine(f"highway, layer {layer + 1}", formula, numbers, wide * (wide + 1)))
    return lines


def _below(model: ModelSpec, layer: int, vector: int, units: int) -> tuple[int, str]:
    """Return how many numbers a layer reads, and the formula for it."""
    ways = len(model.directions)
    one = "2H" if ways == 2 else "H"
    if model.connection == "dense":
        many = f"{layer * ways}H" if layer * ways > 1 else "H"
        return vector + layer * ways * units, f"E + {many}" if layer else "E"
    if model.attention and layer == model.layers:
        return 2 * units, "2H"  # a state and its context
    return (ways * units, one) if layer else (vector, "E")
