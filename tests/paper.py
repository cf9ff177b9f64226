"""What poppler says about a PDF."""

from __future__ import annotations

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory


def pdf_info(pdf: bytes) -> dict[str, str]:
    """Return what ``pdfinfo`` lists, such as Title, Tagged, Pages and Page size."""
    lines = _ask("pdfinfo", pdf).splitlines()
    pairs = (line.partition(":") for line in lines)
    return {name.strip(): value.strip() for name, _, value in pairs}


def is_accessible(pdf: bytes) -> bool:
    """Tell whether it says that it follows PDF/UA-1."""
    return "<pdfuaid:part>1</pdfuaid:part>" in _ask("pdfinfo", pdf, "-meta")


def pdf_text(pdf: bytes, *options: str) -> str:
    """Return the text in reading order; ``options`` are those of ``pdftotext``."""
    return _ask("pdftotext", pdf, *options, "-")


def pdf_fonts(pdf: bytes) -> dict[str, bool]:
    """Return the names of the fonts and whether each is embedded."""
    rows = [line.split() for line in _ask("pdffonts", pdf).splitlines()[2:]]
    return {row[0].partition("+")[2] or row[0]: row[-5] == "yes" for row in rows}


def _ask(tool: str, pdf: bytes, *options: str) -> str:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "blatt.pdf"
        path.write_bytes(pdf)
        last = options[-1:] if options[-1:] == ("-",) else ()
        command = [tool, *options[: len(options) - len(last)], str(path), *last]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout
