"""Build the files of the corpus and record what they come to.

``PYTHONPATH=.:tests python -m corpus.make`` writes the files that are missing and the table in
README.md; ``--again PATTERN`` writes those that match once more; ``--expect PATTERN`` records
what those that match come to now. What is recorded is then read: a wrong report is an error of
the import, not an expectation.
"""

from __future__ import annotations

import argparse
import fnmatch
import json
import tempfile
from pathlib import Path

from corpus.all_files import CASES, CATALOGUE, Entry
from corpus.catalogue import FOLDER
from corpus.expecting import outcome

README = Path(__file__).with_name("README.md")
_MARK = "<!-- written by corpus.make -->"


def built(entry: Entry, folder: Path) -> Path:
    """Return the file of an entry; a hostile one is made in the folder, under a neutral name."""
    if not entry.hostile:
        return entry.path
    path = folder / "upload"
    path.unlink(missing_ok=True)
    entry.build(path)
    return path


def table() -> str:
    """Return the part of README.md that lists the cases with their files."""
    lines = [_MARK, "", "| case | files |", "|---|---|"]
    for case in (*CASES, ""):
        names = [
            f"`{entry.name}`{'*' if entry.hostile else ''}"
            for entry in CATALOGUE.values()
            if case in entry.cases or not (case or entry.cases)
        ]
        lines.append(f"| {case or 'as people send them'} | {', '.join(names)} |")
    return "\n".join(lines) + "\n"


def _write_readme() -> None:
    text = README.read_text("utf-8") if README.exists() else _MARK
    README.write_text(text.partition(_MARK)[0] + table(), "utf-8")


def _expect(entry: Entry) -> None:
    with tempfile.TemporaryDirectory() as name:
        found = outcome(built(entry, Path(name)), entry.sent_as or entry.name)
    text = json.dumps(found, ensure_ascii=False, indent=1)
    entry.expectation.write_text(text + "\n", "utf-8")


def main() -> None:
    """Do what the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--again", default="", metavar="PATTERN")
    parser.add_argument("--expect", default="", metavar="PATTERN")
    wanted = parser.parse_args()
    FOLDER.mkdir(exist_ok=True)
    for entry in CATALOGUE.values():
        if not entry.hostile and (
            not entry.path.exists() or fnmatch.fnmatch(entry.name, wanted.again)
        ):
            entry.path.unlink(missing_ok=True)
            entry.build(entry.path)
    for entry in CATALOGUE.values():
        if fnmatch.fnmatch(entry.name, wanted.expect):
            _expect(entry)
    _write_readme()


if __name__ == "__main__":
    main()
