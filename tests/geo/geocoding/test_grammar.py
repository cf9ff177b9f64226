"""Addresses in one cell."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.geocoding import Address, is_po_box, split_address


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Musterweg 1, 14513 Teltow", Address("Musterweg 1", "14513", "Teltow")),
        ("Musterweg 1 14513 Teltow", Address("Musterweg 1", "14513", "Teltow")),
        ("Musterweg 1\n14513 Teltow", Address("Musterweg 1", "14513", "Teltow")),
        ("14513 Teltow", Address("", "14513", "Teltow")),
        ("Weg 1a, D-14542 Werder (Havel)", Address("Weg 1a", "14542", "Werder (Havel)")),
        ("Musterweg 1, Teltow", Address("Musterweg 1", "", "Teltow")),
        ("Musterweg 1", Address("Musterweg 1")),
        ("Teltow", Address(place="Teltow")),
        ("14513 Teltow, Musterweg 1", Address("Musterweg 1", "14513", "Teltow")),
        ("Musterweg 1 in 14513 Teltow", Address("Musterweg 1", "14513", "Teltow")),
        ("Teltow, Musterweg 1", Address("Musterweg 1", "", "Teltow")),
        ("14542 Werder, OT Glindow", Address("", "14542", "Werder, OT Glindow")),
        ("Weg 1, 14542 Werder, OT Glindow", Address("Weg 1", "14542", "Werder, OT Glindow")),
        ("Weg 1, 14513 Teltow, Tel. 03328 1", Address("Weg 1", "14513", "Teltow", "Tel. 03328 1")),
        ("", Address()),
        ("Am Weg 58 b, 14513 Teltow", Address("Am Weg 58 b", "14513", "Teltow")),
        ("Am Weg 1-1a, 14513 Teltow", Address("Am Weg 1-1a", "14513", "Teltow")),
        ("Am Weg 7/9, 14513 Teltow", Address("Am Weg 7/9", "14513", "Teltow")),
        ("Am Weg 12 Haus 3, 14513 Teltow", Address("Am Weg 12 Haus 3", "14513", "Teltow")),
        ("Am Weg 12, Haus 3, 14513 Teltow", Address("Am Weg 12, Haus 3", "14513", "Teltow")),
        ("Am Weg 12, 2. OG, 14513 Teltow", Address("Am Weg 12, 2. OG", "14513", "Teltow")),
        ("Am Weg Nr. 5, 14513 Teltow", Address("Am Weg Nr. 5", "14513", "Teltow")),
        ("DE-14513 Teltow, Am Weg 5", Address("Am Weg 5", "14513", "Teltow")),
        ("14513 Teltow, Am Weg 5, Deutschland", Address("Am Weg 5", "14513", "Teltow")),
        ("14542 Werder (Havel) Am Weg 5", Address("Am Weg 5", "14542", "Werder (Havel)")),
        ("Am Weg 5 OT Glindow, 14542 Werder", Address("Am Weg 5", "14542", "Werder OT Glindow")),
        ("Am Weg 5, OT Glindow, 14542 Werder", Address("Am Weg 5", "14542", "Werder OT Glindow")),
        ("Am Weg 5\n14542 Werder / Glindow", Address("Am Weg 5", "14542", "Werder / Glindow")),
        (
            "Kita Fuchsbau, Am Weg 5, 14513 Teltow",
            Address("Am Weg 5", "14513", "Teltow", "Kita Fuchsbau"),
        ),
        (
            "Kita Nr. 3\nAm Weg 5\n14513 Teltow",
            Address("Am Weg 5", "14513", "Teltow", "Kita Nr. 3"),
        ),
        (
            "c/o Muster, Am Weg 5, 14513 Teltow",
            Address("Am Weg 5", "14513", "Teltow", "c/o Muster"),
        ),
        ("Am Weg 5 c/o Muster, 14513 Teltow", Address("Am Weg 5", "14513", "Teltow", "c/o Muster")),
        (
            "bei Muster e. V., Am Weg 5, Teltow",
            Address("Am Weg 5", "", "Teltow", "bei Muster e. V."),
        ),
        ("Postfach 12 34, 14513 Teltow", Address("Postfach 12 34", "14513", "Teltow")),
        ("Am Weg 5 Teltow", Address("Am Weg 5", "", "Teltow")),
        ("Am Weg 5 in Werder/Havel", Address("Am Weg 5", "", "Werder/Havel")),
        ("Am Weg 9/3 a Teltow", Address("Am Weg 9/3 a", "", "Teltow")),
        ("Straße des 17. Juni 5, Teltow", Address("Straße des 17. Juni 5", "", "Teltow")),
        ("Straße des 17. Juni", Address("Straße des 17. Juni")),
        ("Teltow, Am Weg 5, Haus 2", Address("Am Weg 5, Haus 2", "", "Teltow")),
        ("An der A 2 Nord 3, 14550 Teltow", Address("An der A 2 Nord 3", "14550", "Teltow")),
    ],
)
def test_an_address_is_split(text: str, address: Address) -> None:
    assert split_address(text) == address


@pytest.mark.parametrize(
    "text", ["Postfach 1234", "Postfach 12 34", "PF 5", "P.O. Box 7", "Postfach"]
)
def test_a_post_office_box_is_no_street(text: str) -> None:
    assert is_po_box(text)


@pytest.mark.parametrize("text", ["Postfachweg 3", "Am Postfach 3", "Pfauenweg 1", "", "x" * 500])
def test_a_street_is_no_post_office_box(text: str) -> None:
    assert not is_po_box(text)


@given(st.text(max_size=400))
def test_whatever_is_written_is_split(text: str) -> None:
    found = split_address(text)
    assert all(isinstance(part, str) for part in (found.street, found.place, found.rest))
    assert found.postcode == "" or re.fullmatch(r"\d{5}", found.postcode)


@pytest.mark.parametrize("sign", [" ", ",", "1", "a ", "1 a", "(", "-", "OT ", "12345 "])
def test_no_text_takes_long(sign: str) -> None:
    start = time.thread_time()
    split_address(sign * 3_000)
    split_address(sign * 140)
    assert time.thread_time() - start < 0.5


@pytest.mark.parametrize(
    "text",
    [
        "Am Weg 1 (14513 Teltow)",
        "Am Weg 1/14513 Teltow",
        "Am Weg 1 · 14513 Teltow",
        "Teltow (14513), Am Weg 1",
    ],
)
def test_place_and_postcode_may_be_set_apart_in_any_way(text: str) -> None:
    assert split_address(text) == Address("Am Weg 1", "14513", "Teltow")


@pytest.mark.parametrize("number", ["Nr. 1", "Haus-Nr. 1", "Hausnummer 1", "Haus Nr.1"])
def test_a_number_may_follow_a_comma(number: str) -> None:
    found = split_address(f"Am Weg, {number}, 14513 Teltow")
    assert (found.street, found.rest) == (f"Am Weg {number}", "")
