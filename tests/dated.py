"""A layer with a history: states that were published on given days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

import factories
from sqlalchemy import update

from geo.report import ValidationReport
from geo.resources import Resource
from geo.store import layers, versions
from geo.store.models import LayerRow, PublicationRow
from geo.usecases.instance import Instance


def publish_on(
    instance: Instance,
    day: date,
    resources: Sequence[Resource],
    layer_id: str = "probe",
    **fields: object,
) -> int:
    """Publish a new version of a layer as if it were noon of a day; return its number."""
    with instance.database.writing() as session:
        layers.save_layer(session, factories.layer(layer_id, **({"title": "Probe"} | fields)))
        number = versions.add_version(
            session,
            layer_id,
            sha256=f"{layer_id}{day}{len(resources)}",
            options="",
            report=ValidationReport(file_name="probe.csv", rows=len(resources)),
            resources=resources,
        )
        layers.publish(session, layer_id, number)
        row = session.query(LayerRow).filter_by(layer_id=layer_id).one()
        own = PublicationRow.id == row.publication_id
        session.execute(update(PublicationRow).where(own).values(published_at=_noon(day)))
        return number


def take_back_on(instance: Instance, day: date, layer_id: str = "probe") -> None:
    """Take the last publication of a layer back as if it were noon of a day."""
    with instance.database.writing() as session:
        row = session.query(LayerRow).filter_by(layer_id=layer_id).one()
        own = PublicationRow.id == row.publication_id
        layers.undo(session, layer_id)
        session.execute(update(PublicationRow).where(own).values(taken_back_at=_noon(day)))


def clear(instance: Instance) -> None:
    """Take back every example, as if it had never been shown."""
    with instance.database.writing() as session:
        session.execute(update(LayerRow).values(publication_id=None))


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12)).astimezone()
