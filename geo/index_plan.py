"""What a Sozialindex is made of: indicators with direction and weight, from settings or address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from geo.errors import InvalidParameter
from geo.numbers import parse_number

MOST_PARTS = 20
_HEAVIEST = 100.0
_ID = re.compile(r"[a-z0-9_-]{1,80}")
_SIGNS = {"+": 1, "": 1, " ": 1, "-": -1, "−": -1}  # a bare plus in an address means a blank
_KEYS = ("kennzahl", "richtung", "gewicht")


class Missing(StrEnum):
    """What becomes of a Sozialraum of which a value is missing or suppressed."""

    NO_INDEX = "ohne-index"
    OTHERS = "uebrige"

    @property
    def meaning(self) -> str:
        """German sentence."""
        if self is Missing.NO_INDEX:
            return (
                "Fehlt einem Sozialraum ein Wert oder ist er gesperrt, bekommt er keinen Index; "
                "nie wird dafür 0 angenommen."
            )
        return (
            "Fehlt einem Sozialraum ein Wert oder ist er gesperrt, zählen die übrigen Kennzahlen "
            "entsprechend mehr; ein solcher Index ist mit ◦ gekennzeichnet."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPart:
    """One indicator of an index.

    Parameters
    ----------
    indicator_id
        The indicator; its latest period counts.
    direction
        1 if a high value raises the index, -1 if it lowers it.
    weight
        Above 0, at most 100.
    """

    indicator_id: str
    direction: int = 1
    weight: float = 1.0

    @property
    def signed(self) -> float:
        """Weight with the sign of the direction."""
        return self.direction * self.weight

    def __str__(self) -> str:
        """As it stands in an address: ``id:+:1.5``."""
        return f"{self.indicator_id}:{'+' if self.direction > 0 else '-'}:{self.weight:g}"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPlan:
    """What an index is made of."""

    parts: tuple[IndexPart, ...] = ()
    missing: Missing = Missing.NO_INDEX


def plan_from_query(query: Mapping[str, Sequence[str]]) -> IndexPlan:
    """Return what an address asks for.

    Parameters
    ----------
    query
        ``kennzahl`` repeated, each ``id:+:1.5`` (direction and weight may be left out), and
        ``fehlend`` with a value of :class:`Missing`.

    Raises
    ------
    InvalidParameter
        If one of them cannot be read.
    """
    parts = tuple(_part_from_text(text) for text in query.get("kennzahl", ()) if text)
    return _checked(parts, (query.get("fehlend") or [Missing.NO_INDEX])[-1])


def plan_from_settings(tables: Iterable[Any], missing: str = Missing.NO_INDEX) -> IndexPlan:
    """Return what the instance has configured.

    Parameters
    ----------
    tables
        One per indicator with ``kennzahl``, ``richtung`` and ``gewicht``.
    missing
        A value of :class:`Missing`.

    Raises
    ------
    InvalidParameter
        If an entry is unknown or wrong.
    """
    return _checked(tuple(_part_from_table(each) for each in tables), missing)


def _part_from_text(text: str) -> IndexPart:
    name, _, rest = text.partition(":")
    sign, _, weight = rest.partition(":")
    return _part(name, sign, parse_number(weight) if weight else 1.0, shown=text)


def _part_from_table(table: Any) -> IndexPart:
    if not isinstance(table, Mapping) or not set(table) <= set(_KEYS):
        raise InvalidParameter(
            f"Jede Tabelle [[sozialindex]] hat nur {', '.join(_KEYS)}; gelesen wurde: {table}."
        )
    weight = table.get("gewicht", 1)
    number = float(weight) if type(weight) in (int, float) else None
    shown = f"[[sozialindex]] {dict(table)}"
    return _part(str(table.get("kennzahl", "")), table.get("richtung", "+"), number, shown=shown)


def _part(name: str, sign: object, weight: float | None, *, shown: str) -> IndexPart:
    if not _ID.fullmatch(name):
        wrong = "die Kennzahl ist ein Schlüssel aus Kleinbuchstaben, Ziffern, - und _"
    elif not isinstance(sign, str) or sign not in _SIGNS:
        wrong = "die Richtung ist + (ein hoher Wert erhöht den Index) oder - (er senkt ihn)"
    elif weight is None or not 0 < weight <= _HEAVIEST:
        wrong = f"das Gewicht ist eine Zahl über 0 bis {_HEAVIEST:g}"
    else:
        return IndexPart(indicator_id=name, direction=_SIGNS[sign], weight=weight)
    raise InvalidParameter(f"„{shown}“ ist kein Teil des Sozialindex: {wrong}.")


def _checked(parts: tuple[IndexPart, ...], missing: str) -> IndexPlan:
    names = [each.indicator_id for each in parts]
    if twice := [each for each in names if names.count(each) > 1]:
        raise InvalidParameter(f"Die Kennzahl „{twice[0]}“ steht zweimal im Sozialindex.")
    if len(parts) > MOST_PARTS:
        raise InvalidParameter(f"Ein Sozialindex hat höchstens {MOST_PARTS} Kennzahlen.")
    if missing not in list(Missing):
        raise InvalidParameter(
            f"„{missing}“ sagt nicht, was bei fehlenden Werten gilt; möglich ist "
            f"{' oder '.join(Missing)}."
        )
    return IndexPlan(parts=parts, missing=Missing(missing))
