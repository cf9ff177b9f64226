"""GML 2 and 3 in the ways services write it."""

from __future__ import annotations

import pytest

from geo.importing.parsing.gml import gml_tables
from geo.importing.parsing.limits import Limits
from geo.importing.parsing.raw import RawTable

HEAD = (
    '<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0" '
    'xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:app="http://example.org/app" '
    'xmlns:xlink="http://www.w3.org/1999/xlink">'
)
FORMAL = "urn:ogc:def:crs:EPSG::"


def _read(*features: str, member: str = "wfs:member", around: str = "") -> list[RawTable]:
    members = "".join(f"<{member}>{feature}</{member}>" for feature in features)
    return gml_tables(f"{HEAD}{around}{members}</wfs:FeatureCollection>".encode(), Limits())


def _kita(geometry: str, *, name: str = "A") -> str:
    return f"<app:Kita><app:name>{name}</app:name><app:geom>{geometry}</app:geom></app:Kita>"


def _shape(geometry: str) -> list[float | bool]:
    (table,) = _read(_kita(geometry))
    assert table.notes == []
    assert table.shapes is not None
    assert table.shapes[0] is not None
    return table.shapes[0]


@pytest.mark.parametrize(
    ("srs", "position", "crs"),
    [
        (f"{FORMAL}4326", "52.2 12.7", "EPSG:4326"),
        ("http://www.opengis.net/def/crs/EPSG/0/4258", "52.2 12.7", "EPSG:4258"),
        ("EPSG:4326", "12.7 52.2", "EPSG:4326"),
        ("http://www.opengis.net/gml/srs/epsg.xml#4326", "12.7 52.2", "EPSG:4326"),
    ],
)
def test_the_name_of_the_crs_tells_the_order_of_the_axes(srs: str, position: str, crs: str) -> None:
    point = f'<gml:Point srsName="{srs}"><gml:pos>{position}</gml:pos></gml:Point>'
    (table,) = _read(_kita(point))
    assert (table.crs, table.shapes) == (crs, [[12.7, 52.2, True]])


def test_metres_have_the_easting_first() -> None:
    point = f'<gml:Point srsName="{FORMAL}25833"><gml:pos>345000 5795000</gml:pos></gml:Point>'
    assert _shape(point) == [345_000.0, 5_795_000.0, True]


def test_the_crs_may_stand_at_the_collection() -> None:
    around = (
        f'<gml:boundedBy><gml:Envelope srsName="{FORMAL}4326"><gml:lowerCorner>52 12'
        "</gml:lowerCorner></gml:Envelope></gml:boundedBy>"
    )
    (table,) = _read(_kita("<gml:Point><gml:pos>52.2 12.7</gml:pos></gml:Point>"), around=around)
    assert (table.crs, table.shapes) == ("EPSG:4326", [[12.7, 52.2, True]])


@pytest.mark.parametrize(
    "point",
    [
        "<gml:Point><gml:coordinates>12.7,52.2</gml:coordinates></gml:Point>",
        (
            '<gml:Point><gml:coordinates cs=" " ts=";" decimal=",">12,7 52,2</gml:coordinates>'
            "</gml:Point>"
        ),
        "<gml:Point><gml:coord><gml:X>12.7</gml:X><gml:Y>52.2</gml:Y></gml:coord></gml:Point>",
        "<gml:Point><gml:pos>12.7 52.2 31</gml:pos></gml:Point>",
        (
            '<gml:MultiPoint><gml:pointMember><gml:Point><gml:pos srsDimension="3">12.7 52.2 1'
            "</gml:pos></gml:Point></gml:pointMember></gml:MultiPoint>"
        ),
    ],
)
def test_points_of_old_and_new_versions_are_read(point: str) -> None:
    assert _shape(point) == [12.7, 52.2, True]


RING = "<gml:LinearRing><gml:posList>0 0 2 0 2 2 0 2 0 0</gml:posList></gml:LinearRing>"
OLD_RING = "<gml:LinearRing><gml:coordinates>0,0 2,0 2,2 0,2 0,0</gml:coordinates></gml:LinearRing>"
ARC = (
    "<gml:Ring><gml:curveMember><gml:Curve><gml:segments><gml:Arc><gml:posList>0 0 1 1 2 0"
    "</gml:posList></gml:Arc><gml:LineStringSegment><gml:posList>2 0 0 0</gml:posList>"
    "</gml:LineStringSegment></gml:segments></gml:Curve></gml:curveMember></gml:Ring>"
)


@pytest.mark.parametrize(
    "area",
    [
        f"<gml:Polygon><gml:exterior>{RING}</gml:exterior></gml:Polygon>",
        f"<gml:Polygon><gml:outerBoundaryIs>{OLD_RING}</gml:outerBoundaryIs></gml:Polygon>",
        (
            f"<gml:MultiSurface><gml:surfaceMember><gml:Surface><gml:patches><gml:PolygonPatch>"
            f"<gml:exterior>{RING}</gml:exterior></gml:PolygonPatch></gml:patches></gml:Surface>"
            "</gml:surfaceMember></gml:MultiSurface>"
        ),
        (
            f"<gml:Surface><gml:patches><gml:PolygonPatch><gml:exterior>{ARC}</gml:exterior>"
            "</gml:PolygonPatch></gml:patches></gml:Surface>"
        ),
        "<gml:LineString><gml:posList>0.5 0.5 1.5 0.5</gml:posList></gml:LineString>",
        (
            "<gml:MultiCurve><gml:curveMember><gml:LineString><gml:posList>0.5 0.5 1.5 0.5"
            "</gml:posList></gml:LineString></gml:curveMember></gml:MultiCurve>"
        ),
    ],
)
def test_areas_and_lines_get_a_point_on_them(area: str) -> None:
    x, y, is_point = _shape(area)
    assert 0 < x < 2
    assert 0 < y < 2
    assert is_point is False


def test_every_type_of_feature_is_a_table() -> None:
    school = "<app:Schule><app:name>B</app:name></app:Schule>"
    tables = _read(_kita("<gml:Point><gml:pos>1 2</gml:pos></gml:Point>"), school, school)
    assert [(table.name, len(table.rows)) for table in tables] == [("Kita", 1), ("Schule", 2)]


def test_many_features_in_one_member_are_rows() -> None:
    (table,) = _read("<app:Kita/><app:Kita/>", member="gml:featureMembers")
    assert len(table.rows) == 2


def test_elements_within_a_feature_become_columns() -> None:
    feature = (
        '<app:Kita gml:id="k1"><gml:boundedBy><gml:Box/></gml:boundedBy>'
        "<app:name>A</app:name><app:zielgruppe>Kinder</app:zielgruppe>"
        "<app:zielgruppe>Eltern</app:zielgruppe><app:adresse><app:Adresse><app:plz>14513</app:plz>"
        '</app:Adresse></app:adresse><app:traeger xlink:href="http://localhost/t"/></app:Kita>'
    )
    (table,) = _read(feature)
    assert table.header == ["name", "zielgruppe", "adresse_plz"]
    assert table.rows == [(1, ["A", "Kinder; Eltern", "14513"])]


@pytest.mark.parametrize(
    "geometry",
    [
        "<gml:Point><gml:pos>x y</gml:pos></gml:Point>",
        '<gml:Point xlink:href="http://localhost/p"/>',
        "<gml:Polygon/>",
        "<gml:LineString><gml:posList>1 2 3</gml:posList></gml:LineString>",
        f'<gml:Point srsName="{FORMAL}31468"><gml:pos>1 2</gml:pos></gml:Point>',
    ],
)
def test_a_geometry_that_cannot_be_used_costs_its_row_the_place_only(geometry: str) -> None:
    good = f'<gml:Point srsName="{FORMAL}25833"><gml:pos>1 2</gml:pos></gml:Point>'
    (table,) = _read(_kita(good), _kita(geometry, name="B"))
    assert table.rows == [(1, ["A"]), (2, ["B"])]
    assert table.shapes == [[1.0, 2.0, True], None]
    assert [(note.code, note.row) for note in table.notes] == [("geometrie_ungueltig", 2)]
