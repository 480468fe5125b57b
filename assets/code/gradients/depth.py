# What of the gradient arrives below eight layers, by what goes past each of them.
from core import initial_network
from core.experiments.lessons.depth import CONNECTIONS, DEEP, arriving, deep

numbers = {name: float(arriving(initial_network(deep(name, DEEP, 0)))[0]) for name in CONNECTIONS}
