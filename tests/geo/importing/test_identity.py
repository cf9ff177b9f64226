"""Keys stay the same from one import to the next."""

from __future__ import annotations

from collections.abc import Callable

from geo.importing import ImportResult

Load = Callable[..., ImportResult]
HEADER = "Name;Straße;Ort"


def _ids(result: ImportResult) -> list[str]:
    return [resource.resource_id for resource in result.resources]


def _codes(result: ImportResult, row: int) -> set[str]:
    return {i.code for i in result.report.issues if i.row == row} - {"ohne_ort"}


def test_keys_do_not_depend_on_the_order_of_rows(load: Load) -> None:
    rows = [("A", "Weg 1", "X"), ("B", "Weg 2", "X")]
    assert sorted(_ids(load(HEADER, *rows))) == sorted(_ids(load(HEADER, *reversed(rows))))


def test_spelling_of_name_and_address_does_not_matter(load: Load) -> None:
    one = load(HEADER, ("Bürgerhaus", "Straße 1", "X"))
    two = load(HEADER, ("BUERGERHAUS ", "Strasse  1", "x"))
    assert _ids(one) == _ids(two)


def test_same_name_and_address_are_numbered_and_told(load: Load) -> None:
    result = load(HEADER, ("A", "Weg 1", "X"), ("A", "Weg 1", "X"), ("A", "Weg 1", "X"))
    first = _ids(result)[0]
    assert _ids(result) == [first, f"{first}-2", f"{first}-3"]
    assert _codes(result, 4) == {"angebot_doppelt"}
    assert "Zeile 2" in result.rows[2].issues[0].message


def test_the_key_of_the_list_is_used(load: Load) -> None:
    assert _ids(load("ID;Name", ("K-1", "A"), ("K-2", "B"))) == ["K-1", "K-2"]


def test_a_repeated_key_is_told_and_replaced(load: Load) -> None:
    result = load("ID;Name", ("K-1", "A"), ("K-1", "B"), ("", "C"))
    ids = _ids(result)
    assert ids[0] == "K-1"
    assert len(set(ids)) == 3
    assert _codes(result, 3) == {"kennung_doppelt"}
