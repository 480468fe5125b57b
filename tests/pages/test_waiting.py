"""What a lesson says of runs that it waits for."""

import pytest

from core import default_run
from core.jobs import RunView
from core.nets.run import Run
from core.spec import TaskName
from pages._shell.lesson.waiting import progress_text


@pytest.mark.parametrize(("name", "says"), [("recall", "% right"), ("characters", "perplexity ")])
def test_a_score_is_said_in_its_own_unit(name: TaskName, says: str) -> None:
    spec = default_run("gru", name)
    run = Run(spec)
    view = RunView(spec.key, spec, "running", 0, (run.advance(1),), run.network(), "")
    text = progress_text(view)
    assert text.startswith("GRU: step 1 of ")
    assert says in text
    assert ("right" in text) == (name == "recall")
