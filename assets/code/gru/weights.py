# The weights of the cells of RNN, GRU and LSTM, as the scene opens: 100 numbers a word and 100 units, four layers.
from dataclasses import replace

from core import ModelSpec, weight_count

numbers = {}
for kind in ("rnn", "gru", "lstm"):
    model = ModelSpec(kind=kind, embedding_size=100, hidden_size=100, layers=4)
    for line in weight_count(model, 50_000, 50_000, one_bias=True).lines:
        print(f"{kind:5} {line.what:24} {line.numbers:24} {line.count:,}")
    cell = [line.count for line in weight_count(replace(model, layers=1), 1, 1, one_bias=True).lines][1:-1]
    numbers[f"cell of four layers, {kind}"] = 4.0 * sum(cell)
