"""Immutable versions of layers and their resources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session, aliased

from geo.errors import NotFound
from geo.importing.decisions import Decisions
from geo.layers import LayerSummary, LayerVersion
from geo.report import Issue, Severity, ValidationReport
from geo.resources import LocationQuality, Reach, Resource
from geo.store.layers import published_numbers, to_layer
from geo.store.models import LayerRow, PublicationRow, ResourceRow, VersionRow

_INSERT_ROWS = 5_000
_FIELDS = tuple(field.name for field in fields(Resource))


def add_version(
    session: Session,
    layer_id: str,
    *,
    sha256: str,
    options: str,
    report: ValidationReport,
    resources: Sequence[Resource],
) -> int:
    """Store a new version of an existing layer and return its number.

    Parameters
    ----------
    layer_id
        Layer that :func:`geo.store.layers.save_layer` has written.
    sha256
        Hex digest of the original, which is kept already.
    options
        How the file was read and what came of it; no two versions of a layer have the same
        file and the same options.
    report
        What happened to each row.
    resources
        In display order.
    """
    latest = session.scalar(
        select(func.max(VersionRow.number)).where(VersionRow.layer_id == layer_id)
    )
    row = VersionRow(
        layer_id=layer_id,
        number=(latest or 0) + 1,
        created_at=datetime.now(UTC),
        sha256=sha256,
        options=options,
        report=report_to_json(report),
    )
    session.add(row)
    session.flush()
    _insert_resources(session, row.id, resources)
    return row.number


def same_version(
    session: Session, layer_id: str, *, sha256: str, options: str, resources: Sequence[Resource]
) -> int | None:
    """Return the version with the same content, if any.

    It is the one that is shown if it has these resources, else one of this file and these
    options.
    """
    shown = published_numbers(session).get(layer_id)
    if shown is not None and resources_of(session, layer_id, shown) == tuple(resources):
        return shown
    return session.scalar(
        select(VersionRow.number).where(
            VersionRow.layer_id == layer_id,
            VersionRow.sha256 == sha256,
            VersionRow.options == options,
        )
    )


def remember(session: Session, layer_id: str, number: int, decisions: Decisions) -> None:
    """Let a version remember what the next list is read with; what it holds stays the same."""
    session.execute(
        update(VersionRow)
        .where(VersionRow.layer_id == layer_id, VersionRow.number == number)
        .values(decisions=decisions.to_toml())
    )


def remembered(session: Session, layer_id: str) -> Decisions:
    """Return the decisions of the version that is shown, else of the newest one."""
    shown = published_numbers(session).get(layer_id)
    query = select(VersionRow.decisions).where(VersionRow.layer_id == layer_id)
    if shown is not None:
        query = query.where(VersionRow.number == shown)
    toml = session.scalar(query.order_by(VersionRow.number.desc()).limit(1))
    return Decisions.from_toml(toml or "")


def versions_of(session: Session, layer_id: str) -> tuple[LayerVersion, ...]:
    """Return all versions of a layer, newest first."""
    published = published_numbers(session).get(layer_id)
    resources = select(func.count()).where(ResourceRow.version_id == VersionRow.id)
    rows = session.execute(
        select(VersionRow, resources.scalar_subquery())
        .where(VersionRow.layer_id == layer_id)
        .order_by(VersionRow.number.desc())
    )
    return tuple(
        LayerVersion(
            layer_id=layer_id,
            number=row.number,
            created_at=row.created_at,
            sha256=row.sha256,
            report=report_from_json(row.report),
            published=row.number == published,
            resources=count,
        )
        for row, count in rows
    )


def summarize_layers(session: Session) -> tuple[LayerSummary, ...]:
    """Return all layers, oldest first, without reading a report or a resource."""
    any_version = aliased(VersionRow)
    versions = select(func.count()).where(any_version.layer_id == LayerRow.layer_id)
    resources = select(func.count()).where(ResourceRow.version_id == VersionRow.id)
    query = (
        select(
            LayerRow,
            versions.scalar_subquery(),
            VersionRow.number,
            VersionRow.created_at,
            resources.scalar_subquery(),
        )
        .outerjoin(PublicationRow, PublicationRow.id == LayerRow.publication_id)
        .outerjoin(VersionRow, VersionRow.id == PublicationRow.version_id)
        .order_by(LayerRow.id)
    )
    return tuple(
        LayerSummary(
            layer=to_layer(layer),
            versions=versions,
            published=number,
            created_at=created_at,
            resources=resources,
        )
        for layer, versions, number, created_at, resources in session.execute(query)
    )


def resources_of(session: Session, layer_id: str, number: int) -> tuple[Resource, ...]:
    """Return the resources of one version in display order.

    Raises
    ------
    NotFound
        If there is no such version.
    """
    version_id = session.scalar(
        select(VersionRow.id).where(VersionRow.layer_id == layer_id, VersionRow.number == number)
    )
    if version_id is None:
        raise NotFound(f"Die Ebene „{layer_id}“ hat keinen Stand {number}.")
    query = _select_resources().where(ResourceRow.version_id == version_id)
    return tuple(_to_resource(row) for row in session.execute(query).mappings())


def shown_resources(session: Session, layer_id: str) -> tuple[Resource, ...]:
    """Return the resources of the version that a layer shows; none if it shows nothing."""
    number = published_numbers(session).get(layer_id)
    return () if number is None else resources_of(session, layer_id, number)


def published_resources(session: Session) -> dict[str, tuple[Resource, ...]]:
    """Return the resources of the shown version of each layer that shows one."""
    query = (
        _select_resources(LayerRow.layer_id)
        .join(PublicationRow, PublicationRow.version_id == ResourceRow.version_id)
        .join(LayerRow, LayerRow.publication_id == PublicationRow.id)
    )
    found: dict[str, list[Resource]] = {layer_id: [] for layer_id in published_numbers(session)}
    for row in session.execute(query).mappings():
        found[row["layer_id"]].append(_to_resource(row))
    return {layer_id: tuple(resources) for layer_id, resources in found.items()}


def resources_of_versions(
    session: Session, numbers: Mapping[str, int]
) -> dict[str, tuple[Resource, ...]]:
    """Return the resources of one version of each layer.

    Parameters
    ----------
    numbers
        Number of the version of each layer id.
    """
    return {layer_id: resources_of(session, layer_id, each) for layer_id, each in numbers.items()}


def _select_resources(*columns: Any) -> Any:
    wanted = (getattr(ResourceRow, name) for name in _FIELDS)
    return select(*columns, *wanted).order_by(ResourceRow.version_id, ResourceRow.position)


def _insert_resources(session: Session, version_id: int, resources: Iterable[Resource]) -> None:
    rows = (
        {"version_id": version_id, "position": position, **_to_columns(resource)}
        for position, resource in enumerate(resources)
    )
    while chunk := list(islice(rows, _INSERT_ROWS)):
        session.execute(insert(ResourceRow), chunk)


def _to_columns(resource: Resource) -> dict[str, Any]:
    columns = {name: getattr(resource, name) for name in _FIELDS}
    columns["reach"] = resource.reach.value
    columns["location_quality"] = resource.location_quality.value
    columns["target_groups"] = list(resource.target_groups)
    columns["service_areas"] = list(resource.service_areas)
    return columns


def _to_resource(row: Any) -> Resource:
    columns = {name: row[name] for name in _FIELDS}
    columns["reach"] = Reach(columns["reach"])
    columns["location_quality"] = LocationQuality(columns["location_quality"])
    columns["target_groups"] = tuple(columns["target_groups"])
    columns["service_areas"] = tuple(columns["service_areas"])
    return Resource(**columns)


def report_to_json(report: ValidationReport) -> dict[str, Any]:
    """Return a report as it is stored."""
    return asdict(report)


def report_from_json(stored: dict[str, Any]) -> ValidationReport:
    """Return a report that was stored."""
    issues = [
        Issue(**{**issue, "severity": Severity(issue["severity"])}) for issue in stored["issues"]
    ]
    return ValidationReport(file_name=stored["file_name"], rows=stored["rows"], issues=issues)
