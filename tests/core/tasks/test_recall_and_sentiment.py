"""Recall and sentiment ask what they say: labels by an independent reading, one word tells nothing."""

import re

import numpy as np
import pytest

from core.spec import TaskName, TaskSpec
from core.tasks import Batch, Task, task
from core.tasks.sentiment import BAD, GOOD
from core.text import tokenize

IN_WORDS: tuple[TaskName, ...] = ("recall", "sentiment")
every_task = pytest.mark.parametrize("name", IN_WORDS)

BELONGS = {
    "dog": "tail", "horse": "mane", "bird": "nest", "hen": "chick",
    "bear": "cub", "cat": "kitten", "doll": "dress", "sofa": "cushion",
}  # fmt: skip


def sentences(this: Task, batch: Batch) -> list[tuple[list[str], str]]:
    """Return words and right answer of each sentence of a batch."""
    return [
        ([this.vocabulary[i] for i in ids[: last + 1]], this.classes[targets[last]])
        for ids, last, targets in zip(batch.ids, batch.last, batch.targets, strict=True)
    ]


def liked(words: list[str]) -> str:
    """Read a review the slow way, clause by clause."""
    text = " ".join(words)
    clauses = re.split(r" (but|although|and) ", text)
    opinion = []
    for clause in clauses[::2]:
        bare = clause.split()
        adjective = next(w for w in bare if w in GOOD + BAD)
        opinion.append((adjective in GOOD) != ("not" in bare))
    decides = 0 if len(opinion) == 1 or clauses[1] == "although" else 1
    if len(opinion) == 2 and clauses[1] == "and":
        assert opinion[0] == opinion[1]
    return "positive" if opinion[decides] else "negative"


def some(this: Task, count: int = 40, size: int = 32, seed: int = 0) -> list[Batch]:
    rng = np.random.default_rng(seed)
    return [this.batch(rng, size) for _ in range(count)]


def exams(this: Task) -> list[Batch]:
    return [this.exam(point) for point in this.exam_points]


def test_recall_asks_for_what_belongs_to_the_subject() -> None:
    this = task(TaskSpec("recall", 3, 20))
    for batch in some(this) + exams(this):
        for words, answer in sentences(this, batch):
            assert words[0] == "the"
            assert words[-3:-1] == ["had", "a"]
            assert answer == BELONGS[words[1]]
            assert not set(words[2:]) & (set(BELONGS) | set(BELONGS.values()))


def test_recall_is_a_language_model_at_every_word() -> None:
    this = task(TaskSpec("recall", 3, 9))
    batch = this.batch(np.random.default_rng(0), 64)
    known = batch.ids[:, 1:] != 0
    np.testing.assert_array_equal(batch.targets[:, :-1][known], batch.ids[:, 1:][known])
    assert (batch.targets != 0).all()
    assert (batch.weights > 0).all()


def test_recall_gaps_are_what_the_spec_and_the_exam_say() -> None:
    this = task(TaskSpec("recall", 5, 7))
    assert {batch.ids.shape[1] - 2 for batch in some(this, 60)} == {5, 6, 7}
    for gap in range(3, 41):
        assert {len(words) - 2 for words, _ in sentences(this, this.exam(gap))} == {gap}


def test_nothing_but_the_subject_tells_the_answer() -> None:
    """A linear reading of all words but the subject is at chance."""
    this = task(TaskSpec("recall", 3, 12))
    found = [pair for batch in some(this, 150) for pair in sentences(this, batch)]
    bags = bag(this, [words[2:] for words, _ in found])
    answers = np.array([sorted(BELONGS.values()).index(answer) for _, answer in found])
    half = len(found) // 2
    fit, *_ = np.linalg.lstsq(bags[:half], np.eye(8)[answers[:half]], rcond=None)
    assert np.mean((bags[half:] @ fit).argmax(axis=1) == answers[half:]) < this.chance + 0.05


def test_sentiment_labels_are_right() -> None:
    this = task(TaskSpec("sentiment", 0, 8))
    for batch in some(this) + exams(this):
        for words, answer in sentences(this, batch):
            assert answer == liked(words), " ".join(words)


def test_sentiment_is_at_chance_for_a_bag_of_words() -> None:
    this = task(TaskSpec("sentiment", 0, 6))
    found = [pair for batch in some(this, 300) for pair in sentences(this, batch)]
    bags = bag(this, [words for words, _ in found])
    answers = np.array([1.0 if answer == "positive" else -1.0 for _, answer in found])
    half = len(found) // 2
    fit, *_ = np.linalg.lstsq(bags[:half], answers[:half], rcond=None)
    assert abs(np.mean(np.sign(bags[half:] @ fit) == answers[half:]) - 0.5) < 0.04
    assert abs(answers.mean()) < 0.05


def test_sentiment_covers_all_its_forms() -> None:
    this = task(TaskSpec("sentiment", 0, 6))
    found = [" ".join(words) for batch in some(this) for words, _ in sentences(this, batch)]
    for joiner in ("but", "although", "and"):
        assert any(f" {joiner} " in text for text in found)
    assert any(re.fullmatch(r"the \w+ was \w+", text) for text in found)
    assert any("not very" in text for text in found)


def test_sentiment_is_judged_at_the_last_word_only() -> None:
    this = task(TaskSpec("sentiment", 0, 6))
    for batch in some(this, 10):
        np.testing.assert_array_equal(batch.weights.sum(axis=1), 1)
        np.testing.assert_array_equal(batch.weights.argmax(axis=1), batch.last)


def test_sentiment_exam_has_so_many_neutral_words() -> None:
    this = task(TaskSpec("sentiment", 0, 6))
    for point in this.exam_points:
        for words, _ in sentences(this, this.exam(point)):
            adjectives = [place for place, word in enumerate(words) if word in GOOD + BAD]
            assert len(words) - 1 - adjectives[-1] == point


@every_task
def test_training_never_sees_an_exam_sentence(name: TaskName) -> None:
    this = task(TaskSpec(name, 3, 9))
    training = {tuple(words) for batch in some(this, 400) for words, _ in sentences(this, batch)}
    held_out = {tuple(words) for point in range(3, 10) for words, _ in sentences(this, this.exam(point))}
    assert len(training) > 3000
    assert not training & held_out


@every_task
def test_the_exam_is_always_the_same_and_balanced(name: TaskName) -> None:
    first, other = task(TaskSpec(name, 3, 9)), task(TaskSpec(name, 4, 5))
    for point in first.exam_points:
        np.testing.assert_array_equal(first.exam(point).ids, other.exam(point).ids)
    answers = [answer for batch in exams(first) for _, answer in sentences(first, batch)]
    assert max(answers.count(a) for a in set(answers)) / len(answers) < first.chance + 0.1


@every_task
def test_every_word_is_in_the_vocabulary_and_every_word_occurs(name: TaskName) -> None:
    this = task(TaskSpec(name, 3, 20))
    assert this.vocabulary[0] == "<unk>"
    assert len(set(this.vocabulary)) == len(this.vocabulary)
    seen = {
        word
        for batch in some(this, 300)
        for words, answer in sentences(this, batch)
        for word in (*words, answer)
    }
    assert set(this.vocabulary) <= seen
    assert len(set(this.samples)) == len(this.samples) >= 5
    assert this.probe in this.samples
    for text in this.samples:
        assert set(tokenize(text)) <= set(this.vocabulary), text


@every_task
def test_the_probe_is_held_out_and_its_answer_right(name: TaskName) -> None:
    this = task(TaskSpec(name))
    words = list(tokenize(this.probe))
    assert sum(this.vocabulary.index(word) for word in words) % 8 == 0
    assert this.probe_answer == (BELONGS[words[1]] if name == "recall" else liked(words))


@every_task
def test_the_unknown_word_is_trained(name: TaskName) -> None:
    this = task(TaskSpec(name, 5, 9))
    batches = some(this, 60)
    share = np.mean(
        [(ids[: last + 1] == 0).mean() for b in batches for ids, last in zip(b.ids, b.last, strict=True)]
    )
    assert 0.005 < share < 0.04
    assert not any(
        (ids[: last + 1] == 0).any() for b in exams(this) for ids, last in zip(b.ids, b.last, strict=True)
    )


def bag(this: Task, found: list[list[str]]) -> np.ndarray:
    bags = np.zeros((len(found), len(this.vocabulary) + 1))
    bags[:, -1] = 1
    for row, words in enumerate(found):
        for word in words:
            bags[row, this.vocabulary.index(word)] += 1
    return bags
