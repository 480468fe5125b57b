"""What was measured of claims over random starts, as questions ask for it."""

from statistics import median

from core.experiments import experiment, kept


def shares() -> dict[str, dict[str, float]]:
    """Return the middle share of right answers of each line, by experiment."""
    names = ("gates_out/eight",)
    return {
        name: {line: round(median(kept(experiment(name)).of(line)), 4) for line in lines_of(name)}
        for name in names
    }


def lines_of(name: str) -> list[str]:
    """Return what the lines of an experiment are called."""
    return [line.name for line in experiment(name).lines]
