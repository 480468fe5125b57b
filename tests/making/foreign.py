"""Models as others write them in PyTorch: what an import has to understand, and what it has to answer."""

import io
from typing import Any

import numpy as np
import safetensors.torch
import torch
from torch import nn

LAYERS: dict[str, Any] = {"rnn": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}


class Foreign(nn.Module):
    """An embedding, recurrent layers and a linear readout, with names of the author's own."""

    def __init__(
        self,
        kind: str = "lstm",
        words: int = 9,
        embedding: int = 3,
        hidden: int = 4,
        classes: int = 2,
        *,
        layers: int = 1,
        both: bool = False,
        biases: bool = True,
        readout_bias: bool = True,
        seed: int = 0,
        **options: Any,
    ) -> None:
        super().__init__()
        with torch.random.fork_rng():
            torch.manual_seed(seed)
            self.word_vectors = nn.Embedding(words, embedding)
            self.encoder = LAYERS[kind](
                embedding,
                hidden,
                num_layers=layers,
                bidirectional=both,
                bias=biases,
                batch_first=True,
                **options,
            )
            self.head = nn.Linear(hidden * (1 + both), classes, bias=readout_bias)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """Return the logits after each of (T,) words, (T, K)."""
        states, _ = self.encoder(self.word_vectors(ids[None]))
        logits: torch.Tensor = self.head(states)[0]
        return logits

    def logits(self, ids: list[int]) -> np.ndarray:
        """Return the same as an array."""
        with torch.no_grad():
            found: np.ndarray = self(torch.tensor(ids)).numpy()
        return found


def pt(what: Any, **options: Any) -> bytes:
    """Return what `torch.save` writes."""
    file = io.BytesIO()
    torch.save(what, file, **options)
    return file.getvalue()


def safe(model: nn.Module) -> bytes:
    """Return the state_dict as safetensors."""
    return safetensors.torch.save({name: one.contiguous() for name, one in model.state_dict().items()})


def words(count: int) -> list[str]:
    """Return a vocabulary whose first word is the one for unknown ones."""
    return ["<unk>", *(f"word{at}" for at in range(1, count))]
