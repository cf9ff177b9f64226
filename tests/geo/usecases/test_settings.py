"""Settings from file, environment and arguments."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.errors import InvalidParameter
from geo.store.database import Database
from geo.usecases.settings import FILE_NAME, PREFIX, Settings, load_settings


def _write(folder: Path, text: str) -> None:
    (folder / FILE_NAME).write_text(text, encoding="utf-8")


def test_without_anything_the_database_lies_in_the_instance(tmp_path: Path) -> None:
    settings = load_settings(tmp_path)
    assert settings.url == f"sqlite:///{tmp_path}/ressourcenkarten.db"
    assert settings.trusted_hosts == ("127.0.0.1", "localhost")


def test_the_default_instance_is_in_the_working_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().instance == Path("instance")
    monkeypatch.setenv(f"{PREFIX}INSTANCE", "anderswo")
    assert load_settings().instance == Path("anderswo")
    assert load_settings(Path("hier")).instance == Path("hier")


def test_the_environment_wins_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(tmp_path, 'max_upload_mb = 5\nsession_hours = 3\nimprint = "Amt"\n')
    monkeypatch.setenv(f"{PREFIX}MAX_UPLOAD_MB", "7")
    settings = load_settings(tmp_path)
    assert (settings.max_upload_mb, settings.session_hours, settings.imprint) == (7, 3, "Amt")


def test_hosts_are_a_list_in_the_file_and_text_in_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(tmp_path, 'trusted_hosts = ["a.example", "b.example"]\n')
    assert load_settings(tmp_path).trusted_hosts == ("a.example", "b.example")
    monkeypatch.setenv(f"{PREFIX}TRUSTED_HOSTS", "c.example, d.example")
    assert load_settings(tmp_path).trusted_hosts == ("c.example", "d.example")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("max_upload_mb = 0", "„max_upload_mb“ hat den Wert „0“; erlaubt ist eine ganze Zahl"),
        ('max_upload_mb = "viel"', "„viel“"),
        ("max_uplod_mb = 5", "„max_uplod_mb“ ist unbekannt"),
        ("secure_cookies = 7", "true"),
        ("max_upload_mb =", "kein TOML"),
    ],
)
def test_a_wrong_value_is_explained(tmp_path: Path, text: str, message: str) -> None:
    _write(tmp_path, text)
    with pytest.raises(InvalidParameter, match=message):
        load_settings(tmp_path)


def test_all_wrong_values_are_named_at_once(tmp_path: Path) -> None:
    _write(tmp_path, "max_upload_mb = 0\nsession_hours = 0\n")
    with pytest.raises(InvalidParameter, match=r"max_upload_mb.*session_hours"):
        load_settings(tmp_path)


def test_an_unknown_variable_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"{PREFIX}EDITOR_PASWORD", "x")
    with pytest.raises(InvalidParameter, match="EDITOR_PASWORD ist unbekannt"):
        load_settings(tmp_path)


@pytest.mark.parametrize("name", ["editor_password", "editor_password_hash"])
def test_a_wrong_password_is_never_repeated(tmp_path: Path, name: str) -> None:
    _write(tmp_path, f'{name} = "kurz"\n')
    with pytest.raises(InvalidParameter, match=name) as caught:
        load_settings(tmp_path)
    assert "kurz" not in str(caught.value)


def test_secrets_are_not_shown_by_accident(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, editor_password="lang genug dafür")  # noqa: S106
    assert "lang genug" not in repr(settings)


def test_every_setting_says_what_is_allowed() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


@pytest.mark.parametrize("name", ["mit Leer", "über", "100%41", "frage?x=1", "raute#x"])
def test_the_database_stays_in_its_folder_whatever_its_name(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    assert Database(load_settings(folder).url).is_blank()
    assert [path.name for path in folder.iterdir()] == ["ressourcenkarten.db"]
    assert list(tmp_path.iterdir()) == [folder]


def test_no_host_at_all_does_not_mean_every_host(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"{PREFIX}TRUSTED_HOSTS", " , ")
    with pytest.raises(InvalidParameter, match="trusted_hosts"):
        load_settings(tmp_path)


BASEMAP = """
[[basemaps]]
id = "probe"
title = "Probe"
kind = "xyz"
url = "https://kacheln.example/{z}/{x}/{y}.png"
attribution = "© Musteramt"
"""


def test_background_maps_are_tables_of_the_file(tmp_path: Path) -> None:
    _write(tmp_path, f'{BASEMAP}[[basemaps]]\nid = "basemapde-grau"\n')
    found = load_settings(tmp_path).basemaps
    assert [each.basemap_id for each in found] == ["probe", "basemapde-grau"]


def test_background_maps_are_json_in_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"{PREFIX}BASEMAPS", '[{"id": "basemapde-farbe"}]')
    assert load_settings(tmp_path).basemaps[0].basemap_id == "basemapde-farbe"
    monkeypatch.setenv(f"{PREFIX}BASEMAPS", "[{")
    with pytest.raises(InvalidParameter, match="BASEMAPS ist kein JSON"):
        load_settings(tmp_path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('basemaps = "grau"', "eine Tabelle"),
        ("basemaps = [1]", "es fehlt"),
        ('[[basemaps]]\nid = "basemapde-gelb"', "„basemapde-gelb“: es fehlt „kind“"),
        (BASEMAP + BASEMAP, "„probe“ gibt es zweimal"),
        (f"{BASEMAP}embed = true", "„basemap_user_agent“"),
        (BASEMAP.replace("kacheln.example", "tile.openstreetmap.org"), "nach deren Regeln"),
    ],
)
def test_a_wrong_background_map_is_explained(tmp_path: Path, text: str, words: str) -> None:
    _write(tmp_path, text)
    with pytest.raises(InvalidParameter, match=words):
        load_settings(tmp_path)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("geocoder_url", "ftp://name:geheim@dienst.example/"),
        ("database_url", ["postgresql://name:geheim@rechner.example/karte"]),
        ("basemaps", {"url": "https://kacheln.example/?key=geheim"}),
    ],
)
def test_a_wrong_address_is_not_repeated(tmp_path: Path, name: str, value: object) -> None:
    with pytest.raises(InvalidParameter, match=f"„{name}“") as caught:
        load_settings(tmp_path, **{name: value})
    assert "geheim" not in str(caught.value)


def test_a_sozialindex_is_configured_by_tables(tmp_path: Path) -> None:
    _write(
        tmp_path,
        '[[sozialindex]]\nkennzahl = "sgb2"\ngewicht = 2\n'
        '[[sozialindex]]\nkennzahl = "einkommen"\nrichtung = "-"\n',
    )
    plan = load_settings(tmp_path).index_plan
    assert list(map(str, plan.parts)) == ["sgb2:+:2", "einkommen:-:1"]
    assert plan.missing.value == "ohne-index"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[[sozialindex]]\nkennzahl = "sgb2"\ngewicht = 0', "das Gewicht ist eine Zahl über 0"),
        ('[[sozialindex]]\nkennzahl = "sgb2"\nrichtung = "hoch"', "die Richtung ist"),
        ('[[sozialindex]]\nname = "sgb2"', "hat nur kennzahl, richtung, gewicht"),
        ('sozialindex = "sgb2"', "eine Tabelle"),
        ('sozialindex_fehlend = "null"', "ohne-index oder uebrige"),
    ],
)
def test_a_wrong_sozialindex_is_refused_in_german(tmp_path: Path, text: str, sentence: str) -> None:
    _write(tmp_path, text)
    with pytest.raises(InvalidParameter, match=sentence):
        load_settings(tmp_path)
