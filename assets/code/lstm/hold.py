# What is said at the end alone, and with all forget gates held open at the word where most is dropped.
from core import Clamp

alone = record(network, sentence, operations=held)
print(network.classes[int(alone.answers[-1].argmax())])
for value in (1, 0):
    for at, word in enumerate(alone.words):
        hold = Clamp("forget_gate", value, start=at, stop=at + 1)
        said = record(network, sentence, operations=[*held, hold]).answers[-1]
        print(f"{word:10} f = {value}: {network.classes[int(said.argmax())]} {said.max():.0%}")
numbers = {"sure alone": float(alone.answers[-1].max())}
