"""Measure what is promised: `python -m tests.bench [--quick] [part ...]`.

Every module here with a function `rows(quick)` is a part. The rows are printed, and kept in build/bench.json.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import pkgutil
import sys
import time

from tests.bench.rows import Row, show
from tests.running import ROOT


def parts() -> list[str]:
    """Return the names of the modules that measure something."""
    names = [found.name for found in pkgutil.iter_modules([str(ROOT / "tests" / "bench")])]
    return [name for name in names if hasattr(importlib.import_module(f"tests.bench.{name}"), "rows")]


def main() -> int:
    """Run the parts; the exit status is 1 if a number is not held."""
    arguments = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="fewer repetitions")
    arguments.add_argument("parts", nargs="*", help="only these")
    asked = arguments.parse_args()
    # Before NumPy and torch are imported, by the parts.
    os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))
    table: list[Row] = []
    for name in asked.parts or parts():
        print(f"\n{name}", flush=True)
        began = time.monotonic()
        rows = importlib.import_module(f"tests.bench.{name}").rows(quick=asked.quick)
        show(rows)
        print(f"    ({time.monotonic() - began:.0f} s)", flush=True)
        table += [{"part": name, **entry} for entry in rows]
    kept = ROOT / "build" / "bench.json"
    kept.parent.mkdir(exist_ok=True)
    kept.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    missed = sum(not entry["ok"] for entry in table)
    print(f"\n{len(table)} numbers, {missed} not held; kept in {kept.relative_to(ROOT)}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
