# Which unit follows a label, such as the number of the subject.
from core import default_run
from core.experiments.lessons.units import FOLLOWED

label = "number"  # ?unit: number, depth, sentiment, position
search = FOLLOWED[label].search(train(default_run("lstm", FOLLOWED[label].task)))
print("unit", search.best + 1)
numbers = {"its correlation, on new sentences": float(search.held_out[search.best])}
