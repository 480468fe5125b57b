"""A table beside networks: it counts what they train on, and nothing of their exam."""

from dataclasses import replace

import numpy as np
import pytest

from core import count_ngrams, default_run, stretches_read, table_score, task
from core.instruments import as_text

RECALL = default_run("lstm", "recall")
CHARACTERS = default_run("lstm", "characters")


def test_of_a_text_it_counts_what_training_reads() -> None:
    this = task(CHARACTERS.task)
    held_out = np.zeros(this.pieces, bool)
    for start, end in this.held_out:  # type: ignore[attr-defined]
        held_out[start:end] = True
    assert sum(map(len, stretches_read(CHARACTERS))) == this.pieces - held_out.sum()


def test_of_drawn_sentences_it_counts_as_many_as_a_network_reads() -> None:
    read = stretches_read(RECALL)
    assert len(read) == RECALL.train.steps * RECALL.train.batch_size
    assert all((row[1:] != 0).all() for row in read)
    this = task(RECALL.task)
    assert this.vocabulary[read[0][0]] == "the"


def test_the_exam_is_that_of_the_networks() -> None:
    """Plain counts of words alone are what chance is measured with, but for the one that chance adds."""
    this = task(CHARACTERS.task)
    table = count_ngrams(stretches_read(CHARACTERS), 1, len(this.vocabulary), "witten-bell")
    assert table_score(table, this) == pytest.approx(this.chance, rel=0.01)


def test_without_the_far_word_a_table_guesses() -> None:
    this, read = task(RECALL.task), stretches_read(RECALL)
    scores = [table_score(count_ngrams(read, order, len(this.vocabulary)), this) for order in (2, 4)]
    assert scores == pytest.approx([1 / 8, 1 / 8], abs=0.08)


def test_a_task_without_a_next_word_is_refused() -> None:
    spec = default_run("lstm", "sentiment")
    with pytest.raises(ValueError, match="'sentiment' does not ask for the next word"):
        stretches_read(spec)
    with pytest.raises(ValueError, match="does not ask for the next word"):
        table_score(count_ngrams([[0]], 1, 1), task(spec.task))


def test_a_text_for_the_browser_has_one_character_a_piece() -> None:
    text = as_text(stretches_read(replace(CHARACTERS, task=replace(CHARACTERS.task, corpus="whale"))))
    assert len(text) > 200_000
    assert min(text) == " "
    assert min(text.replace(" ", "")) >= "#"
