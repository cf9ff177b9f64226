"""The page ``docs/findings.md``, written from the tables of findings and refusals."""

from __future__ import annotations

from geo.importing.findings import FINDINGS
from geo.importing.parsing.refusals import REFUSALS
from geo.report import Severity

_SEVERITY_WORDS = {Severity.INFO: "Hinweis", Severity.WARNING: "Warnung", Severity.ERROR: "Fehler"}
_INTRODUCTION = """\
# Was der Prüfbericht meldet

Diese Seite entsteht aus `geo/importing/findings.py` mit
`python -m geo.importing.findings_page > docs/findings.md`; ein Test vergleicht beide.

Eine Zeile mit Hinweis oder Warnung wird mit Befund übernommen, eine Zeile mit Fehler abgelehnt.
Ohne Zeilennummer gilt ein Befund für die ganze Datei. Es gilt immer: Zeilen = übernommen + mit
Befund übernommen + abgelehnt.
"""


def markdown() -> str:
    """Return the page ``docs/findings.md``."""
    lines = [_INTRODUCTION, "| Code | Stufe | Meldung | Abhilfe |", "|---|---|---|---|"]
    lines += [
        f"| `{code}` | {_SEVERITY_WORDS[kind.severity]} | {kind.message} | {kind.remedy} |"
        for code, kind in FINDINGS.items()
    ]
    lines += ["", "## Dateien, die abgelehnt werden", "", "| Grund | Meldung |", "|---|---|"]
    lines += [f"| `{key}` | {refusal.message} |" for key, refusal in REFUSALS.items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(markdown(), end="")  # noqa: T201 - the page goes to standard output
