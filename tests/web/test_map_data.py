"""The data of the map: files that a browser keeps until they change."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from checking import CheckingClient
from flask.testing import FlaskClient

from geo.layers import Visibility
from geo.results import MapView
from geo.store import layers
from geo.usecases.create_instance import create_instance
from geo.usecases.settings import Settings
from web.published import Published


def addresses(client: CheckingClient) -> list[str]:
    return re.findall(r'data-src="(/daten/[0-9a-f]{32}\.json)"', client.get("/").text)


def layer_addresses(client: CheckingClient) -> dict[str, str]:
    """Return the address of the file of each layer."""
    found = {}
    for address in addresses(client):
        for kind, content in json.loads(client.get(address).data):
            if kind == "layer":
                found[content["id"]] = address
    return found


def make_internal(settings: Settings, layer_id: str) -> None:
    with create_instance(settings).database.writing() as session:
        layer = layers.find_layer(session, layer_id)
        assert layer
        layers.save_layer(session, replace(layer, visibility=Visibility.INTERNAL))


@pytest.fixture
def address(visitor: CheckingClient) -> str:
    return layer_addresses(visitor)["familie"]


def test_the_page_holds_no_layer_but_says_where_they_are(visitor: CheckingClient) -> None:
    assert 'data-kind="layer"' not in visitor.get("/").text
    islands = [each for at in addresses(visitor) for each in json.loads(visitor.get(at).data)]
    kinds = [kind for kind, _ in islands]
    assert kinds.count("boundary") == 4
    assert sum(content["count"] for kind, content in islands if kind == "layer") == 104


def test_a_file_is_named_after_its_content_and_may_be_kept_for_a_year(
    visitor: CheckingClient, address: str
) -> None:
    answer = visitor.get(address)
    assert hashlib.sha256(answer.data).hexdigest()[:32] in address
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_file_travels_compressed_when_the_client_can(
    visitor: CheckingClient, address: str
) -> None:
    plain = visitor.get(address, headers={"Accept-Encoding": "identity"})
    zipped = FlaskClient.open(visitor, address, headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.data) == plain.data
    assert "Accept-Encoding" in zipped.headers["Vary"]


def test_each_form_of_a_file_has_a_strong_tag_and_is_sent_once(
    visitor: CheckingClient, address: str
) -> None:
    tags = []
    for encoding in ("identity", "gzip"):
        headers = {"Accept-Encoding": encoding}
        tag = FlaskClient.open(visitor, address, headers=headers).headers["ETag"]
        assert not tag.startswith("W/")
        again = FlaskClient.open(visitor, address, headers=headers | {"If-None-Match": tag})
        assert (again.status_code, again.data) == (304, b"")
        tags.append(tag)
    assert tags[0] != tags[1]


@pytest.mark.parametrize("digest", ["0" * 32, "x", "..%2fkarte"])
def test_an_unknown_file_is_not_there_and_not_remembered(
    visitor: CheckingClient, digest: str
) -> None:
    answer = visitor.get(f"/daten/{digest}.json")
    assert answer.status_code == 404
    assert "no-store" in answer.headers["Cache-Control"]


def test_what_becomes_internal_is_gone_with_its_address(
    visitor: CheckingClient, settings: Settings, address: str
) -> None:
    make_internal(settings, "familie")
    assert visitor.get(address).status_code == 404
    assert address not in addresses(visitor)
    assert "familie" not in layer_addresses(visitor)


def test_an_internal_layer_is_in_no_file(visitor: CheckingClient, settings: Settings) -> None:
    make_internal(settings, "familie")
    texts: list[Any] = [visitor.get(each).text for each in addresses(visitor)]
    assert texts
    assert not [text for text in texts if '"id":"familie"' in text]


def test_another_version_of_a_layer_changes_no_other_address(
    visitor: CheckingClient, settings: Settings
) -> None:
    before = layer_addresses(visitor)
    with create_instance(settings).database.writing() as session:
        layer = layers.find_layer(session, "familie")
        assert layer
        layers.save_layer(session, replace(layer, title="Familie, neu"))
    after = layer_addresses(visitor)
    assert {each for each in before if before[each] != after[each]} == {"familie"}


def test_only_the_layer_that_has_changed_is_encoded_again(settings: Settings) -> None:
    instance = create_instance(settings)
    published = Published(instance)

    def files() -> dict[str, object]:
        digests: list[str] = []

        def render(_: MapView, found: Sequence[str]) -> str:
            digests.extend(found)
            return ""

        published.page(render)
        return {digest: published.file(digest) for digest in digests}

    before = files()
    with instance.database.writing() as session:
        layers.undo(session, "familie")
    after = files()
    made_anew = list(after)[
        :3
    ]  # boundaries, indicators, and profiles, which follow from all layers
    assert len(after) == len(before) - 1
    assert all(after[digest] is before[digest] for digest in after if digest not in made_anew)
