# One unit's error falls along gradient descent, until a step at the wall throws the weights away.
import math

from core.experiments.lessons.exploding_wall import START, THRESHOLD, walk

plain, cut = (walk(*START, threshold) for threshold in (math.inf, THRESHOLD))
longest = max(plain, key=lambda place: place.norm)
numbers = {
    "the longest step that is not cut": round(float(longest.norm)),
    "steps that are cut": float(sum(place.norm > THRESHOLD for place in cut[:-1])),
    "error at the end, cut": float(f"{cut[-1].error:.2g}"),
}
