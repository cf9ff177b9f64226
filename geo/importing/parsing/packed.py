"""A list that comes packed: alone in a zip archive, or with ``gzip``."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from pathlib import Path

from geo.importing.parsing.archives import list_members, member_content
from geo.importing.parsing.formats import GZIP
from geo.importing.parsing.limits import Limits
from geo.importing.parsing.refusals import Refused, amount

_TAR = b"ustar"
_TAR_AT = 257


def unpack_list(path: Path, limits: Limits) -> Path:
    """Unpack the only list of a screened archive beside it, under a neutral name.

    Raises
    ------
    Refused
        If the archive is damaged, holds more than a list or a larger one than may be sent.
    """
    target = path.with_name("list")
    with path.open("rb") as stream:
        is_gzip = stream.read(len(GZIP)) == GZIP
    target.write_bytes(_gunzipped(path, limits) if is_gzip else _unzipped(path))
    return target


def _gunzipped(path: Path, limits: Limits) -> bytes:
    try:
        with gzip.open(path) as packed:
            content = packed.read(limits.bytes + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Refused("zip_beschaedigt") from error
    if len(content) > limits.bytes:
        raise Refused("zu_gross", limit=amount(limits.bytes))
    if content[_TAR_AT:].startswith(_TAR):
        raise Refused("archiv")
    return content


def _unzipped(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive:
        (entry,) = list_members(archive.infolist())
        return member_content(archive, entry)
