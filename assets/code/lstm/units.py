# Which unit follows the number of the subject.
from core import default_run
from core.experiments.lessons.units import FOLLOWED

search = FOLLOWED["number"].search(train(default_run("lstm", "agreement")))
print("unit", search.best + 1)
numbers = {"its correlation, on new sentences": float(search.held_out[search.best])}
