# How many sequences of 4, 8 and 12 letters come back without a fault, through one state between encoder and decoder.
from core import default_run, record_batch, task, write_answer

network = train(default_run("lstm", "reversal"))
for letters in ("a b c d", "b a h d e c f g a b d e"):
    print(letters, "->", *write_answer(network, letters))
reversal, numbers = task(network.spec.task), {}
for count in (4, 8, 12):
    asked = reversal.exam(count)
    traces = record_batch(network, [[reversal.vocabulary[one] for one in ids] for ids in asked.ids])
    rows = zip(traces, asked.targets, asked.judged)
    right = [(trace.answers.argmax(1) == wanted)[judged].all() for trace, wanted, judged in rows]
    numbers[f"{count} letters, without a fault"] = sum(right) / len(right)
