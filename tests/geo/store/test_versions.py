"""Versions and their resources."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import factories
import pytest

from geo.errors import NotFound
from geo.importing import Decisions
from geo.report import Issue, Severity, ValidationReport
from geo.resources import LocationQuality, Reach
from geo.store import layers, versions
from geo.store.database import Database

REPORT = ValidationReport(
    file_name="liste.csv",
    rows=3,
    issues=[
        Issue(code="kodierung", severity=Severity.INFO, message="Zur Datei."),
        Issue(
            code="ort",
            severity=Severity.WARNING,
            message="ohne Ort",
            row=2,
            column="Ort",
            value="?",
        ),
        Issue(code="name", severity=Severity.ERROR, message="ohne Namen", remedy="nennen", row=3),
    ],
)
RESOURCES = [
    factories.resource(
        "r1",
        name=factories.HOSTILE[0],
        note="\n".join(factories.HOSTILE),
        last_confirmed="2026-03-12",
    ),
    factories.resource(
        "r2",
        lat=None,
        lon=None,
        location_quality=LocationQuality.AREA,
        reach=Reach.MOBILE,
        service_areas=("990010001", "990010003"),
        category_id=None,
        sozialraum_id=None,
    ),
]


def _add(database: Database, *, sha256: str = "ab" * 32) -> int:
    with database.writing() as session:
        layers.save_layer(session, factories.layer())
        return versions.add_version(
            session, "familie", sha256=sha256, options="{}", report=REPORT, resources=RESOURCES
        )


def test_resources_come_back_as_they_were_in_order(database: Database) -> None:
    number = _add(database)
    with database.reading() as session:
        assert versions.resources_of(session, "familie", number) == tuple(RESOURCES)


def test_a_version_keeps_its_report(database: Database) -> None:
    _add(database)
    with database.reading() as session:
        (version,) = versions.versions_of(session, "familie")
    assert version.report == REPORT
    assert version.report.rejected == 1
    assert timedelta(0) <= datetime.now(UTC) - version.created_at < timedelta(minutes=1)


def test_versions_are_numbered_within_their_layer_newest_first(database: Database) -> None:
    assert [_add(database, sha256=name) for name in ("a", "b")] == [1, 2]
    with database.reading() as session:
        numbers = [version.number for version in versions.versions_of(session, "familie")]
    assert numbers == [2, 1]


def test_a_version_is_found_by_file_and_options(database: Database) -> None:
    number = _add(database)
    key: dict[str, Any] = {"sha256": "ab" * 32, "resources": ()}
    with database.reading() as session:
        found = versions.same_version(session, "familie", options="{}", **key)
        other = versions.same_version(session, "familie", options="{1}", **key)
    assert (found, other) == (number, None)


def test_a_shown_version_is_found_by_its_content(database: Database) -> None:
    number = _add(database)
    key: dict[str, Any] = {"sha256": "other", "options": "{1}"}
    with database.writing() as session:
        assert versions.same_version(session, "familie", resources=RESOURCES, **key) is None
        layers.publish(session, "familie", number)
        assert versions.same_version(session, "familie", resources=RESOURCES, **key) == number
        fewer = RESOURCES[:1]
        assert versions.same_version(session, "familie", resources=fewer, **key) is None


def test_a_layer_remembers_what_its_shown_version_was_read_with(database: Database) -> None:
    old, new = (_add(database, sha256=name) for name in "ab")
    with database.writing() as session:
        assert versions.remembered(session, "familie") == Decisions()
        versions.remember(session, "familie", old, Decisions(crs="EPSG:25832"))
        versions.remember(session, "familie", new, Decisions(crs="EPSG:25833"))
        assert versions.remembered(session, "familie").crs == "EPSG:25833"
        layers.publish(session, "familie", old)
        assert versions.remembered(session, "familie").crs == "EPSG:25832"
    with database.reading() as session:
        assert versions.remembered(session, "unbekannt") == Decisions()


def test_published_resources_are_those_of_the_shown_version(database: Database) -> None:
    number = _add(database)
    with database.reading() as session:
        assert versions.published_resources(session) == {}
    with database.writing() as session:
        layers.publish(session, "familie", number)
    with database.reading() as session:
        assert versions.published_resources(session) == {"familie": tuple(RESOURCES)}


def test_an_unknown_version_is_not_found(database: Database) -> None:
    with database.reading() as session, pytest.raises(NotFound):
        versions.resources_of(session, "familie", 1)


def test_ten_thousand_resources_are_kept(database: Database) -> None:
    resources = [factories.resource(f"r{i}") for i in range(10_000)]
    report = ValidationReport(file_name="gross.csv", rows=len(resources))
    with database.writing() as session:
        layers.save_layer(session, factories.layer())
        versions.add_version(
            session, "familie", sha256="c", options="", report=report, resources=resources
        )
    with database.reading() as session:
        assert len(versions.resources_of(session, "familie", 1)) == 10_000


def test_a_summary_counts_without_reading(database: Database) -> None:
    first, second = (_add(database, sha256=name) for name in "ab")
    with database.writing() as session:
        layers.save_layer(session, factories.layer("leer"))
        layers.publish(session, "familie", first)
    with database.reading() as session:
        familie, leer = versions.summarize_layers(session)
    assert familie.layer == factories.layer()
    assert (familie.versions, familie.published, familie.resources) == (second, first, 2)
    assert familie.created_at
    assert (leer.versions, leer.published, leer.created_at, leer.resources) == (0, None, None, 0)
