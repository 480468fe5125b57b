"""What a reader of the lab orders: pause, go on, step, stop, change. A browser sends it: checked here.

Orders are numbered, and each message holds all that have not been answered: of messages that come while the
page is run, Streamlit keeps the last one only.
"""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, cast, get_args

from core.spec import LIMITS

Deed = Literal["pause", "resume", "step", "stop", "change", "repeat_clipped"]
KEEP: Literal["keep"] = "keep"
MOST_AT_ONCE = 32


class Order(NamedTuple):
    """An order for one run; a change says the new learning rate, the new clip (None: off), or both."""

    do: Deed
    key: str
    learning_rate: float | None = None
    clip: float | Literal["keep"] | None = KEEP


def new_orders(raw: object, done: int) -> tuple[list[Order], int]:
    """Return the orders with a number above `done`, in their order, and the highest number there is now."""
    orders = []
    for one in raw[-MOST_AT_ONCE:] if isinstance(raw, list) else []:
        number = one.get("n") if isinstance(one, Mapping) else None
        if isinstance(number, int) and done < number:
            done = number
            if (order := read_order(one)) is not None:
                orders.append(order)
    return orders, done


def read_order(raw: object) -> Order | None:
    """Return what was ordered, or None where a browser sent something else."""
    if not isinstance(raw, Mapping) or raw.get("do") not in get_args(Deed):
        return None
    deed, key = cast(Deed, raw["do"]), raw.get("key")
    if not isinstance(key, str):
        return None
    if deed != "change":
        return Order(deed, key)
    rate, clip = raw.get("learning_rate"), raw.get("clip", KEEP)
    if clip == 0 and not isinstance(clip, bool):  # as in the settings
        clip = None
    if rate is not None and not _within("learning_rate", rate):
        return None
    if clip is not None and clip != KEEP and not _within("clip", clip):
        return None
    if rate is None and clip == KEEP:
        return None
    return Order(
        deed, key, None if rate is None else float(rate), clip if clip in (None, KEEP) else float(clip)
    )


def _within(name: str, value: Any) -> bool:
    return LIMITS[name].holds(value)
