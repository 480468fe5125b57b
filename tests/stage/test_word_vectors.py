"""The pictures of words: arithmetic as in core, names that leave one another room, sums that add up."""

from __future__ import annotations

import numpy as np
import pytest

from core import VectorSpec, WordVectors, grammar_analogies, grammar_sentences, train_vectors
from core.vectors.training import gradients
from tests.stage.conftest import Modules

ANALOGIES = grammar_analogies()


def sent(vectors: WordVectors) -> dict[str, object]:
    return {"words": vectors.words, "matrix": vectors.matrix.tolist()}


@pytest.fixture(scope="module")
def vectors() -> WordVectors:
    """Vectors that get some analogies right and some wrong."""
    return train_vectors(grammar_sentences(400, balanced=False), VectorSpec("skip-gram", steps=300))


def test_analogies_are_those_of_core(modules: Modules, vectors: WordVectors) -> None:
    body = """
      const [of, analogies] = g;
      return {
        nearest: analogies.map((one) => m.near(of, m.sought(of, one), one.slice(0, 3)).slice(0, 3)),
        offsets: analogies.map((one) => m.offsetCosine(of, one, one[3])),
        right: [true, false].map((exclude) => m.right(of, analogies, exclude)),
      };"""
    told = modules.run("pictures/vectors", body, sent(vectors), ANALOGIES)
    for analogy, nearest, offset in zip(ANALOGIES, told["nearest"], told["offsets"], strict=True):
        wanted = vectors.analogy(analogy.first, analogy.minus, analogy.plus, 3)
        assert [one["word"] for one in nearest] == [word for word, _ in wanted]
        assert [one["cosine"] for one in nearest] == pytest.approx([cosine for _, cosine in wanted])
        assert offset == pytest.approx(vectors.offset_cosine(analogy))
    assert told["right"] == [vectors.right(ANALOGIES, exclude=exclude) for exclude in (True, False)]
    assert 0 < told["right"][0] < len(ANALOGIES), "these vectors are to get some right and some wrong"


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (["king", "man", "woman"], ""),
        (["king", "man", "king"], "three different words; “king”"),
        (["king", "banana", "woman"], "“banana” is not among the 40 words"),
        (["king", "", "woman"], "needs three words"),
    ],
)
def test_what_is_wrong_with_an_analogy_is_one_sentence(
    modules: Modules, vectors: WordVectors, asked: list[str], says: str
) -> None:
    told = modules.run("pictures/vectors", "return m.problem(g[0], g[1]);", vectors.words, asked)
    assert says in told
    assert bool(told) == bool(says)


def test_the_plane_through_three_points_holds_them(modules: Modules) -> None:
    points = np.random.default_rng(3).standard_normal((4, 8))
    body = (
        "const flat = m.through(g[0][0], g[0][1], g[0][2]); return g[0].map((one) => m.placeIn(flat, one));"
    )
    places = modules.run("pictures/vectors", body, points.tolist())
    assert [place["off"] for place in places[:3]] == pytest.approx([0, 0, 0], abs=1e-7)
    assert places[3]["off"] > 0.1
    flat = np.array([[place["x"], place["y"]] for place in places])
    for one, other in ((0, 1), (0, 2), (1, 2)):
        assert np.linalg.norm(flat[one] - flat[other]) == pytest.approx(
            np.linalg.norm(points[one] - points[other])
        )
    rest = np.linalg.norm(points[3] - points[0])
    assert np.hypot(np.linalg.norm(flat[3]), places[3]["off"]) == pytest.approx(rest)


def test_names_that_matter_have_a_place_and_others_stand_where_there_is_room(modules: Modules) -> None:
    crowd = [
        {"x": 100 + 3 * at, "y": 100, "word": "neighbour", "strong": at > 3, "must": at == 4}
        for at in range(9)
    ]
    far = {"x": 300, "y": 100, "word": "alone", "strong": False}
    found = modules.run("pictures/plane", "return m.names(g[0], 600);", [*crowd, far])
    assert found[4] is not None
    assert found[-1] is not None
    assert sum(place is None for place in found) >= 5
    line = {"from": {"x": 300, "y": 100}, "to": {"x": 420, "y": 100}}
    (beside,) = modules.run("pictures/plane", "return m.names([g[0]], 600, [g[1]]);", far, line)
    assert beside["anchor"] == "end", "the name leaves the arrow alone"


def test_names_that_have_to_stand_in_a_crowd_stand_off_and_on_no_other(modules: Modules) -> None:
    crowd = [
        {"x": 200 + 4 * at, "y": 100 + at % 2, "word": f"word {at}", "strong": True, "must": True}
        for at in range(6)
    ]
    found = modules.run("pictures/plane", "return m.names(g[0], 600, [], [], 200);", crowd)
    boxes = []
    for point, place in zip(crowd, found, strict=True):
        wide = 16 * 0.56 * len(str(point["word"]))
        share = {"start": 0, "middle": 0.5, "end": 1}[place["anchor"]]
        left = float(str(point["x"])) + place["dx"] - share * wide
        base = float(str(point["y"])) + place["dy"]
        boxes.append((left, left + wide, base - 12.8, base + 3.2))
    for at, one in enumerate(boxes):
        for other in boxes[:at]:
            apart = one[0] >= other[1] or other[0] >= one[1] or one[2] >= other[3] or other[2] >= one[3]
            assert apart, (one, other)


def test_the_name_of_a_ring_leaves_points_and_lines_alone(modules: Modules) -> None:
    body = "return [m.ringName(g[0], 'the sum', [], []), m.ringName(g[0], 'the sum', g[1], [])];"
    free, above = modules.run("pictures/plane", body, {"x": 100, "y": 100}, [{"x": 100, "y": 120}])
    assert free["top"] > 113
    assert above["bottom"] < 87
    point = {"x": 100, "y": 100, "word": "queen", "strong": True, "must": True}
    (beside,) = modules.run(
        "pictures/plane",
        "return m.names([g[0]], 600, [], [g[1]]);",
        point,
        {
            "left": 100,
            "right": 200,
            "top": 90,
            "bottom": 110,
        },
    )
    assert beside["anchor"] == "end"


def test_a_word_that_only_looks_near_is_named(modules: Modules) -> None:
    points = [
        {"word": "far", "x": 5, "y": 0, "off": 4},
        {"word": "second", "x": 0.9, "y": 0, "off": 4},
        {"word": "seeming", "x": 0.5, "y": 0, "off": 4},
        {"word": "near", "x": 0.1, "y": 0, "off": 0.2},
    ]
    body = "return m.seemsNear(g[0], { x: 0, y: 0 }, 1);"
    assert modules.run("pictures/analogy", body, points) == ["seeming", "second"]


def test_the_sum_of_a_picked_row_says_what_comes_out(modules: Modules) -> None:
    entries = [{"id": at, "word": str(at), "vector": [at - 1.5, 0.25]} for at in range(5)]
    body = "return [m.sum(g[0], 0, 0), m.sum(g[0], 2, 0), m.sum(g[0], 4, 1)];"
    assert modules.run("pictures/onehot", body, entries) == [
        "1 × (−1.50) + 0 × (−0.50) + … = −1.50",
        "… + 0 × (−0.50) + 1 × 0.50 + 0 × 1.50 + … = 0.50",
        "… + 0 × 0.25 + 1 × 0.25 = 0.25",
    ]


def test_below_a_word_stand_those_that_end_near_it_and_then_the_others(modules: Modules) -> None:
    last = {
        "words": ["throne", "king", "court", "crown", "palace", "village"],
        "matrix": [[1, 0], [0, 1], [1, 0.1], [1, 0.3], [1, 0.2], [1, 1]],
    }
    body = "return [m.rowsOf(g[0], 'throne', ['crown'], ['king']), m.rowsOf(g[0], 'king', [], ['king'])];"
    throne, king = modules.run("pictures/alike", body, last)
    assert throne == {"group": ["court", "palace", "crown"], "contrast": ["village", "king"]}
    assert king == {"group": ["village", "crown", "palace"], "contrast": ["court"]}
    body = "return m.rowsOf(g[0], 'throne', ['king'], ['king']);"
    found = modules.run("pictures/alike", body, last)
    assert found == {"group": ["court", "palace", "crown", "king"], "contrast": []}


def test_what_a_window_reads_and_guesses(modules: Modules) -> None:
    body = "return [m.roles(6, 2, 1, 'cbow'), m.roles(6, 0, 5, 'cbow'), m.roles(6, 5, 2, 'skip-gram')];"
    inside, first, last = modules.run("pictures/gaps", body)
    assert inside == {"read": [1, 3], "target": [2]}
    assert first == {"read": [1, 2, 3, 4, 5], "target": [0]}
    assert last == {"read": [5], "target": [3, 4]}


def test_the_loss_of_what_is_guessed_is_that_of_the_training(modules: Modules) -> None:
    rng = np.random.default_rng(1)
    read, guessed = rng.standard_normal((2, 7, 3))
    given, target = [1, 4, 4], 2
    body = "return m.probabilities(g[0], g[1], g[2]);"
    chances = modules.run("pictures/gaps", body, read.tolist(), guessed.tolist(), given)
    shares = np.bincount(given, minlength=7)[None] / len(given)
    assert sum(chances) == pytest.approx(1)
    assert -np.log(chances[target]) == pytest.approx(
        gradients(read, guessed, shares, np.array([target])).loss
    )


def test_names_below_a_heatmap_leave_one_another_room(modules: Modules) -> None:
    body = "return [m.spread([5, 12, 100], [30, 30, 30], 140), m.spread([5, 12], [30, 30], 60)];"
    places, none = modules.run("pictures/matrices", body)
    assert none is None
    assert places[0] >= 15
    assert places[1] - places[0] >= 38
    assert places[2] == 100
    (last,) = modules.run("pictures/matrices", "return m.spread([139], [30], 140);")
    assert last == 125


def test_a_long_sentence_is_shown_around_its_window(modules: Modules) -> None:
    body = (
        "return [m.stretch(6, 2, 5), m.stretch(400, 0, 2), m.stretch(400, 200, 2), m.stretch(400, 399, 5)];"
    )
    assert modules.run("pictures/gaps", body) == [[0, 6], [0, 4], [197, 204], [393, 400]]


def test_the_strongest_neighbours_keep_their_order(modules: Modules) -> None:
    body = "return [3, 1].map((most) => m.strongest([4, 2, 0, 1, 3], (at) => [0, 5, 1, 2, 3][at], most));"
    assert modules.run("pictures/company", body) == [[4, 1, 3], [1]]
