"""Whether a browser takes gzip, by its `Accept-Encoding`."""

from __future__ import annotations


def accepts_gzip(header: str) -> bool:
    """Return whether gzip, or "*", is named with a weight that is not 0 (RFC 9110, 12.5.3)."""
    weights = dict(_weight(part) for part in header.lower().split(","))
    return weights.get("gzip", weights.get("*", 0.0)) > 0.0


def _weight(part: str) -> tuple[str, float]:
    name, *parameters = (piece.strip() for piece in part.split(";"))
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            try:
                return name, float(value)
            except ValueError:
                return name, 0.0
    return name, 1.0
