"""The decisions of the web process about runs: which is trained next, for whom, and for how long.

All decisions are made here: queue, quotas, fairness, who watches, what is trained again. Runs are pure
functions of their recipe, so people with the same recipe share one training, and a recipe that was trained
before is not trained again: its numbers are there at once. A run gives up after three processes in a row were
lost under it without progress, so a run that kills its worker does not harm its neighbours for long.
"""
