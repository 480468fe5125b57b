"""The default recipes show what their tasks say they show, on seeds that no recipe was chosen on.

Each claim was measured over ten seeds from `FRESH` on and is asked here of one of them, or of a few where it
is one about most. The bounds leave room: beyond `core.processor` a seed leads to other weights.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import NamedTuple

import numpy as np
import pytest

from core import Network, Trace, gradient_profile, initial_network, record, task
from core.arrays import Floats, Ints
from core.instruments.generate import generate
from core.instruments.labelled import State
from core.instruments.labels import depth, running_total
from core.instruments.probe import ProbeScore, fit_probe, judge_probe
from core.instruments.summary import origin, share_kept
from core.instruments.units import find_units
from core.nets.run import Run
from core.nets.snapshot import Snapshot
from core.recipes import default_run
from core.recipes.compare import replaced
from core.spec import KINDS, Kind, TaskName
from core.tasks.language import SUPPLIED
from core.text import tokenize

pytestmark = pytest.mark.slow

FRESH = 3000
SEEDS = (FRESH, FRESH + 1)
GATED: tuple[Kind, ...] = ("gru", "lstm")
WATCHED: tuple[TaskName, ...] = ("agreement", "xor")
"""Tasks that claim something about the way to the end: these are measured every 25 steps."""

KEEPS = {"lstm": "forget_gate", "gru": "update_gate"}
every_kind = pytest.mark.parametrize("kind", KINDS)
every_gated = pytest.mark.parametrize("kind", GATED)
fresh_seed = pytest.mark.parametrize("seed", [FRESH])


class Learnt(NamedTuple):
    """A recipe at its end: the network, what it scored at each point of the exam, and its snapshots."""

    network: Network
    curve: dict[int, float]
    history: tuple[Snapshot, ...]

    @property
    def score(self) -> float:
        return self.history[-1].score

    def traces(self, point: int) -> list[Trace]:
        """What the network does on the exam's sentences of one length."""
        exam = task(self.network.spec.task).exam(point)
        return [
            record(self.network, self.network_words(ids[: last + 1]))
            for ids, last in zip(exam.ids, exam.last, strict=True)
        ]

    def network_words(self, ids: Ints) -> str:
        return " ".join(self.network.vocabulary[index] for index in ids)


@lru_cache(maxsize=64)
def learnt(kind: Kind, name: TaskName, seed: int = FRESH, *, both: bool = False) -> Learnt:
    spec = replaced(default_run(kind, name, seed), "model", "bidirectional", both)
    run, history = Run(spec), []
    while not run.done:
        history.append(run.advance(25 if name in WATCHED else spec.train.steps))
    return Learnt(run.network(), dict(history[-1].curve), tuple(history))


def untrained(learnt: Learnt) -> Learnt:
    return learnt._replace(network=initial_network(learnt.network.spec))


def held(found: Learnt) -> int:
    """Count the units whose keeping gate is above 0.9 on average at the words between subject and answer."""
    gate = KEEPS[found.network.spec.model.kind]
    between = np.concatenate([trace[gate][2:-3] for trace in found.traces(20)])
    return int((between.mean(axis=0) > 0.9).sum())


@fresh_seed
def test_gated_cells_keep_the_subject_that_an_rnn_loses(seed: int) -> None:
    rnn = learnt("rnn", "recall", seed).curve
    assert max(share for gap, share in rnn.items() if gap >= 25) < 0.75
    for kind in GATED:
        found = learnt(kind, "recall", seed)
        assert min(found.curve.values()) > 0.85
        assert held(found) >= 1
        assert held(untrained(found)) == 0


def readable(network: Network, state: State = "hidden") -> ProbeScore:
    """What a probe reads of the subject in sentences of the exam."""
    return judge_probe(fit_probe(network, "subject", state=state), network)


def mean_at(score: ProbeScore, lags: range) -> float:
    return float(np.mean([score.at(lag) for lag in lags]))


NEAR, MIDDLE, FAR = range(3), range(8, 12), range(12, 21)
"""Words since the subject."""


@fresh_seed
def test_in_a_gated_cell_the_subject_can_be_read_after_every_word(seed: int) -> None:
    """Over ten seeds: at every lag up to 24 in at least 0.95 of the sentences; chance is 0.125."""
    places: list[tuple[Kind, State]] = [("gru", "hidden"), ("lstm", "hidden"), ("lstm", "cell_state")]
    for kind, state in places:
        score = readable(learnt(kind, "recall", seed).network, state)
        assert min(score.at(lag) for lag in range(25)) > 0.9
        np.testing.assert_allclose(score.chance, 1 / 8)


def test_in_an_rnn_the_subject_fades_and_yet_can_be_read_longer_than_before_training() -> None:
    """Over ten seeds: from 0.97 at the subject to 0.30 twenty words later; untrained 0.15 after four words.

    One seed of the ten learns next to nothing, so the claim is about the median of three.
    """
    scores = [readable(learnt("rnn", "recall", FRESH + number).network) for number in range(3)]
    near, middle, far = (np.median([mean_at(one, lags) for one in scores]) for lags in (NEAR, MIDDLE, FAR))
    assert near > middle > far
    assert near > 0.55
    assert 0.17 < far < 0.6
    first = [readable(initial_network(default_run("rnn", "recall", FRESH + number))) for number in range(3)]
    assert np.median([mean_at(one, FAR) for one in first]) < 0.16


@pytest.mark.parametrize("seed", range(FRESH, FRESH + 5))
def test_untrained_the_subject_fades_in_every_state_soonest_in_an_rnn(seed: int) -> None:
    places: list[tuple[Kind, State]] = [
        ("rnn", "hidden"),
        ("gru", "hidden"),
        ("lstm", "hidden"),
        ("lstm", "cell_state"),
    ]
    scores = [readable(initial_network(default_run(kind, "recall", seed)), state) for kind, state in places]
    assert all(score.at(0) > 0.95 for score in scores)
    early = [mean_at(score, range(2, 6)) for score in scores]
    assert all(more > less for less, more in pairwise(early))
    assert all(mean_at(score, FAR) < 0.25 for score in scores)


def shares(seed: int, *, trained: bool) -> dict[str, float]:
    """What is left of the gradient's norm at the subject, of that at the last word of the probe."""
    kept: dict[str, float] = {}
    for kind in KINDS:
        found = learnt(kind, "recall", seed) if trained else None
        network = found.network if found else initial_network(default_run(kind, "recall", seed))
        this = task(network.spec.task)
        trace = record(network, this.probe)
        profile = gradient_profile(trace, this.probe_answer)
        kept[kind] = share_kept(profile.hidden, origin(trace.words, this.telling))
        if profile.cell_state is not None:
            kept["cell state"] = share_kept(profile.cell_state, origin(trace.words, this.telling))
    return kept


@pytest.mark.parametrize("seed", range(FRESH, FRESH + 5))
def test_untrained_the_cell_state_keeps_most_of_the_gradient_and_an_rnn_least(seed: int) -> None:
    kept = shares(seed, trained=False)
    ranked = [kept[name] for name in ("cell state", "lstm", "gru", "rnn")]
    assert all(more > 2 * less for more, less in pairwise(ranked))
    assert kept["cell state"] < 0.2


@fresh_seed
def test_trained_the_gradient_lives_on_along_the_cell_state(seed: int) -> None:
    kept, before = shares(seed, trained=True), shares(seed, trained=False)
    assert kept["gru"] > 20 * before["gru"]
    assert kept["cell state"] > 1.5 * before["cell state"]
    assert kept["cell state"] > 2 * kept["lstm"]


def opposite(snapshot: Snapshot) -> float:
    return float(np.mean([share for nouns, share in snapshot.curve if nouns]))


@fresh_seed
@every_kind
def test_all_cells_learn_agreement_where_they_are_trained(kind: Kind, seed: int) -> None:
    found = learnt(kind, "agreement", seed)
    trained = task(found.network.spec.task).trained_points
    assert min(found.curve[nouns] for nouns in trained) > 0.85


@every_gated
def test_agreement_mostly_falls_below_chance_before_it_is_learnt(kind: Kind) -> None:
    lowest = [min(map(opposite, learnt(kind, "agreement", FRESH + number).history)) for number in range(3)]
    assert np.median(lowest) < 0.42


def gate_at(found: Learnt, words: set[str], gate: str) -> tuple[float, float]:
    """Return the mean of a gate at some words of the exam, and at all others but the first."""
    here: list[float] = []
    elsewhere: list[float] = []
    for trace in found.traces(0) + found.traces(6):
        for word, values in list(zip(trace.words, trace[gate], strict=True))[1:]:
            (here if word in words else elsewhere).append(float(values.mean()))
    return float(np.mean(here)), float(np.mean(elsewhere))


@fresh_seed
def test_gated_cells_learn_sentiment_and_an_lstm_drops_at_but(seed: int) -> None:
    assert min(learnt(kind, "sentiment", seed).score for kind in GATED) > 0.9
    found = learnt("lstm", "sentiment", seed)
    at_but, elsewhere = gate_at(found, {"but"}, "forget_gate")
    assert at_but < elsewhere - 0.1
    at_but, elsewhere = gate_at(untrained(found), {"but"}, "forget_gate")
    assert abs(at_but - elsewhere) < 0.1


def test_an_lstm_mostly_drops_at_not_too() -> None:
    both = [gate_at(learnt("lstm", "sentiment", seed), {"not"}, "forget_gate") for seed in SEEDS]
    assert np.mean([at_not - elsewhere for at_not, elsewhere in both]) < -0.1


def test_the_input_gate_opens_at_not_and_hardly_at_but() -> None:
    found = [learnt("lstm", "sentiment", seed) for seed in SEEDS]
    at_not, at_but = (
        np.mean([np.subtract(*gate_at(one, {word}, "input_gate")) for one in found])
        for word in ("not", "but")
    )
    assert at_not > 0.1
    assert at_but < min(0.15, at_not)


def test_an_rnn_seldom_learns_sentiment_or_delayed_xor() -> None:
    for name in ("sentiment", "xor"):
        assert min(learnt("rnn", name, FRESH + number).score for number in range(3)) < 0.75


@fresh_seed
def test_an_lstm_reads_deeper_brackets(seed: int) -> None:
    rnn, gru, lstm = (learnt(kind, "brackets", seed).curve for kind in KINDS)
    assert min(rnn[3], gru[2], lstm[3], lstm[4]) > 0.75
    assert lstm[5] > 0.6
    assert max(rnn[5], gru[5]) < lstm[5] - 0.1
    assert max(rnn[8], gru[8], lstm[8]) < 0.2


def test_at_the_deepest_brackets_trained_an_rnn_and_a_gru_make_more_mistakes() -> None:
    deepest = {kind: sum(learnt(kind, "brackets", seed).curve[4] for seed in SEEDS) for kind in KINDS}
    assert deepest["rnn"] + deepest["gru"] < 2 * deepest["lstm"]


def reach(curve: dict[int, float]) -> int:
    """Return the largest n of the exam up to which every sentence is right."""
    return max((n for n, _ in takewhile(lambda point: point[1] == 1, sorted(curve.items()))), default=0)


def counting_unit(found: Learnt) -> float:
    """Return how closely the best unit follows how many a's are without their b, as a correlation."""
    words = [["a"] * n + ["b"] * n for n in range(2, 15)]
    labels = [depth(["(" if letter == "a" else ")" for letter in sentence]) for sentence in words]
    search = find_units([record(found.network, " ".join(sentence)) for sentence in words], labels)
    return float(abs(search.held_out[search.best]))


def test_an_lstm_counts_on_in_a_cell_state() -> None:
    beyond = dict.fromkeys(KINDS, 0.0)
    for seed in SEEDS:
        for kind in KINDS:
            curve = learnt(kind, "anbn", seed).curve
            beyond[kind] += sum(share for n, share in curve.items() if n > 15)
        lstm = learnt("lstm", "anbn", seed)
        assert reach(lstm.curve) >= 12  # 14 is the largest that was trained
        assert counting_unit(lstm) > 0.95
        assert reach(lstm.curve) >= reach(learnt("rnn", "anbn", seed).curve)
    assert beyond["lstm"] > beyond["gru"] + beyond["rnn"]


@fresh_seed
def test_the_adding_problem_is_for_gated_cells(seed: int) -> None:
    for kind in KINDS:
        found = learnt(kind, "adding", seed)
        trained = np.mean([found.curve[length] for length in task(found.network.spec.task).trained_points])
        assert trained < 0.35 if kind == "rnn" else trained > 0.8


@fresh_seed
def test_an_rnn_gives_nearly_the_same_sum_to_every_sequence(seed: int) -> None:
    found = learnt("rnn", "adding", seed)
    right = task(found.network.spec.task).exam(20).targets[:, -1]
    assert np.std([trace.answers[-1, 0] for trace in found.traces(20)]) < 0.6 * np.std(right)


@fresh_seed
def test_a_gru_writes_two_to_three_times_as_much_at_marked_numbers(seed: int) -> None:
    def ratio(found: Learnt) -> float:
        traces = found.traces(30)
        writes = 1 - np.concatenate([trace["update_gate"].mean(axis=1) for trace in traces])
        marked = np.array([word.endswith("*") for trace in traces for word in trace.words])
        return float(writes[marked].mean() / writes[~marked].mean())

    assert 1.4 < ratio(learnt("gru", "adding", seed)) < 4
    assert ratio(untrained(learnt("gru", "adding", seed))) == pytest.approx(1, abs=0.1)


@pytest.mark.slow
@fresh_seed
def test_a_running_total_is_kept_by_gated_cells(seed: int) -> None:
    rnn, gru, lstm = (learnt(kind, "total", seed).curve for kind in KINDS)
    assert min(rnn[6], gru[12], lstm[12]) > 0.7
    assert min(gru[24], lstm[24]) > rnn[24] + 0.15


@fresh_seed
def test_one_unit_of_an_lstm_follows_the_total_and_drops_it_when_asked(seed: int) -> None:
    traces = [trace for point in (12, 18, 24) for trace in learnt("lstm", "total", seed).traces(point)]
    search = find_units(traces, [running_total(trace.words) for trace in traces])
    assert abs(search.held_out[search.best]) > 0.85
    gates = np.concatenate([trace["forget_gate"][1:, search.best] for trace in traces])
    words = [np.array(trace.words) == "b" for trace in traces]
    at, after = (
        np.concatenate([asked[1:] for asked in words]),
        np.concatenate([asked[:-1] for asked in words]),
    )
    elsewhere = gates[~at & ~after].mean()
    assert min(gates[at].mean(), gates[after].mean()) < elsewhere - 0.25


@every_gated
def test_a_running_total_is_kept_from_the_seed_that_everybody_sees_first(kind: Kind) -> None:
    assert learnt(kind, "total", 0).score > 0.7


@fresh_seed
@every_gated
def test_delayed_xor_is_learnt_in_a_step_and_held_over_delays_never_trained(kind: Kind, seed: int) -> None:
    found = learnt(kind, "xor", seed)
    longest = found.network.spec.task.longest
    assert min(share for delay, share in found.curve.items() if delay <= 2 * longest + 1) > 0.85
    assert max(found.curve) > 3 * longest
    assert abs(found.history[0].score - 0.5) < 0.1
    steps = [snapshot.step for snapshot in found.history if 0.6 < snapshot.score < 0.9]
    assert len(steps) <= 8, "of 20 snapshots: from guessing to knowing in a part of the training"


@every_kind
def test_only_two_directions_know_who_teddy_is(kind: Kind) -> None:
    for seed in SEEDS:
        assert abs(learnt(kind, "tagging", seed).score - 0.5) < 0.12
        assert min(learnt(kind, "tagging", seed, both=True).curve.values()) > 0.9


def letters_returned(found: Learnt, length: int) -> Floats:
    """Return the share of right letters by their place in the question, the first one read first."""
    exam = task(found.network.spec.task).exam(length)
    right = [
        trace.probabilities[judged].argmax(axis=1) == targets[judged]
        for trace, targets, judged in zip(found.traces(length), exam.targets, exam.judged, strict=True)
    ]
    return np.asarray(np.mean(right, axis=0)[::-1])


@pytest.mark.slow
@fresh_seed
def test_reversal_ends_at_a_length(seed: int) -> None:
    rnn, gru, lstm = (learnt(kind, "reversal", seed).curve for kind in KINDS)
    for curve in (rnn, gru, lstm):
        assert min(curve[length] for length in (2, 3, 4)) > 0.85
        assert curve[12] < 0.25
    assert lstm[8] > max(rnn[8], gru[8]) + 0.1
    letters = letters_returned(learnt("rnn", "reversal", seed), 10)
    assert letters[:3].mean() < 0.45
    assert letters[-3:].mean() > 0.8


@pytest.mark.slow
@fresh_seed
def test_translation_passes_through_one_state_or_looks_back(seed: int) -> None:
    rnn, gru, lstm = (learnt(kind, "translation", seed) for kind in KINDS)
    assert lstm.score > 0.9
    assert lstm.curve[10] > gru.curve[10] + 0.4
    assert rnn.score < 0.1
    looking = {kind: learnt_with(kind, "translation", seed, attention=True).score for kind in KINDS}
    assert min(looking["gru"], looking["lstm"]) > 0.88
    assert looking["rnn"] > 0.65


@every_kind
@fresh_seed
def test_reviews_go_with_their_stars(kind: Kind, seed: int) -> None:
    found = learnt(kind, "reviews", seed)
    assert found.score > (0.7 if kind == "rnn" else 0.85)
    assert min(found.curve.values()) > (0.35 if kind == "rnn" else 0.75)


def learnt_with(kind: Kind, name: TaskName, seed: int, **changed: float | bool) -> Snapshot:
    """Train a recipe that differs in some fields from the measured one."""
    spec = default_run(kind, name, seed)
    for field, value in changed.items():
        part = next(part for part in ("model", "task", "train") if hasattr(getattr(spec, part), field))
        spec = replaced(spec, part, field, value)
    return Run(spec).advance(spec.train.steps)


@fresh_seed
def test_an_lstm_keeps_the_outer_letter_of_the_embedded_reber_grammar(seed: int) -> None:
    """Over ten seeds at least 0.92 (GRU: six seeds above 0.99; RNN: one)."""
    assert learnt("lstm", "reber", seed).score > 0.8


def test_an_rnn_of_16_units_seldom_keeps_it_and_one_of_32_mostly_does() -> None:
    seeds = range(FRESH + 2, FRESH + 5)
    assert np.median([learnt("rnn", "reber", seed).score for seed in seeds]) < 0.6
    larger = [learnt_with("rnn", "reber", seed, hidden_size=32).score for seed in seeds]
    assert np.median(larger) > 0.9


@fresh_seed
def test_temporal_order_is_kept_twice_as_far_by_gated_cells(seed: int) -> None:
    for kind in GATED:
        curve = learnt(kind, "order", seed).curve
        assert min(share for length, share in curve.items() if length <= 40) > 0.95
        assert curve[80] > 0.6
    assert learnt("rnn", "order", seed).score < 0.4


def test_an_rnn_learns_temporal_order_over_shorter_sequences_only() -> None:
    curves = [
        dict(learnt_with("rnn", "order", seed, shortest=8, longest=20, steps=2000, learning_rate=0.003).curve)
        for seed in range(FRESH, FRESH + 3)
    ]
    assert np.median([curve[10] for curve in curves]) > 0.9
    assert np.median([curve[20] for curve in curves]) > 0.8
    assert np.median([curve[100] for curve in curves]) < 0.7


EVERYDAY: dict[str, tuple[str, ...]] = {
    "Dutch": ("goedemorgen hoe gaat het met jou", "ik heb honger en dorst", "het regent vandaag"),
    "English": ("good morning how are you today", "i am hungry and thirsty", "it is raining today"),
    "Finnish": ("hyvää huomenta mitä kuuluu", "minulla on nälkä ja jano", "tänään sataa vettä"),
    "French": ("bonjour comment allez-vous", "j'ai faim et soif", "il pleut aujourd'hui"),
    "German": ("guten morgen wie geht es dir", "ich habe hunger und durst", "heute regnet es"),
    "Indonesian": ("selamat pagi apa kabar", "saya lapar dan haus", "hari ini hujan turun"),
    "Italian": ("buongiorno come stai", "ho fame e sete", "oggi piove molto"),
    "Polish": ("dzień dobry jak się masz", "jestem głodny i spragniony", "dzisiaj pada deszcz"),
    "Portuguese": ("bom dia como você está", "estou com fome e sede", "hoje está chovendo"),
    "Spanish": ("buenos días cómo estás", "tengo hambre y sed", "hoy está lloviendo mucho"),
    "Swahili": ("habari za asubuhi", "nina njaa na kiu", "leo mvua inanyesha"),
    "Swedish": ("god morgon hur mår du", "jag är hungrig och törstig", "det regnar i dag"),
}


def everyday(network: Network) -> float:
    """Return the share of everyday sentences whose language is the most probable answer in the end."""
    told = [
        network.classes[record(network, sentence).probabilities[-1].argmax()] == language
        for language, sentences in EVERYDAY.items()
        for sentence in sentences
    ]
    return float(np.mean(told))


@fresh_seed
def test_each_further_letter_tells_more_of_the_language(seed: int) -> None:
    rnn, gru, lstm = (learnt(kind, "languages", seed).curve for kind in KINDS)
    for curve in (gru, lstm):
        assert 0.35 < curve[4] < 0.7
        assert curve[32] > 0.82
        assert all(more > less - 0.03 for less, more in pairwise(curve[n] for n in (1, 2, 4, 8, 16, 32)))
        assert curve[32] > rnn[32] + 0.1


@every_gated
def test_of_everyday_sentences_three_in_four_are_told(kind: Kind) -> None:
    """The declaration has none of them: what is known is how the languages write, and little of that."""
    shares = [everyday(learnt(kind, "languages", seed).network) for seed in SEEDS]
    assert 0.55 < np.mean(shares) < 0.95


@pytest.mark.slow
@pytest.mark.parametrize("name", ["characters", "words"])
def test_a_small_text_is_learnt_by_heart(name: TaskName) -> None:
    """The held-out perplexity falls far below that of frequencies, and rises again while the loss falls."""
    spec = default_run("lstm", name, FRESH)
    run = Run(replaced(spec, "train", "steps", 3 * spec.train.steps))
    seen = [run.advance(spec.train.steps // 4) for _ in range(12)]
    best = int(np.argmin([snapshot.score for snapshot in seen]))
    assert 0 < best < 8
    assert seen[best].score < 0.7 * task(spec.task).chance
    assert seen[-1].score > 1.1 * seen[best].score
    assert seen[-1].losses.mean() < seen[best].losses.mean()


def test_a_long_text_is_not_learnt_by_heart() -> None:
    """In three times the usual steps the held-out perplexity falls to the end, about that of training."""
    spec = replaced(default_run("lstm", "characters", FRESH), "task", "corpus", "whale")
    run = Run(replaced(spec, "train", "steps", 3 * spec.train.steps))
    seen = [run.advance(spec.train.steps) for _ in range(3)]
    assert all(more.score > less.score for more, less in pairwise(seen))
    assert seen[-1].score < 1.15 * np.exp(seen[-1].losses[-100:].mean())


def test_a_model_of_words_quotes_whole_lines() -> None:
    found = learnt("lstm", "words").network
    written = " ".join(("", *tokenize(generate(found, ".", 300, 0.3)), ""))
    lines = {tokenize(line) for line in SUPPLIED["rhymes"].read_text(encoding="utf-8").splitlines()}
    quoted = [line for line in lines if len(line) >= 4 and " ".join(("", *line, "")) in written]
    assert len(quoted) >= 3


def test_letters_become_words() -> None:
    def real(network: Network) -> float:
        words = re.findall(r"[a-z']+", generate(network, "↵", 1000, 0.3))
        return float(np.mean([word in known for word in words]))

    known = set(re.findall(r"[a-z']+", SUPPLIED["rhymes"].read_text(encoding="utf-8").lower()))
    found = learnt("lstm", "characters")
    assert real(found.network) > 0.7
    assert real(untrained(found).network) < 0.2


@fresh_seed
def test_tables_are_learnt_and_an_rnn_misses_the_rarest_label(seed: int) -> None:
    """Over ten seeds an RNN is right on 0.88 to 1.00 of the questions, for a reason on 0.25 to 1.00."""
    for kind in KINDS:
        assert learnt(kind, "labels", seed).score > (0.97 if kind in GATED else 0.8)
        assert learnt(kind, "tags", seed).score > 0.98
    rnn = learnt("rnn", "labels", seed)
    reason = task(rnn.network.spec.task).point_names.index("reason")
    assert rnn.curve[1 + reason] == min(rnn.curve.values()) or rnn.score > 0.95


@fresh_seed
def test_a_series_is_exact_one_step_ahead_and_no_better_than_a_rule_at_sixteen(seed: int) -> None:
    """Over ten seeds: error 0.01 to 0.02 one step ahead; at 16 an RNN 0.61 to 0.67, the rule 0.47."""
    for kind in KINDS:
        found = learnt(kind, "series", seed)
        curve, rules = found.curve, task(found.network.spec.task).baselines
        assert curve[1] < 0.04
        assert curve[1] < curve[4] < curve[16]
        assert curve[4] < 0.5 * min(dict(rule)[4] for rule in rules.values())
        assert kind == "lstm" or curve[16] > dict(rules["last season"])[16]
