"""Addresses in one cell."""

from __future__ import annotations

import pytest

from geo.geocoding import Address, split_address


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
    ],
)
def test_an_address_is_split(text: str, address: Address) -> None:
    assert split_address(text) == address
