"""Reading the tables that come with the program."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest
import shapely

from geo.areas import Level
from geo.boundaries import read_areas
from geo.county import Attribution, read_county
from geo.crs import WGS84, transform_xy
from geo.errors import UnreadableFile
from geo.shipped import (
    data_dir,
    main_place,
    read_attributions,
    read_manifest,
    read_neighbours,
    read_places,
    read_table,
    read_taxonomy,
)


def test_the_shipped_vocabulary_is_complete_and_consistent() -> None:
    taxonomy = read_taxonomy(data_dir())
    assert (len(taxonomy.ressorts), len(taxonomy.categories), len(taxonomy.target_groups)) == (
        *(13, 57),
        18,
    )
    ressorts = {ressort.ressort_id for ressort in taxonomy.ressorts}
    groups = {group.target_group_id for group in taxonomy.target_groups}
    assert {category.ressort_id for category in taxonomy.categories} <= ressorts
    assert {group for c in taxonomy.categories for group in c.target_groups} <= groups


def test_every_zielgruppe_belongs_to_one_of_the_four_perspectives() -> None:
    taxonomy = read_taxonomy(data_dir())
    assert [
        (each.perspective_id, len(each.target_group_ids)) for each in taxonomy.perspectives
    ] == [
        ("betroffene", 12),
        ("angehoerige", 4),
        ("fachkraefte", 1),
        ("gemeinwesen", 1),
    ]
    groups = {group.target_group_id: group.perspective_id for group in taxonomy.target_groups}
    assert groups == {
        group: each.perspective_id
        for each in taxonomy.perspectives
        for group in each.target_group_ids
    }


@pytest.fixture
def vocabulary(tmp_path: Path) -> Path:
    """Copy the shipped vocabulary so that a test may change it."""
    shutil.copytree(data_dir() / "taxonomy", tmp_path / "taxonomy")
    return tmp_path


def test_a_vocabulary_needs_no_perspectives(vocabulary: Path) -> None:
    (vocabulary / "taxonomy" / "perspektiven.csv").unlink()
    (vocabulary / "taxonomy" / "zielgruppen.csv").write_text(
        "zielgruppe_id,zielgruppe\nalle,Alle\n", "utf-8"
    )
    taxonomy = read_taxonomy(vocabulary)
    assert (taxonomy.perspectives, taxonomy.target_groups[0].perspective_id) == ((), "")


def test_a_perspective_that_is_not_in_the_table_is_named(vocabulary: Path) -> None:
    (vocabulary / "taxonomy" / "zielgruppen.csv").write_text(
        "zielgruppe_id,zielgruppe,perspektive_id\nalle,Alle,nachbarn\n", "utf-8"
    )
    with pytest.raises(UnreadableFile, match="nachbarn"):
        read_taxonomy(vocabulary)


def test_a_refuge_has_no_point_and_a_shelter_is_internal() -> None:
    taxonomy = read_taxonomy(data_dir())
    without = [c.category_id for c in taxonomy.categories if not c.has_point]
    internal = [c.category_id for c in taxonomy.categories if not c.public]
    assert (without, internal) == (["beratung.gewaltschutz"], ["migration.unterkunft"])


def test_main_places_come_first_and_large_ones_before_small_ones() -> None:
    names = [place.name for place in read_places(data_dir())]
    assert len(names) == 179
    assert names[:3] == ["Teltow", "Werder (Havel)", "Kleinmachnow"]
    assert names.index("Lehnin") < names.index("Päwesin") < names.index("Caputh")


def test_main_places_have_the_inhabitants_of_their_gemeinde() -> None:
    inhabitants = {place.name: place.inhabitants for place in read_places(data_dir())}
    assert inhabitants["Teltow"] > 20_000
    assert inhabitants["Caputh"] == 0


def test_neighbours_stand_outside_the_county() -> None:
    areas = read_areas(data_dir() / "boundaries", read_county(data_dir()))
    (county,) = areas.at(Level.KREIS)
    for neighbour in read_neighbours(data_dir()):
        assert neighbour.kind in ("land", "landkreis", "stadt")
        x, y = transform_xy(neighbour.lon, neighbour.lat, source=WGS84, target=areas.crs)
        assert not county.geometry.contains(shapely.Point(x, y)), neighbour.name


def test_a_county_without_the_table_has_no_neighbours(tmp_path: Path) -> None:
    assert read_neighbours(tmp_path) == ()


def test_a_neighbour_without_numbers_is_refused(tmp_path: Path) -> None:
    (tmp_path / "nachbarn.csv").write_text("name,art,lat,lon\nA,stadt,x,2\n", "utf-8")
    with pytest.raises(UnreadableFile, match="keine Zahl"):
        read_neighbours(tmp_path)


def test_the_tables_are_those_that_the_manifest_names() -> None:
    for entry in read_manifest(data_dir())["file"]:
        content = (data_dir() / entry["name"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry["sha256"], entry["name"]


@pytest.mark.parametrize(
    ("gemeinde", "places", "main"),
    [
        ("Teltow", ["Ruhlsdorf", "Teltow"], "Teltow"),
        ("Groß Kreutz (Havel)", ["Groß Kreutz", "Götz"], "Groß Kreutz"),
        ("Stahnsdorf", ["Güterfelde", "Stahnsdorf Ort"], "Stahnsdorf Ort"),
        ("Kloster Lehnin", ["Lehnin", "Rädel"], "Lehnin"),
        ("Wiesenburg/Mark", ["Wiesenburg", "Reetz"], "Wiesenburg"),
        ("Seddiner See", ["Seddin", "Neuseddin"], None),
        ("Neu Alt", ["Neu", "Alt"], None),
        ("Allein", [], None),
    ],
)
def test_a_gemeinde_is_named_after_a_place_or_not(
    gemeinde: str, places: list[str], main: str | None
) -> None:
    assert main_place(gemeinde, places) == main


def test_a_table_is_read_with_stripped_values_and_more_columns(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text('\ufeffa,b,c\n 1 ,"x, y",z\n2\n', "utf-8")
    assert read_table(tmp_path / "t.csv", ("a", "b")) == [
        {"a": "1", "b": "x, y", "c": "z"},
        {"a": "2", "b": "", "c": ""},
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a\n1\n", "fehlen die Spalten b"),
        (b"", "fehlen die Spalten a, b"),
        (b"a,b\n\xff\n", "keine CSV-Datei in UTF-8"),
        (b'a,b\n"x\n', "keine CSV-Datei in UTF-8"),
    ],
)
def test_an_unusable_table_is_refused(content: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(content)
    with pytest.raises(UnreadableFile, match=message):
        read_table(tmp_path / "t.csv", ("a", "b"))


def test_a_missing_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"t\.csv fehlt"):
        read_table(tmp_path / "t.csv", ())


def test_source_lines_are_named_once_boundaries_first(tmp_path: Path) -> None:
    (tmp_path / "boundaries").mkdir()
    line = '[[file]]\nattribution = "© {}"\nlicence = "CC0"\n'
    (tmp_path / "boundaries/manifest.toml").write_text(line.format("A") * 2, "utf-8")
    (tmp_path / "manifest.toml").write_text(line.format("B") + line.format("A"), "utf-8")
    assert read_attributions(tmp_path) == (
        Attribution(text="© A", licence="CC0"),
        Attribution(text="© B", licence="CC0"),
    )


def test_an_entry_without_a_source_line_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "manifest.toml").write_text('[[file]]\nname = "x"\n', "utf-8")
    assert read_attributions(tmp_path) == ()


def test_a_place_without_numbers_is_refused(tmp_path: Path) -> None:
    (tmp_path / "orte.csv").write_text("ars,ort,lat,lon\n1,A,x,2\n", "utf-8")
    (tmp_path / "gemeinden.csv").write_text("ars,name,einwohner\n1,A,5\n", "utf-8")
    with pytest.raises(UnreadableFile, match="keine Zahl"):
        read_places(tmp_path)


def test_a_folder_without_manifests_has_no_source_lines(tmp_path: Path) -> None:
    assert read_attributions(tmp_path) == ()


def test_a_broken_manifest_is_refused(tmp_path: Path) -> None:
    (tmp_path / "manifest.toml").write_text("[[file", "utf-8")
    with pytest.raises(UnreadableFile, match=r"manifest\.toml ist nicht lesbar"):
        read_manifest(tmp_path)
