"""Names and shapes are PyTorch's."""

import numpy as np
import pytest
import torch

from core.instruments import record
from core.network import initial_network
from core.spec import KINDS, Kind, ModelSpec, RunSpec
from core.text import Reading
from tests.making.oracles import LAYERS

every_kind = pytest.mark.parametrize("kind", KINDS)


@every_kind
def test_a_bidirectional_stack_has_torchs_names_and_shapes(kind: Kind) -> None:
    net = initial_network(RunSpec(ModelSpec(kind, 4, 3, bidirectional=True, layers=3)))
    theirs = LAYERS[kind](4, 3, num_layers=3, bidirectional=True)
    ours = {name[4:]: torch.tensor(array) for name, array in net.weights.items() if name.startswith("rnn.")}
    theirs.load_state_dict(ours)
    ids = np.arange(7)
    inputs = torch.tensor(net.weights["embedding.weight"][ids], dtype=torch.float64)
    outputs, _ = theirs.double()(inputs)
    trace = record(net, Reading(tuple("abcdefg"), ids, ids > 0))
    np.testing.assert_allclose(
        trace.forward.stack.outputs[:, 0], outputs.detach().numpy(), rtol=0, atol=1e-12
    )
