"""What parsing yields: tables of text with row numbers, whatever the format was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from geo.errors import InvalidParameter
from geo.importing.parsing.formats import Format
from geo.importing.roles import Role, meaning_of
from geo.report import Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a person decided about reading a file; by default everything is found out.

    Parameters
    ----------
    encoding
        One of :attr:`ParsedFile.encodings`, or any name Python knows.
    repair
        Whether double-encoded text such as „MÃ¼ller“ becomes „Müller“.
    header_rows
        For tables by name the row with the column names, 0 if there is none.
    """

    encoding: str | None = None
    repair: bool = False
    header_rows: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Place of a feature of a geodata file.

    Parameters
    ----------
    x, y
        A point on the geometry in the table's CRS, always x (easting, longitude) first.
    is_point
        Whether the geometry is that point; otherwise the point stands for a line, an area or
        several points.
    """

    x: float
    y: float
    is_point: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of a file.

    Parameters
    ----------
    name
        Sheet or layer; the file's name if it has only one table.
    columns
        Unique names, in the order of the file.
    rows
        Cells as text, each row as long as ``columns``; an empty cell is an empty text. Rows
        without any content are not in it.
    row_numbers
        For each row its number as the person sees it; features count from 1.
    shapes
        For each row its place, or ``None`` for a file without geometries.
    crs
        CRS of ``shapes`` as ``"EPSG:n"``, or ``None`` if the file names none.
    issues
        What parsing noticed.
    header_row
        Row with the column names; ``None`` if the format itself knows them or there are none.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    row_numbers: tuple[int, ...]
    shapes: tuple[Shape | None, ...] | None = None
    crs: str | None = None
    issues: tuple[Issue, ...] = ()
    header_row: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFile:
    """The content of one file.

    Parameters
    ----------
    file_name
        Name as given by the sender, cleaned of control characters and folders.
    format
        What the file is by its content.
    encoding
        Encoding of its text; empty where the format fixes it.
    tables
        At least one, in the order of the file.
    encodings
        Encodings worth offering to a person, the likeliest first; empty where the format
        fixes it.
    can_repair
        Whether there is double-encoded text that :attr:`Reading.repair` would mend.
    """

    file_name: str
    format: Format
    encoding: str
    tables: tuple[Table, ...]
    encodings: tuple[str, ...] = ()
    can_repair: bool = False

    @property
    def main(self) -> Table:
        """The table to read when nobody chooses: the one with names and most known columns.

        A cover sheet, a summary or a legend has fewer. If no table has a column for names, it is
        the first.
        """
        return max(self.tables, key=_known_columns)

    def table(self, name: str) -> Table:
        """Return a table by its name.

        Raises
        ------
        InvalidParameter
            If there is none of this name.
        """
        for table in self.tables:
            if table.name == name:
                return table
        names = ", ".join(f"„{table.name}“" for table in self.tables)
        raise InvalidParameter(
            f"In „{self.file_name}“ gibt es keine Tabelle „{name}“, sondern {names}."
        )


def _known_columns(table: Table) -> int:
    """Return the number of roles that the columns play, 0 without a column for names."""
    roles = {meaning[0] for meaning in map(meaning_of, table.columns) if meaning}
    return len(roles) if Role.NAME in roles else 0
