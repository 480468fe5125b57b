"""Deeper and both ways: what a second direction knows, what more layers add, and what has to wait."""

from pages._scenes.deeper import both, layers, wait
from pages._shell.lesson.scenes import lesson

lesson("deeper", {"both": both.show, "layers": layers.show, "wait": wait.show})
