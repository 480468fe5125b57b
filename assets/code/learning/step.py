# One step of gradient descent: the loss before it, after it, and after one that is too large.
from core.experiments.lessons.learning import LARGE, RATE, asked, loss_after

trace = record(network, sentence, operations=held)
loss = asked(trace, network.read(sentence), every=True)
numbers = {f"loss after a rate of {rate:g}": loss_after(trace, loss, rate) for rate in (0, RATE, LARGE)}
