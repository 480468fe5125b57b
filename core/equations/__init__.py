"""The networks as equations, in NumPy: forward, and back from a loss.

Read in this order: `rnn`, `gru`, `lstm` (the cells, each file adds one idea; the equations stand in `step`),
`scan` (a cell over time, and the one backward sweep for all of them), `connection` and `stack` (layers and
directions), `pooling` and `forward` (a whole network). Knows no words and no torch; what looks into these
lies in `core.instruments`.
"""
