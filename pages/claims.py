"""Every claim of the lessons in one table, with what was measured of it; each can be measured again."""

from pages._scenes.claims.asked import forget
from pages._scenes.claims.table import show_claims
from pages._shell.lesson.frame import notes, title
from pages._shell.visit.visitor import forget_cursor

title("claims", forget)
forget_cursor()
show_claims()
notes("claims")
