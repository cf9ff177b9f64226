"""What the commands print and write."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geo.errors import InvalidParameter, Unavailable, reason_of
from geo.report import ValidationReport

if TYPE_CHECKING:
    from cli import Invocation
    from geo.comparing import LayerChanges
    from geo.importing import ColumnMapping
    from geo.layers import LayerVersion
    from geo.records import RecordVersion
    from geo.usecases.instance import Instance

_FINDINGS = 5


def open_instance(invocation: Invocation) -> Instance:
    """Open the instance of this call; it is made if there is none yet."""
    from geo.usecases.create_instance import create_instance
    from geo.usecases.settings import load_settings

    return create_instance(load_settings(invocation.folder))


def write_file(out: Path, content: str | bytes) -> None:
    """Write a file completely or not at all.

    Raises
    ------
    InvalidParameter
        If something stands there that is no file, such as ``/dev/stdout``: it would be replaced.
    Unavailable
        If it cannot be written.
    """
    if out.exists() and not out.is_file():
        raise InvalidParameter(f"{out} ist keine gewöhnliche Datei. Bitte eine andere nennen.")
    try:
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".") as folder:
            complete = Path(folder) / out.name
            complete.write_bytes(content.encode() if isinstance(content, str) else content)
            complete.replace(out)
    except OSError as error:
        raise Unavailable(
            f"Die Datei {out} lässt sich nicht schreiben: {reason_of(error)}. "
            "Bitte Ordner und freien Platz prüfen."
        ) from error


def make_folder(folder: Path) -> None:
    """Make a folder for files unless it is there.

    Raises
    ------
    Unavailable
        If it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(
            f"Der Ordner {folder} lässt sich nicht anlegen: {reason_of(error)}."
        ) from error


def print_json(value: dict[str, Any]) -> None:
    """Print one object of strict JSON on standard output, in ASCII: no terminal can harm it."""
    click.echo(json.dumps(value, allow_nan=False, indent=2))


def counts(report: ValidationReport) -> dict[str, int]:
    """Return the four numbers of a report."""
    return {
        "rows": report.rows,
        "imported": report.imported,
        "corrected": report.corrected,
        "rejected": report.rejected,
    }


def version_facts(version: LayerVersion | RecordVersion) -> dict[str, Any]:
    """Return what a version is, without what it holds."""
    return {
        "version": version.number,
        "published": version.published,
        "created_at": version.created_at.isoformat(),
        "sha256": version.sha256,
        "file_name": version.report.file_name,
    }


def summary(report: ValidationReport) -> str:
    """Return the four numbers as a German sentence."""
    rows = "1 Zeile" if report.rows == 1 else f"{report.rows} Zeilen"
    return (
        f"{report.file_name}: {rows}, davon {report.imported} übernommen, "
        f"{report.corrected} mit Befund übernommen, {report.rejected} abgelehnt."
    )


def columns(mapping: ColumnMapping) -> str:
    """Return which column was read as what, such as ``Name („Einrichtung“), Ort („Ort“)``."""
    read = [f"{role.label} („{column}“)" for role, column in mapping.columns.items()]
    return f"{', '.join(read) or 'keine'}."


def frequent_findings(report: ValidationReport) -> Iterator[str]:
    """Return the most frequent findings, each with one example and its remedy."""
    for code, count in list(report.totals.items())[:_FINDINGS]:
        example = next(issue for issue in report.issues if issue.code == code)
        where = f"Zeile {example.row}: " if example.row is not None else ""
        where = f"zum Beispiel {where}" if where and count > 1 else where
        yield f"  {count} × {where}{example.message} {example.remedy}".rstrip()


def changes(found: LayerChanges) -> str:
    """Return how many offers are new, changed, moved, removed and unchanged."""
    return (
        f"{len(found.new)} neu, {len(found.changed)} geändert, {len(found.moved)} verschoben, "
        f"{len(found.removed)} entfallen, {len(found.unchanged)} unverändert."
    )
