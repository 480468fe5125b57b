"""The runs of the lab while they go on: paused, stepped, changed, stopped, repeated, as the reader orders."""

from core import RunSpec
from core.jobs import RunRefusedError, RunView, desk
from core.recipes.compare import always_clipped
from core.recipes.comparisons import MOST_RUNS
from pages._shell.lab.orders import KEEP, Order
from pages._shell.lab.runs import current_runs, submitted
from pages._shell.lab.setup import put, setup
from pages._shell.lab.state import Going, lab
from pages._shell.visit.visitor import watcher


def carry_out(order: Order) -> None:
    """Do what the reader asked for on a run; what the desk refuses is said in its words."""
    lab().refused = ""
    run = _run_of(order.key)
    if run is None:
        return
    try:
        _do(run, order)
    except (RunRefusedError, ValueError) as refusal:
        lab().refused = str(refusal)


def _run_of(key: str) -> Going | None:
    """Return the run that is, or was before it went on as another, under this key."""
    there = {run.key: run for run in current_runs()}
    renamed = lab().renamed
    for _ in renamed:
        key = key if key in there else renamed.get(key, key)
    return there.get(key)


def _do(run: Going, order: Order) -> None:
    at, who = desk(), watcher()
    if order.do == "stop":
        at.leave(run.key, who)
    elif order.do == "repeat_clipped":
        _repeat_clipped(run.spec)
    elif order.do == "change":
        changed = {} if order.learning_rate is None else {"learning_rate": order.learning_rate}
        clip = {} if order.clip == KEEP else {"clip": order.clip}
        _became(run, at.change(run.key, who, **changed, **clip))
    else:
        deed = {"pause": at.pause, "resume": at.resume, "step": at.step}[order.do]
        _became(run, deed(run.key, who))


def _repeat_clipped(spec: RunSpec) -> None:
    """Set the same recipe with clipping beside the others, and train it."""
    clipped = always_clipped(spec)
    others = [one for one in setup() if one != clipped]
    others_going = [run for run in current_runs() if run.spec != clipped]
    if max(len(others), len(others_going)) >= MOST_RUNS:
        raise ValueError(
            f"{MOST_RUNS} runs stand beside one another, and that is the most. "
            "Remove one and train the others. Then this one can be repeated with clipping."
        )
    put([*others, clipped])
    lab().going = (*others_going, *submitted([clipped]))


def _became(run: Going, view: RunView) -> None:
    """Note that a run goes on under another recipe or name; the set-up above goes with it."""
    if view.key != run.key:
        lab().renamed[run.key] = view.key
    if view.spec != run.spec and run.spec in setup():
        put([view.spec if spec == run.spec else spec for spec in setup()])
    lab().going = tuple(
        Going(view.spec, view.key, run.key) if other == run else other for other in current_runs()
    )
