"""The torch side: networks while they train. Only workers, tests and library use import what lies here.

torch trains, NumPy explains, and NumPy trains a little too. The web process never imports torch. On a CPU
`nn.RNN` and `nn.GRU` have no fused kernel, and the scan and sweep of `core.equations` are 1.3 to 1.6 times as
fast: those two train on them through one `torch.autograd.Function` (`scanning`), so the same equations draw
the gates and train the network. A plain LSTM trains on torch's fused kernel; with options it trains on the
sweep as well, which is faster than equations written in torch (with peepholes 2.4 ms a step against 3.5). The
equations in torch are in `tests/making/reference.py` and check all of it.
"""
