"""The test of a module stands in its room under its name; what goes through several modules is named here."""

from __future__ import annotations

from tests.running import ROOT

THEMES = {
    "equations/truth": "all three cells, forward and back, against torch.nn",
    "equations/step": "the equations of each cell against its fast path",
    "instruments/not_finite": "every instrument on a network that blew up",
    "instruments/wrong_kinds": "what every instrument and figure says of a value of a wrong kind",
    "nets/training_options": "every option of a training against torch",
    "network/imports/bad_files": "what every kind of file says that is not what it should be",
    "network/words": "a network's own words, read, kept and opened",
    "tasks/everyday_trained": "what everyday English teaches: scores, gates, sentences of one's own",
    "tasks/formal_tasks": "the tasks whose answers a program can say",
    "tasks/laws": "what holds for every task",
    "tasks/number_tasks": "the tasks that answer with a number",
    "tasks/recall_and_sentiment": "the two tasks of the lessons",
    "experiments/depth": "what arrives below each layer",
    "experiments/exploding_wall": "one unit's error, its derivatives and its two runs",
    "experiments/gru_brackets": "what is measured of brackets",
    "tasks/row_tasks": "the tasks whose rows a visitor brings",
    "tasks/task_recipes": "what the tasks' own recipes learn",
    "core": "the package as others meet it",
    "kept": "links, keys and files of earlier versions",
    "places": "this file",
}


def test_each_test_is_named_after_its_module_or_says_what_it_goes_through() -> None:
    for path in sorted((ROOT / "tests" / "core").rglob("test_*.py")):
        named = path.relative_to(ROOT / "tests" / "core").with_name(path.stem.removeprefix("test_"))
        module = (ROOT / "core" / named).with_suffix(".py")
        dunder = module.with_name(f"__{named.name}__.py")
        assert module.exists() or dunder.exists() or named.as_posix() in THEMES, path


def test_each_theme_has_its_test() -> None:
    tests = ROOT / "tests" / "core"
    for theme in THEMES:
        room, _, name = theme.rpartition("/")
        assert (tests / room / f"test_{name}.py").exists(), theme
        assert not (ROOT / "core" / room / f"{name}.py").exists(), theme
