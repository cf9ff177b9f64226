"""A register comes in as it is delivered, wholly or not at all."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from geo.crs import transform_xy
from geo.errors import InputError, UnknownCrs, UnreadableFile
from geo.geocoding.register_files import RegisterMapping
from geo.resources import LocationQuality
from geo.usecases.create_instance import create_instance
from geo.usecases.instance import Instance
from geo.usecases.load_addresses import find, load, loaded
from geo.usecases.settings import Settings

# Invented houses near Beelitz, in the shipped county: number, east and north in EPSG:25833.
HOUSES = [
    ("1", 361_500.0, 5_790_000.0),
    ("2", 361_520.0, 5_790_000.0),
    ("3a", 361_540.0, 5_790_000.0),
]
STREET, POSTCODE, PLACE = "Übungsstraße", "14547", "Beelitz"
Write = Callable[..., Path]


@pytest.fixture
def instance(settings: Settings) -> Instance:
    return create_instance(settings)


def _official(
    number: str, x: float, y: float, *, zone: str = "33", status: str = "", street: str = STREET
) -> str:
    digits, suffix = (number[:-1], number[-1]) if number[-1:].isalpha() else (number, "")
    fields = [status, "DEBB000000000001", "A", "12", "0", "69", "017", "0000", "00001"]
    fields += [digits, suffix, f"{zone}{x:.3f}".replace(".", ","), f"{y:.3f}".replace(".", ",")]
    return ";".join([*fields, street, POSTCODE, PLACE, "", "Probeteil"])


OFFICIAL = [_official(*house) for house in HOUSES]
HEADER = "NBA;OI;QUA;LAN;RBZ;KRS;GMD;OTT;SSS;HNR;ADZ;Ostwert;Nordwert;STN;PLZ;ONM;ZON;POT"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def to(*lines: str, name: str = "hk.txt", encoding: str = "iso-8859-1") -> Path:
        path = tmp_path / name
        content = "\r\n".join([*lines, ""]).encode(encoding)
        if name.endswith(".gz"):
            path.write_bytes(gzip.compress(content))
        elif name.endswith(".zip"):
            with zipfile.ZipFile(path, "w") as archive:
                archive.writestr("ordner/hk.txt", content)
                archive.writestr("liesmich.pdf", b"%PDF")
        else:
            path.write_bytes(content)
        return path

    return to


def _is_found(instance: Instance, text: str) -> bool:
    match = find(instance, text).match
    return match is not None and match.quality is LocationQuality.HOUSE


@pytest.mark.parametrize("name", ["hk.txt", "hk.csv", "hk.txt.gz", "hk.zip"])
@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-8", "utf-8-sig"])
def test_official_files_come_in_whatever_their_packing_and_encoding(
    instance: Instance, write: Write, name: str, encoding: str
) -> None:
    done = load(instance, write(*OFFICIAL, name=name, encoding=encoding))
    assert (done.read, done.state.houses, done.skipped) == (3, 3, {})
    assert _is_found(instance, "Uebungsstr. 3 A, 14547 Beelitz OT Probeteil")
    assert _is_found(instance, "Übungsstraße 1, 14547 Beelitz")


@pytest.mark.parametrize(
    "lines",
    [
        ["# Hauskoordinaten", *OFFICIAL],
        [HEADER, *OFFICIAL],
        [line + ";2026;x" for line in OFFICIAL],
        [_official(*house, zone="") for house in HOUSES],
        [OFFICIAL[0], "", *OFFICIAL[1:]],
    ],
    ids=["comments", "header", "more fields", "no zone", "empty lines"],
)
def test_known_variants_of_official_files_are_read(
    instance: Instance, write: Write, lines: list[str]
) -> None:
    assert load(instance, write(*lines)).state.houses == 3
    match = find(instance, "Übungsstraße 2, 14547 Beelitz").match
    assert match is not None
    assert match.lat == pytest.approx(52.2430, abs=1e-3)
    assert match.lon == pytest.approx(12.971, abs=5e-3)


def test_the_zone_in_the_east_value_counts(instance: Instance, write: Write) -> None:
    x, y = transform_xy(
        [each[1] for each in HOUSES],
        [each[2] for each in HOUSES],
        source="EPSG:25833",
        target="EPSG:25832",
    )
    lines = [
        _official(house[0], float(x[at]), float(y[at]), zone="32")
        for at, house in enumerate(HOUSES)
    ]
    load(instance, write(*OFFICIAL))
    before = find(instance, "Übungsstraße 1, Beelitz").match
    load(instance, write(*lines))
    after = find(instance, "Übungsstraße 1, Beelitz").match
    assert before is not None
    assert after is not None
    assert (after.lat, after.lon) == pytest.approx((before.lat, before.lon), abs=1e-6)


def test_lines_that_are_no_address_are_counted_by_reason_and_stop_nothing(
    instance: Instance, write: Write
) -> None:
    done = load(
        instance,
        write(
            OFFICIAL[0],
            "nichts;als;Unsinn",
            _official("5", 361_500, 5_790_000, street=""),
            _official("7", 361_500, 5_790_000, status="L"),
            _official("", 361_500, 5_790_000),
            OFFICIAL[1].replace(",000;", ";").replace("33361520", "weit"),
            OFFICIAL[0],
            _official("9", 661_500, 5_790_000),
            OFFICIAL[2],
        ),
    )
    assert (done.read, done.state.houses, done.outside, done.repeated) == (9, 2, 1, 1)
    assert done.read == done.state.houses + done.outside + done.repeated + sum(
        done.skipped.values()
    )
    assert done.skipped == {
        "ohne Straße": 2,
        "als gelöscht gekennzeichnet": 1,
        "ohne Hausnummer": 1,
        "Koordinate fehlt oder ist keine Zahl": 1,
    }


def test_only_the_surroundings_of_the_county_are_kept_unless_configured(
    settings: Settings, write: Write
) -> None:
    lines = [*OFFICIAL, _official("9", 361_500, 5_900_000)]
    near = create_instance(settings)
    assert load(near, write(*lines)).outside == 1
    wide = create_instance(settings.model_copy(update={"addresses_margin_km": 200}))
    assert load(wide, write(*lines)).outside == 0


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_table_with_clear_column_names_needs_no_mapping(
    instance: Instance, tmp_path: Path, separator: str
) -> None:
    text = io.StringIO()
    rows = csv.writer(text, delimiter=separator)
    rows.writerow(
        ["ARS", "Gemeinde", "Ortsteil", "PLZ", "Straße", "Hausnr.", "Zusatz", "lon", "lat"]
    )
    rows.writerow(
        ["120690017017", "Beelitz", "Probeteil", "14547", STREET, "1", "b", "12,97", "52,24"]
    )
    path = tmp_path / "adressen.csv"
    path.write_text(text.getvalue(), encoding="utf-8")
    assert load(instance, path).state.houses == 1
    assert _is_found(instance, "Übungsstraße 1 b, Probeteil")


def test_a_mapping_names_columns_and_crs(instance: Instance, write: Write, tmp_path: Path) -> None:
    x, y = transform_xy([361_500.0], [5_790_000.0], source="EPSG:25833", target="EPSG:25832")
    path = write("A;B;C;D;E;F", f"{STREET};4;14547;Beelitz;{x[0]};{y[0]}", name="t.csv")
    toml = tmp_path / "m.toml"
    toml.write_text(
        '[spalten]\nstrasse = "A"\nhnr = "B"\nplz = "C"\nort = "D"\nost = "E"\nnord = "F"\n'
        '[koordinaten]\ncrs = "EPSG:25832"\n',
        encoding="utf-8",
    )
    load(instance, path, RegisterMapping.read(toml))
    match = find(instance, "Übungsstraße 4, 14547 Beelitz").match
    assert match is not None
    assert match.lat == pytest.approx(52.2430, abs=1e-3)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("strasse = 1", "Erwartet wird TOML"),
        ('[spalten]\nfarbe = "A"', "keine Bedeutung"),
        ("[spalten", "Erwartet wird TOML"),
    ],
)
def test_a_wrong_mapping_is_explained(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "m.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFile, match=words):
        RegisterMapping.read(path)


def test_a_mapping_to_a_column_that_is_not_there_is_refused(
    instance: Instance, write: Write
) -> None:
    mapping = RegisterMapping(columns={"street": "Weg"})
    with pytest.raises(UnreadableFile, match="„Weg“ aus der Zuordnung gibt es nicht"):
        load(instance, write("Straße;Nr;lon;lat", "a;1;13;52", name="t.csv"), mapping)


def test_an_unknown_crs_is_refused(instance: Instance, write: Write) -> None:
    path = write("Straße;Nr;ost;nord", f"{STREET};1;361500;5790000", name="t.csv")
    with pytest.raises(UnknownCrs):
        load(instance, path, RegisterMapping(crs="EPSG:1"))


@pytest.mark.parametrize(
    "content", [b"", b"\r\n\r\n", b"Name;Ort\r\nA;B\r\n", b"\x00\x01\x02", b"# nur"]
)
def test_what_is_no_register_is_refused(instance: Instance, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "hk.txt"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile):
        load(instance, path)


@pytest.mark.parametrize("name", ["hk.txt.gz", "hk.zip", "fehlt.txt"])
def test_a_damaged_or_missing_file_is_refused(
    instance: Instance, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    if not name.startswith("fehlt"):
        path.write_bytes(b"kein Archiv")
    with pytest.raises(UnreadableFile, match="nicht lesbar"):
        load(instance, path)


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1"])
@pytest.mark.parametrize(("name", "cut"), [("hk.txt.gz", slice(-9)), ("hk.zip", slice(None))])
def test_damage_at_the_end_of_a_packed_file_is_told_before_anything_is_loaded(
    instance: Instance, tmp_path: Path, name: str, cut: slice, encoding: str
) -> None:
    lines = [_official(str(number), 361_500.0, 5_790_000.0) for number in range(1, 9_000)]
    content, path = "\n".join(lines).encode(encoding), tmp_path / name
    if name.endswith(".gz"):
        path.write_bytes(gzip.compress(content)[cut])
    else:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("hk.txt", content)
        raw = bytearray(path.read_bytes())
        middle = len(raw) // 2
        raw[middle : middle + 200] = bytes(200)
        path.write_bytes(raw)
    with pytest.raises(UnreadableFile, match="beschädigt"):
        load(instance, path)


def test_an_encrypted_archive_is_refused(instance: Instance, write: Write) -> None:
    path = write(*OFFICIAL, name="hk.zip")
    raw = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # the flag „encrypted“
        raw[raw.index(mark) + at] |= 1
    path.write_bytes(raw)
    with pytest.raises(UnreadableFile, match="verschlüsselt"):
        load(instance, path)


def test_a_bomb_without_lines_is_refused(instance: Instance, tmp_path: Path) -> None:
    path = tmp_path / "hk.txt.gz"
    path.write_bytes(gzip.compress(bytes(3_000_000)))
    with pytest.raises(UnreadableFile, match="kein Adressregister"):
        load(instance, path)


def test_a_file_of_another_region_leaves_the_register_as_it_was(
    instance: Instance, write: Write
) -> None:
    load(instance, write(*OFFICIAL))
    before = loaded(instance)
    with pytest.raises(InputError, match="keine Adresse im Kreis"):
        load(instance, write(_official("1", 661_500, 5_790_000), name="fern.txt"))
    assert loaded(instance) == before


def test_an_interrupted_load_leaves_the_register_as_it_was(
    instance: Instance, write: Write
) -> None:
    load(instance, write(*OFFICIAL[:1]))
    before = loaded(instance)

    def stop(read: int) -> None:
        raise KeyboardInterrupt(read)

    with pytest.raises(KeyboardInterrupt):
        load(instance, write(*OFFICIAL), progress=stop)
    assert loaded(instance) == before


def test_source_and_licence_stand_with_the_other_sources(instance: Instance, write: Write) -> None:
    before = instance.attributions
    load(instance, write(*OFFICIAL), source="Musteramt\n2026", licence="frei")
    (new,) = set(instance.attributions) - set(before)
    assert (new.text, new.licence) == ("Musteramt 2026", "frei")


def test_a_running_process_notices_a_register_that_another_one_loads(
    settings: Settings, write: Write
) -> None:
    here, there = create_instance(settings), create_instance(settings)

    def houses() -> int:
        register = here.import_context.addresses
        return register.houses if register else 0

    assert houses() == 0
    load(there, write(*OFFICIAL[:1]))
    assert houses() == 1
    assert here.import_context is here.import_context
    load(there, write(*OFFICIAL))
    assert houses() == 3


def test_without_a_register_the_remedy_is_told(instance: Instance) -> None:
    with pytest.raises(InputError, match="addresses load DATEI"):
        find(instance, "Weg 1")


def test_twins_of_one_name_are_kept_apart_by_the_key_of_their_street(
    instance: Instance, write: Write
) -> None:
    twin = _official("1", 363_500, 5_790_000).replace(";00001;", ";00002;")
    done = load(instance, write(*OFFICIAL, twin))
    assert (done.state.houses, done.state.streets) == (4, 2)
    match = find(instance, "Übungsstraße 1, 14547 Beelitz").match
    assert match is not None
    assert match.ambiguous


def test_the_same_house_twice_far_apart_is_no_exact_answer(
    instance: Instance, write: Write
) -> None:
    load(instance, write(*OFFICIAL, _official("1", 363_500, 5_790_000)))
    match = find(instance, "Übungsstraße 1, 14547 Beelitz").match
    assert match is not None
    assert match.ambiguous
