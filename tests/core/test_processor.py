"""One recipe is one network on every x86 processor: the settings, whether they arrive, what comes of them."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from core import Network, default_run, train
from core.processor import SETTINGS, alike
from core.spec import Kind
from tests.running import ROOT

HERE = alike({})
MODERN = "processor\t: 0\nflags\t\t: fpu sse2 avx fma avx2 avx512f\nprocessor\t: 1\nflags\t\t: fpu\n"
MEASURED = {"AuthenticAMD 25"}
"""Vendors and families on which `FIRST_STEPS` came out so; it is skipped, with what came, on others."""
FIRST_STEPS: dict[Kind, str] = {"rnn": "cd28be5664a4", "gru": "e7b3f43a8607", "lstm": "8fe9af1cf8b7"}

x86 = pytest.mark.skipif(not HERE, reason="needs Linux on a processor with AVX2 and FMA")


def described(folder: Path, text: str) -> Path:
    path = folder / "cpuinfo"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_modern_processor_is_told_what_all_of_them_have(tmp_path: Path) -> None:
    assert alike({}, described(tmp_path, MODERN)) == SETTINGS


def test_what_somebody_has_set_stays(tmp_path: Path) -> None:
    told = alike({"MKL_CBWR": "AVX2", "HOME": "/"}, described(tmp_path, MODERN))
    assert told == {name: value for name, value in SETTINGS.items() if name != "MKL_CBWR"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "flags\t\t: fpu sse2 avx\n",
        "flags\t\t: avx2\n",
        "Features\t: fp asimd\n",
        "vmx flags\t: avx2 fma\n",
    ],
)
def test_a_processor_without_the_instructions_is_told_nothing(tmp_path: Path, text: str) -> None:
    """It would stop at the first one that it does not know."""
    assert alike({}, described(tmp_path, text)) == {}


def test_a_system_that_does_not_say_is_told_nothing(tmp_path: Path) -> None:
    assert alike({}, tmp_path / "none") == {}


def settings_after(line: str, **own: str) -> list[str]:
    """Return the settings of a process of its own, after a line of Python."""
    asked = f"import os\n{line}\nprint(*(os.environ.get(name, '-') for name in {list(SETTINGS)}), sep='|')"
    bare = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    run = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, env=bare | own, capture_output=True, text=True, check=True
    )
    return run.stdout.strip().split("|")


@x86
def test_whoever_imports_the_package_trains_alike_unless_told_otherwise() -> None:
    assert settings_after("import core") == list(SETTINGS.values())
    own = settings_after("import core", OPENBLAS_CORETYPE="Zen")
    assert own == [value if value != "Haswell" else "Zen" for value in SETTINGS.values()]


@x86
def test_torch_adds_in_the_order_of_the_sum() -> None:
    """What MKL does elsewhere, in registers of the processor's own width, ends in other digits."""
    rng = np.random.default_rng(0)
    one, other = (rng.standard_normal(shape, dtype=np.float32) for shape in ((37, 53), (53, 41)))
    total = np.zeros((37, 41), np.float32)
    for at in range(53):
        total += one[:, at, None] * other[at]
    assert np.array_equal(torch.from_numpy(one) @ torch.from_numpy(other), total)
    assert torch.backends.cpu.get_cpu_capability() == "AVX2"


def kind_of_processor() -> str:
    lines = (line.partition(":") for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines())
    found = {name.strip(): value.strip() for name, _, value in lines}
    return f"{found['vendor_id']} {found['cpu family']}"


def digest(network: Network) -> str:
    weights = b"".join(network.weights[name].tobytes() for name in sorted(network.weights))
    return hashlib.sha256(weights).hexdigest()[:12]


@x86
@pytest.mark.parametrize("kind", FIRST_STEPS)
def test_the_first_steps_are_those_of_the_other_processors(kind: Kind) -> None:
    spec = default_run(kind, "recall")
    came = digest(train(replace(spec, train=replace(spec.train, steps=40))))
    if kind_of_processor() not in MEASURED:
        pytest.skip(f"{kind_of_processor()}: {came}, elsewhere {FIRST_STEPS[kind]}")
    assert came == FIRST_STEPS[kind]
