"""Every file of the corpus comes to its expected report, through the real child process."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from corpus.all_files import CASES, CATALOGUE, Entry
from corpus.catalogue import FOLDER
from corpus.expecting import outcome
from corpus.hostile import CANARY, CANARY_TEXT
from corpus.make import README, built, table


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("corpus")


@pytest.fixture(scope="module", autouse=True)
def _canary() -> Iterator[None]:
    """Lay a file where hostile files point to."""
    CANARY.write_text(f"name,secret\n{CANARY_TEXT},{CANARY_TEXT}\n", "utf-8")
    yield
    CANARY.unlink(missing_ok=True)


@pytest.mark.parametrize("entry", CATALOGUE.values(), ids=lambda entry: entry.name)
def test_a_file_comes_to_its_expected_report(entry: Entry, folder: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the writers of hostile files have to say
        path = built(entry, folder)
    found = outcome(path, entry.sent_as or entry.name)
    assert CANARY_TEXT not in json.dumps(found)
    assert found == json.loads(entry.expectation.read_text("utf-8"))


def test_every_case_has_a_file_and_every_file_is_listed() -> None:
    text = README.read_text("utf-8")
    assert text.endswith(table())
    assert [case for case in CASES if not any(case in e.cases for e in CATALOGUE.values())] == []


def test_the_folder_holds_what_the_catalogue_says() -> None:
    expected = {f"{name}.expected.json" for name in CATALOGUE}
    kept = {entry.name for entry in CATALOGUE.values() if not entry.hostile}
    assert {path.name for path in FOLDER.iterdir()} == expected | kept
    assert len(CATALOGUE) >= 120


def test_no_hostile_file_is_kept() -> None:
    marks = (b"OGRVRT", b"gdal_streamed_alg", b"VirtualText", b"<!ENTITY", b"OGRWFS")
    for entry in CATALOGUE.values():
        if not entry.hostile:
            content = entry.path.read_bytes()
            assert not any(mark in content for mark in marks), entry.name
