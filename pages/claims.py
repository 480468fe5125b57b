"""Every claim of the lessons in one table, with what was measured of it; each can be measured again."""

from pages._scenes.claims.asked import forget
from pages._scenes.claims.table import show_claims
from pages._shell.lesson.frame import reading, title, way_on
from pages._shell.visit.visitor import forget_cursor

title("claims", forget)
forget_cursor()
reading("claims")  # above the table, which is long
show_claims()
way_on("claims")
