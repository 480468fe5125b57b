"""Check yourself: questions that the browser makes and judges; the page runs once, and once when trained."""

from pages._scenes.check.sources import recipes, told, trained, untrained_ones
from pages._shell.lesson.frame import notes, title
from pages._shell.lesson.waiting import networks
from pages._shell.stage import show_check
from pages._shell.visit.visitor import forget_cursor

title("check")
forget_cursor()
found = trained()
show_check(told(found), key="check", networks=[*found.values(), *untrained_ones().values()])
notes("check")
if missing := [spec for name, spec in recipes().items() if name not in found]:
    networks(missing)
