"""Loading a list: screen, parse behind fences, recognise, locate, assign, report.

:func:`parse_file` turns a file into tables of text in a child process;
:func:`import_table` turns one table into resources and tells for each row what happened.
"""

from geo.importing.findings import FINDINGS, Finding, finding
from geo.importing.formats import Format
from geo.importing.limits import Limits
from geo.importing.mapping import ColumnMapping, suggest_mapping
from geo.importing.pipeline import ImportResult, RowOutcome, import_table
from geo.importing.process import fence_status, parse_file
from geo.importing.roles import Role
from geo.importing.run import ImportContext, ImportDefaults
from geo.importing.table import ParsedFile, Reading, Shape, Table

__all__ = [
    "FINDINGS",
    "ColumnMapping",
    "Finding",
    "Format",
    "ImportContext",
    "ImportDefaults",
    "ImportResult",
    "Limits",
    "ParsedFile",
    "Reading",
    "Role",
    "RowOutcome",
    "Shape",
    "Table",
    "fence_status",
    "finding",
    "import_table",
    "parse_file",
    "suggest_mapping",
]
