"""The formulas of our prose as MathML: the few commands that it uses, and an error for any other."""

from __future__ import annotations

import re
from typing import Any, Final

_SIGNS: Final = {
    "odot": "⊙",
    "cdot": "·",
    "times": "×",
    "sum": "∑",
    "prod": "∏",
    "top": "⊤",
    "delta": "δ",
    "sigma": "σ",
    "lambda": "λ",
    "alpha": "α",
    "partial": "∂",
    "ge": "≥",
    "le": "≤",
    "approx": "≈",
    "ldots": "…",
}
_WORDS: Final = ("tanh", "log", "exp", "max")
_BIG: Final = ("sum", "prod")
_SIZES: Final = ("Big", "big", "left", "right")
_TOKEN: Final = re.compile(r"\\([A-Za-z]+)|\\(.)|(\d+(?:\.\d+)?)|(\s+)|(.)", re.DOTALL)

Tree = list[Any]


def formula(tex: str) -> Tree:
    """Return a formula as a node. Raises ValueError where it has a command that is not known here."""
    found = [token for token in _TOKEN.finditer(tex) if not token[4]]
    parts, rest = _row(found, 0)
    if rest != len(found):
        raise ValueError(f"The formula “{tex}” closes a brace that it does not open.")
    return ["math", {}, ["mrow", {}, *parts]]


def _row(tokens: list[re.Match[str]], at: int) -> tuple[list[Tree], int]:
    """Return the parts up to the end or a closing brace, and where that stands."""
    parts: list[Tree] = []
    while at < len(tokens) and tokens[at][0] != "}":
        token = tokens[at][0]
        if token in ("_", "^"):
            base = parts.pop() if parts else ["mrow", {}]
            script, at = _one(tokens, at + 1)
            parts.append(_scripted(base, token, script))
            continue
        if token.lstrip("\\") in _SIZES:
            at += 1
            continue
        part, at = _one(tokens, at)
        parts.append(part)
    return parts, at


def _one(tokens: list[re.Match[str]], at: int) -> tuple[Tree, int]:
    """Return one part: what stands in braces, or a sign."""
    if at >= len(tokens):
        raise ValueError("A formula ends where an index is expected.")
    token = tokens[at]
    if token[0] == "{":
        parts, end = _row(tokens, at + 1)
        if end == len(tokens):
            raise ValueError("A formula opens a brace that it does not close.")
        return ["mrow", {}, *parts], end + 1
    return _sign(token), at + 1


def _sign(token: re.Match[str]) -> Tree:
    if name := token[1]:
        if name in _WORDS:
            return ["mi", {}, name]
        if name not in _SIGNS:
            raise ValueError(f"A formula has \\{name}, which `disk/formulas.py` does not know yet.")
        return ["mi" if _SIGNS[name].isalpha() else "mo", {}, _SIGNS[name]]
    if token[3]:
        return ["mn", {}, token[3]]
    sign = token[2] or token[5]
    if sign.isalpha():
        return ["mi", {}, sign]
    return ["mo", {"stretchy": "false"}, "−" if sign == "-" else "′" if sign == "'" else sign]


def _scripted(base: Tree, mark: str, script: Tree) -> Tree:
    """Return a part with an index or a power; one that has the other already gets both."""
    big = base[0] == "munder" or (base[0] == "mo" and base[-1] in [_SIGNS[name] for name in _BIG])
    low, high, both = ("munder", "mover", "munderover") if big else ("msub", "msup", "msubsup")
    if mark == "^" and base[0] == low:
        return [both, {}, *base[2:], script]
    if mark == "_" and base[0] == high:
        return [both, {}, base[2], script, base[3]]
    return [low if mark == "_" else high, {}, base, script]
