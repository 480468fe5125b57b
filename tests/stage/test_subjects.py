"""Where is the dog, of a sentence that is typed: what the browser reads is what core reads."""

from __future__ import annotations

from typing import Any

import pytest

from core import Network, default_run, fit_probe, initial_network, record, task
from core.figures.ink import ink
from core.instruments import Probe
from core.instruments.labelled import State
from core.spec import KINDS
from tests.stage.conftest import Modules, file_of

READ = """
const { fromFile } = await stage("../net/file");
const [files, told, probes, sentence] = g;
const bytes = (file) => Uint8Array.from(atob(file), (one) => one.charCodeAt(0));
const networks = files.map((file) => fromFile(bytes(file), "key"));
try {
  return m.inkOf(told, networks, probes, sentence);
} catch (error) {
  return error.message;
}
"""
SENTENCES = (
    "the dog that i knew had a fluffy",
    "The DOG that my sister found had a Brown",
    "the dog that my sister found had a brown",
    "we saw the garden",
    "the zebra <b>and</b> the cat 🙂 had a soft",
    "cat",
    "the sofa by the old house near the river had a strange",
    " ".join(["the bird", *["in town"] * 40, "had a funny"]),
)


@pytest.fixture(scope="module")
def read() -> tuple[list[Network], list[Probe]]:
    networks = [initial_network(default_run(kind)) for kind in KINDS]
    states: list[State] = ["cell_state" if kind == "lstm" else "hidden" for kind in KINDS]
    fitted = [
        fit_probe(network, "subject", state=state, sentences=200)
        for network, state in zip(networks, states, strict=True)
    ]
    return networks, fitted


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_browser_tells_of_a_typed_sentence_what_core_tells(
    modules: Modules, read: tuple[list[Network], list[Probe]], sentence: str
) -> None:
    networks, probes = read
    at_first = ink([record(network, SENTENCES[0]) for network in networks], probes)
    right = ink([record(network, sentence) for network in networks], probes)
    sent = [probe.to_dict() for probe in probes]
    found = modules.run("pictures/subjects", READ, list(map(file_of, networks)), at_first, sent, sentence)
    assert found == plain(right)
    assert found["known"] == [word in networks[0].vocabulary for word in map(str.lower, right["words"])]


def test_what_has_no_word_is_refused(modules: Modules, read: tuple[list[Network], list[Probe]]) -> None:
    networks, probes = read
    told = ink([record(network, SENTENCES[0]) for network in networks], probes)
    sent = [probe.to_dict() for probe in probes]
    found = modules.run("pictures/subjects", READ, list(map(file_of, networks)), told, sent, "  ")
    with pytest.raises(ValueError, match="no word") as error:
        task(networks[0].spec.task).read("  ")
    assert found == str(error.value)


def plain(told: Any) -> Any:
    """Return what is told with its numbers to four digits; those of core are rounded to five."""
    if isinstance(told, dict):
        return {name: plain(part) for name, part in told.items()}
    if isinstance(told, list | tuple):
        return [plain(part) for part in told]
    return pytest.approx(told, abs=1.1e-5) if isinstance(told, float) else told
