"""Encodings of text files: found out from the bytes, and told wherever that is a guess.

A byte order mark decides, then the zeros of UTF-16, then strict UTF-8. What is none of these is
read in the way that yields the most German letters inside words.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from itertools import islice

from geo.importing.parsing.refusals import Refused

#: Names for people and Python's names, the likeliest first.
OFFERED = {
    "UTF-8": "utf-8",
    "Windows-1252": "cp1252",
    "ISO-8859-15": "iso8859-15",
    "DOS (cp850)": "cp850",
    "DOS (cp437)": "cp437",
    "Mac Roman": "mac-roman",
}
#: Stands in front of a character that is encoded otherwise than the rest of its file.
ODD_ONE = "\ue000"
_SINGLE_BYTE = ("Windows-1252", "DOS (cp850)", "Mac Roman")
_MARKS = (
    (b"\xef\xbb\xbf", "UTF-8"),
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_WORDS = re.compile(rb"[A-Za-z\x80-\xff]{0,20}[\x80-\xff][A-Za-z\x80-\xff]{0,20}")
_MOST_WORDS = 20_000
# letters, quotes and the euro sign as UTF-8 writes them: in no other encoding are they a word
_UTF8_LETTER = re.compile(rb"[\xc2\xc3][\x80-\xbf]|\xe2(?:\x80[\x90-\xba]|\x82\xac)")
_HEAD_BYTES = 65_536
_LETTER = r"A-Za-zÀ-ÖØ-öø-ſ"
_GERMAN = re.compile(
    rf"(?<=[{_LETTER}])[äöüß]|[äöü](?=[a-zß-ÿ])|\b[ÄÖÜ](?=[{_LETTER}])|(?<=[A-Z])[ÄÖÜ]"
)
_ACCENTED = re.compile(rf"(?<=[{_LETTER}])(?:[à-ÿš-ž](?=[{_LETTER}])|[éè]\b)|\b[À-Þ](?=[a-z])")
# a symbol between letters, a control character, a capital after a small accented letter
_ODD = re.compile(
    rf"(?<=[{_LETTER}])[^\x00-\x7f{_LETTER}’](?=[{_LETTER}])|[\x80-\x9f]|[─-▟]"
    r"|(?<=[a-z])[À-ÞŠŽŸ]|[à-ÿ](?=[A-Z])|[‰¸ˆ÷™†³](?=[a-z])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text of a file.

    Parameters
    ----------
    text
        Without byte order mark. If ``mixed``, :data:`ODD_ONE` stands in front of each character
        that is encoded otherwise than most.
    encoding
        Name for people.
    guessed
        Whether nothing in the file proves the encoding.
    mixed
        Whether the file holds two encodings.
    offers
        What else is worth trying, ``encoding`` first unless a person chose it.
    """

    text: str
    encoding: str
    guessed: bool = False
    mixed: bool = False
    offers: tuple[str, ...]


def decode(content: bytes, wanted: str | None = None) -> Decoded:
    """Return the text of a file.

    Parameters
    ----------
    content
        The whole file.
    wanted
        Name of :data:`OFFERED` or of Python, if a person chose one. What it cannot read becomes
        U+FFFD.

    Raises
    ------
    Refused
        If the file is cut off or the encoding unknown.
    """
    found = _found(content)
    if wanted is None or wanted == found.encoding:
        return found
    try:
        text = content.decode(OFFERED.get(wanted, wanted), "replace")
    except (UnicodeError, LookupError) as error:
        raise Refused("kodierung_unbekannt", encoding=wanted[:40]) from error
    return Decoded(text=text.removeprefix("\ufeff"), encoding=wanted, offers=found.offers)


def _found(content: bytes) -> Decoded:
    for mark, name in _MARKS:
        if content.startswith(mark) and name != "UTF-8":
            return _certain(_strict(content, name), name)
    wide = utf16_without_mark(content)
    if wide:
        return _certain(_strict(content, wide), "UTF-16")
    body = content.removeprefix(_MARKS[0][0])
    try:
        return _certain(body.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError:
        return _mixed(body) if _UTF8_LETTER.search(body) else _single(body)


def _certain(text: str, encoding: str) -> Decoded:
    return Decoded(text=text.removeprefix("\ufeff"), encoding=encoding, offers=(encoding,))


def _strict(content: bytes, codec: str) -> str:
    try:
        return content.decode(codec)
    except UnicodeDecodeError as error:
        raise Refused("abgeschnitten", where="") from error


def _single(content: bytes) -> Decoded:
    name = likeliest(content)
    text = decode_bytes(content, name)
    offers = tuple(dict.fromkeys((name, *list(OFFERED)[1:])))
    return Decoded(text=text, encoding=name, guessed=True, offers=offers)


def decode_bytes(content: bytes, name: str) -> str:
    """Return the text of bytes in a single-byte encoding of :data:`OFFERED`."""
    return content.decode(OFFERED[name], _LENIENT)


def _mixed(content: bytes) -> Decoded:
    """Read UTF-8 where it is some and the likeliest other encoding elsewhere."""
    others = _UTF8_LETTER.sub(b" ", content)
    name = likeliest(others)
    utf8_is_odd = len(_UTF8_LETTER.findall(content)) < len(others.translate(None, _ASCII))
    if utf8_is_odd:
        content = _UTF8_LETTER.sub(ODD_ONE.encode() + rb"\g<0>", content)
    text = content.decode("utf-8", f"{_LENIENT}-{name}-{'plain' if utf8_is_odd else 'marked'}")
    shown = f"{name}, UTF-8" if utf8_is_odd else f"UTF-8, {name}"
    offers = tuple(dict.fromkeys((shown, "UTF-8", name, *OFFERED)))
    return Decoded(text=text, encoding=shown, guessed=True, mixed=True, offers=offers)


def utf16_without_mark(content: bytes) -> str | None:
    """Return Python's name of UTF-16 if the bytes look like it, by the zeros of Latin letters."""
    head = content[:_HEAD_BYTES]
    half = len(head) // 2
    if half < 2:
        return None
    even, odd = head[0 : 2 * half : 2].count(0) / half, head[1 : 2 * half : 2].count(0) / half
    if odd > 0.5 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.5 and odd < 0.1 else None


def likeliest(content: bytes) -> str:
    """Return the single-byte encoding that yields the most German letters inside words.

    Windows comes first among equals, as most lists come from there.

    Returns
    -------
    str
        A name of :data:`OFFERED`.
    """
    words = b" ".join(match[0] for match in islice(_WORDS.finditer(content), _MOST_WORDS))
    best = max(_SINGLE_BYTE, key=lambda name: _plausibility(decode_bytes(words, name)))
    # the currency sign ¤ is in no list, the euro sign at its place in ISO-8859-15 is in many
    is_latin9 = best == "Windows-1252" and b"\xa4" in content and not _C1.search(content)
    return "ISO-8859-15" if is_latin9 else best


def _plausibility(text: str) -> int:
    good, fair, bad = (len(kind.findall(text)) for kind in (_GERMAN, _ACCENTED, _ODD))
    return 3 * good + fair - 3 * bad


_C1 = re.compile(rb"[\x80-\x9f]")
_ASCII = bytes(range(0x80))
_LENIENT = "ressourcenkarten"


def _as_control(error: UnicodeError) -> tuple[str, int]:
    """Read a byte that Windows leaves undefined as ISO-8859-1 does."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


def _register(name: str, *, marked: bool) -> None:
    def read_otherwise(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        odd = decode_bytes(error.object[error.start : error.end], name)
        return (ODD_ONE + odd if marked else odd), error.end

    codecs.register_error(f"{_LENIENT}-{name}-{'marked' if marked else 'plain'}", read_otherwise)


codecs.register_error(_LENIENT, _as_control)
for _name in (*_SINGLE_BYTE, "ISO-8859-15"):
    for _marked in (True, False):
        _register(_name, marked=_marked)
