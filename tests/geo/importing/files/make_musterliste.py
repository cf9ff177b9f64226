"""Write the workbook from which LibreOffice made the files of this folder; see README.md."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.comments import Comment

ROWS: list[list[object]] = [
    ["Kindertagesstätten in Musterland"],
    [],
    ["lfd. Nr.", "Einrichtung", "Anschrift", "", "", "intern", "Plätze", "Stand", "Bemerkung"],
    ["", "", "Straße", "PLZ", "Ort"],
    ["Amt West"],
    [1, "Kita „Übermut“", "Am Größenwahn 1", 99991, "Musterdorf", "x", 12, date(2026, 2, 1),
     '="Haus "&7'],
    [2, "Hort Müßiggang", "Weg 2", 99991, None, "y", 7.5, date(2026, 3, 1), "=1/0"],
    [3, "weggefiltert", "Weg 3", 99991, "Musterdorf", "z", 1, date(2026, 3, 1)],
    ["Probestadt"],
    [4, "Kita Näschen\nam Wald", "Allee 4", 1067, "Probestadt", "z", 20, date(2026, 4, 1), True],
    ["Summe", None, None, None, None, None, "=SUM(G6:G10)"],
    [],
    ["* alle Angaben erfunden"],
]  # fmt: skip
MERGED = "A1:I1 A3:A4 B3:B4 C3:E3 F3:F4 G3:G4 H3:H4 I3:I4 A5:I5 A9:I9 E6:E7"


def main(path: Path) -> None:
    """Write the workbook."""
    book = openpyxl.Workbook()
    book.create_sheet("Deckblatt", 0)["B3"] = "Kita-Bedarfsplan Musterland"
    del book["Sheet"]
    sheet = book.create_sheet("Einrichtungen")
    for row in ROWS:
        sheet.append([cell or None for cell in row])
    for number in (6, 7, 8, 10):
        sheet.cell(number, 4).number_format = "00000"
        sheet.cell(number, 8).number_format = "dd.mm.yyyy"
    for area in MERGED.split():
        sheet.merge_cells(area)
    sheet.column_dimensions["F"].hidden = True
    sheet.row_dimensions[8].hidden = True
    sheet["B6"].comment = Comment("nicht weitergeben", "Muster")
    hidden = book.create_sheet("Intern")
    hidden.append(["Name", "Straße"])
    hidden.append(["geheim", "Weg 9"])
    hidden.sheet_state = "hidden"
    book.save(path)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
