"""Train live: task, cells and recipe are chosen, networks learn; the lessons then use what was trained."""

from core import task
from core.spec import KINDS
from pages._shell.lesson import notes, predict, title
from pages._shell.training import recipe_control, watch

title("train", "Train live")
specs = recipe_control()
guess = predict(
    "train", [kind.upper() for kind in KINDS] + ["no difference"], unit=task(specs[0].task).curve_name
)
watch(specs, guess)
notes("train")
