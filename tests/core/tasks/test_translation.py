"""Translation: every pair against another dictionary and table; lengths, marks, what is written."""

import numpy as np
import pytest

from core.instruments import record
from core.instruments.answering import write_answer
from core.nets.run import train
from core.network import initial_network
from core.recipes import default_run
from core.spec import ModelSpec, RunSpec, TaskSpec, TrainSpec
from core.tasks import Batch, task
from core.tasks.translation import CLASSES, EXAM_LENGTHS, cut

NOUNS = """
dog der Hund, bird der Vogel, frog der Frosch, tree der Baum, cat die Katze, cow die Kuh, mouse die Maus,
lamp die Lampe, horse das Pferd, pig das Schwein, sheep das Schaf, house das Haus
"""
ADJECTIVES = "small klein, big groß, nice nett, red rot, green grün, white weiß, black schwarz"
VERBS = """
sees sieht sehen, hears hört hören, finds findet finden, carries trägt tragen, brings bringt bringen
"""
STEMS = {"sees": "see", "hears": "hear", "finds": "find", "carries": "carry", "brings": "bring"}
MODALS = "can kann, must muss, will wird"
PHRASES = """
the der subject: der kleine, the die subject: die kleine, the das subject: das kleine,
the der object: den kleinen, the die object: die kleine, the das object: das kleine,
a der subject: ein kleiner, a die subject: eine kleine, a das subject: ein kleines,
a der object: einen kleinen, a die object: eine kleine, a das object: ein kleines
"""
"""What stands before a noun, as a grammar prints it, by article, gender and case."""

WRITTEN = {
    "the dog sees a house": "der Hund sieht ein Haus",
    "a dog sees the dog": "ein Hund sieht den Hund",
    "a small red cat finds a big tree": "eine kleine rote Katze findet einen großen Baum",
    "the sheep will hear the nice white cow": "das Schaf wird die nette weiße Kuh hören",
    "a black pig must carry a lamp": "ein schwarzes Schwein muss eine Lampe tragen",
    "the big green frog can bring the bird": "der große grüne Frosch kann den Vogel bringen",
}
"""Sentences that were translated by a person."""


def entries(text: str) -> list[list[str]]:
    return [entry.split() for entry in text.replace("\n", " ").split(",")]


def translated(sentence: str) -> str:
    """Translate a sentence by dictionary and table; words that it does not know are left out."""
    nouns = {english: (article, noun) for english, article, noun in entries(NOUNS)}
    adjectives = dict(entries(ADJECTIVES))
    modals = dict(entries(MODALS))
    finite = {english: german for english, german, _ in entries(VERBS)}
    infinitives = {STEMS[english]: german for english, _, german in entries(VERBS)}
    phrases = dict(phrase.split(": ") for phrase in PHRASES.replace("\n", " ").strip().split(", "))
    words, said, last = sentence.split(), list[str](), list[str]()
    while words:
        word = words.pop(0)
        if word in ("the", "a"):
            end = next(place for place, one in enumerate(words) if one in nouns)
            gender, noun = nouns[words[end]]
            article, klein = phrases[f"{word} {gender} {'object' if said else 'subject'}"].split()
            ending = klein.removeprefix("klein")
            described = [adjectives[one] + ending for one in words[:end] if one in adjectives]
            said += [article, *described, noun]
            words = words[end + 1 :]
        elif word in modals:
            said.append(modals[word])
            last = [infinitives[words.pop(0)]]
        else:
            said.append(finite[word])
    return " ".join(said + last)


def pairs(batch: Batch) -> list[tuple[str, str]]:
    """Return the sentences of a batch and what is right after their sign to answer."""
    this = task(TaskSpec("translation", 5, 10))
    found = []
    for ids, targets, judged, last in zip(batch.ids, batch.targets, batch.judged, batch.last, strict=True):
        words = [this.vocabulary[index] for index in ids[: last + 1]]
        sign = words.index("<go>")
        right = [CLASSES[index] for index in targets[judged]]
        assert np.flatnonzero(judged).tolist() == list(range(sign, last + 1))
        assert words[sign + 1 :] == right[:-1], "the decoder reads what it should have written before"
        assert right[-1] == "<eos>"
        found.append((" ".join(words[:sign]), " ".join(right[:-1])))
    return found


@pytest.mark.parametrize("sentence", WRITTEN)
def test_the_oracle_translates_as_a_person_does(sentence: str) -> None:
    assert translated(sentence) == WRITTEN[sentence]


def test_every_pair_is_a_translation() -> None:
    this, rng = task(TaskSpec("translation", 5, 10)), np.random.default_rng(0)
    drawn = [pair for _ in range(200) for pair in pairs(this.batch(rng, 32))]
    asked = [pair for point in EXAM_LENGTHS for pair in pairs(this.exam(point))]
    for english, german in drawn + asked:
        assert german == translated(english.replace("<unk>", "unknown"))
    assert not [english for english, _ in asked if "<unk>" in english]
    share = np.mean(["<unk>" in english for english, _ in drawn])
    assert 0.04 < share < 0.14, "one adjective in 25 is read as unknown, and a sentence has up to four"


def test_every_word_of_both_languages_is_used() -> None:
    this, rng = task(TaskSpec("translation", 5, 10)), np.random.default_rng(1)
    drawn = [pair for _ in range(200) for pair in pairs(this.batch(rng, 32))]
    used = {word for pair in drawn for sentence in pair for word in sentence.split()}
    assert used | {"<go>"} == set(this.vocabulary)


@pytest.mark.parametrize("length", EXAM_LENGTHS)
def test_a_sentence_has_as_many_words_as_asked(length: int) -> None:
    this = task(TaskSpec("translation", length, length))
    for batch in (this.batch(np.random.default_rng(2), 64), this.exam(length)):
        for english, german in pairs(batch):
            assert len(english.split()) == length
            assert len(german.split()) == length - english.split().count("<unk>")
        assert (batch.weights.sum(axis=1) - 1 < 1e-6).all()


def test_marks_and_capitals_make_no_difference() -> None:
    this = task(TaskSpec("translation", 5, 10))
    reading = this.read("The small DOG, it sees a «red» house!")
    assert reading.words == ("The", "small", "DOG", "it", "sees", "a", "red", "house", "<go>")
    assert reading.known.tolist() == [True, True, True, False, True, True, True, True, True]
    assert this.read("the dog <GO> der Hund").words == ("the", "dog", "<GO>", "der", "Hund")
    assert cut("a<go>b") == ["a", "<", "go", ">", "b"]
    for nothing in ("", " ", "...", "?!"):
        with pytest.raises(ValueError, match="Type some, such as the dog sees a house"):
            this.read(nothing)
    long = this.read("dog " * 200)
    assert (len(long.words), long.words[-1], long.dropped) == (128, "<go>", 73)


def test_the_decoder_begins_at_the_sign() -> None:
    this = task(TaskSpec("translation", 5, 10))
    batch = this.batch(np.random.default_rng(3), 16)
    assert this.seams(batch.ids).tolist() == [batch.judged[0].argmax()] * 16


def test_it_writes_what_it_finds_most_probable_until_the_end() -> None:
    """Word by word as `record` has it, for a network that is trained a little and one that never ends."""
    spec = RunSpec(
        ModelSpec("lstm", 16, 32, decoder=True), TaskSpec("translation", 5, 6), TrainSpec(250, 32, 0.02)
    )
    network = train(spec)
    sentence = "the dog sees a house"
    written = write_answer(network, sentence)
    assert written
    assert "<eos>" not in written
    read = record(network, f"{sentence} <go> {' '.join(written)}")
    says = [network.classes[index] for index in read.logits[5:].argmax(axis=1)]
    assert says == [*written, "<eos>"]
    assert write_answer(network, f"{sentence} <go> {' '.join(written[:2])}") == written
    assert write_answer(network, "The dog sees a house.") == written
    endless = initial_network(spec)
    weights = {name: array.copy() for name, array in endless.weights.items()}
    weights["readout.bias"][CLASSES.index("<eos>")] = -1e9
    assert len(write_answer(type(endless)(spec, 0, weights), sentence)) == 128 - 6
    weights["readout.bias"][0] = np.nan
    assert write_answer(type(endless)(spec, 0, weights), sentence) == ()


def test_an_answer_without_an_end_has_as_many_words_as_were_read() -> None:
    network = initial_network(default_run("gru", "reversal"))
    assert len(write_answer(network, "a b c")) == 3
    assert write_answer(network, "a b c <go> c b a") == ("c", "b", "a")
    with pytest.raises(ValueError, match="does not answer with several words"):
        write_answer(initial_network(default_run("gru", "recall")), "the dog")
