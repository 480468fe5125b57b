"""Encoder and decoder: the task, and every number against pairs of torch.nn and finite differences."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn
from torch.nn import functional

from core.figures.staves import heat_stave, unrolled_stave
from core.instruments import (
    Clamp,
    Erase,
    Loss,
    Replace,
    Trace,
    check_gradients,
    gradient_profile,
    jacobians,
    ledger,
    paths,
    reach_map,
    record,
    record_batch,
    truncation,
    weight_count,
)
from core.instruments.generate import generate
from core.nets.layer import Layered
from core.nets.run import Run
from core.network import Network, initial_network
from core.recipes import default_run
from core.recipes.link import from_line, to_line
from core.spec import KINDS, Kind, ModelSpec, RunSpec, TaskSpec, TrainSpec
from core.tasks import task
from core.tasks.base import joined
from core.text import Reading
from tests.making.networks import models, network
from tests.making.oracles import CELLS, LAYERS

every_kind = pytest.mark.parametrize("kind", KINDS)
with_decoder = models(bidirectional=False, connection="plain", readout="each", decoder=True)
THIS = task(TaskSpec("reversal", 2, 6))


def spec_of(kind: Kind, layers: int = 1, steps: int = 8, hidden: int = 7) -> RunSpec:
    model = ModelSpec(kind, 5, hidden, layers=layers, decoder=True)
    return RunSpec(model, TaskSpec("reversal", 2, 6), TrainSpec(steps, 16, 0.01))


def some_network(kind: Kind, layers: int = 1) -> Network:
    return network(spec_of(kind, layers).model, seed=2)


def reading_of(ids: Any) -> Reading:
    return Reading(tuple(THIS.vocabulary[i] for i in ids), np.array(ids), np.array(ids) > 0)


class Pair:
    """An encoder and a decoder of torch.nn, fed by hand."""

    def __init__(self, net: Network, dtype: torch.dtype = torch.float64) -> None:
        model = net.spec.model
        self.kind = model.kind
        self.w = {name: torch.tensor(array, dtype=dtype) for name, array in net.weights.items()}
        self.embedding = nn.Parameter(self.w["embedding.weight"].clone())
        self.readout = nn.Linear(model.hidden_size, len(net.classes)).to(dtype)
        with torch.no_grad():
            self.readout.weight.copy_(self.w["readout.weight"])
            self.readout.bias.copy_(self.w["readout.bias"])
        self.parts: dict[str, Any] = {}
        for part in ("rnn", "decoder"):
            made = LAYERS[model.kind](model.embedding_size, model.hidden_size, model.layers).to(dtype)
            own = {name: array for name, array in self.w.items() if name.startswith(part + ".")}
            made.load_state_dict({name.partition(".")[2]: array for name, array in own.items()})
            self.parts[part] = made

    def read(self, ids: torch.Tensor, seam: int) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the states (T, B, H) and the logits of ids (T, B)."""
        inputs = self.embedding[ids]
        before, state = self.parts["rnn"](inputs[:seam])
        after, _ = self.parts["decoder"](inputs[seam:], state)
        states = torch.cat([before, after])
        return states, self.readout(states)

    def parameters(self) -> dict[str, Any]:
        found = {"embedding.weight": self.embedding}
        for part, made in self.parts.items():
            found |= {f"{part}.{name}": value for name, value in made.named_parameters()}
        return found | {f"readout.{name}": value for name, value in self.readout.named_parameters()}


def loss_of(logits: torch.Tensor, targets: Any, weights: Any) -> torch.Tensor:
    each = functional.cross_entropy(logits, torch.tensor(targets), reduction="none")
    return (each * torch.tensor(weights, dtype=each.dtype)).sum()


@pytest.mark.parametrize("lengths", [(2, 2), (2, 9), (20, 20)])
def test_the_right_answer_is_the_reversed_sentence(lengths: tuple[int, int]) -> None:
    this, rng = task(TaskSpec("reversal", *lengths)), np.random.default_rng(0)
    training = [(this.batch(rng, 32), False) for _ in range(30)]
    for batch, held_out in [*training, *((this.exam(point), True) for point in this.exam_points)]:
        for ids, targets, judged in zip(batch.ids, batch.targets, batch.judged, strict=True):
            words = [this.vocabulary[i] for i in ids]
            place = words.index("<go>")
            question, fed = words[:place], words[place + 1 :]
            answer = [this.classes[target] for target in targets[judged]]
            assert answer == question[::-1]
            assert fed == answer[:-1]
            assert np.flatnonzero(judged).tolist() == list(range(place, len(words)))
            assert (ids[:place].sum() % 8 == 0) == held_out


def test_the_sign_to_answer_is_added() -> None:
    assert THIS.read("a b  C").words == ("a", "b", "C", "<go>")
    assert THIS.read("a b <GO> b").words == ("a", "b", "<GO>", "b")
    assert THIS.read("<script> b").known.tolist() == [False, True, True]
    long = THIS.read("a " * 300)
    assert (len(long.words), long.words[-1], long.dropped) == (128, "<go>", 173)
    assert THIS.seams(THIS.read(THIS.probe).ids[None]).tolist() == [4]


@every_kind
@pytest.mark.parametrize("layers", [1, 2, 3])
def test_reading_and_gradients_are_those_of_a_pair_of_torch_modules(kind: Kind, layers: int) -> None:
    net = some_network(kind, layers)
    for seed, length in enumerate((2, 5, 12)):
        batch = task(net.spec.task).exam(length)
        ids, targets, weights = (getattr(batch, part)[seed] for part in ("ids", "targets", "weights"))
        pair, trace = Pair(net), record(net, reading_of(ids))
        states, logits = pair.read(torch.tensor(ids)[:, None], length)
        np.testing.assert_allclose(trace.hidden, states[:, 0].detach(), rtol=0, atol=1e-12)
        np.testing.assert_allclose(trace.logits, logits[:, 0].detach(), rtol=0, atol=1e-12)
        loss = loss_of(logits[:, 0], targets, weights.astype(float))
        loss.backward()  # type: ignore[no-untyped-call]
        profile = gradient_profile(trace, loss=Loss(targets, weights.astype(float)))
        assert profile.loss == pytest.approx(loss.item(), rel=1e-12)
        ours = profile.weight_gradients()
        assert set(ours) == set(pair.parameters())
        for name, parameter in pair.parameters().items():
            np.testing.assert_allclose(ours[name], parameter.grad, rtol=1e-11, atol=1e-12, err_msg=name)


@every_kind
def test_the_gradient_of_every_state_crosses_the_seam(kind: Kind) -> None:
    net = some_network(kind)
    ids = task(net.spec.task).exam(6).ids[3]
    w = Pair(net).w
    h, c = torch.zeros(1, 7, dtype=torch.float64), torch.zeros(1, 7, dtype=torch.float64)
    hidden, cells = [], []
    for t, index in enumerate(ids):
        part = "rnn" if t < 6 else "decoder"
        cell = CELLS[kind](5, 7).double()
        own = {name: array for name, array in w.items() if name.startswith(part + ".")}
        cell.load_state_dict({name[len(part) + 1 : -3]: array for name, array in own.items()})
        x = w["embedding.weight"][index][None]
        if kind == "lstm":
            h, c = cell(x, (h, c))
            c.retain_grad()
            cells.append(c)
        else:
            h = cell(x, h)
        h.retain_grad()
        hidden.append(h)
    logits = h @ w["readout.weight"].T + w["readout.bias"]
    functional.cross_entropy(logits, torch.tensor([2])).backward()  # type: ignore[no-untyped-call]
    profile = gradient_profile(record(net, reading_of(ids)), 2)
    for ours, states in ((profile.hidden_gradient, hidden), (profile.cell_gradient, cells)):
        if states:
            theirs = np.stack([state.grad[0].numpy() for state in states if state.grad is not None])
            assert ours is not None
            np.testing.assert_allclose(ours, theirs, rtol=1e-11, atol=1e-14)
            assert np.abs(theirs[0]).max() > 0


@given(model=with_decoder, seed=st.integers(0, 50), seam=st.integers(0, 6))
@settings(max_examples=60, deadline=None)
def test_every_option_passes_the_gradient_check_wherever_the_seam_is(
    model: ModelSpec, seed: int, seam: int
) -> None:
    net = network(model, seed)
    rng = np.random.default_rng(seed)
    ids = rng.integers(1, 9, size=6)
    if seam < 6:
        ids[seam] = 9
    trace = record(net, reading_of(ids))
    targets, weights = rng.integers(8, size=6), rng.random(6)
    if model.activation == "relu":  # a kink has no slope to measure
        return
    assert check_gradients(trace, loss=Loss(targets, weights), each=3, seed=seed).passes(1e-5)
    assert trace.hidden.shape == (6, model.hidden_size)


@every_kind
@pytest.mark.parametrize("layers", [1, 2])
def test_a_run_is_a_bare_loop_over_a_pair_of_torch_modules(kind: Kind, layers: int) -> None:
    spec = spec_of(kind, layers, 20)
    run, pair = Run(spec), Pair(initial_network(spec), torch.float32)
    parameters = list(pair.parameters().values())
    adam = torch.optim.Adam(parameters, lr=spec.train.learning_rate)
    rng = np.random.default_rng((0x5E17, spec.seed))
    losses = []
    for _ in range(20):
        batch = task(spec.task).batch(rng, spec.train.batch_size)
        _, logits = pair.read(torch.from_numpy(batch.ids.T.copy()), batch.ids.shape[1] // 2)
        flat = logits.transpose(0, 1).reshape(-1, 8)
        loss = loss_of(flat, batch.targets.ravel(), batch.weights.ravel()) / len(batch.ids)
        adam.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(parameters, 1.0)
        adam.step()
        losses.append(loss.item())
    np.testing.assert_allclose(run.advance(20).losses, losses, rtol=5e-4)


@every_kind
@pytest.mark.parametrize(
    "options", [{}, {"initial_state": "learnt"}, {"layers": 2, "initial_state": "random"}]
)
def test_the_torch_side_reads_as_the_trace_does(kind: Kind, options: dict[str, Any]) -> None:
    """And so do all cells that torch has not: with mixed lengths, gradients and exam."""
    if kind == "lstm":
        options = {**options, "peepholes": True}
    spec = replace(spec_of(kind), model=replace(spec_of(kind).model, **options))
    run = Run(replace(spec, train=TrainSpec(60, 32, 0.03)))
    curve = run.advance(60).curve
    for point, share in curve:
        exam = run._task.exam(point)
        readings = [reading_of(ids) for ids in exam.ids]
        traces = record_batch(run.network(), readings, np.float32)
        right = [
            (trace.logits.argmax(axis=1) == targets)[judged].all()
            for trace, targets, judged in zip(traces, exam.targets, exam.judged, strict=True)
        ]
        assert share == pytest.approx(np.mean(right), abs=1.01 / 48)


CELLS_BEYOND_TORCH: list[tuple[Kind, dict[str, Any]]] = [
    ("lstm", {}),
    ("lstm", {"peepholes": True}),
    ("lstm", {"without": ("forget_gate",), "layers": 2}),
    ("lstm", {"initial_state": "learnt", "peepholes": True}),
    ("gru", {"update_gate": "writes", "reset_gate": "before", "initial_state": "learnt"}),
    ("rnn", {"layers": 2}),
]


@pytest.mark.parametrize(("kind", "options"), CELLS_BEYOND_TORCH)
def test_training_goes_back_through_the_seam_in_sentences_of_any_length(
    kind: Kind, options: dict[str, Any]
) -> None:
    net = network(replace(spec_of(kind).model, **options), seed=4)
    batch = joined([THIS.exam(length) for length in (2, 6, 3)])
    chosen = np.random.default_rng(0).permutation(len(batch.ids))[:20]
    ids, targets, weights = batch.ids[chosen], batch.targets[chosen], batch.weights[chosen]
    model = Layered(net)
    steps, rows = np.nonzero(weights.T)
    logits = model.logits(torch.from_numpy(ids.T.copy()), batch.last[chosen], steps, rows)
    loss_of(logits, targets[rows, steps], weights[rows, steps]).backward()  # type: ignore[no-untyped-call]
    expected: dict[str, Any] = dict.fromkeys(net.weights, 0.0)
    for row, last in enumerate(batch.last[chosen]):
        trace = record(net, reading_of(ids[row, : last + 1]))
        asked = np.flatnonzero(weights[row])
        np.testing.assert_allclose(logits.detach()[rows == row], trace.logits[asked], rtol=0, atol=1e-4)
        own = slice(last + 1)
        loss = Loss(targets[row, own], weights[row, own].astype(float))
        for name, gradient in gradient_profile(trace, loss=loss).weight_gradients().items():
            expected[name] = expected[name] + gradient
    for name, parameter in model.named_parameters():
        close = 1e-4 * max(1.0, np.abs(expected[name]).max())
        assert parameter.grad is not None
        np.testing.assert_allclose(parameter.grad.numpy(), expected[name], rtol=0, atol=close, err_msg=name)


def test_a_sentence_that_counts_as_right_is_what_the_decoder_would_write_by_itself() -> None:
    run = Run(replace(spec_of("lstm", steps=500, hidden=24), train=TrainSpec(500, 32, 0.02)))
    run.train(500)
    net, exam = run.network(), THIS.exam(4)
    judged_right, written_right = [], []
    for ids, targets in zip(exam.ids, exam.targets, strict=True):
        trace = record(net, reading_of(ids), np.float32)
        judged_right.append(bool((trace.logits[4:].argmax(axis=1) == targets[4:]).all()))
        said = list(ids[:5])
        for _ in range(4):
            said.append(1 + int(record(net, reading_of(said), np.float32).logits[-1].argmax()))
        written_right.append([i - 1 for i in said[5:]] == targets[4:].tolist())
    assert judged_right == written_right
    assert np.mean(judged_right) > 0.1


@every_kind
def test_sentences_without_the_sign_are_read_by_the_encoder_alone(kind: Kind) -> None:
    net = some_network(kind)
    pair = Pair(net)
    for ids in ([1, 2, 3], [0], [9], [9, 1, 2], [1, 9], [1, 9, 2, 9, 3]):
        trace = record(net, reading_of(ids))
        inputs = pair.embedding[torch.tensor(ids)][:, None]
        seam = ids.index(9) if 9 in ids else len(ids)
        state = None
        found = []
        for part, own in (("rnn", inputs[:seam]), ("decoder", inputs[seam:])):
            if len(own):
                states, state = pair.parts[part](own, state)
                found.append(states)
        np.testing.assert_allclose(trace.hidden, torch.cat(found)[:, 0].detach(), rtol=0, atol=1e-12)
        assert np.isfinite(gradient_profile(trace, 0).hidden).all()


@every_kind
@pytest.mark.parametrize("layers", [1, 2])
def test_instruments_cross_the_seam_or_refuse(kind: Kind, layers: int) -> None:
    net = some_network(kind, layers)
    trace = record(net, THIS.probe)
    steps = len(trace)
    rows = reach_map(trace, 1).hidden
    for i in range(steps):
        np.testing.assert_allclose(rows[i], gradient_profile(trace, 1, i).hidden, rtol=1e-9, atol=1e-15)
    full = gradient_profile(trace, 1)
    for window in (2, 4, 5, 8):
        cut = truncation(trace, window, 1)
        kept = np.arange(steps) >= steps - window
        np.testing.assert_allclose(cut.truncated.hidden[kept], full.hidden[kept], rtol=1e-9)
        assert not cut.truncated.hidden[~kept].any()
    found = jacobians(trace)
    for t, (step, after) in enumerate(pairwise(found.to_last)):
        np.testing.assert_allclose(step, after @ found.steps[t + 1], rtol=1e-9, atol=1e-15)
    seed = full.asked.slope(trace.answers)[-1] @ trace.forward.weights["readout.weight"]
    if layers == 1 and kind != "lstm":
        np.testing.assert_allclose(
            seed @ found.hidden_to_last[0], full.hidden_gradient[0], rtol=1e-9, atol=1e-15
        )
    assert found.linear_bound is None
    if kind != "rnn":
        account = ledger(trace)
        np.testing.assert_allclose(account.written.sum(axis=1) + account.initial, account.total, atol=1e-12)
        split = paths(full)
        np.testing.assert_allclose(split.straight + split.rest, split.total, rtol=1e-12)
        assert np.abs(split.straight[0]).max() > 0
    assert heat_stave(trace.network, "hidden")["type"] == "heat"
    for refuses in (lambda: trace.parts, lambda: unrolled_stave(net), lambda: generate(net, "a", 3)):
        with pytest.raises(ValueError, match=r"[.]$"):
            refuses()


@every_kind
def test_operations_work_on_both_sides_of_the_seam(kind: Kind) -> None:
    net = some_network(kind)
    gate = {"rnn": "hidden", "gru": "update_gate", "lstm": "forget_gate"}[kind]
    for start in (1, 6):
        held = record(net, THIS.probe, operations=[Clamp(gate, 0.25, start=start, stop=start + 1)])
        np.testing.assert_allclose(held[gate][start], 0.25)
        assert check_gradients(held, 3).passes()
    erased = record(net, THIS.probe, operations=[Erase(5)])
    assert check_gradients(erased, 3).passes()
    moved: Trace = record(net, THIS.probe, operations=[Replace(2, "<go>")])
    np.testing.assert_array_equal(moved.hidden, record(net, "d a <go> h <go> h c a").hidden)


@given(model=with_decoder)
@settings(max_examples=30, deadline=None)
def test_weights_are_counted_and_named(model: ModelSpec) -> None:
    net = initial_network(RunSpec(model, TaskSpec("reversal", 2, 6)))
    assert weight_count(model, len(net.vocabulary), len(net.classes)).total == net.size
    encoder = [name for name in net.weights if name.startswith("rnn.") and "initial" not in name]
    decoder = [name for name in net.weights if name.startswith("decoder.")]
    assert [name.replace("rnn.", "decoder.") for name in encoder] == decoder
    different = [name for name in encoder if "weight_hh" in name and model.initialisation != "identity"]
    for name in different:
        assert not np.array_equal(net.weights[name], net.weights[name.replace("rnn.", "decoder.")]) or (
            model.hidden_size == 1
        )
    assert set(Run(RunSpec(model, TaskSpec("reversal", 2, 3), TrainSpec(1, 2))).advance(1).weights) == set(
        net.weights
    )


def test_what_does_not_go_with_a_decoder_is_refused() -> None:
    for options in ({"bidirectional": True}, {"connection": "dense"}, {"readout": "mean"}):
        with pytest.raises(ValueError, match="or leave the decoder out"):
            ModelSpec(decoder=True, **options)
    with pytest.raises(ValueError, match="choose True or False"):
        ModelSpec(decoder=1)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="Choose reversal or translation, or leave the decoder out"):
        RunSpec(ModelSpec(decoder=True))
    with pytest.raises(ValueError, match="Leave one of them out"):
        RunSpec(ModelSpec(decoder=True), TaskSpec("reversal", 2, 6), TrainSpec(truncation=3))


@every_kind
def test_a_link_says_whether_there_is_a_decoder(kind: Kind) -> None:
    spec = default_run(kind, "reversal")
    assert spec.model.decoder
    assert "decoder" in spec.label()
    without = replace(spec, model=replace(spec.model, decoder=False))
    assert to_line(spec) == f"reversal-{kind}"
    assert to_line(without) == f"reversal-{kind}-decoder.no"
    assert from_line(to_line(without)) == without
    assert from_line(f"reversal-{kind}-decoder.yes") == spec
    with pytest.raises(ValueError, match="no answer of several words"):
        from_line(f"recall-{kind}-decoder.yes")
