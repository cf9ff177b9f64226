"""The county is configuration: what it may say, and what is refused."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from geo.areas import Level
from geo.county import County, read_county
from geo.errors import InputError, UnreadableFile
from geo.shipped import data_dir

ROOT = Path(__file__).resolve().parents[2]
GOOD = 'name = "Kreis X"\nars = "99007"\ncrs = "EPSG:25832"\n'


def _write(folder: Path, text: str) -> Path:
    (folder / "county.toml").write_text(text, "utf-8")
    return folder


def test_the_shipped_county_is_read() -> None:
    county = read_county(data_dir())
    assert county.name.startswith("Landkreis ")
    assert county.counts[Level.SOZIALRAUM] == 19
    assert county.sozialraum_id("120695902018") == "120695902"


def test_what_is_not_said_has_defaults(tmp_path: Path) -> None:
    county = read_county(_write(tmp_path, GOOD))
    assert county == County(name="Kreis X", ars="99007", crs="EPSG:25832")
    assert (county.sozialraum_digits, county.tolerance_m, county.counts) == (9, 25.0, {})


def test_another_rule_makes_other_sozialraeume(tmp_path: Path) -> None:
    county = read_county(_write(tmp_path, GOOD + "sozialraum_digits = 7\n"))
    assert county.sozialraum_id("990071234567") == "9900712"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("farbe = 'rot'", "'farbe' ist unbekannt"),
        ("sozialraum_digits = 13", "sozialraum_digits = 13"),
        ("sozialraum_digits = 4", "sozialraum_digits = 4"),
        ("sozialraum_digits = '9'", "passt nicht zu 'sozialraum_digits'"),
        ("tolerance_m = -1", "keine Länge"),
        ("tolerance_m = nan", "keine Länge"),
        ("planregion_name = '{nummer}'", "kennt nur {id}"),
        ("planregion_name = 'Region {'", "kennt nur {id}"),
        ("title = 7", "passt nicht zu 'title'"),
        ("counts = 7", "[counts]"),
        ("[counts]\nstadt = 1", "[counts]"),
        ("[counts]\nkreis = 'eins'", "[counts]"),
    ],
)
def test_an_impossible_value_is_refused_by_name(line: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_county(_write(tmp_path, GOOD + line))
    assert message in str(caught.value)


@pytest.mark.parametrize("ars", ["1", "1206a", "", "1234567890123"])
def test_an_impossible_key_is_refused(ars: str, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read_county(_write(tmp_path, GOOD.replace("99007", ars)))


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Es fehlt crs"):
        read_county(_write(tmp_path, 'name = "Kreis X"\nars = "99007"\n'))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"fehlt die Datei county\.toml"):
        read_county(tmp_path)


@pytest.mark.parametrize("content", [b"name = ", b"\xff\xfe", b"= 1"])
def test_no_toml_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "county.toml").write_bytes(content)
    with pytest.raises(UnreadableFile, match="nicht lesbar"):
        read_county(tmp_path)


def _constants(path: Path) -> list[str]:
    """Return the constants of a module as text, without its docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        str(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and id(node) not in docstrings
    ]


def test_no_code_knows_the_shipped_county() -> None:
    county = read_county(data_dir())
    names = {county.ars, county.name.removeprefix("Landkreis ").split("-")[-1]}
    python = [
        path
        for package in ("geo", "maps", "web", "cli")
        for path in (ROOT / package).rglob("*.py")
        if "node_modules" not in path.parts
    ]
    scripts = list((ROOT / "maps/assets/js").rglob("*.ts")) + list((ROOT / "web").rglob("*.html"))
    texts = {path: "\n".join(_constants(path)) for path in python}
    texts |= {path: path.read_text("utf-8") for path in scripts}
    assert len(texts) > 40
    found = [(path.name, name) for path, text in texts.items() for name in names if name in text]
    assert found == []


def test_the_crs_of_the_county_stands_only_in_the_list_of_those_that_imports_may_have() -> None:
    number = read_county(data_dir()).crs.removeprefix("EPSG:")
    found = {
        path.relative_to(ROOT).parts[:2]
        for package in ("geo", "maps", "web", "cli")
        for path in (ROOT / package).rglob("*.py")
        if "node_modules" not in path.parts and number in "\n".join(_constants(path))
    }
    assert found <= {("geo", "importing")}
