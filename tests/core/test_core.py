"""The package as others meet it: without torch, every name there, the docstring's lines at work."""

import subprocess
import sys

import pytest

import core


def test_core_without_torch() -> None:
    code = (
        "import sys, core, core.spec, core.text, core.tasks, core.network, core.nets.snapshot\n"
        "net = core.initial_network(core.default_run('lstm', 'recall'))\n"
        "core.gradient_profile(core.record(net, 'the dog had a fluffy'))\n"
        "core.Snapshot\n"
        "assert not {'torch', 'streamlit', 'plotly'} & set(sys.modules), sorted(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)


def test_every_public_name_is_there() -> None:
    for name in core.__all__:
        assert getattr(core, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        core.nothing  # noqa: B018


def test_the_lines_in_the_docstring_work(capsys: pytest.CaptureFixture[str]) -> None:
    assert core.__doc__
    lines = [line[4:] for line in core.__doc__.splitlines() if line.startswith("    ")]
    exec("\n".join(lines), {})  # noqa: S102 - our own lines
    assert len(lines) == 5
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()[:1]] == ["the"]
