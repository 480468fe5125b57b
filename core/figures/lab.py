"""The training lab as data: layouts of its figures, and how each run is called and drawn. Knows no torch.

The browser fills the figures with what it is told of the runs; nothing here is measured.
"""

import colorsys
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from ..equations.signals import signals_of
from ..recipes.compare import always_clipped, names
from ..spec import Kind, RunSpec
from ..spec.changes import CHANGEABLE
from ..tasks import Task, task
from .exam import MARGIN, above, exam_axis, exam_ground
from .palette import CELL_STATE_DASH, NETWORKS, RUN_HUES, SIGNALS, drawn, palette
from .template import HALVES, POWERS, figure

HEIGHT = 310
POWER_AXIS = POWERS | {"range": [-2, 1]}
_DASHES = ("", "9 4", "2 4", "12 4 2 4")
_SHADES = (0.0, 0.16, -0.16)


class Appearance(NamedTuple):
    """How a run stands out beside others: hue, dash of its line (SVG), mark of its points and their size."""

    hue: str
    dash: str
    mark: str
    size: int


def lab_figures(specs: Sequence[RunSpec]) -> dict[str, Any]:
    """Return the layouts of loss, gradient norm and, for each task, its own curve."""
    tasks = {spec.task: task(spec.task) for spec in specs}
    curves: dict[str, Any] = {this.name: curve_layout(this) for this in tasks.values()}
    return {
        "loss": loss_layout(tasks.values()),
        "norm": course_layout("gradient norm"),
        "curve": curves or {"": _layout("", "right answers (%)", yaxis={"range": [-4, 106]})},
    }


def loss_layout(tasks: Iterable[Task]) -> dict[str, Any]:
    """Return the layout of the loss of runs on these tasks: its unit, its axis, what its marks are.

    A language model's loss is between 1 and 10 for long, and what matters is how far its two texts are apart:
    its axis begins with that decade.
    """
    answers, scales = {this.answer for this in tasks}, {this.scale for this in tasks}
    unit = "loss" if "number" in answers else "loss (nats)"
    if "perplexity" not in scales:
        return course_layout("squared error" if answers == {"number"} else unit)
    key = above("line: training text · marks: held-out text", "right", x=1)
    axis = HALVES | {"range": [0, 1]} if scales == {"perplexity"} else POWER_AXIS
    return course_layout(unit, axis, annotations=[key])


def course_layout(y_title: str, axis: dict[str, Any] = POWER_AXIS, **more: Any) -> dict[str, Any]:
    """Return the layout of a number over training steps, logarithmic; the browser widens its axes."""
    return _layout("training step", y_title, yaxis=axis, **more)


def curve_layout(this: Task) -> dict[str, Any]:
    """Return the layout of a task's own curve: its axis, chance, and the lengths that training shows."""
    share = this.scale == "share"
    worst = max((y for curve in this.baselines.values() for _, y in curve), default=this.chance)
    axis = {"range": [-4, 106]} if share else {"rangemode": "tozero", "range": [0, 1.1 * worst]}
    return _layout(
        f"{this.curve_name} ({this.curve_unit})", "right answers (%)" if share else this.scale,
        xaxis=exam_axis(this), yaxis=axis, **exam_ground(this),
    )  # fmt: skip


def _layout(x_title: str, y_title: str, **more: Any) -> dict[str, Any]:
    blank = figure(
        [], x_title=x_title, y_title=y_title, height=HEIGHT, margin=MARGIN, showlegend=False, **more
    )
    layout: dict[str, Any] = blank.to_plotly_json()["layout"]
    layout.pop("template", None)
    return layout


def appearances(specs: Sequence[RunSpec]) -> list[Appearance]:
    """Return how each run is drawn: the hue of its cell; two or three of one cell differ in dash.

    Where there are more of one cell, each has a hue of its own. Runs that differ in their seed only are drawn
    alike.
    """
    if len({replace(spec, seed=0) for spec in specs}) > len(_DASHES) - 1 + len({s.model.kind for s in specs}):
        return _many(specs)
    recipes: dict[Kind, list[RunSpec]] = {}
    looks = []
    for spec in specs:
        kind, recipe = spec.model.kind, replace(spec, seed=0)
        of_kind = recipes.setdefault(kind, [])
        if recipe not in of_kind:
            of_kind.append(recipe)
        index = of_kind.index(recipe)
        look = NETWORKS[kind]
        dashes = (look.dash, *(dash for dash in _DASHES if dash != look.dash))
        shade = _SHADES[index // len(dashes) % len(_SHADES)]
        looks.append(Appearance(_shaded(look.hue, shade), dashes[index % len(dashes)], look.mark, look.size))
    return looks


def _many(specs: Sequence[RunSpec]) -> list[Appearance]:
    recipes = list(dict.fromkeys(replace(spec, seed=0) for spec in specs))
    places = [recipes.index(replace(spec, seed=0)) for spec in specs]
    marks = [(look.mark, look.size) for look in NETWORKS.values()]
    found = []
    for at, spec in zip(places, specs, strict=True):
        kind = list(NETWORKS).index(spec.model.kind)
        mark = marks[(kind + at // len(_DASHES)) % len(marks)]  # where the dashes begin anew
        found.append(Appearance(RUN_HUES[at % len(RUN_HUES)], _DASHES[at % len(_DASHES)], *mark))
    return found


def _shaded(hue: str, shade: float) -> str:
    red, green, blue = (int(hue[at : at + 2], 16) / 255 for at in (1, 3, 5))
    h, lightness, s = colorsys.rgb_to_hls(red, green, blue)
    channels = colorsys.hls_to_rgb(h, min(max(lightness + shade, 0.2), 0.8), s)
    return "#" + "".join(f"{round(255 * channel):02x}" for channel in channels)


def run_entry(
    spec: RunSpec, look: Appearance, short: str, *, key: str = "", name: str = "", continues: str = ""
) -> dict[str, Any]:
    """Return what the browser has to know of a run before it has trained a step.

    Args:
        spec: The recipe.
        look: How it is drawn.
        short: What it is called beside the others, such as "LSTM · seed 3".
        key: At the desk, if it is not the spec's.
        name: A longer name, for tables and files.
        continues: Key of the run that it was forked from, if its beginning is on the page already.
    """
    this = task(spec.task)
    rate, clip = replace(spec.train, decay=None).in_force(spec.train.steps)  # what the reader set last
    return {
        "key": key or spec.key,
        "name": name or short,
        "short": short,
        "label": spec.label(),
        "continues": continues,
        **look._asdict(),
        "kind": spec.model.kind,
        "group": replace(spec, seed=0).key,
        "group_name": spec.model.kind.upper(),
        "task": this.name,
        "steps": spec.train.steps,
        "learning_rate": rate,
        "clip": clip,
        "limits": {name: list(limit[:2]) for name, limit in CHANGEABLE.items()},
        "units": spec.model.hidden_size,
        "signals": [drawn(signal) for signal in signals_of(spec.model)],
        "gradients": _gradients(spec, look),
        "probe": list(this.read(this.probe).words),
        "answer": this.probe_answer,
        "generates": this.generates,
        "curve": {
            "title": "Right answers" if this.scale == "share" else this.scale.capitalize(),
            "name": this.curve_name,
            "unit": this.curve_unit,
            "scale": this.scale,
            "chance": this.chance,
            "points": list(this.exam_points),
            "names": list(this.point_names),
            "trained": {"points": list(this.trained_points), "span": this.trained_span},
            "right_when": this.right_when,
        },
    }  # fmt: skip


def _gradients(spec: RunSpec, look: Appearance) -> list[dict[str, str]]:
    """Return the lines of gradient norms that a frame of the film has, by the names of its fields."""
    lines = [{"of": "profile", "label": "‖∂L/∂h‖", "name": "hidden", "hue": look.hue, "dash": ""}]
    if "cell_state" in {signal.name for signal in signals_of(spec.model)}:
        cell = {"of": "cell", "label": "‖∂L/∂c‖", "name": "cell state"}
        lines.append(cell | {"hue": SIGNALS["cell_state"], "dash": CELL_STATE_DASH})
    return lines


@dataclass(frozen=True, eq=False)
class Ghost:
    """An earlier run whose curves stay in the figures.

    `losses` and `norms` are points (step, value), at most some 300 of each, None where not finite; `curve` is
    the last exam's. `name` is what its reader has called it, if anything.
    """

    spec: RunSpec
    losses: Sequence[tuple[int, float | None]]
    norms: Sequence[tuple[int, float | None]]
    curve: Sequence[tuple[int, float]]
    name: str = ""


def _ghost_entries(ghosts: Sequence[Ghost], specs: Sequence[RunSpec]) -> list[dict[str, Any]]:
    """Return earlier runs as the browser has to know them, told apart from each other and from these runs."""
    recipes = [ghost.spec for ghost in ghosts]
    called = names([*specs, *recipes])[len(specs) :]
    looks = _ghost_looks(recipes, {look.hue for look in appearances(specs)})
    return [
        run_entry(ghost.spec, look, ghost.name or name)
        | {
            "ghost": True,
            "losses": [list(point) for point in ghost.losses],
            "norms": [list(point) for point in ghost.norms],
            "last": [[x, value if math.isfinite(value) else None] for x, value in ghost.curve],
        }
        for ghost, name, look in zip(ghosts, called, looks, strict=True)
    ]


def _ghost_looks(specs: Sequence[RunSpec], taken: set[str]) -> list[Appearance]:
    """Return a hue for each recipe that no run beside it has: its cell's, or else another."""
    looks: dict[RunSpec, Appearance] = {}
    for spec in specs:
        (usual,) = appearances([spec])
        used = taken | {look.hue for look in looks.values()}
        free = (hue for hue in (usual.hue, *RUN_HUES) if hue not in used)
        looks.setdefault(spec, usual._replace(hue=next(free, usual.hue)))
    return [looks[spec] for spec in specs]


def lab_board(
    specs: Sequence[RunSpec],
    called: Sequence[str],
    *,
    keys: Sequence[str] = (),
    continued: Sequence[str] = (),
    ghosts: Sequence[Ghost] = (),
    held_constant: str = "",
) -> dict[str, Any]:
    """Return all that the lab's component needs: runs, layouts, colours, and what it says about them.

    Args:
        specs: The runs, in the order of their chips.
        called: What each is called beside the others; equal names are numbered.
        keys: Their keys at the desk, where they are not those of the specs.
        continued: Keys of the runs that they go on from, "" for those that began here.
        ghosts: Earlier runs, on tasks of these.
        held_constant: A sentence on what is the same in all of them.
    """
    shorts = list(_told_apart(called))
    entries = [
        run_entry(spec, look, short, key=key, continues=before)
        | {"clipped_beside": always_clipped(spec) in specs}
        for spec, look, short, key, before in zip(
            specs,
            appearances(specs),
            shorts,
            keys or [spec.key for spec in specs],
            continued or [""] * len(specs),
            strict=True,
        )
    ]
    return {
        "runs": [*entries, *_ghost_entries(ghosts, specs)],
        "figures": lab_figures(specs),
        "palette": palette(),
        "held_constant": held_constant,
        "caption": f"Unrolled · {_caption(specs, shorts)}",
    }


def _caption(specs: Sequence[RunSpec], called: Sequence[str]) -> str:
    """Return what the runs are; of several, first what each is called beside the others."""
    labels = [spec.label() for spec in specs]
    if len(specs) < 2:
        return "".join(labels) or "no run yet"
    return "; ".join(f"{name}: {label}" for name, label in zip(called, labels, strict=True))


def _told_apart(names: Sequence[str]) -> Iterable[str]:
    many, seen = Counter(names), Counter[str]()
    for name in names:
        seen[name] += 1
        yield f"{name} ({seen[name]})" if many[name] > 1 else name
