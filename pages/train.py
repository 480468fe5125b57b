"""Train live: task, cells and recipe are chosen, networks learn; the lessons then use what was trained."""

from pages._shell.lesson import notes, title
from pages._shell.training import ask, recipe_control, watch

title("train", "Train live")
specs = recipe_control()
guess = ask(specs)
watch(specs, guess)
notes("train")
