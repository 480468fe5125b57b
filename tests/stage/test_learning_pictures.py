"""The pictures of Learning through time: what the browser computes is what core computes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from core import Network, Reading, Trace, gradient_profile, initial_network, record, task, truncation
from core.equations.forward import Pass, arrays
from core.experiments.lessons.learning import RATE, WEIGHT, asked, loss_after, share_of_last, sizes, small_rnn
from core.experiments.lessons.learning_search import Eight, searched
from core.tasks.recall import ANSWERS
from tests.stage.conftest import Modules, file_of

SENTENCES = ("the dog that my xyzzy had a", "we saw it", "dog")
OPEN = """
  const { fromFile } = await stage("../net/file");
  const { record } = await stage("../net/trace");
  const network = fromFile(Uint8Array.from(Buffer.from(g[0], "base64")));
  const trace = record(network, g[1]);
  const plain = (name, value) => value instanceof Float64Array ? Array.from(value) : value;
  const give = (value) => JSON.parse(JSON.stringify(value, plain));"""


def opened(sentence: str) -> tuple[Network, Trace, Reading]:
    network = initial_network(small_rnn(3))
    return network, record(network, sentence), task(network.spec.task).read(sentence)


@pytest.mark.parametrize("every", [False, True])
@pytest.mark.parametrize("sentence", SENTENCES)
def test_what_each_word_adds_is_core_s_and_what_a_nudge_measures(
    modules: Modules, sentence: str, every: bool
) -> None:
    network, trace, reading = opened(sentence)
    loss = asked(trace, reading, every)
    body = f"""{OPEN}
      const found = m.summandsOf(trace, g[2], g[3]);
      return give({{ total: found.total.data, sizes: found.sizes, value: found.loss.value(trace.logits),
        worst: m.worst(found), share: m.shareOfLast(found.sizes, 3) }});"""
    told = modules.run("pictures/through/summands", body, file_of(network), sentence, dict(ANSWERS), every)
    wanted = gradient_profile(trace, loss=loss).weight_gradients()[WEIGHT]
    np.testing.assert_allclose(told["total"], wanted.ravel(), rtol=1e-11, atol=1e-13)
    np.testing.assert_allclose(told["sizes"], sizes(trace, loss), rtol=1e-11, atol=1e-13)
    assert told["value"] == pytest.approx(loss.value(trace.logits), rel=1e-12)
    assert told["worst"] < 1e-7
    if len(trace) > 1:
        assert told["share"] == pytest.approx(share_of_last(sizes(trace, loss), 3))
    else:
        assert told["share"] is None, "W_h multiplies a state of zeros: nothing is added"


@pytest.mark.parametrize("rate", [0, 0.5, RATE, 50])
def test_the_loss_along_a_step_is_core_s_and_a_step_that_is_taken_begins_there(
    modules: Modules, rate: float
) -> None:
    network, trace, reading = opened(SENTENCES[0])
    body = f"""{OPEN}
      const stand = m.standAt(trace, g[2]);
      return give([m.lossAfter(stand, g[3]), m.taken(stand, g[3], g[2]).value, stand.value, stand.steep]);"""
    after, begins, before, steep = modules.run(
        "pictures/through/walk", body, file_of(network), SENTENCES[0], dict(ANSWERS), rate
    )
    loss = asked(trace, reading, every=True)
    gradients = gradient_profile(trace, loss=loss).weight_gradients()
    assert after == pytest.approx(loss_after(trace, loss, rate), rel=1e-11)
    assert begins == pytest.approx(after, rel=1e-11)
    assert before == pytest.approx(loss.value(trace.logits), rel=1e-12)
    assert steep == pytest.approx(sum((one**2).sum() for one in gradients.values()), rel=1e-11)


@pytest.mark.parametrize("window", [1, 3, 40])
def test_what_a_window_cuts_is_core_s_and_the_answer_stays(modules: Modules, window: int) -> None:
    network, trace, _ = opened(SENTENCES[0])
    body = f"""{OPEN}
      return give([false, true].map((reset) => {{
        const {{ trace: read, ...found }} = m.cuttingOf(trace, g[2], g[3], reset);
        return found;
      }}));"""
    told: list[dict[str, Any]] = modules.run(
        "pictures/through/cutting", body, file_of(network), SENTENCES[0], dict(ANSWERS), window
    )
    carried, anew = told
    found = truncation(trace, window, network.classes.index("tail"))
    assert carried["cuts"] == list(found.cuts)
    np.testing.assert_allclose(carried["left"], found.truncated.hidden, rtol=1e-11, atol=1e-15)
    np.testing.assert_allclose(carried["whole"], found.full.hidden, rtol=1e-11, atol=1e-15)
    assert carried["cosine"] == pytest.approx(found.cosine[WEIGHT], rel=1e-9)
    assert carried["answer"]["read"] == carried["answer"]["whole"]
    assert (carried["deciding"], carried["answer"]["name"]) == (1, "tail")
    own = record(network, " ".join(SENTENCES[0].split()[-window:]))
    assert anew["answer"]["read"] == pytest.approx(own.probabilities[-1, network.classes.index("tail")])
    assert all(left == 0 for left in anew["left"][: max(len(trace) - window, 0)])


@pytest.mark.parametrize("window", [1, 3])
def test_the_cosine_is_what_a_small_step_along_what_is_left_is_worth(window: int) -> None:
    network, trace, reading = opened(SENTENCES[0])
    found, loss = truncation(trace, window, network.classes.index("tail")), asked(trace, reading, every=False)
    weights = arrays(network)
    before = loss.value(trace.logits)
    falls = []
    for profile in (found.truncated, found.full):
        slope = profile.weight_gradients()[WEIGHT]
        moved = {**weights, WEIGHT: weights[WEIGHT] - 1e-6 * slope / np.linalg.norm(slope)}
        after = Pass.forward(network.spec.model, moved, trace.ids[:, None]).logits[:, 0]
        falls.append(before - loss.value(after))
    assert falls[0] / falls[1] == pytest.approx(found.cosine[WEIGHT], rel=1e-3)


def test_a_gradient_step_on_eight_sentences_is_core_s_and_luck_keeps_what_is_better(modules: Modules) -> None:
    network = initial_network(searched(1))
    pairs = [(f"the {subject} had a big", answer) for subject, answer in ANSWERS.items()]
    body = """
      const { fromFile } = await stage("../net/file");
      const network = fromFile(Uint8Array.from(Buffer.from(g[0], "base64")));
      const sentences = new m.Sentences(network, g[1]);
      const walk = new m.Gradients(sentences, network.weights);
      walk.advance();
      const luck = new m.Luck(sentences, network.weights, 5);
      for (let at = 0; at < 60; at++) luck.advance();
      const other = m.begun(network, 8, 2);
      return { walked: walk.points, lucky: luck.points.map(({ loss }) => loss), spent: luck.spent,
        shapes: [...other.weights].map(([name, { shape, data }]) => [name, shape, data.length]),
        same: [other, m.begun(network, 8, 2)].map(({ weights }) => weights.get("readout.bias").data[3]),
        count: m.counted(network.weights) };"""
    told = modules.run("pictures/through/luck", body, file_of(network), pairs)
    eight, weights = Eight(network), arrays(network)
    slopes = eight.gradients(weights)
    norm = np.sqrt(sum((slope**2).sum() for slope in slopes.values()))
    after = {name: array - min(1, 1 / norm) * slopes[name] for name, array in weights.items()}
    wanted = [eight.forward(one)[2] for one in (weights, after)]
    np.testing.assert_allclose([point["loss"] for point in told["walked"]], wanted, rtol=1e-10)
    assert [point["right"] for point in told["walked"]] == [eight.right(weights), eight.right(after)]
    assert told["lucky"] == sorted(told["lucky"], reverse=True)
    assert told["lucky"][-1] < told["lucky"][0]
    assert told["spent"] == 60
    assert told["count"] == sum(array.size for array in weights.values())
    assert told["same"][0] == told["same"][1]
    assert ["rnn.weight_hh_l0", [8, 8], 64] in told["shapes"]
