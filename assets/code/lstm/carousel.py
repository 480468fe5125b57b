# With f = 1 and i = 0 a unit keeps its value, to the last digit.
from core.instruments.closing import carried, dropped

trace = record(network, sentence, operations=held)
found = dropped(trace)
belt = carried(trace, found)
numbers = {"first": float(belt[0]), "last": float(belt[-1])}
