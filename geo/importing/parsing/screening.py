"""The screen: what a file is and whether it may be parsed at all.

Every parser trusts a little: this is the first of three layers (screen, driver allow-list,
kernel fences), each of which must hold alone.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.parsers import expat

from geo.importing.parsing.archives import screen_archive
from geo.importing.parsing.formats import Container, Format, sniff
from geo.importing.parsing.geopackages import screen_geopackage
from geo.importing.parsing.json_text import json_format, read_json
from geo.importing.parsing.limits import Limits
from geo.importing.parsing.refusals import Refused, amount
from geo.importing.parsing.sheets import DOCTYPE

_GML = "http://www.opengis.net/gml"
_REMOTE_ROOTS = frozenset({"OGRVRTDataSource", "VRTDataset", "OGRWFSDataSource", "GDALPipeline"})


def screen(path: Path, limits: Limits) -> Format:
    """Return the format of a file that may be parsed.

    Parameters
    ----------
    path
        The file, alone in its folder.
    limits
        See :class:`Limits`.

    Raises
    ------
    Refused
        With the reason.
    """
    if path.stat().st_size > limits.bytes:
        raise Refused("zu_gross", limit=amount(limits.bytes))
    content = path.read_bytes()
    container = sniff(content)
    if container is Container.ZIP:
        return screen_archive(path, limits)
    if container is Container.SQLITE:
        screen_geopackage(path, limits)
    if container in _BY_CONTENT:
        return _BY_CONTENT[container](content)
    return _CERTAIN[container]


def screen_ole(content: bytes) -> Format:
    """Tell the old Office formats apart by the names of their streams.

    Raises
    ------
    Refused
        If it is no table or cut off.
    """
    if "Root Entry".encode("utf-16-le") not in content:  # the directory is at the end, as a rule
        raise Refused("abgeschnitten", where="")
    if "EncryptedPackage\0".encode("utf-16-le") in content:
        raise Refused("kennwort")
    if "Workbook".encode("utf-16-le") in content or "Book\0".encode("utf-16-le") in content:
        return Format.XLS
    raise Refused("office_alt")


def screen_xml(content: bytes) -> Format:
    """Return the format of XML that is read.

    Raises
    ------
    Refused
        If it is something else, incomplete, or declares a document type.
    """
    roots: list[str] = []
    namespaces: set[str] = set()

    def start(name: str, attributes: dict[str, str]) -> None:
        if not roots:
            roots.append(name.rpartition(":")[2])
        namespaces.update(
            value for key, value in attributes.items() if key.partition(":")[0] == "xmlns"
        )

    def doctype(*_declaration: object) -> None:
        raise Refused("verweist_nach_aussen", what=DOCTYPE)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat takes no keyword
    except expat.ExpatError as error:
        raise Refused("abgeschnitten", where=f" (Zeile {error.lineno})") from error
    return _xml_format(roots[0], namespaces)


def _xml_format(root: str, namespaces: set[str]) -> Format:
    if root in _REMOTE_ROOTS:
        raise Refused("verweist_nach_aussen", what="einen Verweis auf andere Dateien")
    if root in {"kml", "gpx"}:
        return Format(root)
    if any(namespace.startswith(_GML) for namespace in namespaces):
        return Format.GML
    raise Refused("xml")


def screen_json(content: bytes) -> Format:
    """Return the format of JSON that is read.

    Raises
    ------
    Refused
        If it is something else or incomplete.
    """
    kind = json_format(read_json(content))
    if kind is None:
        raise Refused("json")
    return kind


_CERTAIN = {
    Container.TEXT: Format.CSV,
    Container.SQLITE: Format.GPKG,
    Container.FLATGEOBUF: Format.FLATGEOBUF,
    Container.GZIP: Format.PACKED,
}
_BY_CONTENT: dict[Container, Callable[[bytes], Format]] = {
    Container.OLE: screen_ole,
    Container.XML: screen_xml,
    Container.JSON: screen_json,
}
