"""The networks of a lesson, and waiting for them while they are being trained.

The browser follows them as the lab does (`pages._shell.stage.show_waiting`): no script is run until all have
ended.
"""

from collections.abc import Sequence

import streamlit as st

from core import Network, RunSpec, Snapshot, task
from core.figures.accuracy import Curve
from core.figures.palette import NETWORKS
from core.jobs import RunRefusedError, RunView, desk
from pages._shell.caches.networks import untrained
from pages._shell.plain import literal
from pages._shell.stage import show_waiting
from pages._shell.visit.visitor import close_network, opened, watcher


def networks(
    specs: Sequence[RunSpec],
    *,
    trained: bool = True,
    quiet: bool = False,
    names: Sequence[str] = (),
    then: str = "",
) -> tuple[Network, ...]:
    """Return the networks of these recipes; while one is missing, show progress and end this page's run.

    Where the weights of one are not finite there is nothing to read from it: that is said, and the run ends.

    Args:
        specs: The recipes.
        trained: Whether the networks are wanted as they are after training, not before.
        quiet: Whether loss and score are kept back while they train: they would give an answer away.
        names: What each is called while it trains; without any, by its cell.
        then: What comes once they are trained, where that is no picture.
    """
    if not trained:
        return tuple(untrained(spec) for spec in specs)
    views = [_view(spec) for spec in specs if opened(spec) is None]
    ended = [
        view
        for view in views
        if view.state in ("stopped", "paused", "failed") or (not view.active and view.network is None)
    ]
    if ended:
        sentence = f"{ended[0].spec.label()} could not be trained. {ended[0].message}"
        st.error(literal(sentence), icon=":material/error:")
        if st.button("Train it again"):
            _submit(ended[0].spec)
            st.rerun()
        st.stop()
    if any(view.active for view in views):
        called = dict(zip(specs, names, strict=True)) if names else {}
        rows = [_row(view.spec, called.get(view.spec, "")) | {"quiet": quiet} for view in views]
        show_waiting(rows, key="waiting", then=then)
        st.stop()
    for view in views:
        if view.state == "diverged":
            st.warning(
                literal(f"{view.spec.label()}: {view.message} You see the network as it was then."),
                icon=":material/trending_up:",
            )
    found = {view.spec: view.network for view in views}
    given = [opened(spec) or found[spec] for spec in specs]
    there = tuple(network for network in given if network is not None)
    _refuse_broken(there)
    return there


def _refuse_broken(given: Sequence[Network]) -> None:
    """Say of the first network with weights that are not finite that it cannot be shown; end the run then."""
    for network in given:
        if not network.is_finite:
            st.warning(
                literal(
                    f"{network.spec.label()}: weights of this network are NaN or infinite, so there are no "
                    "numbers to show. It was opened from a file."
                ),
                icon=":material/trending_up:",
            )
            st.button("Show the default network instead", on_click=close_network, args=(network.spec,))
            st.stop()


def at_hand(specs: Sequence[RunSpec], *, trained: bool = True) -> tuple[Network, ...] | None:
    """Return the networks of these recipes if all are trained to their end, else None; asks for none."""
    if not trained:
        return tuple(untrained(spec) for spec in specs)
    found = [opened(spec) or desk().network(spec.key) for spec in specs]
    ready = [
        network
        for network, spec in zip(found, specs, strict=True)
        if network is not None
        and network.is_finite
        and (network.step == spec.train.steps or opened(spec) is not None)
    ]
    return tuple(ready) if len(ready) == len(found) else None


def _view(spec: RunSpec) -> RunView:
    """Return how the training of a recipe stands; what was given up while nobody was here begins again."""
    view = desk().look(spec.key, watcher())
    return _submit(spec) if view is None or view.abandoned else view


def _submit(spec: RunSpec) -> RunView:
    """Have a recipe trained; where the desk takes no more now, say why and end this page's run."""
    try:
        return desk().submit(spec, watcher())
    except RunRefusedError as refusal:
        st.error(literal(str(refusal)), icon=":material/hourglass:")
        st.stop()


def _row(spec: RunSpec, name: str = "") -> dict[str, object]:
    """Return what the browser has to know of a network to show how far it is."""
    kind = spec.model.kind
    return {
        "key": spec.key,
        "short": name or kind.upper(),
        "hue": NETWORKS[kind].hue,
        "curve": {"scale": task(spec.task).scale},
    }


def exam_curves(specs: Sequence[RunSpec]) -> dict[str, Curve]:
    """Return the last measured (length, score) points of trained recipes by kind of cell."""
    views = [_view(spec) for spec in specs if opened(spec) is None]
    return {view.spec.model.kind: view.history[-1].curve for view in views if view.history}


def films(specs: Sequence[RunSpec]) -> dict[str, tuple[Snapshot, ...]]:
    """Return what was measured of trained recipes while they learnt, in order, by kind of cell."""
    views = [_view(spec) for spec in specs if opened(spec) is None]
    return {view.spec.model.kind: view.history for view in views if view.history}


def exam_scores(specs: Sequence[RunSpec]) -> dict[RunSpec, float]:
    """Return the last measured score of each recipe that was trained."""
    views = [_view(spec) for spec in specs if opened(spec) is None]
    return {view.spec: view.history[-1].score for view in views if view.history}


def training_seconds(specs: Sequence[RunSpec]) -> dict[RunSpec, float]:
    """Return the seconds of a processor that trained recipes took."""
    views = [_view(spec) for spec in specs if opened(spec) is None]
    return {view.spec: view.history[-1].seconds for view in views if view.history}
