"""Scores in Jupyter and marimo: `record(network, sentence).show()` and `compare(one, other).show()`.

The widget runs the modules that the pages run (`assets/stage`), joined into one (`joined.py`); the network is
in it, so a sentence that is typed, a gate that is held and the cursor follow without Python, and Python may
read them: `shown.timestep`, `shown.unit`, `shown.sentence`, `shown.held`. anywidget is needed, and a clone of
the repository: the modules are not part of the installed package.
"""

from .comparison import Comparison, compare, show

__all__ = ["Comparison", "compare", "show"]
