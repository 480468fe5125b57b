"""Lesson plans: three that are supplied, and one's own, which stays in the browser and in a file."""

from pages._shell.lesson.frame import notes, title
from pages._shell.lesson.plans import scenes, supplied
from pages._shell.stage import show_picture
from pages._shell.visit.visitor import forget_cursor

title("plans")
forget_cursor()
show_picture(
    "plans",
    {"supplied": supplied(), "scenes": scenes()},
    key="plans_picture",
    name="plans",
    alt="Lists of scenes with minutes and notes; each leads through a lecture in slide mode.",
)
notes("plans")
