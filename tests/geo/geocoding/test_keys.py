"""Names that are the same, and names that are not."""

from __future__ import annotations

import pytest

from geo.geocoding.keys import place_key, place_keys, split_place, street_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Karl-Marx-Str.", "Karl Marx Straße"),
        ("Lindenstrasse", "LINDENSTRASSE"),
        ("Müllerweg", "Muellerweg"),
        ("Mu\u0308llerweg", "Müllerweg"),
        ("Marktpl.", "Marktplatz"),
        ("Am Markt (Altstadt)", "Am Markt"),
        ("St.-Georg-Straße", "Sankt-Georg-Straße"),
        ("Dr.-Külz-Straße", "Doktor-Külz-Straße"),
        ("Gr. Straße", "Große Straße"),
        ("Chaussée", "Chaussee"),
        ("Berliner Str", "Berliner Straße"),
        ("Lüdendorf Nr.", "Lüdendorf"),
        ("Bgm.-Muster-Straße", "Bürgermeister-Muster-Straße"),
    ],
)
def test_two_ways_to_write_a_street_are_one(one: str, other: str) -> None:
    assert street_key(one) == street_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lindenstraße", "Lindenweg"),
        ("Straße des 17. Juni", "Straße des 18. Juni"),
        ("Am Markt", "Alter Markt"),
        ("Bergstraße", "Burgstraße"),
        ("Weg", "Wege"),
    ],
)
def test_two_streets_stay_two(one: str, other: str) -> None:
    assert street_key(one) != street_key(other)


def test_a_place_is_known_with_and_without_its_addition() -> None:
    assert place_keys("Werder (Havel)") == {"werder havel", "werder"}
    assert place_keys("Bad Belzig") == {"bad belzig", "belzig"}
    assert place_keys("") == frozenset()
    assert place_key("Werder an der Havel") == place_key("Werder (Havel)")


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("Werder OT Glindow", "glindow"),
        ("Werder, Ortsteil Glindow", "glindow"),
        ("Werder GT Glindow, Anbau", "glindow"),
        ("Werder (OT Glindow)", "glindow"),
        ("Werder", ""),
        ("Otterndorf", ""),
    ],
)
def test_the_ortsteil_is_told_from_the_gemeinde(text: str, district: str) -> None:
    assert split_place(text)[1] == district
