"""Encodings are found by what makes German words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.importing.parsing.encodings import ODD_ONE, decode, likeliest, utf16_without_mark
from geo.importing.parsing.refusals import Refused

TEXT = "Name;Ort\nKäthe Kühn;Groß Köris\nÄrztehaus;Übergang\nÖffentliche Bücherei;Lübben\n"


@pytest.mark.parametrize(
    ("codec", "name", "guessed"),
    [
        ("utf-8", "UTF-8", False),
        ("utf-8-sig", "UTF-8", False),
        ("utf-16", "UTF-16", False),
        ("utf-16-le", "UTF-16", False),
        ("utf-16-be", "UTF-16", False),
        ("utf-32", "UTF-32", False),
        ("cp1252", "Windows-1252", True),
        ("cp850", "DOS (cp850)", True),
        ("cp437", "DOS (cp850)", True),
        ("mac-roman", "Mac Roman", True),
    ],
)
def test_the_encoding_of_a_german_list_is_found(codec: str, name: str, *, guessed: bool) -> None:
    decoded = decode(TEXT.encode(codec))
    assert (decoded.text, decoded.encoding, decoded.guessed) == (TEXT, name, guessed)
    assert decoded.offers[0] == name


WORDS = (
    "Bürgerhaus", "Straße", "Ärzte", "Übung", "ÖPNV", "Groß", "GRÖSSE", "fünf", "Böll", "Käthe",
    "Mühlenfließ", "Fläming", "Päwesin", "Brück", "Niemegk-Süd", "Treuenbrietzen Mühle",
)  # fmt: skip


@pytest.mark.parametrize("codec", ["cp1252", "cp850", "mac-roman"])
@pytest.mark.parametrize("word", WORDS)
def test_one_german_word_is_enough(word: str, codec: str) -> None:
    assert decode(word.encode(codec)).text == word


@given(st.lists(st.sampled_from(WORDS), min_size=1), st.sampled_from(["cp1252", "cp850"]))
def test_words_together_never_mislead(words: list[str], codec: str) -> None:
    text = ";".join(words)
    assert decode(text.encode(codec)).text == text


@pytest.mark.parametrize("word", ["Café René", "„Haus“ – 50 €", "Façade", "Bürger’s"])
def test_windows_is_not_mistaken_for_anything_older(word: str) -> None:
    assert decode(word.encode("cp1252")).text == word


def test_the_euro_of_unix_is_told_from_the_currency_sign() -> None:
    assert decode("Bär: 5 €".encode("iso8859-15")).text == "Bär: 5 €"


def test_a_byte_that_windows_does_not_know_is_still_read() -> None:
    assert decode(b"M\xfcller \x81").text == "Müller \x81"


@pytest.mark.parametrize(
    ("most", "few", "encoding"),
    [("utf-8", "cp1252", "UTF-8, Windows-1252"), ("cp1252", "utf-8", "Windows-1252, UTF-8")],
)
def test_few_characters_in_another_encoding_are_marked(most: str, few: str, encoding: str) -> None:
    decoded = decode("Bär Köln\n".encode(most) * 9 + "Süd\n".encode(few))
    assert decoded.text == "Bär Köln\n" * 9 + f"S{ODD_ONE}üd\n"
    assert (decoded.encoding, decoded.mixed, decoded.offers[0]) == (encoding, True, encoding)


def test_a_bad_byte_deep_in_the_file_costs_one_row() -> None:
    decoded = decode("Bär\n".encode() * 100_000 + b"M\xfcll\n")
    assert decoded.text.endswith(f"Bär\nM{ODD_ONE}üll\n")


def test_a_mark_that_its_text_does_not_keep_counts_no_more() -> None:
    assert decode(b"\xef\xbb\xbfM\xfcller").text == "Müller"


def test_wide_text_that_is_cut_off_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        decode("Müller".encode("utf-16")[:-1])
    assert refused.value.reason == "abgeschnitten"


def test_what_a_chosen_encoding_cannot_read_shows() -> None:
    decoded = decode("Süd".encode("cp1252"), "UTF-8")
    assert (decoded.text, decoded.encoding) == ("S\ufffdd", "UTF-8")


@pytest.mark.parametrize("name", ["klingonisch", "hex", "idna", ""])
def test_an_unknown_encoding_is_refused(name: str) -> None:
    with pytest.raises(Refused) as refused:
        decode(b"\xff" * 9, name)
    assert refused.value.reason == "kodierung_unbekannt"


@pytest.mark.parametrize("content", [b"", b"a", b"abcd", b"a\x00b" * 9, bytes(20)])
def test_a_few_zeros_are_no_wide_text(content: bytes) -> None:
    assert utf16_without_mark(content) is None


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        decoded = decode(content)
    except Refused:
        return
    assert decoded.encoding == decoded.offers[0]


def test_a_long_line_is_judged_in_no_time() -> None:
    assert likeliest(b"a" * 2_000_000 + "ü".encode("cp1252")) == "Windows-1252"
