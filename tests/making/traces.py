"""Traces for the tests of figures: small networks, untrained or broken, made at once."""

from __future__ import annotations

import base64
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from core import Network, Trace, default_run, initial_network, record
from core.spec import Kind, TaskName

SENTENCE = "The film was NOT good but <b>the</b> music was 🙂 great"


@cache
def trace_of(kind: Kind, task_name: TaskName = "sentiment", sentence: str = SENTENCE) -> Trace:
    """Record an untrained default network on a sentence."""
    return record(initial_network(default_run(kind, task_name)), sentence)


@cache
def broken_trace(kind: Kind) -> Trace:
    """Record a network one of whose weights blew up."""
    network = initial_network(default_run(kind, "sentiment"))
    weights = {name: array.copy() for name, array in network.weights.items()}
    weights["rnn.weight_hh_l0"][0, 0] = np.nan
    weights["embedding.weight"][:] = np.inf
    return record(Network(replace(network.spec), 3, weights), SENTENCE)


def numbers(sent: dict[str, Any]) -> np.ndarray[Any, Any]:
    """Decode an array as the browser does."""
    kinds = {"f32": "<f4", "f64": "<f8"}
    plain = np.frombuffer(base64.b64decode(sent["data"], validate=True), kinds[sent["dtype"]])
    return plain.reshape(sent["shape"])


def float32(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Round as the payload does, without a warning for what does not fit."""
    with np.errstate(over="ignore"):
        return values.astype("<f4")
