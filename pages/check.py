"""Check yourself: questions that the browser makes and judges; it runs for networks, not for answers."""

from core import task
from core.figures.palette import NETWORKS
from pages._scenes.check.sources import AT_ONCE, recipes, told, trained, untrained_ones
from pages._shell.lesson.frame import notes, title
from pages._shell.lesson.waiting import networks
from pages._shell.stage import show_check
from pages._shell.visit.visitor import forget_cursor

THEN = "Questions and games that need them open by themselves; all others are open now."

title("check")
forget_cursor()
found = trained()
show_check(told(found), key="check", networks=[*found.values(), *untrained_ones().values()])
notes("check")
missing = [spec for name, spec in recipes().items() if name not in found]
for first in range(0, len(missing), AT_ONCE):
    few = missing[first : first + AT_ONCE]
    names = [f"{NETWORKS[spec.model.kind].name}: {task(spec.task).title}" for spec in few]
    networks(few, names=names, then=THEN)
