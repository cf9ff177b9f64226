"""How each number of a profile was computed: the only home of these sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from geo.areas import Area, Level
from geo.counting import ReachCounts
from geo.numbers import german_number

RESSORTS = (
    "Jedes Angebot zählt einmal, bei seiner Kategorie. „Vor Ort“ heißt: Menschen gehen hin; "
    "„kommt hin“: das Angebot kommt in das Gebiet; „telefonisch, online“: von überall zu erreichen."
)
PERSPECTIVES = (
    "Ein Angebot für mehrere Zielgruppen zählt bei jeder davon und bei deren Perspektive einmal. "
    "Die Zeilen ergeben deshalb zusammen mehr als die Zahl der Angebote."
)
INDICATORS = (
    "Verglichen werden Zahlen desselben Stichtags. „–“ heißt: keine Angabe, also nicht null. "
    "„•“ heißt: gesperrt, weil die Fallzahl so klein ist, dass einzelne Menschen erkennbar wären."
)
DUPLICATES = (
    "Ein Hinweis zum Nachsehen, kein Befund: Paare, die sich in Name, Ort, Träger oder Kategorie "
    "gleichen und nah beieinander liegen."
)
PLACELESS = (
    "Angebote dieses Gebiets, zu denen es keinen Punkt auf der Karte gibt: weil sie umherfahren, "
    "weil die Liste keine Adresse nennt oder weil ihr Ort geschützt ist."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Methods:
    """A German text for each part of a profile: what is counted and how.

    Parameters
    ----------
    offers
        Which offers are counted.
    rate
        How offers per 1,000 inhabitants come about; empty if inhabitants are unknown.
    ressorts, perspectives, indicators, gaps, duplicates, placeless, freshness
        The same for the tables of these names.
    """

    offers: str
    rate: str
    gaps: str
    freshness: str
    ressorts: str = RESSORTS
    perspectives: str = PERSPECTIVES
    indicators: str = INDICATORS
    duplicates: str = DUPLICATES
    placeless: str = PLACELESS


def offers_text(area: Area, *, elsewhere: int, outside: int) -> str:
    """Say which offers of an area are counted and where they are.

    Parameters
    ----------
    area
        The area.
    elsewhere, outside
        As in :class:`geo.profiles.AreaProfile`.
    """
    return " ".join(_offers(area, elsewhere, outside))


def _offers(area: Area, elsewhere: int, outside: int) -> Iterator[str]:
    whole = area.level is Level.KREIS
    if whole:
        yield "Gezählt sind alle veröffentlichten Angebote."
    else:
        yield (
            "Gezählt ist jedes veröffentlichte Angebot, das hier liegt oder hierher kommt; eines "
            "mit mehreren Gebieten zählt in jedem."
        )
    if elsewhere:
        lies = "liegt" if elsewhere == 1 else "liegen"
        here = "ist" if elsewhere == 1 else "sind"
        yield (
            f"Von denen vor Ort {lies} {german_number(elsewhere)} in einem anderen Gebiet und "
            f"{here} auch für dieses da."
        )
    if outside:
        lies = "liegt" if outside == 1 else "liegen"
        nearest = "." if whole else "; dieses Gebiet ist das nächste."
        yield f"{german_number(outside)} {lies} außerhalb des Landkreises{nearest}"


def rate_text(area: Area, counts: ReachCounts) -> str:
    """Say how offers per 1,000 inhabitants of an area come about."""
    if not area.population:
        return ""
    offers = "1 Angebot" if counts.total == 1 else f"{german_number(counts.total)} Angebote"
    return (
        f"Je 1.000 Einwohner heißt: {offers} geteilt durch {german_number(area.population)} "
        "Einwohner, mal 1.000, auf zwei Stellen gerundet."
    )


def freshness_text(months: int) -> str:
    """Say what makes an offer fresh."""
    return (
        f"Bestätigt heißt: Jemand hat sich in den letzten {months} Monaten vergewissert, dass die "
        "Angabe stimmt. Nennt die Liste dazu nichts, gilt der Stand der Angabe. Ein Jahr ohne Tag "
        "zählt ab dem 1. Januar."
    )


def gaps_text(area: Area, *, partial: bool) -> str:
    """Say what a gap is.

    Parameters
    ----------
    area
        The area.
    partial
        Whether the numbers are those of a part of the map only.
    """
    if partial:
        return (
            "Lücken nennt nur die ganze Ressourcenkarte: Was die Auswahl nicht enthält, kann es "
            "trotzdem geben."
        )
    if area.level is Level.KREIS:
        return (
            "Verglichen mit dem Vokabular: Kategorien, zu denen im ganzen Landkreis kein Angebot "
            "bekannt ist."
        )
    return (
        "Verglichen mit dem Landkreis: Kategorien, die es dort gibt. „Fehlt“ heißt: Es ist kein "
        "Angebot bekannt, nicht, dass es sicher keines gibt."
    )
