"""Loading a list: screen, parse behind fences, recognise, locate, assign, report.

:func:`parse_file` turns a file into tables of text in a child process;
:func:`import_table` turns one table into resources and tells for each row what happened.
"""

from geo.importing.decisions import Decisions, Placement, decision_key
from geo.importing.finding_kind import Finding
from geo.importing.findings import FINDINGS, finding
from geo.importing.mapping import (
    ColumnMapping,
    column_examples,
    suggest_mapping,
    suggest_roles,
)
from geo.importing.parsing.formats import Format
from geo.importing.parsing.limits import Limits
from geo.importing.pipeline import STATUS_WORDS, ImportResult, RowOutcome, import_table
from geo.importing.process import fence_status, parse_file
from geo.importing.proposals import Proposal
from geo.importing.report_file import result_to_json, write_report
from geo.importing.roles import Role
from geo.importing.run import ImportContext, ImportDefaults
from geo.importing.table import ParsedFile, Reading, Shape, Table

__all__ = [
    "FINDINGS",
    "STATUS_WORDS",
    "ColumnMapping",
    "Decisions",
    "Finding",
    "Format",
    "ImportContext",
    "ImportDefaults",
    "ImportResult",
    "Limits",
    "ParsedFile",
    "Placement",
    "Proposal",
    "Reading",
    "Role",
    "RowOutcome",
    "Shape",
    "Table",
    "column_examples",
    "decision_key",
    "fence_status",
    "finding",
    "import_table",
    "parse_file",
    "result_to_json",
    "suggest_mapping",
    "suggest_roles",
    "write_report",
]
