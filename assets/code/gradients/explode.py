# A run of plain gradient descent that explodes, and the same run with its norm cut.
import math

from core import initial_network
from core.experiments.lessons.exploding import THRESHOLD, descent, exploding

network = initial_network(exploding(0))
plain, cut = descent(network, math.inf), descent(network, THRESHOLD)
numbers = {"steps until no number is left": float(len(plain)), "right at the end, cut": float(cut[-1].right)}
