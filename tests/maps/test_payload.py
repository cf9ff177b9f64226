from __future__ import annotations

from typing import Any

import factories
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geo.crs import PRECISION
from geo.resources import LocationQuality
from geo.results import LayerView
from maps.payload import SEPARATOR, encode_column, encode_layer, encode_texts


def decode(column: Any, length: int) -> list[Any]:
    values = column["t"].split(SEPARATOR) if "t" in column else column["d"]
    indices = column.get("i", [0] * length if len(values) == 1 else range(length))
    return [values[index] for index in indices]


@given(st.lists(st.text(max_size=3) | st.sampled_from(["", SEPARATOR, "a"])))
def test_a_column_comes_back(values: list[str]) -> None:
    for encode in (encode_column, encode_texts):
        assert decode(encode(values), len(values)) == values


def test_a_repeated_text_travels_once() -> None:
    assert encode_texts(["Muster e. V."] * 5) == {"t": "Muster e. V."}
    assert encode_column(["a", "b"] * 3) == {"d": ["a", "b"], "i": [0, 1, 0, 1, 0, 1]}
    assert encode_texts(["a", "b"] * 3) == {"t": "a\x7fb", "i": [0, 1, 0, 1, 0, 1]}


def test_a_text_with_the_separator_in_it_is_not_joined() -> None:
    assert encode_texts(["a", "b\x7fc"]) == {"d": ["a", "b\x7fc"]}


@given(
    st.lists(
        st.none() | st.tuples(st.floats(-85, 85), st.floats(-180, 180)),
        max_size=20,
    )
)
def test_points_come_back_to_the_metre(points: list[tuple[float, float] | None]) -> None:
    resources = tuple(
        factories.resource(
            f"r{number}", lat=point[0] if point else None, lon=point[1] if point else None
        )
        for number, point in enumerate(points)
    )
    coded = encode_layer(
        LayerView(layer=factories.layer(), resources=resources), factories.taxonomy()
    )["points"]
    rows, lats, lons = (np.cumsum(coded[key]) for key in ("row", "lat", "lon"))
    wanted = [(row, *point) for row, point in enumerate(points) if point]
    assert rows.tolist() == [row for row, *_ in wanted]
    np.testing.assert_allclose(
        lats / PRECISION, [lat for _, lat, _ in wanted], atol=0.5001 / PRECISION
    )
    np.testing.assert_allclose(
        lons / PRECISION, [lon for *_, lon in wanted], atol=0.5001 / PRECISION
    )


def test_a_refuge_has_no_place_even_if_the_store_holds_one() -> None:
    refuge = factories.resource(category_id="beratung.gewaltschutz", street="Geheimweg 1")
    coded = encode_layer(
        LayerView(layer=factories.layer(), resources=(refuge,)), factories.taxonomy()
    )
    assert coded["points"]["row"] == []
    assert "Geheimweg" not in str(coded)


def test_an_area_offer_keeps_the_areas_it_serves() -> None:
    mobile = factories.resource(
        lat=None,
        lon=None,
        location_quality=LocationQuality.AREA,
        service_areas=("990010001", "990010003"),
    )
    coded = encode_layer(
        LayerView(layer=factories.layer(), resources=(mobile,)), factories.taxonomy()
    )
    assert decode(coded["columns"]["service_areas"], 1) == [("990010001", "990010003")]


def test_an_empty_layer_is_a_layer() -> None:
    coded = encode_layer(LayerView(layer=factories.layer(), resources=()), factories.taxonomy())
    assert (coded["id"], coded["count"]) == ("familie", 0)
