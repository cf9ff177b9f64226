"""GPX of devices and map programs."""

from __future__ import annotations

from geo.importing.parsing.gpx import gpx_tables
from geo.importing.parsing.limits import Limits

GPX = """<?xml version="1.0"?>
<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">
<metadata><name>Spielplätze</name><link href="https://example.org/"><text>x</text></link></metadata>
<wpt lat="52.2" lon="12.7"><ele>35</ele><name>Am Bach</name><desc>mit Rutsche</desc>
<link href="https://example.org/1"/><extensions><a:art xmlns:a="a">Spielplatz</a:art></extensions>
</wpt>
<wpt lat="x" lon="12.8"><name>Kaputt</name></wpt>
<wpt lat="52.3" lon="12.8"><name>Im Park</name></wpt>
<rte><name>Runde</name><rtept lat="52.2" lon="12.7"/><rtept lat="52.4" lon="12.7"/></rte>
<trk><name>Weg</name><trkseg><trkpt lat="52.2" lon="12.7"><ele>1</ele></trkpt>
<trkpt lat="52.3" lon="12.7"/></trkseg><trkseg><trkpt lat="52.4" lon="12.7"/></trkseg></trk>
</gpx>"""


def test_waypoints_routes_and_tracks_are_tables() -> None:
    waypoints, routes, tracks = gpx_tables(GPX.encode(), Limits())
    assert (waypoints.name, routes.name, tracks.name) == ("Wegpunkte", "Routen", "Tracks")
    assert waypoints.crs == "EPSG:4326"
    assert [cells[0] for _, cells in waypoints.rows] == ["Am Bach", "Kaputt", "Im Park"]
    assert waypoints.shapes == [[12.7, 52.2, True], None, [12.8, 52.3, True]]
    assert [(note.code, note.row) for note in waypoints.notes] == [("geometrie_ungueltig", 2)]
    assert (routes.rows, tracks.rows) == ([(1, ["Runde"])], [(1, ["Weg"])])
    assert tracks.shapes is not None
    assert tracks.shapes[0] is not None
    assert tracks.shapes[0][2] is False


def test_what_a_waypoint_says_becomes_columns() -> None:
    table = gpx_tables(GPX.encode(), Limits())[0]
    first = dict(zip(table.header or (), table.rows[0][1], strict=True))
    assert first == {
        "Name": "Am Bach",
        "Höhe": "35",
        "Beschreibung": "mit Rutsche",
        "Link": "https://example.org/1",
        "art": "Spielplatz",
    }


def test_an_empty_file_has_no_table() -> None:
    assert gpx_tables(b"<gpx/>", Limits()) == []
