"""What a loss asks for: classes by number or name, of Python or NumPy."""

from typing import Any

import numpy as np
import pytest

from core.instruments import Clamp, Erase, gradient_profile, reach_map, record, record_batch
from core.network import initial_network
from core.recipes import default_run

TRACE = record(initial_network(default_run("lstm", "sentiment")), "the film was good")
NUMBER = record(initial_network(default_run("gru", "adding")), "0.10 0.20*")


def test_a_target_may_be_one_of_numpys_numbers() -> None:
    best = TRACE.probabilities[-1].argmax()
    targets: list[Any] = [best, int(best), np.array(best), TRACE.network.classes[best]]
    for target in targets:
        assert gradient_profile(TRACE, target).target == best
        assert (reach_map(TRACE, target).targets == best).all()
    assert gradient_profile(NUMBER, np.float32(0.25)).target == 0.25
    at: Any = np.int64(2)
    assert gradient_profile(TRACE, 0, at).at == 2


@pytest.mark.parametrize("at", ["last", 1.0, None, 4, -5, (1,)])
def test_a_timestep_that_is_none_is_told(at: Any) -> None:
    with pytest.raises(ValueError, match="timesteps 0 to 3"):
        gradient_profile(TRACE, 0, at)


@pytest.mark.parametrize("wrong", [Erase(0), "erase", [1], None, {Erase(0): 1}, [Clamp]])
def test_operations_are_a_list_of_operations(wrong: Any) -> None:
    with pytest.raises(ValueError, match="expected a list, such as"):
        record(TRACE.network, "the film", operations=wrong)


def test_one_sentence_is_no_list_of_them() -> None:
    with pytest.raises(ValueError, match="This is one sentence"):
        record_batch(TRACE.network, "the film")
