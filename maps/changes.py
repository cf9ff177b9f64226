"""Changes between two days as a page, as a file of its own, and on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from geo.areas import Area, Level
from geo.change_rows import LISTED, ChangeRow, Told
from geo.changes import Balance, Kind
from geo.numbers import german_number
from maps.document import german_date, template
from maps.standalone import standalone_page

#: Offers of one kind on a page; Excel holds all.
MOST_ROWS = 300
_HEADINGS = {
    Level.SOZIALRAUM: "Je Sozialraum",
    Level.PLANREGION: "Je Planregion",
    Level.KREIS: "Im Kreis",
}


@dataclass(frozen=True, kw_only=True)
class ChangeLinks:
    """Where names lead to.

    Parameters
    ----------
    offer
        Address for the key of an offer.
    area
        Address for an area.
    """

    offer: Callable[[str], str]
    area: Callable[[Area], str]


def changes_body(told: Told, *, links: ChangeLinks | None = None) -> Markup:
    """Return the report as part of a page, with the level of its headings from 2 on.

    Parameters
    ----------
    told
        The report.
    links
        Without them it holds no links, and says for each area what has changed there.
    """
    text = template("changes.html").render(
        told=told,
        total=told.report.total,
        heading=_HEADINGS[told.report.level],
        kinds=shown_kinds(told),
        unchanged=Kind.UNCHANGED,
        changed=Kind.OFFER,
        links=links,
        with_areas=links is None,
        most=MOST_ROWS,
    )
    return Markup(text)  # noqa: S704 - the template escapes


def changes_file(told: Told, *, made_on: date) -> str:
    """Return a self-contained page.

    Parameters
    ----------
    told
        The report.
    made_on
        Date printed into the file.

    Raises
    ------
    IntegrityError
        If the front end has not been built.
    """
    head = Markup("<h1>{title}</h1>\n<p>{days}</p>\n<p>{selection}</p>\n").format(
        title=changes_title(told),
        days=days_in_words(told),
        selection=f"Auswahl: {told.selection}. Erstellt am {german_date(made_on)}.",
    )
    return standalone_page(changes_title(told), head + changes_body(told))


def changes_pdf(told: Told, *, made_on: date) -> bytes:
    """Return the report as tagged PDF.

    Parameters
    ----------
    told
        The report.
    made_on
        Date printed on it.

    Raises
    ------
    IntegrityError
        If the front end, and with it the fonts, has not been built.
    """
    from maps.typesetting import typeset

    return typeset("changes", _sheet(told, made_on), made_on=made_on)


def changes_title(told: Told) -> str:
    """Return what the report is called."""
    return f"Was sich geändert hat – {told.after.county}"


def days_in_words(told: Told) -> str:
    """Return which two days are compared."""
    first, last = german_date(told.period.start), german_date(told.period.end)
    return f"Vom Ende des {first} bis zum Ende des {last}"


def shown_kinds(told: Told) -> tuple[Kind, ...]:
    """Return the columns of the table: those about other areas only where there are any."""
    rare = {Kind.ARRIVED, Kind.LEFT}
    found = {kind for _, balance in told.areas for kind in balance.counts}
    found |= told.report.total.counts.keys()
    return tuple(kind for kind in Kind if kind not in rare or kind in found)


def _sheet(told: Told, made_on: date) -> dict[str, Any]:
    kinds = shown_kinds(told)
    total = told.report.total
    return {
        "title": changes_title(told),
        "county": told.after.title,
        "stand": f"Erstellt am {german_date(made_on)}",
        "days": days_in_words(told),
        "selection": f"Auswahl: {told.selection}",
        "empty": told.report.is_empty,
        "totals": _totals(total),
        "heading": _HEADINGS[told.report.level],
        "head": ["Gebiet", "vorher", *(kind.label for kind in kinds), "nachher"],
        "matrix": [
            *([name, *_numbers(balance, kinds)] for name, balance in told.areas),
            ["jedes einmal", *_numbers(total, kinds)],
        ],
        "kinds": [_group(kind.label, kind.meaning, told.rows(kind)) for kind in LISTED],
        "entries": [
            {"name": row.name, "place": f"{row.kind.label} · {row.area}", "lines": [row.what]}
            for row in told.entries
        ],
        "areas": [_area(name, told.area_rows(balance)) for name, balance in told.areas],
        "remarks": [*told.remarks, f"Unverändert: {Kind.UNCHANGED.meaning}."],
    }


def _totals(total: Balance) -> list[list[str]]:
    kinds = (kind for kind in LISTED if total.of(kind))
    found = [[kind.label, german_number(total.of(kind))] for kind in kinds]
    before, after = german_number(total.before), german_number(total.after)
    return [["vorher", before], *found, ["nachher", after]]


def _numbers(balance: Balance, kinds: Iterable[Kind]) -> list[str]:
    numbers = (balance.before, *(balance.of(kind) for kind in kinds), balance.after)
    return [german_number(each) for each in numbers]


def _group(label: str, meaning: str, rows: tuple[ChangeRow, ...]) -> dict[str, Any]:
    return {
        "label": label[0].upper() + label[1:],
        "meaning": f"{german_number(len(rows))} · {meaning}",
        "more": _more(rows),
        "rows": [
            {
                "name": row.name,
                "place": " · ".join(
                    filter(None, (row.category, row.provider, row.address, row.area))
                ),
                "lines": [each for each in (row.move, row.what) if each],
            }
            for row in rows[:MOST_ROWS]
        ],
    }


def _area(name: str, rows: tuple[ChangeRow, ...]) -> dict[str, Any]:
    return {
        "label": name,
        "more": _more(rows),
        "rows": [
            [row.name, ", ".join(filter(None, (row.kind.label, row.move)))]
            for row in rows[:MOST_ROWS]
        ],
    }


def _more(rows: tuple[ChangeRow, ...]) -> str:
    more = len(rows) - MOST_ROWS
    return f"und {german_number(more)} weitere; alle stehen in der Excel-Datei" if more > 0 else ""
