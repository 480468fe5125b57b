# Perplexity that tables of more and more letters reach on unread text.
from core import count_ngrams, stretches_read, table_score, task
from core.experiments.lessons.guess import recipe

spec = recipe("whale")
size = len(task(spec.task).vocabulary)
numbers = {
    f"table of N = {order}": table_score(count_ngrams(stretches_read(spec), order, size), task(spec.task))
    for order in (1, 2, 3, 4)
}
