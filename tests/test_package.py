"""What `pip install` gives: one package called unrolled, built from the folder core, that needs little."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

import pytest

from tests.making.clusters import RunningCluster
from tests.running import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
USE = """
from dataclasses import replace
from pathlib import Path
import sys, unrolled
from unrolled.figures.memory import signal_figure

assert sys.prefix in unrolled.__file__, unrolled.__file__

def short(spec):
    return replace(spec, train=replace(spec.train, steps=2))

network = unrolled.train(short(unrolled.default_run("lstm", "sentiment")))
trace = unrolled.record(network, "the film was not good")
assert trace["forget_gate"].shape == (5, network.spec.model.hidden_size)
assert signal_figure(trace, "forget_gate").data
writer = unrolled.train(short(unrolled.default_run("gru", "characters")))
assert len(unrolled.generate(writer, "the ", 20)) >= 20
"""
READ = """
import importlib, pkgutil, unrolled

for task in unrolled.tasks.REGISTRY:
    network = unrolled.initial_network(unrolled.default_run("lstm", task))
    trace = unrolled.record(network, unrolled.task(network.spec.task).probe)
    assert unrolled.ledger(trace).shares().size
opened = unrolled.from_file(unrolled.to_file(network, "mine"))
assert opened.network.key == network.key and opened.name == "mine"
assert all(unrolled.kept(one).seeds for one in unrolled.experiments())

missing = set()
for module in pkgutil.walk_packages(unrolled.__path__, "unrolled.", onerror=lambda name: None):
    try:
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    except ModuleNotFoundError as error:
        missing.add((module.name.split(".")[1], error.name))
print(*sorted({f"{room}:{name}" for room, name in missing}))
"""
TRAIN = """
import sys, time, unrolled
from dataclasses import replace
from unrolled.jobs import LocalEngine

def engine():
    if sys.argv[1] == "local":
        return LocalEngine(1)
    from unrolled.jobs.cluster.engine import ClusterEngine
    return ClusterEngine(sys.argv[1])

reports = []
trains = engine()
trains.start(reports.append)
while not trains.capacity:
    time.sleep(0.05)
spec = unrolled.default_run("lstm", "sentiment")
trains.train("ticket", replace(spec, train=replace(spec.train, steps=2)), None, None)
while not any(report[0] == "ended" for report in reports):
    time.sleep(0.05)
trains.close()
print(*reports[-1])
"""


def run(python: Path, *arguments: str, succeeds: bool = True) -> str:
    """Run Python from a folder of its own and return what it prints, or what it says when it fails."""
    done = subprocess.run(
        [python, "-P", *arguments],
        cwd=python.parent,
        env={name: said for name, said in os.environ.items() if name != "PYTHONPATH"},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert (done.returncode == 0) == succeeds, done.stderr
    return done.stdout if succeeds else done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy, so that nothing is left in the repository."""
    folder = tmp_path_factory.mktemp("built")
    shutil.copytree(ROOT / "core", folder / "core", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-index", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--wheel-dir", folder, folder], check=True, timeout=100)
    (built,) = folder.glob("*.whl")
    return built


def environment(folder: Path, wheel: Path, *, only: tuple[str, ...] = ()) -> Path:
    """Make an environment of the wheel and what is installed here, or `only` that; return its Python."""
    venv.create(folder, symlinks=True)
    python = folder / "bin" / "python"
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--quiet",
        "--no-index",
        "--no-deps",
    ]
    subprocess.run([*pip, wheel], check=True, timeout=100)
    (site,) = folder.glob("lib/python*/site-packages")
    places = [place for place in sys.path if Path(place).name == "site-packages"]
    if only:
        places = [str(folder / "only")]
        (folder / "only").mkdir()
        for name in only:
            spec = importlib.util.find_spec(name)
            assert spec is not None
            assert spec.origin is not None
            found = Path(spec.origin).parent
            for part in (found, found.with_name(f"{name}.libs")):
                if part.exists():
                    (folder / "only" / part.name).symlink_to(part)
    (site / "others.pth").write_text("\n".join(places), encoding="utf-8")
    return python


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with the wheel and all it may use, that does not know the repository."""
    return environment(tmp_path_factory.mktemp("installed"), wheel)


def test_every_folder_is_a_package() -> None:
    folders = {path.parent.relative_to(ROOT / "core").parts for path in (ROOT / "core").rglob("*.py")}
    assert PROJECT["tool"]["setuptools"]["packages"] == sorted(
        ".".join(("unrolled", *parts)) for parts in folders
    )


def test_the_app_needs_what_the_package_and_its_extras_say() -> None:
    def lines(name: str) -> set[str]:
        return set((ROOT / name).read_text(encoding="utf-8").splitlines())

    wanted = {*PROJECT["project"]["dependencies"], *EXTRAS["figures"], *EXTRAS["train"], *EXTRAS["app"]}
    assert lines("requirements.txt") == wanted - {"unrolled[figures,train]"}
    assert lines("requirements-cluster.txt") == set(EXTRAS["cluster"])
    assert lines("requirements-notebook.txt") == set(EXTRAS["notebook"]) - {"unrolled[figures]"}


@pytest.mark.slow
def test_it_is_one_package_with_all_it_needs(python: Path) -> None:
    run(python, "-c", USE)
    assert "Trace" in run(python, "-m", "unrolled", "lstm", "20")
    assert "No module named 'core'" in run(python, "-c", "import core", succeeds=False)


@pytest.mark.slow
def test_reading_a_network_needs_numpy_and_safetensors_alone(
    wheel: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    python = environment(tmp_path_factory.mktemp("small"), wheel, only=("numpy", "safetensors"))
    assert run(python, "-c", READ).split() == [
        "figures:plotly",
        "jobs:dask",
        "jobs:distributed",
        "nets:torch",
        "notebook:plotly",
    ]
    said = run(python, "-c", "import unrolled; unrolled.train", succeeds=False)
    assert "Training needs PyTorch: pip install 'unrolled[train]'." in said
    said = run(python, "-c", "import unrolled.figures.memory", succeeds=False)
    assert "Figures need Plotly: pip install 'unrolled[figures]'." in said


@pytest.mark.slow
def test_its_processes_train(python: Path) -> None:
    assert run(python, "-c", TRAIN, "local").split() == ["ended", "ticket", "done"]


@pytest.mark.slow
def test_a_cluster_of_it_trains(python: Path, tmp_path: Path) -> None:
    with RunningCluster(tmp_path / "log", package="unrolled", python=python, workers=1) as cluster:
        assert run(python, "-c", TRAIN, cluster.url).split() == ["ended", "ticket", "done"]


@pytest.mark.slow
@pytest.mark.parametrize(("first", "second"), [("unrolled", "core"), ("core", "unrolled")])
def test_one_process_uses_one_name(python: Path, first: str, second: str) -> None:
    program = f"import sys; sys.path.append({str(ROOT)!r}); import {first}; import {second}"
    said = run(python, "-c", program, succeeds=False)
    assert f"This process knows the package as '{first}'; import it as that, not as '{second}'." in said


@pytest.mark.slow
def test_a_package_of_somebody_else_may_be_called_core(python: Path, tmp_path: Path) -> None:
    (tmp_path / "core.py").write_text("mine = 1", encoding="utf-8")
    run(python, "-c", f"import sys; sys.path.append({str(tmp_path)!r}); import core, unrolled; core.mine")
