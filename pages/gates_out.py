"""Which gate matters: an LSTM without some of its gates, on one task, in longer time, and on four tasks."""

from pages._scenes.gates_out import eight, tasks, time
from pages._shell.lesson.scenes import lesson

lesson("gates_out", {"eight": eight.show, "time": time.show, "tasks": tasks.show})
