"""Twelve languages, letter by letter: what is held out, how a text is cut, and everyday sentences."""

import numpy as np
import pytest

from core.spec import TaskSpec
from core.tasks import task
from core.tasks.languages import DECLARATION, EXAM_LENGTHS, FIRST_HELD_OUT, Languages, letters

ROWS = [row.split("\t") for row in DECLARATION.read_text(encoding="utf-8").splitlines()]
LANGUAGES = tuple(dict.fromkeys(language for language, _, _ in ROWS))


def made(shortest: int = 5, longest: int = 40) -> Languages:
    this = task(TaskSpec("languages", shortest, longest))
    assert isinstance(this, Languages)
    return this


def side(held_out: bool) -> dict[str, str]:
    """The text of each language on one side, as it is read."""
    texts = dict.fromkeys(LANGUAGES, "")
    for language, number, article in ROWS:
        if (int(number) % 8 == FIRST_HELD_OUT) == held_out:
            texts[language] += "".join(letters(f"{article} "))
    return texts


def passages(this: Languages, ids: np.ndarray) -> list[str]:
    return ["".join(this.vocabulary[index] for index in row) for row in ids]


def test_every_language_has_all_articles() -> None:
    numbers = [str(number) for number in range(31)]
    found = {language: [number for name, number, _ in ROWS if name == language] for language in LANGUAGES}
    assert len(found) == 12
    assert all(one == numbers for one in found.values())


def test_the_exam_asks_of_held_out_articles_and_training_never_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.tasks.languages.forget_some", lambda ids, _: ids)
    this, trained, kept = made(), side(held_out=False), side(held_out=True)
    rng = np.random.default_rng(0)
    for _ in range(40):
        batch = this.batch(rng, 32)
        for text, language in zip(passages(this, batch.ids), batch.targets[:, 0], strict=True):
            assert f"␣{text}" in "␣" + trained[this.classes[language]]
    for point in EXAM_LENGTHS:
        exam = this.exam(point)
        for text, language in zip(passages(this, exam.ids), exam.targets[:, 0], strict=True):
            assert f"␣{text}" in "␣" + kept[this.classes[language]]
    assert 0.05 < sum(map(len, kept.values())) / sum(map(len, trained.values())) < 0.25


def test_every_point_asks_about_the_same_passages() -> None:
    this = made()
    longest = this.exam(EXAM_LENGTHS[-1])
    for point in EXAM_LENGTHS:
        exam = this.exam(point)
        np.testing.assert_array_equal(exam.ids, longest.ids[:, :point])
        assert np.argwhere(exam.judged)[:, 1].tolist() == [point - 1] * len(exam.ids)
    assert this.exam_answers == len(longest.ids) == 120
    assert len(set(passages(this, longest.ids))) == 120


def test_languages_are_drawn_equally_often_and_from_all_of_their_text() -> None:
    this, rng = made(10, 10), np.random.default_rng(0)
    batches = [this.batch(rng, 64) for _ in range(100)]
    counts = np.bincount(np.concatenate([batch.targets[:, 0] for batch in batches]))
    assert counts.min() > 0.8 * counts.max()
    begun = {text[:5] for batch in batches for text in passages(this, batch.ids)}
    assert len(begun) > 3000


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("L’État, c'est MOI!", "l'état␣c'est␣moi␣"),
        ("  42 \n Ärger-Zähler… ", "ärger␣zähler␣"),
        ("a␣b\u00adc\u200bd", "a␣bcd"),
        ("e\u0301te\u0301", "été"),
        ("猫 <b>", "猫␣b␣"),
    ],
)
def test_a_text_is_cut_into_small_letters(text: str, cut: str) -> None:
    reading = made().read(text)
    assert "".join(reading.words) == cut
    assert made().read(made().write(reading.words)).words == reading.words


def test_letters_of_other_languages_are_unknown_and_too_many_are_counted() -> None:
    reading = made().read("猫 cat")
    assert reading.known.tolist() == [False, True, True, True, True]
    assert (len(made().read("a" * 300).ids), made().read("a" * 300).dropped) == (128, 172)
    for nothing in ("", "  ", "42!", "🙂"):
        with pytest.raises(ValueError, match=r"no letter in this text\. Type some words\."):
            made().read(nothing)
