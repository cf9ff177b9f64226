from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import factories
import numpy as np
import pytest
import shapely

from geo.areas import Area, AreaHierarchy, Level
from geo.county import Attribution
from geo.results import LayerView, MapView
from maps import conference_file
from maps.document import static_folder

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def file() -> str:
    view = factories.map_view(attributions=(Attribution(text="Grenzen: Musteramt", licence="CC0"),))
    return conference_file(view, exported_on=DAY)


def policy(html: str) -> str:
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert found
    return found[1].replace("&#39;", "'")


def checksum(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()


def executed_script(html: str) -> str:
    (script,) = re.findall(r"<script>(.*?)</script>", html, re.S)
    return str(script)


def test_the_policy_allows_exactly_the_one_script_and_the_one_style(file: str) -> None:
    (style,) = re.findall(r"<style>(.*?)</style>", file, re.S)
    assert policy(file) == (
        f"default-src 'none'; script-src 'sha256-{checksum(executed_script(file))}'; "
        f"style-src 'sha256-{checksum(style)}'; img-src data:; base-uri 'none'; form-action 'none'"
    )


def test_the_policy_stands_before_anything_it_governs(file: str) -> None:
    assert file.index("Content-Security-Policy") < min(file.index("<style"), file.index("<script"))


def test_nothing_is_loaded_from_anywhere(file: str) -> None:
    document = file.replace(executed_script(file), "")
    loading = re.findall(r"""(?:src|href|action|srcset|data)\s*=\s*["']([^"']*)""", document)
    loading += re.findall(r"url\(\s*[\"']?([^)\"']*)", document)
    # An empty address in a style sheet is no address: browsers load nothing for it.
    assert [each for each in loading if each and not each.startswith(("#", "data:"))] == []
    assert "@import" not in document


def test_the_same_view_gives_the_same_bytes() -> None:
    first, second = (conference_file(factories.map_view(), exported_on=DAY) for _ in range(2))
    assert first.encode() == second.encode()


def test_sources_licences_and_dates_are_shown(file: str) -> None:
    for text in (
        "Exportiert am 22.\N{NO-BREAK SPACE}November 2026",
        "Daten zuletzt geändert: 1.\N{NO-BREAK SPACE}November 2026",
        "Grenzen: Musteramt · Lizenz: CC0",
    ):
        assert text in file


def test_the_licence_of_leaflet_is_in_the_file_and_named(file: str) -> None:
    """BSD-2-Clause: every copy reproduces the notice, the conditions and the disclaimer."""
    script = executed_script(file)
    for part in (
        "Copyright (c) 2010-2023, Volodymyr Agafonkin",
        "Redistributions in binary form must reproduce the above copyright notice",
        'PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"',
    ):
        assert part in script
    assert "Leaflet: © 2010–2023 Volodymyr Agafonkin, © 2010–2011 CloudMade" in file


def test_nothing_leads_back_to_a_server(file: str) -> None:
    assert not re.findall(r'<a [^>]*href="/', file)


def test_an_asset_that_would_end_its_element_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("map.js", "map.css"):
        (tmp_path / name).write_text('x = "</SCRIPT>"', encoding="utf-8")
    monkeypatch.setattr("maps.export.static_folder", lambda: tmp_path)
    with pytest.raises(ValueError, match="end its own element"):
        conference_file(factories.map_view(), exported_on=DAY)


def test_the_assets_are_built() -> None:
    names = {path.name for path in static_folder().iterdir()}
    assert {"map.js", "map.css", "pages.css"} <= names


def test_a_real_county_with_a_hundred_offers_fits_into_400_kilobytes() -> None:
    html = conference_file(large_view(), exported_on=DAY)
    assert len(html.encode()) <= 400_000


def large_view() -> MapView:
    """Return 38 Gemeinden with 9,000 distinct vertices in all and 104 offers with long texts."""
    generator = np.random.default_rng(7)
    resources = tuple(
        factories.resource(
            f"r{number}",
            name=f"Familien- und Nachbarschaftszentrum Nummer {number}",
            provider=f"Träger für soziale Arbeit Nummer {number % 60} gGmbH",
            street=f"Straße der Einheit {number}",
            website=f"https://www.traeger-{number % 60}.example/angebote/{number}",
            note="Sprechzeiten nach Vereinbarung; barrierefreier Zugang über den Hof. " * 2,
            source=f"https://www.zeitung.example/lokales/beitrag-{number}-ueber-das-angebot.html",
            lat=52.2 + generator.random() / 3,
            lon=12.7 + generator.random() / 2,
        )
        for number in range(104)
    )
    view = factories.map_view(LayerView(layer=factories.layer(), resources=resources))
    return replace(view, areas=detailed_county())


def detailed_county() -> AreaHierarchy:
    cells = [(column, row) for row in range(6) for column in range(7)][:38]
    gemeinden = [
        Area(
            area_id=f"99{number:010d}",
            level=Level.GEMEINDE,
            name=f"Gemeinde {number}",
            parent_id=f"s{number // 2}",
            geometry=detailed_square(*cell),
        )
        for number, cell in enumerate(cells)
    ]
    spaces = [united(gemeinden, f"s{n}", Level.SOZIALRAUM, f"{n % 4 + 1}") for n in range(19)]
    regions = [united(spaces, f"{n}", Level.PLANREGION, "k") for n in range(1, 5)]
    county = united(regions, "k", Level.KREIS, None)
    return AreaHierarchy([*gemeinden, *spaces, *regions, county], crs=factories.CRS)


def detailed_square(column: int, row: int) -> shapely.Polygon:
    """Return a square of 7 km whose sides waver like a real border, equally for neighbours."""
    east, north = factories.ORIGIN[0] + column * 7_000, factories.ORIGIN[1] + row * 7_000
    along = np.linspace(0, 7_000, 90)[:-1]
    waver = 300 * np.sin(along / 150) * np.sin(np.pi * along / 7_000)
    south = np.column_stack([east + along, north + waver])
    top = np.column_stack([east + along, north + 7_000 + waver])
    west = np.column_stack([east + waver, north + along])
    right = np.column_stack([east + 7_000 + waver, north + along])
    corner = [[east + 7_000, north + 7_000]]
    back = np.vstack([top, corner])[::-1][:-1]
    down = np.vstack([west, [[east, north + 7_000]]])[::-1][:-1]
    return shapely.Polygon(np.vstack([south, right, back, down]))


def united(parts: list[Area], area_id: str, level: Level, parent: str | None) -> Area:
    mine = [part.geometry for part in parts if part.parent_id == area_id]
    shape = shapely.coverage_union_all(mine)
    return Area(area_id=area_id, level=level, name=area_id, parent_id=parent, geometry=shape)
