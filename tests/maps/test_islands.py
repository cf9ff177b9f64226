from __future__ import annotations

import json
import re
import zlib
from base64 import b64decode

import factories
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.islands import PLAIN_LIMIT, island

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from(factories.HOSTILE),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def content_of(data: object) -> str:
    element = island("layer", data)
    start = '<script type="application/json" data-kind="layer">'
    return element.removeprefix(start).removesuffix("</script>")


@given(ANY_JSON)
def test_what_goes_in_comes_out(data: object) -> None:
    assert json.loads(content_of(data)) == data


@given(ANY_JSON)
def test_nothing_in_it_is_markup_or_a_line_end_of_script(data: object) -> None:
    assert not re.search("[<>&\u2028\u2029]", content_of(data))


def test_a_number_that_json_cannot_say_is_refused() -> None:
    with pytest.raises(ValueError, match="Out of range"):
        island("layer", [float("nan")])


def test_the_kind_cannot_leave_its_attribute() -> None:
    assert 'data-kind="&quot;&gt;&lt;b&gt;"' in island('"><b>', None)


def test_small_data_can_be_read_in_the_source() -> None:
    assert island("layer", ["Süd"]) == (
        '<script type="application/json" data-kind="layer">["Süd"]</script>'
    )


@pytest.mark.parametrize("text", factories.HOSTILE)
def test_large_data_is_deflated_and_comes_out_the_same(text: str) -> None:
    data = [text] * PLAIN_LIMIT
    element = island("layer", data)
    found = re.fullmatch(
        r'<script [^>]* data-packing="deflate">"([A-Za-z0-9+/=]+)"</script>', element
    )
    assert found
    assert json.loads(zlib.decompress(b64decode(found[1]))) == data
    assert len(element) < PLAIN_LIMIT
