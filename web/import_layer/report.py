"""The report on a draft: what becomes of each row, by reason, to filter and to take along."""

from __future__ import annotations

import io
import json
from pathlib import Path

from flask import render_template, request

from geo.areas import Level
from geo.importing.report_file import result_to_json, write_report
from geo.usecases.access import Action
from web.files import WORKBOOK, attachment
from web.import_layer.blueprint import blueprint
from web.import_layer.looking import Page, Seen, with_preview
from web.report import RowFilter, group_issues, page_of, reasons_of
from web.security import requires
from web.state import current_state


@blueprint.get("/<token>")
@requires(Action.EDIT)
@with_preview
def show_report(seen: Seen) -> Page:
    """Show what becomes of the list."""
    result = seen.preview.result
    wanted = RowFilter.from_query(request.args)
    areas = current_state().instance.areas
    return render_template(
        "import/report.html",
        seen=seen,
        report=result.report,
        tasks=[stage for stage in seen.stages if stage.task],
        about_file=[issue for issue in result.report.issues if issue.row is None],
        groups=group_issues(result.report.issues),
        reasons=reasons_of(result.report),
        wanted=wanted,
        page=page_of(result.rows, wanted),
        spaces={area.area_id: area.name for area in areas.at(Level.SOZIALRAUM)},
    )


@blueprint.get("/<token>/bericht.xlsx")
@requires(Action.EDIT)
@with_preview
def download_report(seen: Seen) -> Page:
    """Send the list with what was found in each row, for the sender to correct."""
    target = io.BytesIO()
    write_report(target, seen.preview.parsed_table, seen.preview.result)
    return attachment(target.getvalue(), _name(seen, "xlsx"), WORKBOOK)


@blueprint.get("/<token>/bericht.json")
@requires(Action.EDIT)
@with_preview
def download_json(seen: Seen) -> Page:
    """Send the report for machines."""
    text = json.dumps(result_to_json(seen.preview.result), ensure_ascii=False, allow_nan=False)
    return attachment(text, _name(seen, "json"), "application/json")


def _name(seen: Seen, ending: str) -> str:
    return f"{Path(seen.draft.file_name).stem} Prüfbericht.{ending}"
