"""What a field of a spec may be, and the sentences for what it may not be."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Limit(NamedTuple):
    """Smallest and largest allowed value of a field, and what the field counts."""

    low: float
    high: float
    what: str


LIMITS: Mapping[str, Limit] = MappingProxyType(
    {
        "embedding_size": Limit(1, 64, "numbers in a word's vector"),
        "hidden_size": Limit(1, 128, "units"),
        "forget_bias": Limit(-10.0, 10.0, "bias of the forget gate before training"),
        "layers": Limit(1, 4, "layers"),
        "spectral_radius": Limit(0.0, 10.0, "largest size of an eigenvalue of the recurrent weights"),
        "steps": Limit(1, 5000, "training steps"),
        "batch_size": Limit(1, 256, "sentences in a training step"),
        "learning_rate": Limit(1e-6, 100.0, "learning rate"),
        "decay": Limit(1e-6, 1.0, "times the learning rate, in the last quarter of the steps"),
        "clip": Limit(1e-6, 1e6, "largest gradient norm"),
        "changes": Limit(0, 16, "changes of learning rate or clipping on the way"),
        "truncation": Limit(1, 128, "timesteps that a gradient goes back"),
        "seed": Limit(0, 2**31 - 1, "seed"),
        "text": Limit(200, 200_000, "characters of your own text"),
        # What `shortest` and `longest` count in each task:
        "recall": Limit(3, 40, "words between the subject and the word it decides"),
        "sentiment": Limit(0, 40, "neutral words after the last judgement"),
        "agreement": Limit(0, 8, "other nouns between subject and verb"),
        "brackets": Limit(1, 8, "brackets open at once"),
        "anbn": Limit(1, 30, "a's, then as many b's"),
        "xor": Limit(0, 40, "unmarked bits between the first marked bit and the question"),
        "tagging": Limit(0, 20, "words before the ambiguous name"),
        "adding": Limit(2, 100, "numbers in the sequence"),
        "total": Limit(3, 60, "words in the sequence"),
        "characters": Limit(8, 100, "characters read at a stretch"),
        "words": Limit(4, 60, "words read at a stretch"),
        "reversal": Limit(2, 20, "letters to reverse"),
    }
)


VECTOR_SIZES: Mapping[str, int] = MappingProxyType({"adding": 2, "total": 3})
"""The tasks whose words stand for numbers, and how many: their vectors are given, not learnt."""


def check_word(name: str, value: object, allowed: tuple[str, ...]) -> None:
    """Refuse a value that is none of the allowed words."""
    if not isinstance(value, str) or value not in allowed:
        raise ValueError(f"{name} is {shown(value)}; choose one of {', '.join(allowed)}.")


def check_int(name: str, value: object, limit: str | None = None) -> None:
    """Refuse a value that is no whole number within the limit of its name, or of `limit`."""
    bounds = LIMITS[limit or name]
    whole = isinstance(value, int) and not isinstance(value, bool)
    if not whole or not bounds.low <= value <= bounds.high:  # type: ignore[operator]
        raise ValueError(f"{name} is {shown(value)}; choose a whole number {_range(bounds)}.")


def check_bool(name: str, value: object) -> None:
    """Refuse a value that is neither True nor False."""
    if value is not True and value is not False:
        raise ValueError(f"{name} is {shown(value)}; choose True or False.")


def checked_float(name: str, value: object) -> float:
    """Return a number within the limit of its name; refuse any other value."""
    bounds = LIMITS[name]
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not bounds.low <= value <= bounds.high:  # type: ignore[operator]
        raise ValueError(f"{name} is {shown(value)}; choose a number {_range(bounds)}.")
    return float(value)  # type: ignore[arg-type]


def _range(bounds: Limit) -> str:
    return f"from {bounds.low:g} to {bounds.high:.10g} ({bounds.what})"


def shown(value: object) -> str:
    """Return a value as a sentence may show it: never long."""
    if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() > 100:
        return "a number of more than 30 digits"
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "..."
