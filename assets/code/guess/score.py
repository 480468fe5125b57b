# What tables of more and more letters or words reach on what was not read: perplexity, over a gap right last words.
from core import count_ngrams, stretches_read, table_score, task
from core.experiments.lessons.guess import recipe

text = "whale"  # ?on: whale, gap
spec = recipe(text)
size = len(task(spec.task).vocabulary)
numbers = {
    f"table of N = {order}": table_score(count_ngrams(stretches_read(spec), order, size), task(spec.task))
    for order in (1, 2, 3, 4)
}
