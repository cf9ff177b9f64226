"""Everything that can go wrong for a reason the user can act on.

The messages are plain German sentences that name the thing, the reason and the remedy: they
are shown as they are. HTTP numbers and exit codes are the business of ``web`` and ``cli``.
A problem of one row of a list is no exception but a :class:`geo.report.Issue`.
"""

from __future__ import annotations

import errno

_REASONS = {
    errno.EACCES: "keine Berechtigung",
    errno.EADDRINUSE: "der Anschluss ist schon belegt",
    errno.EADDRNOTAVAIL: "diese Adresse hat der Rechner nicht",
    errno.EEXIST: "dort liegt schon etwas anderes",
    errno.EISDIR: "dort liegt ein Ordner",
    errno.ENOENT: "der Ordner fehlt",
    errno.ENOSPC: "der Datenträger ist voll",
    errno.ENOTDIR: "ein Teil des Pfades ist kein Ordner",
    errno.EPERM: "keine Berechtigung",
    errno.EROFS: "der Datenträger ist schreibgeschützt",
}


class GeoError(Exception):
    """Root of all errors of this library; ``code`` is stable and machine-readable."""

    code = "fehler"


class InputError(GeoError):
    """What was handed in cannot be used."""

    code = "eingabe"


class UnreadableFile(InputError):  # noqa: N818 - named by what the reader can act on
    """A file is empty, truncated, of another format than allowed, or not what it says."""

    code = "datei_unlesbar"


class LimitExceeded(InputError):  # noqa: N818
    """A file is larger or more expensive than the configured limits."""

    code = "zu_gross"


class UnknownCrs(InputError):  # noqa: N818
    """A coordinate reference system is missing, unknown or not the expected one."""

    code = "koordinatensystem"


class InvalidParameter(InputError):  # noqa: N818
    """A setting, an option or a part of an address has a value that is not allowed."""

    code = "ungueltiger_wert"


class NotFound(GeoError):  # noqa: N818
    """A layer, version, area or category does not exist."""

    code = "nicht_gefunden"


class Conflict(GeoError):  # noqa: N818
    """The state has changed since it was looked at."""

    code = "konflikt"


class IntegrityError(GeoError):
    """Our own data is wrong: a checksum, a coverage or a reference does not hold."""

    code = "datenfehler"


class Unavailable(GeoError):  # noqa: N818
    """Database or disk cannot be used at the moment; nothing has changed."""

    code = "nicht_erreichbar"


def reason_of(error: OSError) -> str:
    """Return in German why a file, folder or connection could not be had."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)
