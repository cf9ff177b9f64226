"""Create an instance: areas of the county and the example layers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from geo.boundaries import read_areas
from geo.gazetteer import read_gazetteer
from geo.importing import ImportContext, ImportResult, RowOutcome, import_table, parse_file
from geo.layers import ContactField, Layer
from geo.report import ValidationReport
from geo.store import areas as stored_areas
from geo.store import layers as stored_layers
from geo.store import versions
from geo.usecases.instance import Instance, open_instance
from geo.usecases.settings import Settings

EXAMPLES = Path("examples/einrichtungen.csv")


@dataclass(frozen=True, kw_only=True)
class ExampleLayer:
    """A layer that is there from the start, made of the rows of one Ressort."""

    layer: Layer
    rows: Sequence[RowOutcome]
    report: ValidationReport


def create_instance(settings: Settings) -> Instance:
    """Open an instance and fill it if it is empty.

    Everything is written in one transaction: an interrupted creation leaves an empty
    instance, which the next call fills.

    Raises
    ------
    InputError
        If the data folder of the county cannot be used.
    IntegrityError
        If the shipped data are damaged.
    """
    instance = open_instance(settings)
    if not _is_empty(instance):
        return instance
    areas = read_areas(instance.data / "boundaries", instance.county)
    context = ImportContext(
        county=instance.county,
        areas=areas,
        taxonomy=instance.taxonomy,
        gazetteer=read_gazetteer(instance.data),
    )
    file = instance.data / EXAMPLES
    examples = tuple(_example_layers(file, context)) if file.is_file() else ()
    digest = instance.originals.keep(file) if examples else ""
    with instance.database.writing() as session:
        if stored_areas.has_areas(session):  # another process was faster
            return instance
        stored_areas.save_areas(session, areas)
        for example in examples:
            layer_id = example.layer.layer_id
            stored_layers.save_layer(session, example.layer)
            number = versions.add_version(
                session,
                layer_id,
                sha256=digest,
                options=f"ressort={layer_id}",
                report=example.report,
                resources=[row.resource for row in example.rows if row.resource],
            )
            stored_layers.publish(session, layer_id, number)
    return instance


def _is_empty(instance: Instance) -> bool:
    with instance.database.reading() as session:
        return not stored_areas.has_areas(session)


def _example_layers(file: Path, context: ImportContext) -> Iterable[ExampleLayer]:
    parsed = parse_file(file)
    result = import_table(parsed, parsed.tables[0], context=context)
    groups: dict[str | None, list[RowOutcome]] = {}
    for row in result.rows:
        groups.setdefault(_ressort_of(row, context), []).append(row)
    named = {ressort.ressort_id: ressort.label for ressort in context.taxonomy.ressorts}
    for ressort_id, title in [*named.items(), (None, "Weitere Angebote")]:
        if rows := groups.get(ressort_id):
            yield ExampleLayer(
                layer=Layer(
                    layer_id=ressort_id or "weitere",
                    title=title,
                    ressort_id=ressort_id,
                    source="Öffentliche Angaben der Einrichtungen; die Quelle steht beim Angebot",
                    licence="Einzelangaben aus öffentlichen Quellen",
                    as_of=_years(rows),
                    released=frozenset({ContactField.PHONE}),  # numbers of institutions only
                ),
                rows=rows,
                report=_partial_report(result, rows),
            )


def _ressort_of(row: RowOutcome, context: ImportContext) -> str | None:
    category_id = row.resource.category_id if row.resource else None
    return context.taxonomy.category(category_id).ressort_id if category_id else None


def _partial_report(result: ImportResult, rows: Sequence[RowOutcome]) -> ValidationReport:
    about_the_file = [issue for issue in result.report.issues if issue.row is None]
    about_rows = [issue for row in rows for issue in row.issues]
    return ValidationReport(
        file_name=result.report.file_name, rows=len(rows), issues=[*about_the_file, *about_rows]
    )


def _years(rows: Sequence[RowOutcome]) -> str:
    dates = (row.resource.as_of for row in rows if row.resource)
    years = sorted({year for text in dates for year in re.findall(r"\b(?:19|20)\d\d\b", text)})
    return " bis ".join(dict.fromkeys((years[0], years[-1]))) if years else ""
