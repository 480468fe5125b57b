"""Reviews: each against a second reader, what is kept from training, how the exam writes and judges."""

from itertools import pairwise

import numpy as np
import pytest

from core.instruments.generate import draw_on, generate, noise
from core.nets.exam import WritingExam, exam_of
from core.nets.layer import Layered
from core.nets.run import Run
from core.network import Network, initial_network
from core.recipes import default_run
from core.spec import ModelSpec, RunSpec, TaskSpec
from core.tasks import Batch, task
from core.tasks.reviews import STARS, VOCABULARY, is_new, stars_of

WORST = "terrible awful horrible dreadful"
BAD = "bad poor dull boring"
GOOD = "good nice pleasant fine"
BEST = "wonderful perfect excellent brilliant"
ORDER = ["food breakfast coffee", "room bed view", "service music bar", "pool garden beach"]
LAST = {
    "we hated it": 1, "never again": 1, "we did not like it": 2, "we will not come back": 2,
    "it was all right": 3, "we are not sure": 3, "we liked it": 4, "we may come back": 4,
    "we loved it": 5, "we will come back": 5,
}  # fmt: skip
WRITTEN = {
    "the food was awful and the bed was terrible . never again": 1,
    "the coffee was bad and the view was dull . we will not come back": 2,
    "the food was good but the room was poor . we are not sure": 3,
    "the food was boring but the room was nice and the bar was fine . it was all right": 3,
    "the breakfast was nice and the bed was good . we liked it": 4,
    "the food was perfect and the room was perfect and the music was brilliant . we loved it": 5,
}
WRONG = (
    "",
    "the food was awful . never again",
    "the food was awful and the bed was terrible . we loved it",
    "the food was awful but the bed was terrible . never again",
    "the food was awful and the bed was bad . never again",
    "the bed was awful and the food was terrible . never again",
    "the food was awful and the coffee was terrible . never again",
    "the food was good and the room was poor . we are not sure",
    "the food was good but the room was poor but the bar was good . we are not sure",
    "the food was good but the room was wonderful . we are not sure",
    "the food was good and the room was nice . we are not sure",
    "the food was awful and the bed was terrible . never again never again",
    "the food was awful and the bed was terrible never again",
    "food was awful and the bed was terrible . never again",
    "1 the food was awful and the bed was terrible . never again",
)


def read(text: str) -> int | None:
    """Read a review judgement by judgement; return its stars, None if there is anything else."""
    said, stop, last = text.partition(" . ")
    if not stop or last not in LAST:
        return None
    words, kinds, joins = said.split(), list[int](), list[str]()
    for place, things in enumerate(ORDER):
        if len(words) < 4 or words[0] != "the" or words[2] != "was" or words[1] not in things.split():
            return None
        kind = [place for place, one in enumerate((WORST, BAD, GOOD, BEST)) if words[3] in one.split()]
        if not kind:
            return None
        kinds += kind
        words = words[4:]
        if not words:
            break
        if place == len(ORDER) - 1 or words[0] not in ("and", "but"):
            return None
        joins.append(words.pop(0))
    turns = [one != other for one, other in pairwise(kinds)]
    if len(kinds) < 2 or [join == "but" for join in joins] != turns or sum(turns) > 1:
        return None
    says = {(0,): 1, (1,): 2, (1, 2): 3, (2,): 4, (3,): 5}.get(tuple(sorted(set(kinds))))
    return says if says == LAST[last] else None


def reviews(batch: Batch) -> list[tuple[int, list[str]]]:
    """Return the stars and the words of a batch's reviews."""
    found = []
    for ids, targets, judged, last in zip(batch.ids, batch.targets, batch.judged, batch.last, strict=True):
        words = [VOCABULARY[index] for index in ids[: last + 1]]
        right = [VOCABULARY[index] for index in targets[: last + 1]]
        assert right == [*words[1:], "<eos>"], "after every word the next one is asked for"
        assert judged[: last + 1].all()
        assert not judged[last + 1 :].any()
        found.append((int(words[0]), words[1:]))
    return found


def some(shortest: int, longest: int, count: int = 60) -> list[tuple[int, list[str]]]:
    this, rng = task(TaskSpec("reviews", shortest, longest)), np.random.default_rng(0)
    return [one for _ in range(count) for one in reviews(this.batch(rng, 32))]


@pytest.mark.parametrize("text", WRITTEN)
def test_reader_and_checker_know_what_a_person_wrote(text: str) -> None:
    assert read(text) == stars_of(text.split()) == WRITTEN[text]


@pytest.mark.parametrize("text", WRONG)
def test_reader_and_checker_refuse_what_is_no_review(text: str) -> None:
    assert read(text) is None
    assert stars_of(text.split()) is None


def test_every_review_says_its_stars() -> None:
    drawn = some(2, 4)
    for stars, words in drawn:
        assert read(" ".join(words)) == stars_of(words) == stars
    counts = np.bincount([stars for stars, _ in drawn], minlength=6)[1:]
    assert counts.min() > 0.8 * len(drawn) / 5
    assert {word for _, words in drawn for word in words} | {*STARS, "<unk>", "<eos>"} == set(VOCABULARY)
    for count in (2, 3, 4):
        assert {words.index(".") for _, words in some(count, count, 5)} == {5 * count - 1}


def test_the_checker_judges_any_change_of_a_word_as_the_reader_does() -> None:
    rng = np.random.default_rng(1)
    still = 0
    for _, words in some(2, 4, 40):
        words[rng.integers(len(words))] = VOCABULARY[rng.integers(1, len(VOCABULARY))]
        assert stars_of(words) == read(" ".join(words))
        still += stars_of(words) is not None
    assert still > 20


def test_training_never_reads_what_is_held_out() -> None:
    this = task(TaskSpec("reviews", 2, 3))
    trained = some(2, 3, 200)
    asked = [one for stars in this.exam_points for one in reviews(this.exam(stars))]
    assert len(asked) == 5 * 48
    assert {stars for stars, _ in reviews(this.exam(4))} == {4}
    assert all(is_new(*one) for one in asked)
    assert not any(is_new(*one) for one in trained)
    assert not {(stars, *words) for stars, words in asked} & {(stars, *words) for stars, words in trained}


def scores(network: Network) -> tuple[dict[int, float], float]:
    exam = exam_of(task(network.spec.task))
    assert isinstance(exam, WritingExam)
    curve, whole = exam.measure(Layered(network))
    return dict(curve), whole


def test_the_exam_counts_what_the_network_writes_by_itself() -> None:
    """One review after any stars is right for one of them, if it ends."""
    network = initial_network(RunSpec(ModelSpec("rnn", 2, 60), TaskSpec("reviews", 2, 2)))
    words = [
        "the",
        "food",
        "was",
        "awful",
        "and",
        "the",
        "bed",
        "was",
        "awful",
        ".",
        "never",
        "again",
        "<eos>",
    ]
    assert scores(network)[1] == 0
    assert scores(reciting(network, words)) == ({1: 1, 2: 0, 3: 0, 4: 0, 5: 0}, 0.2)
    assert scores(reciting(network, words[:-1]))[1] == 0, "it never ends"
    words[8] = "bad"
    assert scores(reciting(network, words))[1] == 0
    assert task(network.spec.task).chance == 0.2


def test_the_exam_is_the_same_for_every_run_and_stays_in_the_words() -> None:
    network = initial_network(default_run("gru", "reviews"))
    assert scores(network) == scores(network)
    ids, drawn = np.array([[1], [2]]), noise(50, 2, len(VOCABULARY))
    said = draw_on(network.spec.model, network.weights, ids, drawn)
    assert (said.shape, said.min() > 0, said.max() < len(VOCABULARY)) == ((2, 50), True, True)
    np.testing.assert_array_equal(said, draw_on(network.spec.model, network.weights, ids, drawn))


def test_a_language_model_with_an_end_stops_there() -> None:
    """Drawn one by one, a text is what `draw_on` says, up to the sign for the end."""
    spec = default_run("lstm", "reviews")
    network = initial_network(spec)
    ends = 0
    for seed in range(12):
        drawn = noise(32, 1, len(VOCABULARY), seed)
        ids = draw_on(spec.model, network.weights, np.array([[3]]), drawn)[0]
        words = [VOCABULARY[index] for index in ids]
        cut = words[: words.index("<eos>")] if "<eos>" in words else words
        assert generate(network, "3", 32, 1.0, seed) == task(spec.task).write(cut)
        ends += "<eos>" in words
    assert 0 < ends < 12


def test_a_second_direction_would_read_what_is_asked_for() -> None:
    with pytest.raises(ValueError, match="bidirectional does not go with reviews"):
        RunSpec(ModelSpec(bidirectional=True), TaskSpec("reviews", 2, 3))


def test_a_short_training_learns_to_write_reviews() -> None:
    run = Run(default_run("rnn", "reviews"))
    assert run.advance(0).score < 0.02
    assert run.advance(400).score > 0.4, "one and the same review reaches 0.2"


def reciting(network: Network, words: list[str]) -> Network:
    """Return a network that says some words, whatever it has read: each timestep sets one more unit to 1."""
    units = network.spec.model.hidden_size
    weights = {name: np.zeros_like(array) for name, array in network.weights.items()}
    weights["rnn.bias_ih_l0"][0] = 20.0
    weights["rnn.weight_hh_l0"][np.arange(1, units), np.arange(units - 1)] = 20.0
    for place, word in enumerate(words):
        weights["readout.weight"][VOCABULARY.index(word), place] += 80.0
        if place:
            weights["readout.weight"][VOCABULARY.index(words[place - 1]), place] -= 80.0
    return Network(network.spec, 0, weights)
