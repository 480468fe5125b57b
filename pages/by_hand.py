"""A network by hand: weights and inputs are typed, and every number is worked out."""

from pages._shell.lesson.frame import notes, title
from pages._shell.stage import show_by_hand
from pages._shell.visit.visitor import forget_cursor

title("by_hand")
forget_cursor()
show_by_hand(key="by_hand")
notes("by_hand")
