"""Tasks with words of their own: every answer by an independent slow reading."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest

from core.recipes import default_run
from core.spec import LIMITS, TaskName, TaskSpec
from core.tasks import Batch, Task, task
from core.tasks.brackets import forms
from core.tasks.split import draw_side, is_held_out
from core.tasks.tagging import FIRST_NAMES, LAST_NAMES

NAMES: tuple[TaskName, ...] = ("agreement", "brackets", "anbn", "xor", "tagging", "reber", "order")
SINGULAR = {"cat", "dog", "horse", "bird", "child", "girl", "king", "farmer"}
PLURAL = {"cats", "dogs", "horses", "birds", "children", "girls", "kings", "farmers"}
PEOPLE = {
    "teddy roosevelt", "ginger rogers", "basil rathbone", "olive schreiner",
    "iris murdoch", "rose kennedy", "jack london", "robin hood",
}  # fmt: skip
THINGS = {
    "teddy bears", "ginger biscuits", "basil leaves", "olive trees",
    "iris flowers", "rose bushes", "jack rabbits", "robin nests",
}  # fmt: skip
Answers = dict[int, str]
every_task = pytest.mark.parametrize("name", NAMES)


def verb(words: list[str]) -> Answers:
    """The verb for the subject, which is the second word; every clause's own verb fits its noun."""
    assert words[0] == "the"
    assert words[2] == words[-1] == ","
    for noun, after in pairwise(words):
        assert after not in ("was", "were") or noun in (SINGULAR if after == "was" else PLURAL)
    return {len(words) - 1: "was" if words[1] in SINGULAR else "were"}


def closing(words: list[str]) -> Answers:
    """What a stack says must close next."""
    stack: list[str] = []
    answers = {}
    for step, word in enumerate(words):
        if word in "([{":
            stack.append({"(": ")", "[": "]", "{": "}"}[word])
        else:
            assert stack.pop() == word
        answers[step] = stack[-1] if stack else "none"
    return answers


def count(words: list[str]) -> Answers:
    """What follows in a^n b^n, from the first b on; the sentence may stop early."""
    n = words.count("a")
    assert words == ["a"] * n + ["b"] * (len(words) - n)
    return {step: "b" if step < 2 * n - 1 else "." for step in range(n, len(words))}


def differ(words: list[str]) -> Answers:
    """Whether the two bits behind the marks differ."""
    first, second = (words[place + 1] for place, word in enumerate(words) if word == "*")
    assert words[-1] == "?"
    return {len(words) - 1: "1" if first != second else "0"}


def who(words: list[str]) -> Answers:
    """Whether the only name is a person's, by the word after it; without one, all words of people's names."""
    pairs = [f"{first} {second}" for first, second in pairwise(words)]
    if not (PEOPLE | THINGS) & {*pairs}:
        return {at: "person" for at, one in enumerate(words) if one.lower() in (*FIRST_NAMES, *LAST_NAMES)}
    ((place, pair),) = ((place, pair) for place, pair in enumerate(pairs) if pair in PEOPLE | THINGS)
    assert words[place + 2] == ("was" if pair in PEOPLE else "were")
    return {place: "person" if pair in PEOPLE else "other"}


REBER: tuple[dict[str, int], ...] = (
    {"b": 1}, {"t": 2, "p": 3}, {"s": 2, "x": 4}, {"t": 3, "v": 5}, {"x": 3, "s": 6}, {"p": 4, "v": 6},
    {"e": 7},
)  # fmt: skip
"""Reber's automaton: where each letter leads from each state."""


def outer(words: list[str]) -> Answers:
    """The second letter, after an inner word of Reber's grammar; the sentence may stop there."""
    inner = "".join(words[2 : words.index("e") + 1])
    state = 0
    for letter in inner:
        state = REBER[state][letter]
    assert state == len(REBER)
    assert words[0] == "b"
    assert words[2 + len(inner) :] in ([], [words[1]])
    return {1 + len(inner): words[1]}


def first_and_second(words: list[str]) -> Answers:
    """The two letters that are X or Y, in their order."""
    first, second = (word for word in words if word in "xy")
    assert words[-1] == "?"
    return {len(words) - 1: f"{first} {second}"}


ORACLES: dict[TaskName, Callable[[list[str]], Answers]] = {
    "agreement": verb, "brackets": closing, "anbn": count, "xor": differ, "tagging": who,
    "reber": outer, "order": first_and_second,
}  # fmt: skip


def made(name: TaskName, shortest: int | None = None, longest: int | None = None) -> Task:
    usual = default_run("lstm", name).task
    return task(TaskSpec(name, usual.shortest if shortest is None else shortest, longest or usual.longest))


def training(this: Task, batches: int = 60, seed: int = 0) -> list[Batch]:
    rng = np.random.default_rng(seed)
    return [this.batch(rng, 32) for _ in range(batches)]


def exams(this: Task) -> list[Batch]:
    return [this.exam(point) for point in this.exam_points]


def rows(this: Task, batch: Batch) -> list[tuple[list[str], Answers]]:
    """Return the words of each sentence, and the answers that are judged in it."""
    found = []
    for ids, targets, judged, last in zip(batch.ids, batch.targets, batch.judged, batch.last, strict=True):
        assert not judged[last + 1 :].any()
        answers = {int(t): this.classes[targets[t]] for t in np.flatnonzero(judged)}
        found.append(([this.vocabulary[i] for i in ids[: last + 1]], answers))
    return found


@every_task
def test_every_judged_answer_is_the_oracles(name: TaskName) -> None:
    this = made(name)
    for batch in training(this) + exams(this):
        for words, answers in rows(this, batch):
            assert answers == ORACLES[name](words), " ".join(words)


@every_task
def test_chance_is_what_the_answers_of_other_sentences_reach(name: TaskName) -> None:
    """Without reading nobody does better than with the answers that are right for another sentence."""
    this = made(name)
    answers = [tuple(said.values()) for batch in exams(this) for _, said in rows(this, batch)]
    shares = [np.mean([a == b for a, b in zip(answers, answers[k:] + answers[:k], strict=True)])
              for k in range(1, len(answers))]  # fmt: skip
    assert np.mean(shares) == pytest.approx(this.chance, abs=0.02)


@every_task
def test_the_probe_is_held_out_and_right(name: TaskName) -> None:
    this = made(name)
    words = this.probe.split()
    if name in ("brackets", "reber"):  # the probe stops before its last bracket or letter
        words.append(this.probe_answer)
    ids = this.read(" ".join(words)).ids
    assert words.count("a") % 3 == 0 if name == "anbn" else is_held_out(ids[None])[0]
    length = len(this.probe.split())
    assert ORACLES[name](words)[length + this.probe_at] == this.probe_answer


@every_task
def test_every_word_is_known_and_occurs(name: TaskName) -> None:
    low = max(1, int(LIMITS[name].low))
    this = made(name, shortest=low, longest=max(8, low + 5))
    assert this.vocabulary[0] == "<unk>"
    assert len(set(this.vocabulary)) == len(this.vocabulary)
    seen = {word for batch in training(this, 300) for words, _ in rows(this, batch) for word in words}
    assert set(this.vocabulary) - {"<unk>"} <= seen
    assert len(set(this.samples)) == len(this.samples) >= 5
    assert this.probe in this.samples
    for text in this.samples:
        assert this.read(text).known.all(), text
        assert ORACLES[name](text.split())
    assert this.telling <= set(this.vocabulary)


@every_task
def test_lengths_are_what_the_spec_and_the_exam_say(name: TaskName) -> None:
    measured: dict[TaskName, Callable[[list[str]], int]] = {
        "agreement": lambda words: sum(word in SINGULAR | PLURAL for word in words) - 1,
        "brackets": lambda words: int(np.cumsum([1 if w in "([{" else -1 for w in words]).max()),
        "anbn": lambda words: words.count("a"),
        "xor": lambda words: len(words) - words.index("*") - 5,
        "tagging": lambda words: next(iter(who(words))),
        "reber": lambda words: words.index("e") - 1,
        "order": lambda words: len(words) - 1,
    }
    low = max(2, int(LIMITS[name].low))
    this, measure = made(name, low, low + 1), measured[name]
    wanted = {2} if name == "anbn" else {low, low + 1}  # 3 is kept for the exam
    assert {measure(words) for batch in training(this) for words, _ in rows(this, batch)} == wanted
    for point in this.exam_points:
        assert {measure(words) for words, _ in rows(this, this.exam(point))} == {point}


def test_every_word_of_a_person_s_name_is_tagged_and_no_other() -> None:
    """Of "harry potter" both words, before and behind the name that is judged."""
    this = made("tagging", shortest=0, longest=7)
    people = {this.vocabulary.index(word) for word in (*FIRST_NAMES, *LAST_NAMES)}
    seen = 0
    for batch in training(this):
        name = batch.judged | np.roll(batch.judged, 1, axis=1)
        tags, read = batch.targets[~name], batch.ids[~name]
        known = np.isin(read, list(people))
        assert tags[known].all()
        assert not tags[~known & (read != 0)].any()
        assert (batch.targets[name].reshape(-1, 2) == batch.targets[batch.judged][:, None]).all()
        seen += known.sum()
    assert seen > 1000
    for batch in exams(this):
        assert not np.isin(batch.ids, list(people)).any(), "the exam is about ambiguous names"


def test_distractors_of_the_exam_are_all_opposite_and_those_of_training_are_not() -> None:
    this = made("agreement")
    for batch, opposite in [(b, True) for b in exams(this)] + [(b, False) for b in training(this)]:
        for words, _ in rows(this, batch):
            numbers = [word in PLURAL for word in words if word in SINGULAR | PLURAL]
            if opposite:
                assert set(numbers[1:]) <= {not numbers[0]}
    same = [
        [word in PLURAL for word in words if word in SINGULAR | PLURAL]
        for batch in training(this, 200)
        for words, _ in rows(this, batch)
    ]
    assert np.mean([n[0] == n[1] for n in same if len(n) > 1]) == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize(
    ("name", "blind"), [("agreement", 1), ("xor", None), ("tagging", None), ("reber", 1)]
)
def test_what_should_say_nothing_says_nothing(name: TaskName, blind: int | None) -> None:
    """A linear reading is at chance: of all but the subject; of all bits; of all words up to the name."""
    this = made(name, shortest=max(3, int(LIMITS[name].low)))
    found = [row for batch in training(this, 400) for row in rows(this, batch)]
    bags = np.zeros((len(found), len(this.vocabulary) + 1))
    bags[:, -1] = 1
    for bag, (words, answers) in zip(bags, found, strict=True):
        place = next(iter(answers))
        for step, word in enumerate(words[: place + 1]):
            bag[this.vocabulary.index(word)] += step != blind
    said = [next(iter(answers.values())) for _, answers in found]
    labels = np.array([1.0 if answer in ("were", "1", "person", "p") else -1.0 for answer in said])
    half = len(found) // 2
    fit, *_ = np.linalg.lstsq(bags[:half], labels[:half], rcond=None)
    assert abs(np.mean(np.sign(bags[half:] @ fit) == labels[half:]) - this.chance) < 0.03


def test_there_are_as_many_forms_of_brackets_as_walks() -> None:
    """Walks of semilength n and height n - 2: 1, 7, 18, 33 for n = 3, 4, 5, 6 (OEIS A080936)."""
    assert [len(forms(depth)[0]) for depth in (1, 2, 3, 4)] == [1, 7, 18, 33]


def test_a_range_with_only_a_kept_n_trains_on_the_next() -> None:
    batch = task(TaskSpec("anbn", 6, 6)).batch(np.random.default_rng(0), 4)
    assert set(batch.last + 1) == {14}
    with pytest.raises(ValueError, match="7 is trained"):
        task(TaskSpec("anbn", 6, 6)).exam(7)


def test_one_sentence_in_eight_is_held_out_whatever_it_says() -> None:
    rng = np.random.default_rng(0)
    bits = rng.integers(1, 3, size=(40_000, 24))
    kept = is_held_out(bits)
    assert kept.mean() == pytest.approx(1 / 8, abs=0.005)
    for label in (*(bits.T == 1), bits.sum(axis=1) % 2 == 0, bits[:, 3] == bits[:, 7]):
        assert label[kept].mean() == pytest.approx(0.5, abs=0.03)
    longer = np.hstack([bits, np.ones((len(bits), 1), int)])
    assert (is_held_out(longer) & kept).mean() == pytest.approx(1 / 64, abs=0.003)


def test_a_side_without_sentences_is_refused() -> None:
    one = np.array([[1, 1, 1]])
    side = bool(is_held_out(one)[0])
    with pytest.raises(ValueError, match="not 3 of this side"):
        draw_side(lambda count: np.repeat(one, count, axis=0), 3, 3, not side)
