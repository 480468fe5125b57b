"""Links, keys and files that people have kept mean what they meant when they were made.

`kept/lines.tsv` has the line of a recipe and its key: every default recipe, every experiment on every task,
and hundreds drawn at random. `kept/*.safetensors` are small trained networks. None of them is ever made anew:
where a test here fails, something that a reader has kept was broken.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core import record, task
from core.network.files import from_file, to_file
from core.recipes.link import from_line, to_line

KEPT = Path(__file__).parent / "kept"
LINES = [tuple(row.split("\t")) for row in (KEPT / "lines.tsv").read_text("utf-8").splitlines()]
FILES = {
    "rnn": ("xor-rnn-e2-h2-s9", "1059540629add693", 0.486196),
    "gru-textbook": ("sentiment-gru-e2-h3-layers2-s20-convention.textbook", "aafc2f75f528713b", 0.552762),
    "lstm-peepholes": (
        "sentiment-lstm-e2-h3-decay0.5-s20-bidirectional-peepholes-without.input_gate-at9.rate0.02",
        "f933fd9fa8253b18",
        0.524324,
    ),
    "decoder": ("reversal-gru-e2-h2-s5-convention.textbook", "0d92340dee2704e0", 0.122164),
    "attention": ("reversal-lstm-h2-e2-s5-attention", "e4ddbe7929e13b6f", 0.119997),
}
"""Name of the file: its recipe, the network's key, the first class's probability after the probe."""


@pytest.mark.parametrize(("line", "key"), LINES, ids=[line for line, _ in LINES])
def test_a_kept_link_names_the_same_recipe(line: str, key: str) -> None:
    spec = from_line(line)
    assert spec.key == key
    assert to_line(spec) == line


@pytest.mark.parametrize("name", FILES)
def test_a_kept_file_opens_and_its_network_does_what_it_did(name: str) -> None:
    line, key, probability = FILES[name]
    data = (KEPT / f"{name}.safetensors").read_bytes()
    opened = from_file(data)
    assert opened.name == f"kept {name}"
    assert opened.network.spec == from_line(line)
    assert opened.network.key == key
    probe = record(opened.network, task(opened.network.spec.task).probe)
    assert probe.probabilities[-1, 0] == pytest.approx(probability, abs=2e-6)
    again = from_file(to_file(opened.network, opened.name))
    assert (again.network.key, again.network.spec) == (key, opened.network.spec)


def test_the_files_are_those_of_the_table() -> None:
    assert {path.stem for path in KEPT.glob("*.safetensors")} == set(FILES)
    length = int.from_bytes((KEPT / "rnn.safetensors").read_bytes()[:8], "little")
    header = json.loads((KEPT / "rnn.safetensors").read_bytes()[8 : 8 + length])
    assert header["__metadata__"]["unrolled"] == "1"
